"""What was written: words, turns and the text that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum


class TranscriptFormat(Enum):
    """The layout a transcript was read from, so that a repaired one can be written in the same."""

    HEADER = "header"  # Name (Role) TIMESTAMP, text on the lines below; also "Name 00:41"
    INLINE = "inline"  # [00:01:02] Name: text
    PLAIN = "plain"  # Name: text, or text alone
    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"
    TTML = "ttml"
    PODCAST_JSON = "podcast-json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the name as written, and the role if one was given (never shown in a cue)."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A whitespace-separated token of a turn's text.

    ``text`` is what a reader sees (entities decoded, tags gone). ``start_char`` and ``end_char`` are its range in
    ``Transcript.text``. ``searched`` is False for what nobody says: annotations ("[laughter]", every token of
    "[inaudible 00:12]"), musical notes, bare punctuation. ``shown`` is False for what is no part of the talk and
    belongs on no screen: titles and credits, timestamps and links within the text.
    """

    text: str
    start_char: int
    end_char: int
    searched: bool = True
    shown: bool = True

    def __post_init__(self) -> None:
        if not self.text or not 0 <= self.start_char < self.end_char:
            raise ValueError(f"a word needs text and a range, not {self.text!r} {self.start_char}..{self.end_char}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's stretch of words, as the transcript cuts it.

    ``header_ms`` is the time that the transcript gives for its start: a hint, never trusted. ``header_end_ms`` is the
    end where the format has one (subtitles). ``first_word`` and ``end_word`` are a half-open range of word indices.
    ``header_char`` is where its header (or, without one, its text) begins in ``Transcript.text``.
    """

    speaker: Speaker | None
    first_word: int
    end_word: int
    header_ms: int | None = None
    header_end_ms: int | None = None
    header_char: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.first_word < self.end_word:
            raise ValueError(f"a turn holds at least one word, not {self.first_word}..{self.end_word}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A decoded transcript file: its whole text, its words in text order, and the turns that partition them.

    ``source`` names the file in messages. ``language`` is a BCP 47 tag.

    Raises:
        ValueError: If the turns do not partition the words, or the words are out of text order.
    """

    text: str
    words: tuple[Word, ...]
    turns: tuple[Turn, ...]
    format: TranscriptFormat
    source: str
    language: str = "en"

    def __post_init__(self) -> None:
        position = 0
        for turn in self.turns:
            if turn.first_word != position:
                raise ValueError(f"turns must partition the words: expected a turn at word {position}")
            position = turn.end_word
        if position != len(self.words):
            raise ValueError(f"turns cover {position} of {len(self.words)} words")
        for before, after in zip(self.words, self.words[1:], strict=False):
            if after.start_char < before.end_char:
                raise ValueError("words must be in text order")

    def locate(self, char: int) -> tuple[int, int]:
        """The 1-based line and column of a character of ``text``."""
        line = self.text.count("\n", 0, char)
        return line + 1, char - (self.text.rfind("\n", 0, char) + 1) + 1

    def turn_of(self, word: int) -> int:
        """The index of the turn that holds word number ``word``."""
        return bisect_right(self.turns, word, key=lambda turn: turn.first_word) - 1

    def speaker_of(self, word: int) -> Speaker | None:
        """Who says word number ``word``, as the transcript has it."""
        return self.turns[self.turn_of(word)].speaker
