"""Header times against found times, drawn twice: as they are, and their difference, which shows what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clipper.model.clock import clock
from clipper.model.diagnosis import HeaderTimes
from clipper.publish.scale import Scale

_ROOM_MS = 2000  # a difference axis no finer than this: nobody should see mountains where headers are right


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A header time on a plot, in percent."""

    x: float
    y: float
    is_wrong: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text beside an axis, in percent."""

    at: float
    text: str


Corner = tuple[float, float]
"""Across and down, in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A scatter plot over found time: ``right`` is where nothing is wrong, ``pattern`` what was found."""

    title: str
    points: tuple[Point, ...]
    x_labels: tuple[Label, ...]
    y_labels: tuple[Label, ...]
    right: tuple[Corner, ...]
    pattern: tuple[Corner, ...]


def draw_headers(headers: HeaderTimes, *, duration_ms: int) -> tuple[Plot, Plot]:
    """The two plots of a recording's header times."""
    across = Scale(first_ms=0, last_ms=duration_ms)
    return _draw_times(headers, across), _draw_differences(headers, across)


def _draw_times(headers: HeaderTimes, across: Scale) -> Plot:
    up = Scale(first_ms=0, last_ms=max(across.last_ms, *(time.header_ms for time in headers.times)))
    return Plot(
        title="Header time over found time",
        points=_points(headers, across, up, [time.header_ms for time in headers.times]),
        x_labels=_labels(across),
        y_labels=tuple(Label(at=_down(up, tick.ms), text=clock(tick.ms)[:-2]) for tick in up.ticks()),
        right=((0, 100), (100, _down(up, across.last_ms))),
        pattern=tuple((across.at(time.found_ms), _down(up, headers.pattern_ms(time))) for time in headers.times),
    )


def _draw_differences(headers: HeaderTimes, across: Scale) -> Plot:
    late = [time.late_ms for time in headers.times]
    low, high = min(0, *late), max(0, *late)
    room = max(_ROOM_MS - (high - low), (high - low) // 5) // 2
    up = Scale(first_ms=low - room, last_ms=high + room)
    return Plot(
        title="How late header times are",
        points=_points(headers, across, up, late),
        x_labels=_labels(across),
        y_labels=tuple(
            Label(at=_down(up, tick.ms), text=f"{tick.ms / 1000:+g} s" if tick.ms else "0 s") for tick in up.ticks()
        ),
        right=((0, _down(up, 0)), (100, _down(up, 0))),
        pattern=tuple(
            (across.at(time.found_ms), _down(up, headers.pattern_ms(time) - time.found_ms)) for time in headers.times
        ),
    )


def _points(headers: HeaderTimes, across: Scale, up: Scale, values: Sequence[int]) -> tuple[Point, ...]:
    wrong = {header.turn for header in headers.wrong}
    return tuple(
        Point(
            x=across.at(time.found_ms),
            y=_down(up, value),
            is_wrong=time.turn in wrong,
            title=f"turn {time.turn + 1}: header {clock(time.header_ms)}, found {clock(time.found_ms)}",
        )
        for time, value in zip(headers.times, values, strict=True)
    )


def _down(up: Scale, ms: float) -> float:
    return round(100 - up.at(ms), 3)


def _labels(scale: Scale) -> tuple[Label, ...]:
    return tuple(Label(at=tick.at, text=clock(tick.ms)[:-2]) for tick in scale.ticks())
