"""What a change of speakers costs in front of every word, by the sentence and by the pause.

People mostly let each other finish: of a change in mid-sentence the likelier reading is a wrong label. The prices are
negative logarithms of about how often speakers change at such a place, set by hand and tried on planted faults
(``python -m tests.bench turns``); a third more or less changes little.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clipper.language import (
    BOUND,
    CLAUSE_END,
    NAME,
    OPEN,
    SENTENCE_END,
    STOP,
    is_closed,
    is_function_word,
    is_remark,
    strip_marks,
)
from clipper.model import TimedWord, Word
from clipper.turns.sentences import Sentences, find_sentences

Floats = npt.NDArray[np.float64]

_POINTS = (SENTENCE_END, STOP, CLAUSE_END, OPEN, BOUND, NAME)
_NATS = (2.0, 9.0, 9.0, 10.0, 11.0, 12.0)
_UNMARKED_NATS = (2.0, 3.0, 3.0, 3.0, 7.0, 8.0)
"""Of a text that has hardly a full stop: a sentence may end anywhere but behind "the"."""
_REMARK = 0.7  # before and after a listener's word
_CUT_SHORT = 4.0  # "I think the | No, it is": a sentence begins where the one in front has no end
_RESUMED = 0.7  # "Oh really. | and the room": small letters behind a full stop, rare in what one person says

_GAPS_MS = (0, 100, 250, 600, 1500)
_PAUSE_NATS = (1.5, 0.5, -0.5, -1.5, -2.0)

_LONGEST_REMARK = 4  # words


def price_changes(words: Sequence[Word], language: str) -> Floats:
    """[words] what a change in front of each word costs by the text, in nats."""
    texts = [word.text for word in words]
    sentences = find_sentences(texts, language)
    nats = np.interp(sentences.points, _POINTS, _NATS if sentences.marked else _UNMARKED_NATS)
    for index in range(1, len(texts)):
        closed = sentences.closed[index]
        if closed and strip_marks(texts[index])[:1].islower():
            nats[index] = min(nats[index], _RESUMED if sentences.capitals else _NATS[0])
        elif not closed and _cuts_in(texts[index], language):
            nats[index] = min(nats[index], _CUT_SHORT)
    for first, end in _remarks(texts, sentences, language):
        nats[first] = min(nats[first], _REMARK)
        if end < len(texts):
            nats[end] = min(nats[end], _REMARK)
    return nats


def weigh_pauses(timed: Sequence[TimedWord]) -> Floats:
    """[words] what the pause in front of each word adds to the price of a change, in nats; 0 where none is known."""
    nats = np.zeros(len(timed))
    before = None
    for index, word in enumerate(timed):
        if word.span is None:
            continue
        if before is not None:
            nats[index] = np.interp(before.gap_to(word.span), _GAPS_MS, _PAUSE_NATS)
        before = word.span
    return nats


def find_remarks(texts: Sequence[str], language: str) -> list[tuple[int, int]]:
    """Half-open ranges of what a listener may have put in, be it in the middle of a sentence ("we are in Right. a").

    Where the transcript writes no capitals or no full stops, the words alone must tell.
    """
    return _remarks(texts, find_sentences(texts, language), language)


def _remarks(texts: Sequence[str], sentences: Sentences, language: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for end in range(1, len(texts) + 1):
        if sentences.marked and not is_closed(texts[end - 1]):
            continue
        for first in range(max(0, end - _LONGEST_REMARK), end):
            begins = not sentences.capitals or strip_marks(texts[first])[:1].isupper()
            if (begins or not sentences.marked) and is_remark(texts[first:end], language):
                found.append((first, end))
                break
    return found


def _cuts_in(text: str, language: str) -> bool:
    """Whether a word has its capital because a sentence begins, and not because it is a name (or "I")."""
    bare = strip_marks(text)
    return bare[:1].isupper() and bare.split("'")[0] != "I" and is_function_word(bare, language)
