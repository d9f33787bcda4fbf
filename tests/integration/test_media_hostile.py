"""Files that strangers send: none of them makes clipper read another file, hang or crash."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from clipper.errors import InputError, MediaError
from clipper.media.decode import decode_blocks
from clipper.media.guard import input_arguments, open_container
from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg, find_ffmpeg

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def ffmpeg() -> FFmpeg:
    return find_ffmpeg()


@pytest.fixture
def secret(ffmpeg: FFmpeg, tmp_path: Path) -> Path:
    """A healthy recording that the hostile files point at."""
    path = tmp_path / "secret.ts"
    argv = [ffmpeg.path, "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", str(path)]
    subprocess.run(argv, check=True)
    return path


def hostile_files(secret: Path) -> dict[str, bytes]:
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n#EXT-X-ENDLIST\n".encode()
    script = f"ffconcat version 1.0\nfile {secret.name}\n".encode()
    manifest = f'<?xml version="1.0"?><MPD><BaseURL>file://{secret}</BaseURL></MPD>'.encode()
    return {
        "hls": playlist,
        "hls after a byte order mark": b"\xef\xbb\xbf" + playlist,
        "hls with a control character, so that it is no text": playlist + b"#\x01\n",
        "ffconcat": script,
        "ffconcat with a control character": script + b"#\x01\n",
        "dash": manifest,
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
        "text": b"Good morning and welcome to the show.\n",
        "nothing": b"",
        "zeros": bytes(4096),
        "noise": os.urandom(20_000),
    }


@pytest.mark.parametrize("kind", hostile_files(Path("/secret")))
@pytest.mark.parametrize("ending", ["mp4", "m3u8", "wav"])
def test_what_is_no_recording_is_refused_by_name(ffmpeg: FFmpeg, secret: Path, kind: str, ending: str) -> None:
    path = secret.with_name(f"upload.{ending}")
    path.write_bytes(hostile_files(secret)[kind])
    with pytest.raises(MediaError, match=path.name):
        probe_recording(path)
    with pytest.raises(MediaError, match=path.name):
        list(decode_blocks(path, ffmpeg=ffmpeg))


@pytest.mark.parametrize("kind", ["hls", "ffconcat", "dash", "svg", "sdp", "text"])
@pytest.mark.parametrize("ending", ["mp4", "m3u8", "ffconcat"])
def test_even_without_the_look_at_the_first_bytes_nothing_is_followed(
    ffmpeg: FFmpeg, secret: Path, kind: str, ending: str
) -> None:
    path = secret.with_name(f"upload.{ending}")
    path.write_bytes(hostile_files(secret)[kind])
    with pytest.raises(MediaError), open_container(path):
        pass
    argv = [ffmpeg.path, "-nostdin", "-v", "error", *input_arguments(path), "-f", "null", "-"]
    assert subprocess.run(argv, capture_output=True, check=False).returncode != 0


def test_without_the_guard_the_script_would_have_been_followed(ffmpeg: FFmpeg, secret: Path) -> None:
    path = secret.with_name("upload.mp4")
    path.write_bytes(hostile_files(secret)["ffconcat"])
    argv = [ffmpeg.path, "-nostdin", "-v", "error", "-i", str(path), "-f", "null", "-"]
    assert subprocess.run(argv, capture_output=True, check=False).returncode == 0


NAMES = [
    *("-x.mp4", "-i", "a b.mp4", 'it\'s "quoted".mp4', "100%d %s.mp4", "new\nline.mp4", "tab\there.mp4"),
    *("Gespräch – 対談 🎙.mp4", "concat:a|b.mp4", "http:evil.mp4", "pipe:0", "a;rm -rf $HOME.mp4", "[0:a]=,;.mp4"),
    *("back\\slash.mp4", "file:twice.mp4", "?#&.mp4"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_of_any_name_is_read(
    ffmpeg: FFmpeg, secret: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(secret.parent)
    secret.rename(name)
    assert probe_recording(Path(name)).duration_ms > 900
    assert sum(map(len, decode_blocks(Path(name), ffmpeg=ffmpeg))) > 15_000


def test_a_name_that_is_no_unicode_is_read_or_refused_in_words(ffmpeg: FFmpeg, secret: Path) -> None:
    path = secret.with_name(os.fsdecode(b"caf\xe9.mp4"))
    try:
        secret.rename(path)
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    assert probe_recording(path).duration_ms > 900
    assert sum(map(len, decode_blocks(path, ffmpeg=ffmpeg))) > 15_000


@pytest.mark.parametrize("address", ["concat:secret.ts|secret.ts", "subfile,,start,0,end,900,,:secret.ts", "data:,x"])
def test_addresses_are_no_recordings(
    ffmpeg: FFmpeg, secret: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(secret.parent)
    with pytest.raises(InputError, match="no such file"):
        probe_recording(Path(address))
    with pytest.raises(InputError, match="no such file"):
        decode_blocks(Path(address), ffmpeg=ffmpeg)


def test_an_mp4_that_names_another_file_as_its_data_does_not_get_it(ffmpeg: FFmpeg, secret: Path) -> None:
    """A QuickTime data reference of type "alis"/"url " is an order to read another file; ffmpeg ignores it."""
    movie = secret.with_name("movie.mov")
    argv = [ffmpeg.path, "-v", "error", "-i", str(secret), "-c", "copy", str(movie)]
    subprocess.run(argv, check=True)
    data = movie.read_bytes().replace(b"url \x00\x00\x00\x01", b"url \x00\x00\x00\x00")
    movie.write_bytes(data.replace(b"alis\x00\x00\x00\x01", b"alis\x00\x00\x00\x00"))
    probe_recording(movie)  # whatever it decodes to are its own bytes


def test_a_truncated_head_is_refused(ffmpeg: FFmpeg, secret: Path) -> None:
    movie = secret.with_name("movie.mp4")
    subprocess.run([ffmpeg.path, "-v", "error", "-i", str(secret), "-c", "copy", str(movie)], check=True)
    movie.write_bytes(movie.read_bytes()[:2000])  # the index at the end is gone
    with pytest.raises(MediaError, match=r"movie\.mp4"):
        probe_recording(movie)
