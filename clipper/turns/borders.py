"""What a change of speakers costs in front of every word, by the sentence and by the pause.

People mostly let each other finish: of a change in mid-sentence the likelier reading is a wrong label. The prices are
negative logarithms of about how often speakers change at such a place, set by hand and tried on planted faults
(``python -m tests.bench turns``); a third more or less changes little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clipper.language import BOUND, CLAUSE_END, NAME, OPEN, SENTENCE_END, is_function_word, is_remark, weigh_gaps
from clipper.model import TimedWord, Word

Floats = npt.NDArray[np.float64]

_POINTS = (SENTENCE_END, CLAUSE_END, OPEN, BOUND, NAME)
_NATS = (2.0, 9.0, 10.0, 11.0, 12.0)
_REMARK = 0.7  # before and after a listener's word
_CUT_SHORT = 4.0  # "I think the | No, it is": a sentence begins where the one in front has no end
_RESUMED = 0.7  # "Oh really. | and the room": small letters behind a full stop, rare in what one person says
_UNMARKED = 4.0  # less, in a text that has hardly a full stop
_WORDS_A_SENTENCE = 60  # more than this on average: sentences are not marked

_GAPS_MS = (0, 100, 250, 600, 1500)
_PAUSE_NATS = (1.5, 0.5, -0.5, -1.5, -2.0)

_LONGEST_REMARK = 4  # words
_CLOSED = re.compile(r"[.?!…][\"'”’»)\]]*$")
_EDGES = "\"'“”‘’«»()[]{}.,;:!?…-–—¿¡"


def price_changes(words: Sequence[Word], language: str) -> Floats:
    """[words] what a change in front of each word costs by the text, in nats."""
    texts = [word.text for word in words]
    points, ends = weigh_gaps(texts, language)
    nats = np.interp(points[: len(texts)], _POINTS, _NATS)
    for index in range(1, len(texts)):
        closed = _CLOSED.search(texts[index - 1]) is not None
        if closed and texts[index].lstrip(_EDGES)[:1].islower():
            nats[index] = min(nats[index], _RESUMED)
        elif not closed and _cuts_in(texts[index], language):
            nats[index] = min(nats[index], _CUT_SHORT)
    if sum(ends) * _WORDS_A_SENTENCE < len(texts):
        nats = np.maximum(_NATS[0], nats - _UNMARKED)
    for first, end in find_remarks(texts, language):
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
    """Half-open ranges of what a listener may have put in, be it in the middle of a sentence ("we are in Right. a")."""
    found: list[tuple[int, int]] = []
    for end in range(1, len(texts) + 1):
        if not _CLOSED.search(texts[end - 1]):
            continue
        for first in range(max(0, end - _LONGEST_REMARK), end):
            if texts[first].lstrip(_EDGES)[:1].isupper() and is_remark(texts[first:end], language):
                found.append((first, end))
                break
    return found


def _cuts_in(text: str, language: str) -> bool:
    """Whether a word has its capital because a sentence begins, and not because it is a name (or "I")."""
    bare = text.strip(_EDGES)
    return bare[:1].isupper() and bare.split("'")[0] != "I" and is_function_word(bare, language)
