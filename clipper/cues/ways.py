"""Where legal layouts can break a stretch: an exact search that knows limits and no prices.

A layout is a chain of legal cues from the first token to the last. Some tokens are excused: a cue of theirs alone may
break a limit of time. Asked is whether further tokens could keep the limits, too.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import accumulate

from clipper.cues.legal import Step, Stretch


class Ways:
    """Which breaks between tokens ``begin`` and ``stop`` can be reached from both sides, with ``excused`` tokens."""

    def __init__(self, stretch: Stretch, begin: int, stop: int, excused: Collection[int]) -> None:
        self.stretch, self.steps, self.begin, self.stop = stretch, stretch.steps, begin, stop
        self.furthest = stretch.furthest
        self.held = [0, *accumulate(int(token not in excused) for token in range(begin, stop))]
        self.ahead = [False] * (stop - begin + 1)
        self.behind = [False] * (stop - begin + 1)
        self._look_ahead()
        self._look_behind()

    def allows(self, step: Step) -> bool:
        """Whether a cue lies inside, and keeps the limits or shows excused tokens only."""
        first = step.first - self.begin
        return first >= 0 and (step.keeps or self.held[step.end - self.begin] == self.held[first])

    def _look_ahead(self) -> None:
        self.ahead[0] = True
        for end in range(self.begin + 1, self.stop + 1):
            self.ahead[end - self.begin] = any(
                self.allows(step) and self.ahead[step.first - self.begin] for step in self.steps[end]
            )

    def _look_behind(self) -> None:
        self.behind[-1] = True
        for end in range(self.stop, self.begin, -1):
            if self.behind[end - self.begin]:
                for step in self.steps[end]:
                    if self.allows(step):
                        self.behind[step.first - self.begin] = True

    def spare(self, first: int, end: int, *, whole: bool) -> list[Step] | None:
        """Cues that keep every limit and show all tokens ``first..end``, and join the layouts that are allowed around.

        None: there is no layout that keeps the limits for these tokens, too. ``whole``: nor tears what belongs together
        to do so.
        """
        came_from: dict[int, Step] = {}
        for at in range(first + 1, min(self.furthest[end - 1], self.stop) + 1):
            for step in self.steps[at]:
                before = step.first
                if not (step.keeps and self.begin <= before < end):
                    continue
                is_open = self.ahead[before - self.begin] if before <= first else before in came_from
                if is_open and not (whole and self.stretch.tears(step)):
                    came_from[at] = step
                    break
            if at >= end and at in came_from and self.behind[at - self.begin]:
                return _trace(came_from, at, first)
        return None


def _trace(came_from: dict[int, Step], at: int, first: int) -> list[Step]:
    way: list[Step] = []
    while at > first:
        way.append(came_from[at])
        at = came_from[at].first
    return way[::-1]


def find_seams(stretch: Stretch) -> list[int]:
    """The breaks that every layout has, with both ends: what lies between two of them is laid out by itself."""
    count = len(stretch.tokens)
    seams, first = [count], count
    for end in range(count, 0, -1):
        if end < count and first >= end:
            seams.append(end)
        first = min(first, *(step.first for step in stretch.steps[end]))
    return [0, *seams[::-1]]
