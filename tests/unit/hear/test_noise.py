from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.hear.noise import NoiseRemover

ROWS, BANDS = 1200, 25
Floats = npt.NDArray[np.float32]


def noise(power: float, *, seed: int = 0) -> Floats:
    """White noise as the mel bands see it: its power in a band flickers about the mean."""
    return (power * np.random.default_rng(seed).gamma(8, 1 / 8, (ROWS, BANDS))).astype(np.float32)


def speech(power: float) -> Floats:
    """Syllables: 200 ms of sound in some bands every half second."""
    rows = np.zeros((ROWS, BANDS), np.float32)
    for first in range(300, ROWS - 20, 50):
        rows[first : first + 20, 5:15] = power
    return rows


SYLLABLES = speech(1.0) > 0


def contrast_db(rows: Floats) -> float:
    """From the noise between syllables to the syllables, in the bands where they lie, after the first three seconds."""
    sound = rows[300:][SYLLABLES[300:]].mean()
    rest = rows[300:, 5:15][~SYLLABLES[300:, 5:15]].mean()
    return float(10 * np.log10(sound / rest))


def test_steady_noise_is_taken_out_and_speech_is_kept() -> None:
    noisy = noise(1e5) + speech(1e6)
    cleaned = NoiseRemover().clean(noisy)
    assert contrast_db(cleaned) >= contrast_db(noisy) + 5
    kept = cleaned[SYLLABLES].mean() / noisy[SYLLABLES].mean()
    assert 0.3 <= kept <= 1.2


def test_speech_in_a_quiet_room_stays_as_it_is() -> None:
    clear = noise(50.0) + speech(1e6)
    cleaned = NoiseRemover().clean(clear)
    ratio = cleaned[SYLLABLES] / clear[SYLLABLES]
    assert 0.5 <= float(np.median(ratio)) <= 1.1


def test_the_noise_may_change_slowly() -> None:
    """Ten times louder in the second half: four seconds later as little is left of it, beside speech, as before."""
    noisy = noise(1e4)
    noisy[ROWS // 2 :] *= 10
    cleaned = NoiseRemover().clean(noisy)
    before, after = cleaned[400:600].mean() / 1e4, cleaned[1000:].mean() / 1e5
    assert after <= 3 * before


@settings(max_examples=20)
@given(st.lists(st.integers(0, ROWS), max_size=5))
def test_the_way_a_recording_is_cut_into_blocks_does_not_matter(cuts: list[int]) -> None:
    rows = noise(1e4) + speech(1e6)
    whole, remover = NoiseRemover().clean(rows), NoiseRemover()
    parts = [remover.clean(part) for part in np.split(rows, sorted(cuts)) if len(part)]
    assert np.allclose(np.concatenate(parts), whole, rtol=1e-5)


def test_what_is_given_is_not_changed() -> None:
    rows = noise(1e4)
    before = rows.copy()
    NoiseRemover().clean(rows)
    assert (rows == before).all()


def test_silence_stays_silent_and_finite() -> None:
    cleaned = NoiseRemover().clean(np.zeros((100, BANDS), np.float32))
    assert (cleaned == 0).all()


def test_louder_noise_of_the_same_kind_is_scaled_and_nothing_else() -> None:
    """The power of the noise, not its place on a scale, decides."""
    quiet, loud = (NoiseRemover().clean(noise(1e5) * np.float32(scale)) for scale in (1, 64))
    assert np.allclose(loud[200:], 64 * quiet[200:], rtol=0.02)
