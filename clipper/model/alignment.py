"""What was found: a time or an honest status for every word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clipper.model.recording import Recording
from clipper.model.span import Span
from clipper.model.transcript import Transcript


class WordStatus(Enum):
    """How a word's time came about."""

    ALIGNED = "aligned"  # heard where its span says
    INTERPOLATED = "interpolated"  # probably spoken; its span is deduced from its neighbours
    NOT_SPOKEN = "not_spoken"  # not in the recording
    UNSEARCHED = "unsearched"  # nobody says it (annotations, bare punctuation): outside every coverage figure


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """A word's place in time, or the reason why it has none.

    ``confidence`` is 0..1. ``start_error_ms`` and ``end_error_ms`` are half-widths of the interval that holds the true
    edge nine times out of ten, None until they are calibrated.

    Raises:
        ValueError: If the span does not match the status.
    """

    status: WordStatus
    span: Span | None = None
    confidence: float = 0.0
    start_error_ms: int | None = None
    end_error_ms: int | None = None

    def __post_init__(self) -> None:
        timed = self.status in (WordStatus.ALIGNED, WordStatus.INTERPOLATED)
        if timed != (self.span is not None):
            raise ValueError(f"a word that is {self.status.value} {'needs a' if timed else 'has no'} span")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is 0..1, not {self.confidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A passage that is heard again: words ``first_word..end_word`` (half open) at a second ``span``.

    ``spans`` has the second place of each of these words, None for one that is not heard there (or that nobody says).
    ``score`` is 0..1, as the confidence of a word.
    """

    first_word: int
    end_word: int
    span: Span
    score: float
    spans: tuple[Span | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Every word of a transcript placed on its recording.

    ``words`` has one entry per ``transcript.words``. ``untranscribed`` are spans of speech that no word of the text
    accounts for.

    Raises:
        ValueError: If the counts differ, a span leaves the recording, or a turn's words run backwards.
    """

    transcript: Transcript
    recordings: tuple[Recording, ...]
    words: tuple[TimedWord, ...]
    untranscribed: tuple[Span, ...] = ()
    repeats: tuple[Repeat, ...] = ()

    def __post_init__(self) -> None:
        if len(self.words) != len(self.transcript.words):
            raise ValueError(f"{len(self.words)} timed words for {len(self.transcript.words)} words")
        end_ms = self.duration_ms
        for turn in self.transcript.turns:
            before = 0
            for word in self.words[turn.first_word : turn.end_word]:
                if word.span is None:
                    continue
                if word.span.start_ms < before or word.span.end_ms > end_ms:
                    raise ValueError(f"word at {word.span} runs backwards or leaves the recording of {end_ms} ms")
                before = word.span.end_ms

    @property
    def duration_ms(self) -> int:
        """The end of the last recording on the episode's timeline."""
        return max((r.offset_ms + r.duration_ms for r in self.recordings), default=0)

    def count(self, status: WordStatus) -> int:
        """How many words have ``status``."""
        return sum(word.status is status for word in self.words)
