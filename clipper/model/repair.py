"""Who says a word, where the transcript names somebody else: every change of a label is a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clipper.model.transcript import Speaker


class Evidence(Enum):
    """What speaks for a change of a label."""

    SENTENCE = "sentence"  # the sentence goes on across the label's border, or begins there
    PAUSE = "pause"  # nobody pauses where the label changes, or somebody does where it should
    VOICE = "voice"


class RepairMode(Enum):
    """Which changes are made."""

    OFF = "off"  # none, and none is looked for
    REPORT = "report"  # none, but all are told
    SURE = "sure"
    ALL = "all"  # those that are more likely right than wrong as well

    @property
    def repairs(self) -> bool:
        """Whether any change is made."""
        return self in (RepairMode.SURE, RepairMode.ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerChange:
    """The words ``first_word..end_word`` (half open), labelled ``before``, are said by ``after``.

    ``evidence`` lists what speaks for it with its weight in nats, the strongest first. ``confidence`` is the
    probability that all of these words are ``after``'s. ``is_applied`` says whether the turns have it so.

    Raises:
        ValueError: If it holds no word, changes nothing, or its confidence is no probability.
    """

    first_word: int
    end_word: int
    before: Speaker | None
    after: Speaker
    evidence: tuple[tuple[Evidence, float], ...]
    confidence: float
    is_applied: bool

    def __post_init__(self) -> None:
        if not 0 <= self.first_word < self.end_word or self.before == self.after:
            raise ValueError(f"words {self.first_word}..{self.end_word} from {self.before} to {self.after}: no change")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is 0..1, not {self.confidence}")
