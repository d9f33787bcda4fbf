"""What others make of the files that clipper writes: ffmpeg, and the <track> of a real browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import pytest

from clipper.cues import SubtitleFormat, fit_track, format_subtitles, parse_srt, parse_vtt
from clipper.cues.formats.ass import LOOKALIKES
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Run
from clipper.store.text_file import decode_text
from tests.browser import Page, open_browser
from tests.shared_data import shared

pytestmark = pytest.mark.integration

HOSTILE = CueTrack(
    cues=(
        Cue(start_ms=0, end_ms=1_998, lines=((Run(text="-When?", speaker="Ada & Co, <Ltd>"),),)),
        Cue(
            start_ms=2_004,
            end_ms=3_006,
            lines=(
                (Run(text="Tom & Jerry <3 ", speaker="O'Neil {x}"), Run(text="a --> b", speaker="O'Neil {x}")),
                (Run(text="{\\an8}not on top, \\N no break", speaker="O'Neil {x}"),),
            ),
        ),
        Cue(
            start_ms=3_006,
            end_ms=4_995,
            lines=(
                (
                    Run(text="one ", speaker="Ada"),
                    Run(text="two ", speaker="Ada", start_ms=3_500),
                    Run(text="three", speaker="Ada", start_ms=3_904),
                ),
                (Run(text="-and I", speaker="Milo", style=frozenset({"i"})),),
            ),
        ),
        Cue(start_ms=3_600_000, end_ms=3_601_000, lines=((Run(text="1984"),), (Run(text="00:00:05,000 -> 6"),))),
    )
)


def seen(text: str) -> str:
    """A text as it is seen: without word joiners, and the characters that look like others as those.

    ffmpeg holds every format as ASS, and leaves its own escape of a brace in what it writes.
    """
    text = text.replace("\\{{}", "{")
    for char, looks in LOOKALIKES.items():
        text = text.replace(looks, char)
    return "\n".join(clean_text(line.replace("\u2060", "")) for line in text.split("\n"))


@pytest.mark.parametrize(
    ("kind", "precision_ms"), [(SubtitleFormat.SRT, 0), (SubtitleFormat.VTT, 0), (SubtitleFormat.ASS, 5)]
)
def test_ffmpeg_reads_the_cues_that_were_written(tmp_path: Path, kind: SubtitleFormat, precision_ms: int) -> None:
    path = tmp_path / f"hostile.{kind.value}"
    path.write_text(format_subtitles(fit_track(HOSTILE, kind).track, kind), encoding="utf-8")
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    done = subprocess.run([ffmpeg, "-v", "error", "-i", path, "-f", "srt", "-"], capture_output=True, check=True)
    found = parse_srt(done.stdout.decode(), source="ffmpeg").cues
    assert [seen(cue.text) for cue in found] == [cue.text for cue in HOSTILE.cues]
    for cue, expected in zip(found, HOSTILE.cues, strict=True):
        assert abs(cue.start_ms - expected.start_ms) <= precision_ms
        assert abs(cue.end_ms - expected.end_ms) <= precision_ms


@dataclass(frozen=True, kw_only=True)
class SeenCue:
    """A cue of a browser: times in ms, and every character but spaces with its voice."""

    start_ms: int
    end_ms: int
    chars: list[tuple[str | None, str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with open_browser() as page:
        yield page


READ_TRACK = """
new Promise(done => {
  const video = document.createElement('video'), track = document.createElement('track');
  const walk = (node, voice, out) => {
    for (const child of node.childNodes)
      if (child.nodeType === Node.TEXT_NODE) out.push([voice, child.data]);
      else if (child.nodeType === Node.ELEMENT_NODE) walk(child, child.title || voice, out);
    return out;
  };
  const read = () => done([...(track.track.cues || [])].map(cue => ({
    start: cue.startTime, end: cue.endTime, pieces: walk(cue.getCueAsHTML(), null, [])})));
  track.onload = read;
  track.onerror = () => done(null);
  track.src = URL.createObjectURL(new Blob([$FILE], {type: 'text/vtt'}));
  video.append(track);
  document.body.append(video);
  track.track.mode = 'hidden';
})
"""


def read_in_browser(page: Page, text: str) -> list[SeenCue] | None:
    """The cues that a <track> with this text has, in their order in time; None where the browser refuses it."""
    found = page.run(READ_TRACK.replace("$FILE", json.dumps(text)))
    return found and [
        SeenCue(
            start_ms=round(cue["start"] * 1000),
            end_ms=round(cue["end"] * 1000),
            chars=[(voice, char) for voice, piece in cue["pieces"] for char in piece if clean_text(char)],
        )
        for cue in found
    ]


def seen_cues(track: CueTrack) -> list[SeenCue]:
    """What a browser should have of a track; it sorts cues by their start, longer ones first."""
    cues = [
        SeenCue(
            start_ms=cue.start_ms,
            end_ms=cue.end_ms,
            chars=[(run.speaker, char) for line in cue.lines for run in line for char in run.text if clean_text(char)],
        )
        for cue in track.cues
    ]
    return sorted(cues, key=lambda cue: (cue.start_ms, -cue.end_ms))


@pytest.fixture
def blank(browser: Page, tmp_path: Path) -> Page:
    page = tmp_path / "blank.html"
    page.write_text("<!DOCTYPE html><meta charset=utf-8><body>", encoding="utf-8")
    browser.show(page)
    return browser


def test_a_browsers_track_has_the_same_cues_times_texts_and_voices(blank: Page) -> None:
    assert read_in_browser(blank, format_subtitles(HOSTILE, SubtitleFormat.VTT)) == seen_cues(HOSTILE)


@pytest.mark.parametrize("folder", ["wpt-file-parsing", "ttconv", "pysubs2-inline"])
def test_clipper_reads_what_a_browser_reads(blank: Page, folder: str) -> None:
    count = 0
    for path in sorted(shared(f"subtitles/{folder}").glob("*.vtt")):
        text = decode_text(path.read_bytes(), source=path.name).text
        try:
            expected = seen_cues(parse_vtt(text, source=path.name))
        except TranscriptError:
            expected = []
        assert (read_in_browser(blank, text) or []) == expected, path.name
        count += len(expected)
    assert count > 5
