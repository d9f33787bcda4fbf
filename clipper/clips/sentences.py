"""The sentences of an episode, whose they are, and the pauses around them: what passages are put together from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from clipper.language import TORN, is_closed, weigh_gaps
from clipper.model import Alignment, Span, Speaker, Turn

_WORDS_A_STOP = 60
"""Words for each full stop, on average, beyond which a text has none to speak of (written talk has one in 12 to 20)."""

_BREATH_MS = 500
"""A pause that ends a sentence where the text has no full stops: longer than most within one."""

_LONGEST_REMARK = 8
"""Words of a listener behind which a speaker goes on as if nothing was said: "And people say that a lot." """


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of one speaker.

    ``first_word`` and ``end_word`` are the found words that it begins and ends with; ``words`` are its own found words
    (a listener's "Mhm." between them is none), ``texts`` all that is written of it. ``stretch`` numbers what one
    speaker says without being answered. ``pause_before_ms`` and ``pause_after_ms`` is how long nobody says a word
    around it; below 0 somebody else talks already, or still.
    """

    first_word: int
    end_word: int
    words: tuple[int, ...]
    texts: tuple[str, ...]
    speaker: Speaker | None
    stretch: int
    span: Span
    pause_before_ms: int
    pause_after_ms: int

    @property
    def text(self) -> str:
        """What is written."""
        return " ".join(self.texts)


def has_full_stops(alignment: Alignment) -> bool:
    """Whether the text writes where its sentences end."""
    said = [word.text for word in alignment.transcript.words if word.searched]
    return sum(map(is_closed, said)) * _WORDS_A_STOP >= len(said)


def split_sentences(alignment: Alignment) -> tuple[Sentence, ...]:
    """Every sentence of which a word was found, in text order; without full stops, what lies between long pauses."""
    quiet, stops = _Quiet(alignment), has_full_stops(alignment)
    found = []
    for number, (speaker, words) in enumerate(_stretches(alignment)):
        for part in _split(alignment, words, stops=stops):
            heard = tuple(index for index in part if alignment.words[index].span)
            spans = [span for index in heard if (span := alignment.words[index].span)]
            if not spans:
                continue
            span = Span(start_ms=spans[0].start_ms, end_ms=max(spans[0].start_ms, spans[-1].end_ms))
            found.append(
                Sentence(
                    first_word=heard[0],
                    end_word=heard[-1] + 1,
                    words=heard,
                    texts=tuple(alignment.transcript.words[index].text for index in part),
                    speaker=speaker,
                    stretch=number,
                    span=span,
                    pause_before_ms=quiet.before(span.start_ms),
                    pause_after_ms=quiet.after(span.end_ms),
                )
            )
    return tuple(found)


def _stretches(alignment: Alignment) -> list[tuple[Speaker | None, list[int]]]:
    """What each speaker says until somebody answers with more than a remark."""
    turns = [(turn.speaker, words) for turn in alignment.turns if (words := _said(alignment, turn))]
    stretches: list[tuple[Speaker | None, list[int]]] = []
    for number, (speaker, words) in enumerate(turns):
        following = turns[number + 1][0] if number + 1 < len(turns) else None
        if stretches and speaker == stretches[-1][0]:
            stretches[-1][1].extend(words)
        elif not stretches or following != stretches[-1][0] or not _is_passing(alignment, words):
            stretches.append((speaker, words))
    return stretches


def _said(alignment: Alignment, turn: Turn) -> list[int]:
    words = alignment.transcript.words
    return [index for index in range(turn.first_word, turn.end_word) if words[index].searched and words[index].shown]


def _is_passing(alignment: Alignment, words: Sequence[int]) -> bool:
    texts = [alignment.transcript.words[index].text for index in words]
    return len(words) <= _LONGEST_REMARK and not any("?" in text for text in texts)


def _split(alignment: Alignment, words: list[int], *, stops: bool) -> list[list[int]]:
    texts = [alignment.transcript.words[index].text for index in words]
    costs, ends = weigh_gaps(texts, alignment.transcript.language)
    parts: list[list[int]] = []
    for place, index in enumerate(words):
        begins = (
            ends[place] if stops or not place else costs[place] < TORN and _rests(alignment, words[place - 1], index)
        )
        if begins:
            parts.append([])
        parts[-1].append(index)
    return parts


def _rests(alignment: Alignment, before: int, after: int) -> bool:
    one, other = alignment.words[before].span, alignment.words[after].span
    return one is not None and other is not None and one.gap_to(other) >= _BREATH_MS


class _Quiet:
    """How long nobody says a word before and after a time; speech without text counts before, for it may be a word."""

    def __init__(self, alignment: Alignment) -> None:
        self._words = [word.span for word in alignment.words if word.span]
        self._begun = sorted([*self._words, *alignment.untranscribed], key=lambda span: span.start_ms)
        self._last_end = list(accumulate((span.end_ms for span in self._begun), max))

    def before(self, ms: int) -> int:
        """Ms from the end of whatever began earlier to ``ms``."""
        place = bisect_left(self._begun, ms, key=lambda span: span.start_ms)
        return ms - (self._last_end[place - 1] if place else 0)

    def after(self, ms: int) -> int:
        """Ms from ``ms`` to the start of the first word that ends later."""
        ends, starts = self._ends
        place = bisect_right(ends, ms)
        return starts[place] - ms if place < len(starts) else _BREATH_MS

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        ended = sorted(self._words, key=lambda span: span.end_ms)
        first_start = list(accumulate((span.start_ms for span in reversed(ended)), min))[::-1]
        return [span.end_ms for span in ended], first_start
