"""The exact search of some words in some frames, at a price of leaving out words."""

from __future__ import annotations

from dataclasses import dataclass

from clipper.align.graph import Path, Spot, WordGraph, build_graph, prepare_scores, spots_of
from clipper.align.viterbi import Prices, find_path, path_bytes
from clipper.model import SpokenWord
from clipper.model.sound import Emissions

JUMP = 25.0
FOREIGN = 12.0
"""Nats that it costs to leave out a run of words, and to pass over a stretch of foreign sound.

Without the second price a short word beside untranscribed speech drifts to wherever in it something similar is said:
intro and ads, twice 5 minutes: .997 within 100 ms and .003 beyond 500; with 8 to 15 nats all and none.
"""

_LARGEST = 200_000_000  # bytes of back-pointers of one section, of two at once: no anchor in eight minutes of talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A section's words, to be searched in the frames ``first_frame..end_frame``."""

    words: tuple[SpokenWord, ...]
    first_frame: int
    end_frame: int

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return self.end_frame - self.first_frame


def search_section(emissions: Emissions, sought: Sought, skip: float) -> list[Spot | None]:
    """Where a section's words lie, if each that is left out costs ``skip`` nats besides ``JUMP`` for their run."""
    found = find_section(emissions, sought, skip)
    return [None] * len(sought.words) if found is None else spots_of(*found, sought.first_frame)


def is_too_large(emissions: Emissions, sought: Sought) -> bool:
    """Whether a section takes more memory than a search may have."""
    return path_bytes(build_graph(sought.words, emissions), sought.frames) > _LARGEST


def find_section(emissions: Emissions, sought: Sought, skip: float) -> tuple[Path, WordGraph] | None:
    """The best path of words through a section's frames; None if there are none, or too many to search."""
    graph = build_graph(sought.words, emissions)
    if not sought.words or not sought.frames or path_bytes(graph, sought.frames) > _LARGEST:
        return None
    scores = prepare_scores(emissions, sought.first_frame, sought.end_frame)
    return find_path(scores, graph, Prices(jump=JUMP, skip=skip, foreign=FOREIGN)), graph
