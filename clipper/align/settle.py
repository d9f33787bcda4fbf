"""The second search of every section: at the price that suits how well its words fit, then with likely lengths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from clipper.align.durations import Pace, measure_pace, settle_lengths
from clipper.align.graph import Spot
from clipper.align.parallel import recall_all
from clipper.align.pricing import SKIP_IN_DIN, SKIP_IN_NOISE, choose_skip, is_din
from clipper.align.section_search import Sought, search_section
from clipper.model import Memory
from clipper.model.sound import Emissions

_FINE = 0.5
"""Nats to which the whole recording's price is rounded: an edit of a word shall not move it, and with it what was found
in every section (see ``Memory``)."""
_FEWEST_TO_PRICE = 20  # words found in a section that tell how well its words fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What suits a recording as a whole: the price of leaving out a word, and how long words last."""

    skip: float
    pace: Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsettled:
    """A section whose words were first found at ``spots``, and what is usual, for a section that tells too little."""

    sought: Sought
    spots: tuple[Spot | None, ...]
    usual: Usual


def measure_usual(sections: Sequence[Sought], parts: Sequence[Sequence[Spot | None]], emissions: Emissions) -> Usual:
    """What is usual in a recording, given what the first search (at ``SKIP_IN_NOISE``) found in each section."""
    spots = [spot for part in parts for spot in part]
    words = [word for sought in sections for word in sought.words]
    skip = round(choose_skip(spots, emissions.calibration) / _FINE) * _FINE
    return Usual(skip=skip, pace=measure_pace(spots, words, emissions))


def settle_sections(  # noqa: PLR0913  what was found, what is known of the whole, and all that a search needs
    sections: Sequence[Sought],
    parts: Sequence[Sequence[Spot | None]],
    emissions: Emissions,
    *,
    usual: Usual,
    memory: Memory,
    report: Callable[[float], None],
) -> list[Spot | None]:
    """The places of all words, given what the first search (at ``SKIP_IN_NOISE``) found in each section."""
    unsettled = [
        _Unsettled(sought=sought, spots=tuple(part), usual=usual) for sought, part in zip(sections, parts, strict=True)
    ]
    settled = recall_all(partial(_settle, emissions), unsettled, list[Spot | None], memory, report)
    return [spot for part in settled for spot in part]


def _settle(emissions: Emissions, asked: _Unsettled) -> list[Spot | None]:
    sought, spots = asked.sought, list(asked.spots)
    in_din = is_din(emissions, sought)
    if in_din:  # what is lost there looks like what is not spoken: nothing is left out, and then only the worst
        spots = search_section(emissions, sought, SKIP_IN_DIN)
    few = sum(spot is not None for spot in spots) < _FEWEST_TO_PRICE
    skip = asked.usual.skip if few else choose_skip(spots, emissions.calibration)
    if skip != (SKIP_IN_DIN if in_din else SKIP_IN_NOISE):
        spots = search_section(emissions, sought, skip)
    placed = [i for i, spot in enumerate(spots) if spot is not None]
    if not placed:
        return spots
    settled = [spot for spot in spots if spot is not None]
    frames = (sought.first_frame, sought.end_frame)
    for _ in range(2 if in_din else 1):
        settled = settle_lengths(settled, [sought.words[i] for i in placed], emissions, asked.usual.pace, frames=frames)
    where = dict(zip(placed, settled, strict=True))
    return [where.get(i) for i in range(len(spots))]
