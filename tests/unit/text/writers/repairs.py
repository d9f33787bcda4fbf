"""What tests of the writers share: other turns for a transcript, and what was written, looked at independently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from clipper.model import Speaker, Transcript, Turn

STRANGER = Speaker(name="Nell O'Gray")
Told = tuple[str | None, str, tuple[tuple[str, bool, bool], ...]]


def is_matter(transcript: Transcript, turn: Turn) -> bool:
    """Whether a turn is a title or a credit, which stays where it is."""
    return not any(word.shown for word in transcript.words[turn.first_word : turn.end_word])


@st.composite
def repairs(draw: st.DrawFn, transcript: Transcript, *, most_cuts: int = 8) -> list[Turn]:
    """Turns cut elsewhere and given to others, a new speaker among them if any are named; some with no time.

    Titles and credits stay. Turns begin with a spoken word: to cut a note in two, or before it, can change what the
    note is taken for.
    """
    own = list(transcript.turns)
    matter = [turn for turn in own if is_matter(transcript, turn)]
    speech = [turn for turn in own if turn not in matter]
    first, end = speech[0].first_word, speech[-1].end_word
    places = [i for i in range(first + 1, end) if transcript.words[i].searched and transcript.words[i - 1].searched]
    cuts = draw(st.sets(st.sampled_from(places), max_size=most_cuts)) | {
        turn.first_word for turn in speech if draw(st.booleans())
    }
    starts = sorted(cuts | {first})
    named = [*dict.fromkeys(turn.speaker for turn in speech if turn.speaker)]
    speakers = [*named, STRANGER] if named else [None]
    now_ms, turns = 0, []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        now_ms += draw(st.one_of(st.integers(0, 900), st.integers(0, 1_500_000)))
        is_timed = draw(st.integers(0, 3)) > 0
        turns.append(
            Turn(
                speaker=draw(st.sampled_from(speakers)),
                first_word=start,
                end_word=stop,
                header_ms=now_ms if is_timed else None,
                header_end_ms=now_ms + draw(st.integers(1, 9_000)) if is_timed else None,
            )
        )
    return sorted([*matter, *turns], key=lambda turn: turn.first_word)


def tell_turns(transcript: Transcript, turns: Sequence[Turn]) -> list[Told]:
    """Who says which words, and which of them are searched and shown."""
    return [
        (
            turn.speaker.name if turn.speaker else None,
            turn.speaker.role if turn.speaker else "",
            tuple((w.text, w.searched, w.shown) for w in transcript.words[turn.first_word : turn.end_word]),
        )
        for turn in turns
    ]


def moved(transcript: Transcript, by_ms: int) -> list[Turn]:
    """The transcript's turns, all later."""
    return [
        replace(
            turn,
            header_ms=None if turn.header_ms is None else turn.header_ms + by_ms,
            header_end_ms=None if turn.header_end_ms is None else turn.header_end_ms + by_ms,
        )
        for turn in transcript.turns
    ]


def cut(transcript: Transcript, word: str, speaker: Speaker | None, ms: int | None) -> list[Turn]:
    """The transcript's turns, and a turn of ``speaker`` that begins at the first word that is written ``word``."""
    at = next(i for i, one in enumerate(transcript.words) if one.text == word)
    turns = list(transcript.turns)
    index = transcript.turn_of(at)
    old = turns[index]
    new = replace(old, first_word=at, speaker=speaker, header_ms=ms, header_end_ms=None if ms is None else ms + 500)
    kept = [replace(old, end_word=at)] if old.first_word < at else []
    return [*turns[:index], *kept, new, *turns[index + 1 :]]


def joined(transcript: Transcript, index: int) -> list[Turn]:
    """The transcript's turns, turn number ``index`` taken into the one before it."""
    turns = list(transcript.turns)
    turns[index - 1 : index + 1] = [replace(turns[index - 1], end_word=turns[index].end_word)]
    return turns


def renamed(transcript: Transcript, old: str, new: Speaker) -> list[Turn]:
    """The transcript's turns, those of ``old`` given to ``new``."""
    return [replace(t, speaker=new) if t.speaker and t.speaker.name == old else t for t in transcript.turns]


Repair = Callable[[Transcript], Sequence[Turn]]
