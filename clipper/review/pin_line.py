"""The line of a file of pins that says where a word is: ``phrase @ turn 7 = 1:02:03.450``, or ``... = not spoken``."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from clipper.model import Transcript
from clipper.model.clock import exact_clock


def format_pin(transcript: Transcript, word: int, time_ms: int | None) -> str | None:
    """The line that pins word number ``word`` to ``time_ms`` (None: it is not spoken).

    The phrase is the shortest run of words from ``word`` on that stands only once in its turn, whatever its case and
    punctuation. None where there is none: the last of "no no no".
    """
    turn = transcript.turns[number := transcript.turn_of(word)]
    texts = [one.text for one in transcript.words[turn.first_word : turn.end_word]]
    folded = [_fold(text) for text in texts]
    at = word - turn.first_word
    end = next((end for end in range(at + 1, len(texts) + 1) if _is_unique(folded, at, end)), None)
    if end is None:
        return None
    place = "not spoken" if time_ms is None else exact_clock(time_ms)
    return f"{' '.join(texts[at:end])} @ turn {number + 1} = {place}"


def _fold(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())


def _is_unique(folded: Sequence[str], at: int, end: int) -> bool:
    """Whether the run occurs once, words that are only punctuation left out of the comparison."""
    wanted = [text for text in folded[at:end] if text]
    words = [text for text in folded if text]
    places = range(len(words) - len(wanted) + 1)
    return bool(wanted) and sum(words[k : k + len(wanted)] == wanted for k in places) == 1
