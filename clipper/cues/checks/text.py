"""Rules about what a cue says and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from clipper.cues.checks.rule import DASHES, LABEL, Breach, Seen, begins_with_dash, label_of, voices
from clipper.cues.width import measure_columns

_SECOND_DASH = re.compile(rf"[.?!…]\s+[{''.join(DASHES)}]\s?(?=\S)")
_SECOND_CHEVRON = re.compile(r"\s>{2,3}\s?(?=\S)")
_SECOND_LABEL = re.compile(rf"[.?!…]\s+(?={LABEL.pattern})")
_PREFIX = re.compile(r"[^\s:][^:]{0,40}:(?:\s|$)")
_DASH_BELOW_ONLY = ("nl", "fi", "he")  # Netflix: these put a dash before the second speaker only


def is_empty(seen: Seen) -> Iterator[Breach]:
    """A cue without text."""
    if not seen.words:
        yield Breach(message="the cue has no text")


def has_three_dots(seen: Seen) -> Iterator[Breach]:
    """Three dots where one character does."""
    count = seen.cue.text.count("...")
    if count:
        yield Breach(value="...", limit="…", message=f"three dots instead of an ellipsis (U+2026), {count} times")


def tears_sentences(seen: Seen) -> Iterator[Breach]:
    """The end of a sentence and the beginning of another in one cue, unless both are whole and not both are long."""
    if not seen.words or seen.is_dialogue:
        return
    ends = seen.gaps[1]
    inner = [at for at in range(1, len(seen.words)) if ends[at]]
    if not inner:
        return
    profile = seen.profile
    starts_whole, ends_whole = ends[0], ends[-1]
    if starts_whole and ends_whole:
        widths = sorted(measure_columns(" ".join(seen.words[a:b])) for a, b in pairwise([0, *inner, len(seen.words)]))
        if widths[-2] <= profile.short_sentence_columns:
            return
    elif starts_whole and measure_columns(" ".join(seen.words[: inner[-1]])) <= profile.short_columns:
        return  # "Yeah. And then we ...": the answer is too short to stand alone
    at = inner[0]
    message = f'a sentence ends at "{seen.words[at - 1]}" and another begins in the same cue'
    yield Breach(value=f"{seen.words[at - 1]} {seen.words[at]}", message=message)


def lacks_dashes(seen: Seen) -> Iterator[Breach]:
    """Two speakers in one cue, and no dashes (or names) that say so."""
    below_only = seen.track.language.split("-")[0] in _DASH_BELOW_ONLY
    wanted, named = 1 if below_only else 2, len(voices(seen.cue))
    if named > 1:
        marked = sum(begins_with_dash(line) or _PREFIX.match(line) is not None for line in seen.lines)
        if marked < wanted:
            yield Breach(value=marked, limit=wanted, message=f"{named} speakers, and {marked} lines with a dash")
    elif [begins_with_dash(line) for line in seen.lines] == [False, True] and not below_only:
        yield Breach(value=1, limit=2, message="the second line begins with a dash and the first does not")


def shares_line(seen: Seen) -> Iterator[Breach]:
    """Two speakers on one line."""
    for number, (line, text) in enumerate(zip(seen.cue.lines, seen.lines, strict=True), start=1):
        names = list(dict.fromkeys(run.speaker for run in line if run.speaker))
        if len(names) > 1:
            yield Breach(value=" / ".join(names), limit=1, message=f"line {number} is of {len(names)} speakers")
        elif begins_with_dash(text) and _SECOND_DASH.search(text, 1):
            yield Breach(value=text, limit=1, message=f"line {number} has a second dash: two speakers on one line")
        elif _SECOND_CHEVRON.search(text) or (label_of(text) and _SECOND_LABEL.search(text)):
            yield Breach(value=text, limit=1, message=f"line {number} names a second speaker")


def has_too_many_speakers(seen: Seen) -> Iterator[Breach]:
    """More people than may share a cue."""
    count, most = seen.speakers, seen.profile.max_speakers
    if count > most:
        yield Breach(value=count, limit=most, message=f"{count} speakers, more than {most}")
