from __future__ import annotations

from fractions import Fraction

import pytest

from clipper.cues.rates import guess_rate
from clipper.model import Cue, FrameRate


def on_frames(fps: str, count: int = 30) -> list[Cue]:
    rate = FrameRate(fps=Fraction(fps))
    return [Cue(start_ms=rate.start_ms(97 * n), end_ms=rate.start_ms(97 * n + 61), lines=()) for n in range(count)]


@pytest.mark.parametrize("fps", ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"])
def test_the_rate_is_that_on_whose_frames_the_cues_lie(fps: str) -> None:
    found = guess_rate(on_frames(fps))
    assert found is not None
    assert found.fps == Fraction(fps)


def test_a_few_odd_times_do_not_matter_and_times_of_words_tell_nothing() -> None:
    cues = on_frames("25", 60)
    cues[3] = Cue(start_ms=11_111, end_ms=12_347, lines=())
    found = guess_rate(cues)
    assert found is not None
    assert found.fps == 25
    assert guess_rate([Cue(start_ms=1237 * n, end_ms=1237 * n + 811, lines=()) for n in range(40)]) is None
    assert guess_rate(on_frames("25", 5)) is None
