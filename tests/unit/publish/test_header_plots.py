from __future__ import annotations

from clipper.model.diagnosis import HeaderPattern, HeaderTime, HeaderTimes, WrongHeader
from clipper.publish.header_plots import draw_headers


def test_both_plots_show_each_turn_and_mark_the_wrong_one() -> None:
    times = tuple(HeaderTime(turn=k, header_ms=10_000 * k + 5000, found_ms=10_000 * k) for k in range(4))
    times = (*times, HeaderTime(turn=4, header_ms=90_000, found_ms=40_000))
    headers = HeaderTimes(
        times=times,
        pattern=HeaderPattern.OFFSET,
        typical_error_ms=0,
        offset_ms=5000,
        wrong=(WrongHeader(turn=4, error_ms=45_000),),
    )
    both, late = draw_headers(headers, duration_ms=60_000)
    assert [point.is_wrong for point in late.points] == [False] * 4 + [True]
    assert both.points[2].title == "turn 3: header 0:25.0, found 0:20.0"
    assert [point.x for point in both.points] == [0, 16.667, 33.333, 50, 66.667]
    assert both.points[4].y == 0  # the latest of all times, at the top
    heights = {corner[1] for corner in late.pattern}
    assert heights == {late.points[0].y}  # an offset is a level line
    assert late.right[0][1] > late.points[0].y  # zero lies below what is late


def test_headers_that_are_right_make_no_mountains() -> None:
    times = (HeaderTime(turn=0, header_ms=10, found_ms=0), HeaderTime(turn=1, header_ms=990, found_ms=1000))
    headers = HeaderTimes(times=times, pattern=HeaderPattern.RIGHT, typical_error_ms=10)
    _, late = draw_headers(headers, duration_ms=2000)
    assert abs(late.points[0].y - late.points[1].y) < 2
    assert [label.text for label in late.y_labels] == ["-1 s", "0 s", "+1 s"]
