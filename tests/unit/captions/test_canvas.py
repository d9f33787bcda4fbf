from __future__ import annotations

import pytest

from clipper.captions.canvas import lay_canvas


@pytest.mark.parametrize(
    ("size", "edges"),
    [
        ((1080, 1920), (65, 269, 928, 1344)),
        ((1080, 1350), (65, 68, 1015, 1228)),
        ((1080, 1080), (65, 54, 1015, 982)),
        ((1920, 1080), (96, 54, 1824, 1004)),
        ((1280, 720), (64, 36, 1216, 669)),
        ((2560, 1080), (128, 54, 2432, 1004)),
        ((720, 1600), (44, 225, 619, 1120)),
    ],
)
def test_a_picture_has_the_safe_area_of_the_nearest_shape(
    size: tuple[int, int], edges: tuple[int, int, int, int]
) -> None:
    canvas = lay_canvas(*size)
    assert (canvas.left, canvas.top, canvas.right, canvas.bottom) == edges


def test_nothing_of_a_vertical_clip_lies_under_the_buttons_of_the_players() -> None:
    canvas = lay_canvas(1080, 1920)
    assert canvas.bottom <= 1920 - 480  # Shorts
    assert canvas.right <= 1080 - 150  # TikTok
    assert canvas.top >= 0.139 * 1920  # Reels


def test_a_centred_line_keeps_both_margins() -> None:
    canvas = lay_canvas(1080, 1920)
    assert canvas.center + canvas.room / 2 == pytest.approx(canvas.right)
    assert canvas.center - canvas.room / 2 > canvas.left


def test_a_picture_without_room_is_a_bug() -> None:
    with pytest.raises(ValueError, match="too small"):
        lay_canvas(1920, 8)
