"""The search: one dynamic programme over a passage's word gaps that sets cue breaks and line breaks together.

``best[j]`` is the least total of penalties for laying out the first ``j`` tokens; a step adds one cue ``i..j`` with its
best line break. A cue holds at most two lines of text, so that a step looks back a bounded way and the time is linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from clipper.cues.passage import Passage, Token
from clipper.cues.profile import Profile
from clipper.language import CLAUSE_END, OPEN, SENTENCE_END, UNIT, weigh_gaps

_INFEASIBLE = float("inf")
_HOPELESS = 60
"""What a broken limit costs in a passage that is too fast as a whole: tearing its sentences would help nobody."""
_LAST_RESORT = 10_000.0  # a cue that breaks a limit because one token and its label leave no other way


@dataclass(frozen=True, slots=True)
class Layout:
    """One cue: tokens ``first..end``; the second line begins at ``line_break`` (``first``: the label stands alone)."""

    first: int
    end: int
    line_break: int | None


def lay_out(
    passage: Passage, profile: Profile, *, language: str, next_start_ms: int, label_columns: Sequence[int]
) -> list[Layout]:
    """The cheapest cues for a passage, in order.

    Args:
        passage: At least one token.
        profile: Limits and penalties.
        language: BCP 47 tag; chooses the break words.
        next_start_ms: When the next cue must begin at the latest: the end of the time that the last cue can use.
        label_columns: For each token, the columns of the label and its space if a cue began there; 0 for none.
    """
    costs = _Costs(passage, profile, language, next_start_ms, label_columns)
    count = len(passage.tokens)
    best = [0.0] + [_INFEASIBLE] * count
    came_from = [Layout(0, 0, None)] * (count + 1)
    for end in range(1, count + 1):
        for first in range(end - 1, -1, -1):
            if first < end - 1 and not costs.may_share(first, end):
                break
            cost, line_break = costs.weigh_cue(first, end)
            if best[first] + cost < best[end]:
                best[end] = best[first] + cost
                came_from[end] = Layout(first, end, line_break)
    layouts: list[Layout] = []
    while count:
        layouts.append(came_from[count])
        count = came_from[count].first
    return layouts[::-1]


class _Costs:
    """The passage as plain lists, and what a cue in it costs."""

    def __init__(
        self, passage: Passage, profile: Profile, language: str, next_start_ms: int, label_columns: Sequence[int]
    ) -> None:
        tokens = passage.tokens
        self.profile = profile
        self.penalties = profile.penalties
        self.min_gap_ms = profile.min_gap_ms
        self.count = len(tokens)
        self.labels = label_columns
        self.start = [token.span.start_ms for token in tokens]
        self.end = [token.span.end_ms for token in tokens]
        self.space = [token.spaces for token in tokens]
        self.columns = [0, *accumulate(token.columns + token.spaces for token in tokens)]
        self.characters = [0, *accumulate(token.characters + token.spaces for token in tokens)]
        self.words = [0, *accumulate(int(token.columns > 0) for token in tokens)]  # a piece of one counts like a word
        self.timed = [0, *accumulate(token.timed for token in tokens)]
        self.following = [*self.start[1:], next_start_ms]
        pauses = [0, *(after - before for before, after in zip(self.end, self.start[1:], strict=False))]
        # How many forced breaks stand at or before token j: a cue i..j holds one if the counts of its ends differ.
        self.forced = list(accumulate(int(pause > profile.max_pause_ms) for pause in pauses))
        self.pause_cost = list(accumulate(self._weigh_pause(pause) for pause in pauses))
        gaps, ends = _weigh_token_gaps(tokens, language)
        self.ends = ends
        self.inner_ends = list(accumulate(int(end) for end in ends))
        self.gap = [cost * self._ease(pause) for cost, pause in zip(gaps, [*pauses, 0], strict=True)]

        needed = profile.reading_ms(self.characters[-1], self.words[-1])
        is_hopeless = needed > next_start_ms - self.start[0]
        self.broken = min(self.penalties.limit_broken, _HOPELESS) if is_hopeless else self.penalties.limit_broken

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
        return 1.0 - 0.5 * min(1.0, pause_ms / self.profile.max_pause_ms)

    def may_share(self, first: int, end: int) -> bool:
        """Whether tokens ``first..end`` may stand in one cue as far as the hard limits go."""
        profile = self.profile
        return (
            self.forced[end - 1] == self.forced[first]
            and self._width(first, end) <= profile.max_lines * profile.max_columns
            and (profile.max_words is None or self.words[end] - self.words[first] <= profile.max_words)
            and self.end[end - 1] - self.start[first] <= profile.max_duration_ms
        )

    def _width(self, first: int, end: int) -> int:
        return self.columns[end] - self.columns[first] - self.space[first]

    def weigh_cue(self, first: int, end: int) -> tuple[float, int | None]:
        """The cost of one cue, its closing break included, and where its second line begins."""
        label = self.labels[first]
        width = self._width(first, end)
        layout, line_break = 0.0, None
        if width + label > self.profile.max_columns:
            layout, line_break = self._break_line(first, end, label)
        cost = self.penalties.cue + layout + self._weigh_time(first, end, label)
        cost += self._weigh_sentences(first, end, width)
        cost += self.pause_cost[end - 1] - self.pause_cost[first]
        if self.timed[end] == self.timed[first]:
            cost += self.penalties.untimed
        return cost + self.gap[end], line_break

    def _break_line(self, first: int, end: int, label: int) -> tuple[float, int | None]:
        profile, penalties = self.profile, self.penalties
        if profile.max_lines < 2:
            return (_INFEASIBLE if end - first > 1 else _LAST_RESORT), None
        best, line_break = _INFEASIBLE, None
        if label and self._width(first, end) <= profile.max_columns:
            best, line_break = float(penalties.lone_label), first
        for at in range(end - 1, first, -1):
            lower = self._width(at, end)
            if lower > profile.max_columns:
                break
            upper = self._width(first, at) + label
            if upper > profile.max_columns:
                continue
            longer = max(upper, lower)
            cost = self.gap[at] * penalties.line_share + penalties.top_heavy * max(0, upper - lower) / longer
            ratio = min(upper, lower) / longer
            if ratio < profile.line_ratio:
                cost += penalties.unbalanced * (1 - ratio / profile.line_ratio)
            if self._has_lone_word(first, at, end):
                cost += penalties.lone_line
            if cost < best:
                best, line_break = cost, at
        if line_break is None and end - first == 1:
            return _LAST_RESORT, None
        return best, line_break

    def _has_lone_word(self, first: int, at: int, end: int) -> bool:
        """Whether a line holds one short word that is no sentence."""
        above = at - first == 1 and not self.ends[at] and self._width(first, at) <= self.profile.short_columns
        return above or (end - at == 1 and not self.ends[at] and self._width(at, end) <= self.profile.short_columns)

    def _weigh_time(self, first: int, end: int, label: int) -> float:
        profile, penalties = self.profile, self.penalties
        spoken_end = self.end[end - 1]
        until = min(max(spoken_end, self.following[end - 1] - self.min_gap_ms), spoken_end + profile.max_linger_ms)
        available = min(until - self.start[first], profile.max_duration_ms)
        cost = 0.0
        if available < profile.min_duration_ms:
            cost += self.broken + penalties.too_short * (1 - available / profile.min_duration_ms)
        characters = self.characters[end] - self.characters[first] - self.space[first] + label
        needed = profile.reading_ms(characters, self.words[end] - self.words[first])
        if available < needed:
            cost += self.broken + penalties.too_fast * (1 - available / needed)
        return cost

    def _weigh_sentences(self, first: int, end: int, width: int) -> float:
        profile, penalties = self.profile, self.penalties
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
        widths = sorted(self._width(a, b) for a, b in pairwise(bounds))
        is_short = widths[-1] <= self.profile.short_sentence_columns or widths[-2] <= self.profile.short_columns
        each = self.penalties.two_sentences if is_short else self.penalties.two_long_sentences
        return each * (len(widths) - 1)

    def _head_is_short(self, first: int, end: int) -> bool:
        last = max(at for at in range(first + 1, end) if self.ends[at])
        return self._width(first, last) <= self.profile.short_columns

    def _tail_is_short(self, first: int, end: int) -> bool:
        start = min(at for at in range(first + 1, end) if self.ends[at])
        return self._width(start, end) <= self.profile.short_columns


def _weigh_token_gaps(tokens: Sequence[Token], language: str) -> tuple[list[int], list[bool]]:
    """`weigh_gaps` over whole words, spread to tokens: the pieces of one word hold together unless a joint is sane."""
    words: list[str] = []
    for token in tokens:
        if token.sane_break is None:
            words.append(token.text)
        else:
            words[-1] += token.text
    word_costs, word_ends = weigh_gaps(words, language)
    costs: list[int] = []
    ends: list[bool] = []
    word = -1
    for token in tokens:
        if token.sane_break is None:
            word += 1
            costs.append(word_costs[word])
            ends.append(word_ends[word])
        else:
            # Inside a word only where a script has no spaces: Chinese, Japanese.
            before = tokens[len(costs) - 1].text[-1]
            is_clause = token.sane_break and before in "、，；："
            ends.append(bool(token.sane_break) and before in "。！？")
            costs.append(SENTENCE_END if ends[-1] else CLAUSE_END if is_clause else OPEN if token.sane_break else UNIT)
    return [*costs, word_costs[-1]], [*ends, word_ends[-1]]
