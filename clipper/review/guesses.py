"""Text that has times, but is hardly heard: placed between its neighbours by their lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from clipper.model import Alignment, Span, WordStatus
from clipper.model.diagnosis import GuessedPassage

WINDOW_WORDS = 60
"""How many found words in a row are judged together: fewer are lost in a noise, more hide a turn in a wrong place."""

FEWEST_WORDS = 20
"""Of a shorter text a share says nothing."""

LEAST_HEARD = 0.4
"""The share of them that is truly heard at least. Of 36 conditions, noise and babble at 5 dB and paraphrases among
them, the worst 60 words reach .65; where turns stand in a wrong order in noise, 0 to .13 (and .48, once); in a meeting
where four talk at once, .30, and their times are that bad."""


def find_guesses(alignment: Alignment) -> tuple[GuessedPassage, ...]:
    """Runs of found words of which less than ``LEAST_HEARD`` is heard: the text is likely not what is said there.

    Nothing is said of a text with fewer than ``FEWEST_WORDS``. Each begins and ends with a word that is not heard;
    pinned words count as heard.
    """
    found = [index for index in alignment.matched if alignment.words[index].span]
    guessed = [alignment.words[index].status is WordStatus.INTERPOLATED for index in found]
    runs = _runs(guessed) if len(found) >= FEWEST_WORDS else ()
    return tuple(_passage(alignment, found[run.start : run.stop]) for run in runs)


def _runs(guessed: Sequence[bool]) -> Iterator[range]:
    width = min(WINDOW_WORDS, len(guessed))
    before = (0, *accumulate(guessed))
    poor = [False] * len(guessed)
    for first in range(len(guessed) - width + 1):
        if before[first + width] - before[first] > (1 - LEAST_HEARD) * width:
            poor[first : first + width] = [True] * width
    for is_poor, places in groupby(range(len(guessed)), key=poor.__getitem__):
        if is_poor:
            silent = [place for place in places if guessed[place]]
            yield range(silent[0], silent[-1] + 1)


def _passage(alignment: Alignment, words: Sequence[int]) -> GuessedPassage:
    spans = [span for index in words if (span := alignment.words[index].span)]
    return GuessedPassage(
        first_word=words[0],
        end_word=words[-1] + 1,
        words=len(words),
        turn=alignment.transcript.turn_of(words[0]),
        end_turn=alignment.transcript.turn_of(words[-1]) + 1,
        span=Span(start_ms=min(spans).start_ms, end_ms=max(span.end_ms for span in spans)),
    )
