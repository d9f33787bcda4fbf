"""Subtitles that people made, read to be scored beside; none of them is ours to hand on.

They belong into the folder ``.bench/human`` as SRT, one cue in it for each cue of theirs, without names of speakers and
sounds in brackets. What each is, where it is from and what its makers allow stands beside its name. Breaks alone are
asked for, so that it matters little that the times of some are rough; in Coursera-subtitles ",087" is read as .87 s.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from clipper.cues import parse_subtitles
from clipper.cues.formats import SubtitleFormat
from clipper.model import CueTrack

FOLDER = Path(__file__).parents[3] / ".bench" / "human"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of subtitles; ``is_fit`` says whether its misses were looked at when a weight was set."""

    name: str
    origin: str
    is_fit: bool

    @property
    def path(self) -> Path:
        """Where it is read."""
        return FOLDER / f"{self.name}.srt"


SOURCES = (
    Source(name="sintel", origin="a film, CC BY: durian.blender.org", is_fit=True),
    Source(name="tears_of_steel", origin="a film's first minute, CC BY: mango.blender.org", is_fit=True),
    Source(
        name="blocks4all",
        origin="a report, MIT: ableplayer/ableplayer, media/blocks4all_captions_en.vtt",
        is_fit=True,
    ),
    Source(
        name="prototyping",
        origin="a lecture's first 100 cues, read for evaluation only: acli/Coursera-subtitles, HCI, lecture 1.2",
        is_fit=True,
    ),
    Source(
        name="elephants_dream",
        origin="a film, CC BY: video.js, dist/examples/elephantsdream/captions.en.vtt",
        is_fit=False,
    ),
    Source(
        name="itaccess", origin="interviews, MIT: ableplayer/ableplayer, media/itaccess_captions_en.vtt", is_fit=False
    ),
    Source(
        name="models",
        origin="a lecture, read for evaluation only: acli/Coursera-subtitles, Models, Problem Solving and Innovation",
        is_fit=False,
    ),
    Source(
        name="coverage",
        origin="a lecture's first 105 cues, no full stops, read for evaluation only: acli/Coursera-subtitles, 5.8",
        is_fit=False,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What its makers put into a cue: times at their extremes, because the other tools know no limits of time."""

    columns: int
    lines: int
    min_duration_ms: int
    max_duration_ms: int
    max_cps: int

    @property
    def characters(self) -> int:
        """Of a whole cue."""
        return self.columns * self.lines

    @classmethod
    def of(cls, track: CueTrack, *, usual: bool = True) -> Capacity:
        """That of a track: the width that all but one of twenty lines keep if ``usual``, otherwise the widest."""
        widths = sorted(len(line) for cue in track.cues for line in cue.text.split("\n"))
        durations = [cue.duration_ms for cue in track.cues]
        return cls(
            columns=widths[(len(widths) - 1) * 19 // 20] if usual else widths[-1],
            lines=max(len(cue.lines) for cue in track.cues),
            min_duration_ms=min(durations),
            max_duration_ms=max(durations),
            max_cps=max(-(-len(cue.text) * 1000 // cue.duration_ms) for cue in track.cues),
        )


def read_source(source: Source) -> CueTrack:
    """Its cues."""
    return parse_subtitles(source.path.read_text("utf-8"), SubtitleFormat.SRT, source=source.path.name)


def time_words(track: CueTrack) -> list[tuple[str, int, int]]:
    """Its words with their starts and ends: a word's time is its share of its cue's by characters."""
    words: list[tuple[str, int, int]] = []
    for cue in track.cues:
        texts = cue.text.split()
        total = sum(map(len, texts))
        edges = [cue.start_ms + cue.duration_ms * done // total for done in accumulate(map(len, texts), initial=0)]
        words += zip(texts, edges, edges[1:], strict=False)
    return words
