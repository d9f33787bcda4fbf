"""The search: one dynamic programme over a stretch's word gaps that sets cue breaks and line breaks together.

``best[j]`` is the least total of penalties for laying out the first ``j`` tokens; a step adds one cue ``i..j`` with its
best line break. A cue holds at most two lines of text, so that a step looks back a bounded way and the time is linear.
What breaks a limit of time is looked at again: a layout that spares these words, and no other, is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from clipper.cues.legal import Step, Stretch
from clipper.cues.ways import Ways, find_seams

_INFEASIBLE = float("inf")
_HOPELESS = 40
"""What a broken limit costs where speech is too fast from pause to pause: tearing its sentences would help nobody."""
_LAST_RESORT = 10_000.0  # a cue that breaks a limit because one token and its label leave no other way


@dataclass(frozen=True, slots=True)
class Layout:
    """One cue: tokens ``first..end``; the second line begins at ``line_break`` (``first``: the label stands alone).

    ``is_reply`` says whether that line is another speaker's.
    """

    first: int
    end: int
    line_break: int | None
    is_reply: bool = False


def lay_out(stretch: Stretch) -> list[Layout]:
    """The cheapest cues for a stretch, in order, among those that break a limit for no more words than they must."""
    costs = _Costs(stretch)
    found: list[Step] = []
    for begin, stop in pairwise(find_seams(stretch)):
        found += _spare(costs, begin, stop, _search(costs, begin, stop, range(begin, stop), ()))
    return [costs.layout(step) for step in found]


def _search(costs: _Costs, begin: int, stop: int, excused: Collection[int], whole: Collection[int]) -> list[Step]:
    """The cheapest chain of cues from ``begin`` to ``stop`` in which only ``excused`` tokens break a limit of time.

    No cue with one of the ``whole`` tokens tears what belongs together.
    """
    held = [0, *accumulate(int(token not in excused) for token in range(begin, stop))]
    best = [0.0] + [_INFEASIBLE] * (stop - begin)
    came_from: dict[int, Step] = {}
    for end in range(begin + 1, stop + 1):
        here = end - begin
        for step, price in costs.priced(end):
            first = step.first - begin
            if best[first] + price < best[here] and (step.keeps or held[here] == held[first]):
                if whole and _touches(step, whole) and costs.stretch.tears(step):
                    continue
                best[here] = best[first] + price
                came_from[end] = step
    way: list[Step] = []
    while stop > begin:
        way.append(came_from[stop])
        stop = came_from[stop].first
    return way[::-1]


def _touches(step: Step, tokens: Collection[int]) -> bool:
    return any(token in tokens for token in range(step.first, step.end))


def _spare(costs: _Costs, begin: int, stop: int, way: list[Step]) -> list[Step]:
    """The way, changed until no other breaks limits for some of the same words only, and tears nothing for it.

    What cannot be spared at first cannot be later, when fewer words are excused.
    """
    if all(step.keeps for step in way):
        return way
    ways = Ways(costs.stretch, begin, stop, _broken_tokens(way))
    done: set[Step] = set()
    while wanted := next((step for step in way if not step.keeps and step not in done), None):
        done.add(wanted)
        if ways.spare(wanted.first, wanted.end, whole=True):
            way = _spare_nearby(costs, way, wanted) or way
    return way


def _spare_nearby(costs: _Costs, way: list[Step], wanted: Step) -> list[Step] | None:
    """The way with one cue's words spared, changed over as few cues around as will do; None if nothing will."""
    excused = _broken_tokens(way)
    at, reach = way.index(wanted), _NEARBY
    while True:
        first, end = max(0, at - reach), min(len(way), at + reach + 1)
        begin, stop = way[first].first, way[end - 1].end
        if Ways(costs.stretch, begin, stop, excused).spare(wanted.first, wanted.end, whole=True):
            saved = range(wanted.first, wanted.end)
            return [*way[:first], *_search(costs, begin, stop, excused.difference(saved), saved), *way[end:]]
        if end - first == len(way):
            return None
        reach *= 2


_NEARBY = 6  # cues; twice as many where these do not suffice


def _broken_tokens(way: Sequence[Step]) -> set[int]:
    return {token for step in way if not step.keeps for token in range(step.first, step.end)}


