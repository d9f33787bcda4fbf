"""How long words take in one recording, and which of them had to stand in less room than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from clipper.language import strip_marks
from clipper.model import TimedWord, Word, WordStatus

_SQUEEZED = 0.5  # of the time that a word needs: a third of such words stands right where people talk at once
_FEWEST_LETTERS = 2
_USUAL_MS = 70.0  # a letter, where no word was heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The words' times, and ``ms_per_letter`` of those that were heard."""

    words: Sequence[Word]
    timed: Sequence[TimedWord]
    ms_per_letter: float

    @staticmethod
    def of(words: Sequence[Word], timed: Sequence[TimedWord]) -> Pace:
        """Measure it on the words that were heard."""
        heard = [
            word.span.duration_ms / _letters(text.text)
            for text, word in zip(words, timed, strict=True)
            if word.span and word.status is WordStatus.ALIGNED
        ]
        return Pace(words=words, timed=timed, ms_per_letter=median(heard) if heard else _USUAL_MS)

    def needed_ms(self, index: int) -> float:
        """How long a word usually takes; none where nobody says it."""
        if self.timed[index].status is WordStatus.UNSEARCHED:
            return 0.0
        return self.ms_per_letter * _letters(self.words[index].text)

    def is_at_ease(self, index: int) -> bool:
        """Whether a word has a place of its own: it was heard, or its neighbours leave it room."""
        word = self.timed[index]
        if word.status is WordStatus.ALIGNED:
            return True
        return word.span is not None and word.span.duration_ms >= _SQUEEZED * self.needed_ms(index)


def _letters(text: str) -> int:
    return max(_FEWEST_LETTERS, len(strip_marks(text)))
