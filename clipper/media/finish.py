"""How a cut is finished: its shape, what is drawn over it, its bit rates."""

from __future__ import annotations

from dataclasses import dataclass

from clipper.model.canvas import Canvas
from clipper.model.overlay import Overlay


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """``canvas`` is the picture's size (None: as the source), ``overlay`` what is drawn over it.

    ``zoom`` is by how much every other piece of a cut that joins several is enlarged, so that a person who jumps at
    the join seems to have been taken by a second camera (1: not at all). ``video_kbps`` (at most) and ``audio_kbps``
    are bit rates in kbit/s; None leaves them to the quality.
    """

    canvas: Canvas | None = None
    overlay: Overlay | None = None
    zoom: float = 1.0
    video_kbps: int | None = None
    audio_kbps: int | None = None


AS_IT_IS = Finish()
"""Nothing done to it."""
