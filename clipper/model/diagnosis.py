"""What an alignment is worth, as values: what is missing on either side, which times are wrong, what to check.

Word ranges are half open, word and turn numbers count from 0, times are ms on the episode's timeline.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from clipper.model.pin import Pin
from clipper.model.span import Span, round_half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of words that were not found.

    ``words`` counts those that were searched. It reaches from ``turn`` to ``end_turn`` (half open) and begins in
    ``line`` of the transcript (from 1); ``text`` is how it begins. ``gap`` is the stretch of recording between the
    found words around it: where it would lie.
    """

    first_word: int
    end_word: int
    words: int
    turn: int
    end_turn: int
    line: int
    text: str
    gap: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedPassage:
    """A run of ``words`` found words that are hardly heard: guessed between their neighbours.

    It reaches from ``turn`` to ``end_turn`` (half open); ``span`` is where it was put.
    """

    first_word: int
    end_word: int
    words: int
    turn: int
    end_turn: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechBreak:
    """A long stretch of speech without text: likely an advertisement, a trailer, a cold open.

    ``speech_ms`` is how much of ``span`` is speech; ``near_music`` says that other loud sound lies beside it.
    """

    span: Span
    speech_ms: int
    near_music: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedPassage:
    """Words that are heard in a second place, ``span``, for which the text has no words of its own.

    They reach from ``turn`` to ``end_turn`` (half open); ``own`` is their own place, None where they have no other.
    ``is_cold_open`` says that ``span`` lies before all that is found of the text.
    """

    first_word: int
    end_word: int
    turn: int
    end_turn: int
    span: Span
    own: Span | None
    is_cold_open: bool


class HeaderPattern(Enum):
    """What the transcript's own times have in common."""

    RIGHT = "right"
    OFFSET = "offset"  # all late or early by the same
    DRIFT = "drift"  # running too fast or too slow
    STEPS = "steps"  # an offset that changes at places, as where advertisements were put in
    SCATTERED = "scattered"  # wrong without a pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderStep:
    """From ``turn`` on, header times are ``offset_ms`` late (negative: early)."""

    turn: int
    offset_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderTime:
    """A turn's header time and the time at which its first word was found."""

    turn: int
    header_ms: int
    found_ms: int

    @property
    def late_ms(self) -> int:
        """How late the header time is; negative where it is early."""
        return self.header_ms - self.found_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongHeader:
    """A turn whose header time is wrong by itself: ``error_ms`` off from where the pattern of all puts it."""

    turn: int
    error_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderTimes:
    """The transcript's own times beside those that were found, of every turn that has both.

    Header times run as ``found * ratio + offset_ms`` (DRIFT; elsewhere ``ratio`` is 1 and ``offset_ms`` the median
    difference, positive where headers are late). ``typical_error_ms`` is the median distance from the pattern, and
    ``wrong`` are those far from it, the worst first. ``backwards`` are turns whose header time lies before that of the
    turn in front.
    """

    times: tuple[HeaderTime, ...]
    pattern: HeaderPattern
    typical_error_ms: int
    offset_ms: int = 0
    ratio: float = 1.0
    steps: tuple[HeaderStep, ...] = ()
    wrong: tuple[WrongHeader, ...] = ()
    backwards: tuple[int, ...] = ()

    @property
    def factor(self) -> float:
        """A right time is ``header * factor + shift_ms`` (in one step of STEPS: its own offset)."""
        return 1.0 / self.ratio

    @property
    def shift_ms(self) -> int:
        """See ``factor``."""
        return round(-self.offset_ms / self.ratio)

    def pattern_ms(self, time: HeaderTime) -> int:
        """Where the pattern puts a turn's header time."""
        offset_ms = self.offset_ms
        if self.steps:
            offset_ms = [step.offset_ms for step in self.steps if step.turn <= time.turn][-1]
        return round_half_up(Fraction(self.ratio) * time.found_ms) + offset_ms


class DoubtReason(Enum):
    """Why a place should be checked."""

    NOT_SPOKEN = "not_spoken"
    INTERPOLATED = "interpolated"
    UNSURE = "unsure"  # low confidence
    WIDE = "wide"  # the interval that holds the true edge is wide

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _LABELS[self]


_LABELS = {
    DoubtReason.NOT_SPOKEN: "not found",
    DoubtReason.INTERPOLATED: "interpolated",
    DoubtReason.UNSURE: "low confidence",
    DoubtReason.WIDE: "wide error interval",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A run of words of one turn whose times should be checked.

    ``span`` is theirs, or for words that were not found the gap where they would lie. ``confidence`` is the lowest of
    them, ``error_ms`` the widest half-width (None before calibration). ``weight`` orders doubts: about the number of
    words that are likely wrong. ``pin`` says what was found, to be corrected: when the run begins, or that
    nobody says it.
    """

    first_word: int
    end_word: int
    turn: int
    reasons: tuple[DoubtReason, ...]
    span: Span
    confidence: float
    error_ms: int | None
    weight: float
    pin: Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The honest word about an alignment.

    Of ``searched`` words ``searched_inside`` lie between the first and the last word found (or everywhere, where
    nothing was), ``found`` of them with a time. These, ``coverage`` (of the part inside, so that an excerpt is not
    punished), ``text_coverage`` (of the whole text) and ``found_span`` (None: nothing was found) are those of
    ``Alignment``: words found by chance far from the others, and words pinned as not spoken, do not count.
    ``text_before`` and ``text_after`` are what the text holds outside that part, ``before_ms`` and ``after_ms`` what
    the recording holds outside it and outside all ``repeats``, and ``speech_before_ms``, ``speech_after_ms`` the speech
    in that. ``not_spoken_passages`` lie between found words; ``guessed_passages`` are found and hardly heard.
    ``likely_ads`` are long stretches of speech without text,
    ``other_speech`` is what else is said and not written; neither holds what ``repeats`` explain.
    ``turns_out_of_order`` begin before the turn in front does.
    ``doubts`` come worst first.
    """

    found: int
    searched_inside: int
    searched: int
    coverage: float
    text_coverage: float
    found_span: Span | None
    text_before: Passage | None
    text_after: Passage | None
    before_ms: int
    after_ms: int
    speech_before_ms: int
    speech_after_ms: int
    not_spoken_passages: tuple[Passage, ...]
    guessed_passages: tuple[GuessedPassage, ...]
    likely_ads: tuple[SpeechBreak, ...]
    other_speech: tuple[Span, ...]
    repeats: tuple[RepeatedPassage, ...]
    headers: HeaderTimes | None
    turns_out_of_order: tuple[int, ...]
    doubts: tuple[Doubt, ...]
