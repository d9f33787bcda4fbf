"""A proof in plain words, with the figures that somebody needs to check it by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from clipper.cues.legal import Step, Stretch
from clipper.model.clock import exact_clock


class Bound(Enum):
    """What every layout that keeps the limits for these words runs against."""

    NO_LAYOUT = "no legal layout"  # whatever the cues around them look like
    ONLY_MOVED = "only by breaking them for the words around"
    ONLY_TORN = "only by tearing what belongs together"
    CROWDED = "people talk at once"


@dataclass(frozen=True, slots=True)
class Certificate:
    """That, and the proof."""

    bound: Bound
    text: str

    @staticmethod
    def of(stretch: Stretch, bound: Bound, tokens: range, way: Sequence[Step] = ()) -> Certificate:
        """The proof for ``tokens``; ``way`` is the layout that would have the time, at its price."""
        said = f'"{_text(stretch, tokens.start, tokens.stop)}"'
        if bound is Bound.NO_LAYOUT and len(tokens) == 1:
            return Certificate(bound, _nearest(stretch, tokens.start, said))
        if bound is Bound.NO_LAYOUT:
            first, last = exact_clock(stretch.start[tokens.start]), exact_clock(stretch.end[tokens.stop - 1])
            demand = _demand(stretch, stretch.step(tokens.start, tokens.stop))
            text = (
                f"no legal layout has time for all of {said}, said from {first} to {last}: whatever the cues, one of "
                f"these words stands in one that is on screen for less than its text needs. {demand}"
            )
            return Certificate(bound, text)
        cues = " | ".join(_text(stretch, step.first, step.end) for step in way)
        if bound is Bound.ONLY_TORN:
            return Certificate(bound, f'there is time for it only by tearing what belongs together: "{cues}"')
        text = f'there is time for it only in "{cues}", and then words around it have too little that now have enough'
        return Certificate(bound, text)


def _text(stretch: Stretch, first: int, end: int) -> str:
    tokens = stretch.tokens[first:end]
    return "".join(" " * token.spaces + token.text for token in tokens).strip()


def _nearest(stretch: Stretch, token: int, said: str) -> str:
    """No cue with this word has the time: the one that comes nearest, and how many there are."""
    steps = [
        step
        for end in range(token + 1, stretch.furthest[token] + 1)
        for step in stretch.steps[end]
        if step.first <= token
    ]
    best = max(steps, key=lambda step: step.room / step.needed)
    whole = f'"{_text(stretch, best.first, best.end)}"'
    demand = _demand(stretch, best)
    if len(steps) == 1:
        return f"the one legal cue with {said} has too little time: {demand}"
    return f"none of the {len(steps)} legal cues with {said} has the time; {whole} comes nearest: {demand}"


def _demand(stretch: Stretch, step: Step) -> str:
    """The time that words need, and the time that there is."""
    rate = stretch.profile.rate
    characters, words = stretch.read(step.first, step.end, step.reply, step.lower)
    begins = exact_clock(stretch.start[step.first])
    after = stretch.following[step.end - 1]
    until = (
        f"the next words begin at {exact_clock(rate.start_ms(after))}" if after is not None else "the recording ends"
    )
    own = len({token.word for token in stretch.tokens[step.first : step.end]})
    named = ", the speaker's name with them," if words > own else ""
    needs = f"{_count(words, 'word')} with {_count(characters, 'character')}{named} need {step.needed / 1000:.3f} s"
    if stretch.profile.reading_ms(0, 0) == stretch.profile.reading_ms(characters, words):
        needs = f"a cue stays {step.needed / 1000:.3f} s at least"
    return f"{needs}; from {begins} on it can be on screen for {max(0, step.room) / 1000:.3f} s: {until}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def certify_crowd(stretches: Sequence[Stretch], at: int) -> Certificate | None:
    """Why people who talk at once leave too little time, if all that they say together needs more than there is.

    Where cues begin is not known there; so only the sum is held against the time from the first word to the last one's
    lingering, with every space left out: a line end may take its place.
    """
    crowd = _crowd_around(stretches, at)
    profile, rate = crowd[0].profile, crowd[0].profile.rate
    begins = min(stretch.start_frame[0] for stretch in crowd)
    until = max(stretch.end_frame[-1] for stretch in crowd) + crowd[0].limits.max_linger
    last = stretches.index(crowd[-1])
    until = min(
        [
            until,
            crowd[0].last_frame,
            *(one.start_frame[0] - profile.min_gap_frames for one in stretches[last + 1 : last + 2]),
        ]
    )
    tokens = [token for stretch in crowd for token in stretch.tokens]
    characters, words = sum(token.characters for token in tokens), len({token.word for token in tokens})
    needed_ms, room_ms = profile.reading_ms(characters, words), rate.start_ms(max(0, until - begins))
    if needed_ms <= room_ms:
        return None
    start = exact_clock(rate.start_ms(begins))
    text = (
        f"people talk at once: {words} words with {characters} characters need {needed_ms / 1000:.3f} s one after the "
        f"other; from {start} on there are {room_ms / 1000:.3f} s until somebody else goes on"
    )
    return Certificate(Bound.CROWDED, text)


def _crowd_around(stretches: Sequence[Stretch], at: int) -> Sequence[Stretch]:
    """The crowded stretches in a row with one, as far as they overlap."""
    first, end = at, at + 1
    while first and stretches[first - 1].is_crowded:
        first -= 1
    while end < len(stretches) and stretches[end].is_crowded:
        end += 1
    return stretches[first:end]
