"""What every writer does last: read its own text back, and hand out none that says anything else.

Whether a line is a header depends on the whole file (see ``readers.layout``), so no writer can know beforehand how its
text will be read. Each makes drafts, the one that looks most like the input first and safer ones behind it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript, Turn

Reader = Callable[[str], Transcript]
"""Reads a file's text; raises TranscriptError for what is no transcript."""

_REMEDY = "Give the speaker another name, or cut the turns elsewhere."


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file's text, and the turns that it should be read as: times as far as the layout holds them."""

    text: str
    turns: tuple[Turn, ...]


def check_turns(transcript: Transcript, turns: Sequence[Turn]) -> None:
    """Refuse turns that no layout can hold.

    Raises:
        TranscriptError: For a name or role with a line break or spaces at its edges, and for an empty name.
        ValueError: If ``turns`` do not partition the transcript's words.
    """
    replace(transcript, turns=tuple(turns))
    for speaker in {turn.speaker: None for turn in turns if turn.speaker}:
        for written in (speaker.name, speaker.role or "role"):
            if not written or written != " ".join(written.split()):
                raise TranscriptError(
                    f"the speaker {_tell(speaker)} cannot be written: a name is one line, with single spaces",
                    path=transcript.source,
                    remedy=_REMEDY,
                )


def first_that_reads_back(drafts: Iterable[Draft], transcript: Transcript, read: Reader) -> str:
    """The text of the first draft that is read as the same words and as its turns.

    Raises:
        TranscriptError: If there is none; it says where the first draft would be misread.
    """
    fault: tuple[int, str] | None = None
    for draft in drafts:
        found = _find_fault(draft, transcript, read)
        if found is None:
            return draft.text
        fault = fault or found
    word, what = fault or (0, "there is no way to write it")
    line, column = transcript.locate(transcript.words[word].start_char)
    raise TranscriptError(
        f"these turns cannot be written in the layout of the file: {what}",
        path=transcript.source,
        line=line,
        column=column,
        remedy=_REMEDY,
    )


def _find_fault(draft: Draft, transcript: Transcript, read: Reader) -> tuple[int, str] | None:
    """The first word that would be misread and how; None if all is well."""
    try:
        found = read(draft.text)
    except TranscriptError as error:
        return 0, f"the result would not be readable ({error.message})"
    for index, (word, other) in enumerate(zip(transcript.words, found.words, strict=False)):
        if (word.text, word.searched, word.shown) != (other.text, other.searched, other.shown):
            turn = draft.turns[bisect_right(draft.turns, index, key=lambda turn: turn.first_word) - 1]
            head = f"the header of {_tell(turn.speaker)} or " if turn.speaker and index == turn.first_word else ""
            return index, f'{head}the word "{word.text}" would be misread'
    if len(found.words) != len(transcript.words):
        return len(transcript.words) - 1, "words would be lost or added"
    for turn, other_turn in zip(draft.turns, found.turns, strict=False):
        if (told := _tell_difference(turn, other_turn)) is not None:
            return turn.first_word, told
    return None if len(draft.turns) == len(found.turns) else (0, "turns would be lost or added")


def _tell_difference(turn: Turn, found: Turn) -> str | None:
    who = _tell(turn.speaker)
    if (turn.first_word, turn.end_word) != (found.first_word, found.end_word):
        return f"the turn of {who} that begins here would not be cut like this"
    if turn.speaker != found.speaker:
        return f"the turn of {who} that begins here would be given to {_tell(found.speaker)}"
    is_timed_alike = (turn.header_ms, turn.header_end_ms) == (found.header_ms, found.header_end_ms)
    return None if is_timed_alike else f"the time of the turn of {who} that begins here would be misread"


def _tell(speaker: Speaker | None) -> str:
    if speaker is None:
        return "nobody"
    written = speaker.name + (f" ({speaker.role})" if speaker.role else "")
    return f'"{written}"' if written.isprintable() else ascii(written)
