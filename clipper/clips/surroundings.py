"""What happens around a passage: laughter, the answer of a listener, and whether a cold open plays it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clipper.clips.merits import Around
from clipper.clips.openings import is_question
from clipper.clips.sentences import Sentence
from clipper.clips.voice import loud_after_ms
from clipper.language import is_closed, is_remark
from clipper.model import Alignment, Span
from clipper.model.clock import clock
from clipper.model.sound import Energy

_AGAIN_SHARE = 0.6
"""How much of a passage a cold open must play, and of the cold open lie in the passage, to be the same."""

_LONGEST_REACTION = 14
"""Words of a listener's first sentence that are looked at."""

_LAUGHTER = re.compile(r"laugh|chuckl|giggl|applau|cheer|clap", re.IGNORECASE)
_EXCLAIMS = re.compile(
    r"!|^(?:wow|oh my|my god|amazing|incredible|unbelievable)\b|^that(?:'s| is) (?:the|so|such|amazing|great)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """An episode, asked passage by passage what is around it; ``energy`` is None where nothing can be heard."""

    alignment: Alignment
    energy: Energy | None

    def look(self, sentences: Sequence[Sentence]) -> Around:
        """All that is around a passage of these sentences."""
        first, last = sentences[0], sentences[-1]
        heard_again_at, share = self._heard_again(first.first_word, last.end_word)
        heard = sum(word.span is not None for word in self.alignment.words[first.first_word : last.end_word])
        return Around(
            laughter=self._laughter(last.end_word),
            laughter_within=self._laughter_within(first.first_word, last.end_word),
            reaction=self._reaction(last.end_word),
            loud_ms=self._loud_ms(first, last),
            heard_again_at=heard_again_at,
            heard_again_share=share,
            is_exchange=first.stretch != last.stretch and not is_question(last.texts),
            remarks_within=heard - sum(len(one.words) for one in sentences),
        )

    def _laughter(self, end_word: int) -> str:
        """What is written behind a word that nobody says, if it tells of laughter or applause."""
        words, end = self.alignment.transcript.words, end_word
        while end < len(words) and not words[end].searched:
            end += 1
        return self._laughter_within(end_word, end)

    def _laughter_within(self, first_word: int, end_word: int) -> str:
        words = self.alignment.transcript.words[first_word:end_word]
        said = " ".join(word.text for word in words if not word.searched)
        return said if _LAUGHTER.search(said) else ""

    def _reaction(self, end_word: int) -> str:
        """The first sentence of whoever answers, if it is a remark or an exclamation."""
        words = self.alignment.transcript.words
        first = next((index for index in range(end_word, len(words)) if words[index].searched), None)
        if first is None or self.alignment.speaker_of(first) == self.alignment.speaker_of(end_word - 1):
            return ""
        texts = []
        for word in words[first : first + _LONGEST_REACTION]:
            texts.append(word.text)
            if is_closed(word.text):
                break
        answer = " ".join(texts)
        return answer if is_remark(texts, self.alignment.transcript.language) or _EXCLAIMS.search(answer) else ""

    def _loud_ms(self, first: Sentence, last: Sentence) -> int:
        offset_ms = self.alignment.recordings[0].offset_ms
        start_ms, end_ms = first.span.start_ms - offset_ms, last.span.end_ms - offset_ms
        if self.energy is None or not 0 <= start_ms <= end_ms:
            return 0
        said = Span(start_ms=start_ms, end_ms=end_ms)
        return loud_after_ms(self.energy, said, end_ms + last.pause_after_ms)

    def _heard_again(self, first_word: int, end_word: int) -> tuple[str, float]:
        """When a cold open plays these words, and how much of the two is the same; ("", 0) otherwise."""
        for repeat in self.alignment.repeats:
            common = min(end_word, repeat.end_word) - max(first_word, repeat.first_word)
            share = common / max(end_word - first_word, repeat.end_word - repeat.first_word)
            own = self.alignment.words[first_word].span
            if share >= _AGAIN_SHARE and own and repeat.span.end_ms <= own.start_ms:
                return clock(repeat.span.start_ms), share
        return "", 0.0
