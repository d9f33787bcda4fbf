"""Names that mean something to a shell, to ffmpeg, to a filter graph or to ASS: here they are names, and nothing else.

The corpus is that of the escaping experiment: others lose 4 to 8 of the 20.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clipper.captions.ass_text import plain_text
from clipper.media import cut
from clipper.media.overlay import Burning, burning
from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg
from clipper.model import Overlay
from tests.ass_reading import read_events
from tests.command_line import run_clipper
from tests.integration.conftest import AlignedSample

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(os.name != "posix", reason="Windows has no such names"),
]

SAID = "Eleven years."
JOINER = "\N{WORD JOINER}"
FONT = Path(__file__).parents[2] / "templates" / "fonts" / "NotoSans-Bold.ttf"
ENDINGS = (".jpg", ".manifest.json", ".mp4", ".srt", ".vtt")
CORPUS = (
    "a b",
    "a:b",
    "it's",
    "a,b",
    "a;b",
    "[v]",
    "%03d",
    "%{pts}",
    "a\\b\\N",
    "a=b",
    'say "a"',
    "$HOME `id`",
    "#1",
    "ünï 日本 🎙",
    "-y",
    "a\nb",
    "concat:a|b",
    "{\\p1}m 0 0 l 9 9",
    "..a&*?<b>",
    "x',signalstats,metadata=print:file=pwned",
)
"""20, as there: space : ' , ; [] % \\ = \" $ # unicode - newline, and what would act where one is not escaped."""


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Overlay]:
    """What ffmpeg was given to draw."""
    seen: list[Overlay] = []

    @contextmanager
    def burn(overlay: Overlay, ffmpeg: FFmpeg) -> Iterator[Burning]:
        seen.append(overlay)
        with burning(overlay, ffmpeg) as burned:
            yield burned

    monkeypatch.setattr(cut, "burning", burn)
    return seen


def place(folder: Path, name: str, aligned: AlignedSample) -> Path:
    """The sample under another name, its document and a font beside it, in a folder of that name."""
    folder.mkdir()
    os.link(aligned.folder / "interview.mp4", folder / f"{name}.mp4")
    fields = json.loads(aligned.document.read_text("utf-8"))
    fields["recordings"][0]["path"] = f"{name}.mp4"
    document = folder / f"{name}.json"
    document.write_text(json.dumps(fields), "utf-8")
    shutil.copy(FONT, folder / f"{name}.ttf")
    return document


def list_files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", CORPUS)
def test_source_output_title_and_font_may_be_called_anything(
    name: str, aligned: AlignedSample, drawn: list[Overlay], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = place(tmp_path / name, name, aligned)
    clip = tmp_path / f"out {name}" / f"{name}.mp4"
    clip.parent.mkdir()
    monkeypatch.chdir(tmp_path)
    there = list_files(tmp_path)
    looks = ("--poster", "--captions", "bold", f"--font={document.with_suffix('.ttf')}", f"--title={name}")
    done = run_clipper("cut", document, "--quote", SAID, "-o", clip, *looks, "--json")
    assert done.code == 0, done.err

    assert list_files(tmp_path) == sorted([*there, *(f"out {name}/{name}{ending}" for ending in ENDINGS)])
    assert json.loads(done.out)["clips"][0]["path"] == str(clip)
    assert probe_recording(clip).video
    manifest = json.loads(clip.with_suffix(".manifest.json").read_text("utf-8"))
    assert manifest["source"]["file"] == manifest["made"]["file"] == f"{name}.mp4"
    assert manifest["settings"]["title"] == name
    (overlay,) = drawn
    assert str(document.with_suffix(".ttf")) in [face.path for face in overlay.fonts]
    titles = {event.shown.replace("\n", " ") for event in read_events(overlay.ass_text) if event.style == "Title"}
    lacking = "".join(char for char in plain_text(name) if char in "🎙日本" and char not in "".join(titles))
    assert titles == {" ".join("".join(char for char in plain_text(name) if char not in lacking).split())}


@pytest.mark.parametrize("name", CORPUS)
def test_words_and_speakers_may_be_written_anyhow(
    name: str, aligned: AlignedSample, drawn: list[Overlay], tmp_path: Path
) -> None:
    """The second word of the quote and its speaker are called so; nothing of either is lost or acts."""
    document = place(tmp_path / "episode", "interview", aligned)
    fields = json.loads(document.read_text("utf-8"))
    at = [word["text"] for word in fields["words"]].index("years.")
    word = "".join(name.split()) + "z"  # a word has no blank in it, and something is to be said
    fields["words"][at]["text"] = word
    for turns in (fields["turns"], fields["repaired"]):
        for turn in turns:
            turn["speaker"] = {"name": f"N {name}", "role": f"R {name}"}
    document.write_text(json.dumps(fields), "utf-8")
    clip = tmp_path / "clip.mp4"
    done = run_clipper("cut", document, "--at", "0:28.9-0:30.0", "-o", clip, "--captions", "plain", "--names", "--json")
    assert done.code == 0, done.err
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        f"clip{ending}" for ending in ENDINGS if ending != ".jpg"
    ]
    manifest = json.loads(clip.with_suffix(".manifest.json").read_text("utf-8"))
    assert [row["text"] for row in manifest["words"]][-1] == word
    assert manifest["speakers"] == [{"name": f"N {name}", "role": f"R {name}"}]
    # An invisible joiner stands in what a player would take for a tag.
    assert word in clip.with_suffix(".srt").read_text("utf-8").replace(JOINER, "")
    shown = " ".join(event.shown.replace("\n", " ") for event in read_events(drawn[0].ass_text))
    for text in (word, f"N {name}", f"R {name}"):
        assert set(plain_text(text)) - set("🎙日本") <= set(shown)
        assert plain_text(text).rsplit("🎙")[-1].split("日本")[0].strip() in shown


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have names of characters, not of bytes")
def test_a_name_that_is_no_text_is_kept_byte_by_byte(aligned: AlignedSample, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    document = place(tmp_path / name, name, aligned)
    clip = tmp_path / f"{name}.mp4"
    done = run_clipper("cut", document, "--quote", SAID, "-o", clip, "--title", name, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["clips"][0]["path"] == str(clip)
    manifest = json.loads(clip.with_suffix(".manifest.json").read_text("utf-8"))
    assert manifest["source"]["file"] == f"{name}.mp4"
