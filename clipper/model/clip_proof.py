"""The proof of a cut: what is heard at the edges of the finished file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeProof:
    """One edge of a finished clip, listened to again.

    ``word`` is the quote's first or last word. ``is_whole`` says that it was recognised and lost nothing at this edge;
    None where it was not recognised (again), which proves nothing either way. ``off_ms`` is how
    far its edge was found from where it should be, positive where later. ``neighbour`` is the word beyond the cut ("",
    if there is none), ``neighbour_heard`` whether it is recognised in the clip. ``loud_ms`` is how much sound as loud
    as the quote's own lies outside its words, ``cut_dbfs`` how loud the file's outermost 30 ms are.
    """

    word: str
    is_whole: bool | None
    off_ms: int | None
    neighbour: str
    neighbour_heard: bool
    loud_ms: int
    cut_dbfs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipProof:
    """Both edges, and how loud the whole is in dBFS."""

    start: EdgeProof
    end: EdgeProof
    whole_dbfs: float