class _Costs:
    """What each cue of a stretch costs."""

    def __init__(self, stretch: Stretch) -> None:
        self.stretch, self.profile, self.penalties = stretch, stretch.profile, stretch.profile.penalties
        self.timed = [0, *accumulate(token.timed for token in stretch.tokens)]
        self.pause_cost = list(accumulate(self._weigh_pause(pause) for pause in stretch.pauses))
        self.ends = stretch.ends
        self.inner_ends = list(accumulate(int(end) for end in self.ends))
        pauses = [*stretch.pauses, 0]
        self.gap = [cost * self._ease(pause) for cost, pause in zip(stretch.gaps, pauses, strict=True)]
        self.broken = self._weigh_broken()
        self._prices: dict[int, list[tuple[Step, float]]] = {}

    def _weigh_pause(self, pause_ms: int) -> float:
        quiet = self.profile.quiet_pause_ms
        if pause_ms <= quiet:
            return 0.0
        return self.penalties.pause_inside * (pause_ms - quiet) / max(1, self.profile.max_pause_ms - quiet)

    def _ease(self, pause_ms: int) -> float:
        """A break in a pause hurts less; at most by half, for a speaker may well hesitate after "the"."""
        quiet = self.profile.quiet_pause_ms
        if pause_ms <= quiet:
            return 1.0
        return 1.0 - 0.5 * min(1.0, pause_ms / max(1, self.profile.max_pause_ms))

    def _weigh_broken(self) -> list[int]:
        """What a broken limit costs in a cue that begins with each token."""
        stretch, usual = self.stretch, self.penalties.limit_broken
        weighed: list[int] = []
        for _, run in groupby(range(len(stretch.tokens)), key=stretch.forced.__getitem__):
            tokens = list(run)
            first, end = tokens[0], tokens[-1] + 1
            needed = self.profile.reading_ms(
                stretch.characters[end] - stretch.characters[first], stretch.words[end] - stretch.words[first]
            )
            is_hopeless = needed > stretch.following_ms(end - 1) - stretch.start[first]
            weighed += [min(usual, _HOPELESS) if is_hopeless else usual] * len(tokens)
        return weighed

    def priced(self, end: int) -> list[tuple[Step, float]]:
        """The cues that end at ``end`` with what each costs."""
        found = self._prices.get(end)
        if found is None:
            found = self._prices[end] = [(step, self._weigh(step)) for step in self.stretch.steps[end]]
        return found

    def layout(self, step: Step) -> Layout:
        """The cue with its best line break."""
        if step.reply is not None:
            return Layout(step.first, step.end, step.reply, is_reply=True)
        return Layout(step.first, step.end, self._break_line(step)[1])

    def _weigh(self, step: Step) -> float:
        """The cost of one cue, its closing break included."""
        first, end, border = step.first, step.end, step.reply
        cost = self.penalties.cue + self._weigh_time(step) + self.gap[end]
        if self.timed[end] == self.timed[first]:
            cost += self.penalties.untimed
        if border is not None:
            return cost + self.penalties.two_speakers + self._weigh_text(first, border) + self._weigh_text(border, end)
        return cost + self._break_line(step)[0] + self._weigh_text(first, end)

    def _weigh_text(self, first: int, end: int) -> float:
        """What one speaker's words cost by what they say, and by the pauses among them."""
        return self._weigh_sentences(first, end) + self.pause_cost[end - 1] - self.pause_cost[first]

    def _break_line(self, step: Step) -> tuple[float, int | None]:
        first, end, filled = step.first, step.end, step.lower
        if filled == end:
            return 0.0, None
        if filled is None:
            return _LAST_RESORT, None
        stretch, profile, penalties = self.stretch, self.profile, self.penalties
        columns, label = stretch.columns, stretch.labels[first].columns
        best, line_break = _INFEASIBLE, None
        if label and stretch.width(first, end) <= profile.max_columns:
            best, line_break = float(penalties.lone_label), first
        for at in range(filled, first, -1):
            lower = columns[end] - columns[at] - stretch.space[at]
            if lower > profile.max_columns:
                break
            upper = columns[at] - columns[first] - stretch.space[first] + label
            longer = max(upper, lower)
            cost = self.gap[at] * penalties.line_share + penalties.top_heavy * max(0, upper - lower) / longer
            ratio = min(upper, lower) / longer
            if ratio < profile.line_ratio:
                cost += penalties.unbalanced * (1 - ratio / profile.line_ratio)
            if self._has_lone_word(first, at, end):
                cost += penalties.lone_line
            if cost < best:
                best, line_break = cost, at
        return best, line_break

    def _has_lone_word(self, first: int, at: int, end: int) -> bool:
        """Whether a line holds one short word that is no sentence."""
        short, width = self.profile.short_columns, self.stretch.width
        above = at - first == 1 and not self.ends[at] and width(first, at) <= short
        return above or (end - at == 1 and not self.ends[at] and width(at, end) <= short)

    def _weigh_time(self, step: Step) -> float:
        if step.keeps:
            return 0.0
        penalties, room = self.penalties, max(0, step.room)
        broken = self.broken[step.first]
        cost = broken + penalties.too_fast * (1 - room / step.needed)
        if room < self.profile.min_duration_ms:
            cost += broken + penalties.too_short * (1 - room / self.profile.min_duration_ms)
        return cost

    def _weigh_sentences(self, first: int, end: int) -> float:
        profile, penalties, width = self.profile, self.penalties, self.stretch.width(first, end)
        starts_whole, ends_whole = self.ends[first], self.ends[end]
        cost = 0.0
        if width <= profile.short_columns:
            cost += penalties.lone_sentence if starts_whole and ends_whole else penalties.orphan
        inner = self.inner_ends[end - 1] - self.inner_ends[first]
        if not inner:
            return cost
        if starts_whole and ends_whole:
            return cost + self._weigh_whole_sentences(first, end)
        if starts_whole:
            return cost + (penalties.short_head if self._head_is_short(first, end) else penalties.sentence_head)
        if ends_whole:
            return cost + (penalties.short_tail if self._tail_is_short(first, end) else penalties.sentence_tail)
        return cost + penalties.sentence_ends

    def _weigh_whole_sentences(self, first: int, end: int) -> float:
        """Two or more whole sentences in one cue: fine while all are short or all but one are an answer word."""
        bounds = [first, *(at for at in range(first + 1, end) if self.ends[at]), end]
        widths = sorted(self.stretch.width(a, b) for a, b in pairwise(bounds))
        is_short = widths[-1] <= self.profile.short_sentence_columns or widths[-2] <= self.profile.short_columns
        each = self.penalties.two_sentences if is_short else self.penalties.two_long_sentences
        return each * (len(widths) - 1)

    def _head_is_short(self, first: int, end: int) -> bool:
        last = max(at for at in range(first + 1, end) if self.ends[at])
        return self.stretch.width(first, last) <= self.profile.short_columns

    def _tail_is_short(self, first: int, end: int) -> bool:
        start = min(at for at in range(first + 1, end) if self.ends[at])
        return self.stretch.width(start, end) <= self.profile.short_columns
