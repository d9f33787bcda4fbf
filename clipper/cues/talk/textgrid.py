"""Praat's TextGrid in its long text form: a tier of words, and a tier of turns for every speaker.

A tier cannot hold two intervals at once: where people talk at the same time, what does not fit goes to a further tier
("words 2"). Source: Praat manual, "TextGrid file formats".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clipper.cues.talk.turns import Talk

Interval = tuple[int, int, str]
"""Start and end in ms, and the label."""

_NOBODY = "(no name)"
_TIER = re.compile(r"    item \[\d+\]:\n(.*?)(?=    item \[|\Z)", re.DOTALL)
_NAME = re.compile(r'        name = "((?:[^"]|"")*)" \n')
_INTERVAL = re.compile(
    r"        intervals \[\d+\]:\n            xmin = ([0-9.]+) \n            xmax = ([0-9.]+) \n"
    r'            text = "((?:[^"]|"")*)" \n'
)


def format_textgrid(talk: Talk) -> str:
    """A TextGrid file's text: times in seconds, from 0 to the end of the recording."""
    tiers = make_tiers(talk)
    end_ms = max([talk.duration_ms, 1, *(interval[1] for _, intervals in tiers for interval in intervals)])
    rows = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0 ",
        f"xmax = {_seconds(end_ms)} ",
        "tiers? <exists> ",
        f"size = {len(tiers)} ",
        "item []: ",
    ]
    for number, (name, intervals) in enumerate(tiers, start=1):
        rows += [f"    item [{number}]:", *_tier_rows(name, _fill_gaps(intervals, end_ms), end_ms)]
    return "\n".join(rows) + "\n"


def make_tiers(talk: Talk) -> list[tuple[str, list[Interval]]]:
    """Every tier's name, no two of which are alike, and its labelled intervals in order."""
    words = [(word.start_ms, word.end_ms, word.text) for turn in talk.turns for word in turn.words]
    wanted: list[tuple[str, list[Interval]]] = [("words", words)] if words else []
    for speaker in dict.fromkeys(turn.speaker for turn in talk.turns):
        said = [(turn.start_ms, turn.end_ms, turn.text) for turn in talk.turns if turn.speaker == speaker]
        wanted.append((speaker or _NOBODY, said))
    tiers: list[tuple[str, list[Interval]]] = []
    taken: set[str] = set()
    for name, intervals in wanted:
        for layer in _part_layers(intervals):
            free = name
            number = 1
            while free in taken:
                number += 1
                free = f"{name} {number}"
            taken.add(free)
            tiers.append((free, layer))
    return tiers


def _part_layers(intervals: Iterable[Interval]) -> list[list[Interval]]:
    """The intervals in as few layers as it takes for none to overlap; an empty one gets a millisecond."""
    layers: list[list[Interval]] = []
    for start_ms, end_ms, text in sorted(intervals, key=lambda interval: interval[:2]):
        room = next((layer for layer in layers if layer[-1][1] <= start_ms), None)
        if room is None:
            room = []
            layers.append(room)
        room.append((start_ms, max(end_ms, start_ms + 1), text))
    return layers


def _fill_gaps(intervals: Sequence[Interval], end_ms: int) -> list[Interval]:
    filled: list[Interval] = []
    now_ms = 0
    for interval in intervals:
        if interval[0] > now_ms:
            filled.append((now_ms, interval[0], ""))
        filled.append(interval)
        now_ms = interval[1]
    return [*filled, (now_ms, end_ms, "")] if now_ms < end_ms else filled


def _tier_rows(name: str, intervals: Sequence[Interval], end_ms: int) -> list[str]:
    rows = [
        '        class = "IntervalTier" ',
        f'        name = "{_escape(name)}" ',
        "        xmin = 0 ",
        f"        xmax = {_seconds(end_ms)} ",
        f"        intervals: size = {len(intervals)} ",
    ]
    for number, (start_ms, stop_ms, text) in enumerate(intervals, start=1):
        rows += [
            f"        intervals [{number}]:",
            f"            xmin = {_seconds(start_ms)} ",
            f"            xmax = {_seconds(stop_ms)} ",
            f'            text = "{_escape(text)}" ',
        ]
    return rows


def _escape(text: str) -> str:
    return text.replace('"', '""')


def _seconds(time_ms: int) -> str:
    return f"{time_ms // 1000}.{time_ms % 1000:03}"


def read_textgrid(text: str) -> list[tuple[str, list[Interval]]]:
    """The labelled intervals of every tier of a TextGrid that `format_textgrid` wrote.

    Raises:
        ValueError: If a tier has no name, or its intervals do not follow each other without a gap.
    """
    tiers = []
    for tier in _TIER.findall(text.partition("item []: \n")[2]):
        name = _NAME.search(tier)
        if name is None:
            raise ValueError("a tier without a name")
        found = [(_ms(a), _ms(b), label.replace('""', '"')) for a, b, label in _INTERVAL.findall(tier)]
        if any(before[1] != after[0] for before, after in pairwise(found)):
            raise ValueError(f"the intervals of tier {name[1]!r} do not follow each other")
        tiers.append((name[1].replace('""', '"'), [interval for interval in found if interval[2]]))
    return tiers


def _ms(seconds: str) -> int:
    whole, _, part = seconds.partition(".")
    return int(whole) * 1000 + int(part)
