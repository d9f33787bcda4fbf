from __future__ import annotations

import pytest

from clipper.model.canvas import SHAPES, Canvas


@pytest.mark.parametrize(("width", "height"), [(1081, 1920), (1080, 0), (1080, 3)])
def test_odd_and_empty_sides_are_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match=f"{width}x{height}"):
        Canvas(width=width, height=height)


def test_a_focus_outside_the_picture_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.2"):
        Canvas(width=2, height=2, focus_x=1.2)


def test_every_shape_has_the_sides_of_its_name() -> None:
    for name, (width, height) in SHAPES.items():
        across, down = map(int, name.split(":"))
        assert width * down == height * across
