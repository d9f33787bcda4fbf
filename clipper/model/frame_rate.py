"""Frame rates, and the way between milliseconds and frame numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRate:
    """Frames per second as an exact fraction (30000/1001, not 29.97).

    A time that came from a frame goes back to it by ``nearest_frame``: a frame's start held as int ms may lie just
    before the true instant, so that flooring picks the wrong frame for a third of all frames.

    Raises:
        ValueError: Unless the rate is positive.
    """

    fps: Fraction
    drop_frame: bool = False

    def __post_init__(self) -> None:
        if self.fps <= 0:
            raise ValueError(f"a frame rate is positive, not {self.fps}")

    @staticmethod
    def parse(text: str) -> FrameRate:
        """A rate as people write it: "25", "29.97", "24000/1001". NTSC's decimals mean their exact fractions.

        Raises:
            ValueError: If it is none, or not between 1 and 1000.
        """
        written = Fraction(text.strip())  # refuses what is no number
        near = Fraction(round(written * Fraction(1001, 1000)) * 1000, 1001)
        rate = near if written.denominator > 1 and abs(near - written) < Fraction(1, 100) else written
        if not 1 <= rate <= 1000:
            raise ValueError(f"a frame rate lies between 1 and 1000, not {text!r}")
        return FrameRate(fps=rate)

    def nearest_frame(self, time_ms: int) -> int:
        """The number of the frame whose start is nearest to ``time_ms``."""
        # In whole numbers: asked for every time of a file, a Fraction is what takes the time.
        per_frame = 2000 * self.fps.denominator
        return (2 * time_ms * self.fps.numerator + per_frame // 2) // per_frame

    def frame_at_or_before(self, time_ms: int) -> int:
        """The number of the frame that is on screen at ``time_ms``."""
        return (Fraction(time_ms) * self.fps / 1000).__floor__()

    def frame_at_or_after(self, time_ms: int) -> int:
        """The number of the first frame that begins at ``time_ms`` or later."""
        return (Fraction(time_ms) * self.fps / 1000).__ceil__()

    def start_ms(self, frame: int) -> int:
        """When ``frame`` begins, rounded half up to ms."""
        return (2000 * frame * self.fps.denominator + self.fps.numerator) // (2 * self.fps.numerator)

    def seconds(self, frame: int) -> Fraction:
        """When ``frame`` begins, exactly, in seconds."""
        return Fraction(frame) / self.fps
