from __future__ import annotations

import numpy as np
import pytest

from clipper.turns.mixture import Singles, find_moments, fit_mixture, score_rows


def cloud(at: float, count: int, seed: int) -> Singles:
    return find_moments(np.random.default_rng(seed).normal(at, 1.0, (count, 3)))


def test_components_lie_where_the_rows_are() -> None:
    rows = np.concatenate([cloud(-6, 300, 1), cloud(6, 100, 2)])
    mixture = fit_mixture(rows, size=2)
    assert sorted(mixture.means[:, 0].round()) == [-6, 6]
    assert sorted(mixture.weights.round(2)) == [0.25, 0.75]
    assert mixture.variances == pytest.approx(np.ones((2, 3)), abs=0.5)


def test_the_score_is_that_of_the_density() -> None:
    mixture = fit_mixture(cloud(0, 200, 3), size=1)
    row = np.array([[0.5, -1.0, 2.0]])
    spread, mean = mixture.variances[0], mixture.means[0]
    density = np.prod(np.exp(-((row - mean) ** 2) / (2 * spread)) / np.sqrt(2 * np.pi * spread))
    assert score_rows([mixture], find_moments(row))[0] == pytest.approx(np.log(density), abs=1e-4)
    assert score_rows([mixture], find_moments(row[:0])).shape == (1, 0)


def test_many_rows_and_many_voices_are_scored_as_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = cloud(0, 50, 1)
    one, two = fit_mixture(rows, size=4), fit_mixture(cloud(1, 50, 2), size=4)
    apart = [score_rows([mixture], rows[[row]])[0, 0] for mixture in (one, two) for row in range(50)]
    monkeypatch.setattr("clipper.turns.mixture._AT_ONCE", 7)
    assert score_rows([one, two], rows).ravel() == pytest.approx(apart, abs=1e-4)


def test_a_voice_moves_the_means_the_more_the_more_of_it_there_is() -> None:
    mixture = fit_mixture(cloud(0, 400, 4), size=1)
    few, many = (mixture.adapt(mixture.count(cloud(5, count, 5))).means[0, 0] for count in (4, 400))
    assert mixture.means[0, 0] < few < many
    assert many == pytest.approx(5, abs=0.4)


def test_what_was_counted_can_be_taken_out_again() -> None:
    mixture = fit_mixture(cloud(0, 100, 6), size=4)
    one, two = mixture.count(cloud(1, 30, 7)), mixture.count(cloud(2, 20, 8))
    left = one + two - two
    assert left.rows == pytest.approx(one.rows)
    assert left.sums == pytest.approx(one.sums)
    assert one.sums.sum(axis=0) == pytest.approx(cloud(1, 30, 7).sum(axis=0), rel=1e-5)


def test_too_few_rows_are_a_bug() -> None:
    with pytest.raises(ValueError, match="3 rows"):
        fit_mixture(cloud(0, 3, 9), size=4)
