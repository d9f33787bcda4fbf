"""What was found: a time or an honest status for every word."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import Enum

from clipper.model.overlap import Overlap
from clipper.model.pin import Pin, words_not_spoken
from clipper.model.recording import Recording
from clipper.model.repair import SpeakerChange
from clipper.model.span import Span
from clipper.model.transcript import Speaker, Transcript, Turn


class WordStatus(Enum):
    """How a word's time came about."""

    ALIGNED = "aligned"  # heard where its span says
    INTERPOLATED = "interpolated"  # probably spoken; its span is deduced from its neighbours
    NOT_SPOKEN = "not_spoken"  # not in the recording
    UNSEARCHED = "unsearched"  # nobody says it (annotations, bare punctuation): outside every coverage figure


CONFIDENCE_DIGITS = 3
"""Decimals of a confidence as it is found. So a document keeps it whole, and a saved alignment is judged as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """A word's place in time, or the reason why it has none.

    ``confidence`` is 0..1. ``start_error_ms`` and ``end_error_ms`` are half-widths of the interval that holds the true
    edge nine times out of ten, 0 for a pinned edge, None where nothing is known: without a span, at the other edge of a
    word that was pinned and not heard, and in a document of schema 1.

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

    ``spans`` has the second place of each of these words, None for one that is not heard there (or that nobody says);
    it is empty where only the place of the whole is known. ``score`` is 0..1, as the confidence of a word.

    Raises:
        ValueError: If no word is named, or ``spans`` has too few or too many, runs backwards or leaves ``span``.
    """

    first_word: int
    end_word: int
    span: Span
    score: float
    spans: tuple[Span | None, ...] = ()

    def __post_init__(self) -> None:
        count = self.end_word - self.first_word
        if self.first_word < 0 or count < 1 or len(self.spans) not in (0, count):
            raise ValueError(f"words {self.first_word}..{self.end_word} are not heard again in {len(self.spans)} spans")
        before = self.span.start_ms
        for span in self.places.values():
            if span.start_ms < before or span.end_ms > self.span.end_ms:
                raise ValueError(f"a word heard again at {span} runs backwards or leaves {self.span}")
            before = span.end_ms

    @property
    def places(self) -> dict[int, Span]:
        """The second place of each word that is heard there."""
        return {index: span for index, span in enumerate(self.spans, start=self.first_word) if span}


_GAP_WORDS = 20  # missing in a row: what is found before and after stands apart
_CHANCE_WORDS = 10
"""Fewer found words that stand apart do not stretch the part of a text that a recording holds: they are there by
chance. In excerpts of 30 to 60 s out of 153 s of talk one to five such words turned up 100 to 220 words off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Every word of a transcript placed on its recording.

    ``words`` has one entry per ``transcript.words``. ``untranscribed`` are spans of speech in which no word of the text
    has its own place; some of them ``repeats`` explain. ``pins`` are the places that a person settled, in text order;
    their words obey them. ``repaired`` are the turns as they are truly said, None where nobody looked; ``changes`` are
    the labels that were, or could be, changed for them. ``overlaps`` is where the speakers of two of the ``turns`` are
    heard at once.

    Raises:
        ValueError: If the counts differ, a span leaves the recording, a turn's words run backwards, the repaired turns
            do not partition the words, or a pin, a repeat or a change names a word that is not there, or an overlap a
            turn.
    """

    transcript: Transcript
    recordings: tuple[Recording, ...]
    words: tuple[TimedWord, ...]
    untranscribed: tuple[Span, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    pins: tuple[Pin, ...] = ()
    repaired: tuple[Turn, ...] | None = None
    changes: tuple[SpeakerChange, ...] = ()
    overlaps: tuple[Overlap, ...] = ()

    def __post_init__(self) -> None:
        if len(self.words) != len(self.transcript.words):
            raise ValueError(f"{len(self.words)} timed words for {len(self.transcript.words)} words")
        ends = [*(pin.end_word for pin in self.pins), *(change.end_word for change in self.changes)]
        if any(end > len(self.words) for end in ends):
            raise ValueError(f"a pin or a change names a word beyond the last of {len(self.words)}")
        if self.repaired is not None:
            replace(self.transcript, turns=self.repaired)  # refuses what is no partition
        if any(overlap.second >= len(self.turns) for overlap in self.overlaps):
            raise ValueError(f"an overlap names a turn beyond the last of {len(self.turns)}")
        end_ms = self.duration_ms
        if any(repeat.end_word > len(self.words) or repeat.span.end_ms > end_ms for repeat in self.repeats):
            raise ValueError(f"a repeat leaves the {len(self.words)} words or the recording of {end_ms} ms")
        for turn in (*self.transcript.turns, *(self.repaired or ())):
            before = 0
            for word in self.words[turn.first_word : turn.end_word]:
                if word.span is None:
                    continue
                if word.span.start_ms < before or word.span.end_ms > end_ms:
                    raise ValueError(f"word at {word.span} runs backwards or leaves the recording of {end_ms} ms")
                before = word.span.end_ms

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Who says what: the repaired turns, or else those that the transcript has."""
        return self.transcript.turns if self.repaired is None else self.repaired

    def speaker_of(self, word: int) -> Speaker | None:
        """Who says word number ``word``."""
        turns = self.turns
        return turns[bisect_right(turns, word, key=lambda turn: turn.first_word) - 1].speaker

    @property
    def duration_ms(self) -> int:
        """The end of the last recording on the episode's timeline."""
        return max((r.offset_ms + r.duration_ms for r in self.recordings), default=0)

    def count(self, status: WordStatus) -> int:
        """How many words have ``status``."""
        return sum(word.status is status for word in self.words)

    @property
    def unsaid(self) -> frozenset[int]:
        """The words that are pinned as not spoken."""
        return words_not_spoken(self.pins)

    @property
    def sought(self) -> tuple[int, ...]:
        """The words that should be in the recording: those that are searched, without what is pinned as not spoken."""
        unsaid = self.unsaid
        return tuple(
            index
            for index, word in enumerate(self.words)
            if word.status is not WordStatus.UNSEARCHED and index not in unsaid
        )

    @property
    def matched(self) -> range:
        """The words from the first to the last that were found, but for a few by chance; empty without one.

        What lies before and after is not in the recording: it holds an excerpt.
        """
        passages: list[list[int]] = []
        missing = _GAP_WORDS
        for index in self.sought:
            if self.words[index].span is None:
                missing += 1
                continue
            if missing >= _GAP_WORDS:
                passages.append([])
            passages[-1].append(index)
            missing = 0
        sure = [passage for passage in passages if len(passage) >= _CHANCE_WORDS] or passages
        return range(sure[0][0], sure[-1][-1] + 1) if sure else range(0)

    @property
    def found(self) -> int:
        """How many words in ``matched`` were found."""
        return sum(self.words[index].span is not None for index in self.matched)

    @property
    def found_span(self) -> Span | None:
        """Where the words in ``matched`` lie in time, from the first to the last; None where nothing was found."""
        spans = [span for index in self.matched if (span := self.words[index].span)]
        return Span(start_ms=min(spans).start_ms, end_ms=max(span.end_ms for span in spans)) if spans else None

    @property
    def coverage(self) -> float:
        """The share of the searched words in ``matched`` that were found; words pinned as not spoken do not count.

        1 where nothing was to be found, 0 where nothing was found.
        """
        sought, within = self.sought, self.matched
        return self.found / max(1, sum(index in within for index in sought)) if sought else 1.0

    @property
    def text_coverage(self) -> float:
        """The same share of the whole text: what lies before and after ``matched`` counts as well."""
        sought = self.sought
        return self.found / len(sought) if sought else 1.0
