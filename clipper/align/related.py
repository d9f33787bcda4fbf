"""Whether a text belongs to a recording at all: it must fit better than a decoy, the same words in reverse order.

Whatever makes a recording hard, it makes it as hard for the decoy; no score of the text alone tells babble from
strangers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from clipper.align.parallel import recall_all
from clipper.align.pricing import SKIP_IN_NOISE
from clipper.align.section_search import Sought, find_section
from clipper.errors import AlignmentError
from clipper.model import Memory, Progress
from clipper.model.sound import Emissions

RELATED = 0.3
"""Nats a phone that the text must fit better than its own words in reverse order, if it is in doubt that text and
recording belong together. Strangers differ by less than .15 either way; a dialogue in babble at 5 dB by 1.5 to 2.2, in
clear sound by 5.
"""
_CHANCE = 2.0  # nats for the square root of the phones: strangers of eight words differ by up to .57 a phone
_FEWEST_TO_JUDGE = 5  # words: fewer read the same in any order


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubted:
    """A section whose words may not belong to the recording."""

    sought: Sought


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gain:
    """Nats by which a section's words fit better than reversed, and how many phones they have."""

    nats: float
    phones: int


def check_related(sections: Sequence[Sought], emissions: Emissions, memory: Memory, progress: Progress) -> None:
    """Refuse a text that fits the recording no better than a decoy.

    Raises:
        AlignmentError: If it does not.
    """
    if sum(len(sought.words) for sought in sections) < _FEWEST_TO_JUDGE:
        return
    doubted = [_Doubted(sought=sought) for sought in sections]
    compare = partial(_compare_with_decoy, emissions)
    gains = recall_all(compare, doubted, _Gain, memory, lambda _: progress("place", 0.0))
    phones = sum(gain.phones for gain in gains)
    if sum(gain.nats for gain in gains) <= RELATED * phones + _CHANCE * phones**0.5:
        raise AlignmentError(
            "the text and the recording have nothing in common that can be heard",
            remedy="Check that the transcript belongs to this recording, and that both are in English.",
        )


def _compare_with_decoy(emissions: Emissions, asked: _Doubted) -> _Gain:
    sought = asked.sought
    found = find_section(emissions, sought, SKIP_IN_NOISE)
    decoy = find_section(emissions, replace(sought, words=sought.words[::-1]), SKIP_IN_NOISE)
    if found is None or decoy is None:
        return _Gain(nats=0.0, phones=0)
    path, graph = found
    phones = sum(len(graph.ways[chain].phones) for chain in graph.word_first[:-1])
    return _Gain(nats=path.total - decoy[0].total, phones=phones)
