import os
from pathlib import Path

import pytest

from clipper.errors import InputError, MediaError
from clipper.media.guard import check_media_path, describe_non_media, input_arguments, output_argument

RIFF = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00"


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (b"", "empty"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n", "playlist"),
        (b"\xef\xbb\xbf#EXTM3U\r\n", "playlist"),
        (b"\n\n  #extm3u\n", "playlist"),
        (b"ffconcat version 1.0\nfile x\n", "ffconcat"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"<?xml version='1.0'?><MPD/>", "XML"),
        (b"<!DOCTYPE html><title>404</title>", "web page"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"%PDF-1.7\n", "PDF"),
        ("Zoë: Good morning, everyone.\n".encode(), "text"),
    ],
)
def test_what_is_no_recording_is_named(head: bytes, named: str) -> None:
    problem = describe_non_media(head)
    assert problem is not None
    assert named in problem


@pytest.mark.parametrize(
    "head", [RIFF, b"\x00\x00\x00\x20ftypisom", b"ID3\x04\x00\x00", b"OggS\x00\x02", b"\x1aE\xdf\xa3\x01"]
)
def test_media_passes_the_look(head: bytes) -> None:
    assert describe_non_media(head) is None


def test_a_path_becomes_absolute_and_links_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real.wav").write_bytes(RIFF)
    (tmp_path / "link.wav").symlink_to("real.wav")
    monkeypatch.chdir(tmp_path)
    assert check_media_path(Path("link.wav")) == (tmp_path / "real.wav").resolve()


def test_what_is_not_a_regular_file_is_refused_without_opening_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "loop.mp4").symlink_to("loop.mp4")
    for path in (tmp_path, tmp_path / "pipe.mp4", Path("/dev/zero"), tmp_path / "loop.mp4", tmp_path / "none.mp4"):
        with pytest.raises(InputError, match=path.name):
            check_media_path(path)
    with pytest.raises(InputError):
        check_media_path(Path("nul\0byte.mp4"))


def test_an_empty_file_is_a_media_error(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(MediaError, match="empty"):
        check_media_path(tmp_path / "empty.mp4")


def test_addresses_are_only_names_of_files() -> None:
    for address in ("concat:a.mp4|b.mp4", "http://host.invalid/a.mp4", "subfile,,start,0,end,9,,:a.mp4", "pipe:0"):
        with pytest.raises(InputError, match="no such file"):
            check_media_path(Path(address))


def test_an_input_is_a_local_file_of_an_allowed_format_and_nothing_else() -> None:
    assert input_arguments(Path("/media/-x 100%.mp4"), "-ss", "1.500000") == [
        "-protocol_whitelist",
        "file",
        "-format_whitelist",
        "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mp3,wav,w64,aiff,flac,ogg,aac,caf,amr,au,mpegts,mpeg,avi,flv,asf,mxf",
        "-ss",
        "1.500000",
        "-i",
        "file:/media/-x 100%.mp4",
    ]
    assert output_argument(Path("/media/-x.mp4")) == "file:/media/-x.mp4"


def test_a_path_that_was_not_checked_is_a_bug() -> None:
    with pytest.raises(ValueError, match="check_media_path"):
        input_arguments(Path("talk.mp4"))
