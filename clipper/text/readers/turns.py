"""Turns on their way into a ``Transcript``: every reader adds them here, in order of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript, TranscriptFormat, Turn, Word


class TurnList:
    """The turns and words read so far of the file ``source`` with the decoded ``text``."""

    def __init__(self, *, text: str, source: str, language: str = "en") -> None:
        self._text = text
        self._source = source
        self._language = language
        self._words: list[Word] = []
        self._turns: list[Turn] = []

    def add(
        self,
        words: Sequence[Word],
        *,
        header_char: int,
        speaker: Speaker | None = None,
        start_ms: int | None = None,
        end_ms: int | None = None,
    ) -> None:
        """Add a turn; one without words (a cue that shows nothing) is no turn."""
        if not words:
            return
        first = len(self._words)
        self._words += words
        self._turns.append(
            Turn(
                speaker=speaker,
                first_word=first,
                end_word=len(self._words),
                header_ms=start_ms,
                header_end_ms=end_ms,
                header_char=header_char,
            )
        )

    def reject_empty(self, header_char: int, name: str, *, next_char: int | None) -> NoReturn:
        """Say that a head has no text behind it.

        Raises:
            TranscriptError: Always.
        """
        line, column = locate(self._text, header_char)
        until = (
            "the end of the file" if next_char is None else f"the next turn on line {locate(self._text, next_char)[0]}"
        )
        raise TranscriptError(
            f"this turn{f' of {name}' if name else ''} is empty: {until} follows its header",
            path=self._source,
            line=line,
            column=column,
            remedy="Write what is said below the header, or delete the header.",
        )

    def to_transcript(self, form: TranscriptFormat) -> Transcript:
        """The finished transcript.

        Raises:
            TranscriptError: If nothing in it is spoken.
        """
        if not any(word.searched for word in self._words):
            what = "notes and punctuation only" if self._words else "no words"
            raise TranscriptError(
                f"nothing is said in this file: it holds {what}",
                path=self._source,
                remedy="Check that it is the transcript that you meant, and that it was exported with its text.",
            )
        return Transcript(
            text=self._text,
            words=tuple(self._words),
            turns=tuple(self._turns),
            format=form,
            source=self._source,
            language=self._language,
        )


def locate(text: str, char: int) -> tuple[int, int]:
    """The 1-based line and column of a character of ``text``."""
    return text.count("\n", 0, char) + 1, char - text.rfind("\n", 0, char)
