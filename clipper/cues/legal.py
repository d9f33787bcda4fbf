"""What a legal cue is: the limits that every cue keeps, and whether one has the time that its text needs.

Layout and proof share this and nothing else. A cue shows consecutive tokens of one speaker (or a line each of two), on
one or two lines, and begins with its first word; so the longest that it may stay on screen is known without knowing
what its neighbours look like, and each possible cue can be judged by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from clipper.cues.passage import Passage, Token
from clipper.cues.profile import Profile
from clipper.cues.timing import Limits
from clipper.cues.token_gaps import weigh_passages
from clipper.language import CLAUSE_END, TORN


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Room that a speaker's label takes in front of a cue's text, its colon and space included."""

    columns: int = 0
    characters: int = 0
    words: int = 0


NO_LABEL = Label()
_DASH = Label(columns=1, characters=1)


class Step(NamedTuple):
    """One possible cue: tokens ``first..end`` of a stretch.

    ``reply`` is where the other speaker's line begins in a cue of two. ``lower`` is where the second line begins if the
    first is filled: ``end`` if one line does, ``first`` if only a label stands above, None if two lines do not.
    ``needed`` are the ms that it must be on screen to be neither too short nor too fast, ``room`` those that it can be;
    ``keeps`` says whether these suffice.
    """

    first: int
    end: int
    reply: int | None
    lower: int | None
    needed: int
    room: int
    keeps: bool


class Stretch:
    """Passages that follow each other without anybody talking at the same time, as plain lists over their tokens."""

    def __init__(  # noqa: PLR0913  what a stretch is, and what stands around it
        self,
        passages: Sequence[Passage],
        profile: Profile,
        *,
        language: str,
        next_start_ms: int | None,
        duration_ms: int,
        labels: Sequence[Sequence[Label]],
        names: Sequence[Label],
        is_crowded: bool = False,
    ) -> None:
        """Work out what the limits look at.

        Args:
            passages: In order of their start, at least one.
            profile: The limits.
            language: BCP 47 tag; chooses the break words.
            next_start_ms: When the first cue behind them begins; None if there is none.
            duration_ms: The end of the recording.
            labels: For each passage and token the label that a cue has that begins there.
            names: For each passage the label of its line in a cue of two speakers; without columns it is a dash.
            is_crowded: Whether other speakers talk meanwhile, so that times are not what they seem.
        """
        self.passages, self.profile, self.limits = passages, profile, Limits.of(profile)
        self.is_crowded = is_crowded
        self.tokens: tuple[Token, ...] = tuple(token for passage in passages for token in passage.tokens)
        self.labels = [label for each in labels for label in each]
        self.names = [name if name.columns else _DASH for name in names]
        self.borders = list(accumulate((len(passage.tokens) for passage in passages), initial=0))
        self.passage_of = [at for at, passage in enumerate(passages) for _ in passage.tokens]
        self.gaps, self.ends = weigh_passages(passages, language)
        self._measure()
        self._look_at_the_clock(next_start_ms, duration_ms)

    def _look_at_the_clock(self, next_start_ms: int | None, duration_ms: int) -> None:
        rate = self.profile.rate
        self.next_start_ms = duration_ms if next_start_ms is None else next_start_ms
        following = None if next_start_ms is None else rate.nearest_frame(next_start_ms)
        self.start_frame = [rate.nearest_frame(start) for start in self.start]
        self.end_frame = [rate.frame_at_or_after(end) for end in self.end]
        self.following: list[int | None] = [*self.start_frame[1:], following]
        self.duration_ms, self.last_frame = duration_ms, rate.frame_at_or_after(duration_ms)
        self._needed: dict[tuple[int, int], int] = {}
        self._clock: dict[int, int] = {}

    def _measure(self) -> None:
        tokens = self.tokens
        self.start = [token.span.start_ms for token in tokens]
        self.end = [token.span.end_ms for token in tokens]
        self.space = [token.spaces for token in tokens]
        self.columns = [0, *accumulate(token.columns + token.spaces for token in tokens)]
        self.characters = [0, *accumulate(token.characters + token.spaces for token in tokens)]
        self.words = [0, *accumulate(int(token.columns > 0) for token in tokens)]  # a piece of one counts like a word
        self.pauses = [0, *(after - before for before, after in zip(self.end, self.start[1:], strict=False))]
        is_border = [False] * len(tokens)
        for border in self.borders[1:-1]:
            is_border[border] = True
        # How many forced breaks stand at or before token j: a cue i..j holds one if the counts of its ends differ.
        self.forced = list(
            accumulate(
                int(border or pause > self.profile.max_pause_ms)
                for border, pause in zip(is_border, self.pauses, strict=True)
            )
        )

    @cached_property
    def steps(self) -> list[list[Step]]:
        """For each token count the legal cues that end there: every layout of the stretch is a chain of these."""
        return [[], *(list(self._steps_to(end)) for end in range(1, len(self.tokens) + 1))]

    def _steps_to(self, end: int) -> Iterator[Step]:
        for first in range(end - 1, -1, -1):
            if first < end - 1 and not self._may_share(first, end):
                break
            step = self.step(first, end)
            if step.lower is not None or first == end - 1:
                yield step
        border = self.borders[self.passage_of[end - 1]]
        if border > 0 and self._may_reply(border, end):
            for first in range(border - 1, self.borders[self.passage_of[border - 1]] - 1, -1):
                if not self._may_answer(first, border, end):
                    break
                if self.gaps[first] <= CLAUSE_END:
                    yield self.step(first, end, border)

    def step(self, first: int, end: int, reply: int | None = None) -> Step:
        """The cue of these tokens, legal or not."""
        lower = self._lower_line(first, end) if reply is None else reply
        needed = self._needed_for(*self.read(first, end, reply, lower))
        start = self.start_frame[first]
        latest = self.limits.latest_out(start, self.end_frame[end - 1], self.following[end - 1], self.last_frame)
        room = min(self._ms(latest), self.duration_ms) - self._ms(start)
        return Step(first, end, reply, lower, needed, room, needed <= room)

    def _ms(self, frame: int) -> int:
        found = self._clock.get(frame)
        if found is None:
            found = self._clock[frame] = self.profile.rate.start_ms(frame)
        return found

    @cached_property
    def furthest(self) -> list[int]:
        """For each token the last end of a legal cue that begins at or before it."""
        ends = list(range(1, len(self.tokens) + 1))
        for end, steps in enumerate(self.steps):
            for step in steps:
                ends[step.first] = end  # ends rise
        return list(accumulate(ends, max))

    def speaker(self, token: int) -> str | None:
        """Who says a token."""
        return self.passages[self.passage_of[token]].speaker

    def following_ms(self, token: int) -> int:
        """When the next token begins; behind the last one the next cue, or the recording's end."""
        return self.start[token + 1] if token + 1 < len(self.tokens) else self.next_start_ms

    def width(self, first: int, end: int) -> int:
        """Columns of tokens ``first..end`` on one line."""
        return self.columns[end] - self.columns[first] - self.space[first]

    def _may_share(self, first: int, end: int) -> bool:
        """Whether tokens ``first..end`` may stand in one cue as far as pauses, space and the longest duration go."""
        profile = self.profile
        return (
            self.forced[end - 1] == self.forced[first]
            and self.width(first, end)
            < profile.max_lines * (profile.max_columns + 1)  # a line end takes a space's place
            and (
                profile.max_words is None
                or self.words[end] - self.words[first] + self.labels[first].words <= profile.max_words
            )
            and self.end[end - 1] - self.start[first] <= profile.max_duration_ms
        )

    def _lower_line(self, first: int, end: int) -> int | None:
        columns, most, label = self.columns, self.profile.max_columns, self.labels[first].columns
        begins = columns[first] + self.space[first]
        width = columns[end] - begins
        if width + label <= most:
            return end
        if self.profile.max_lines < 2:
            return None
        at = bisect_right(columns, begins + most - label, first + 1, end) - 1
        if at > first and columns[at] - begins <= most - label and columns[end] - columns[at] - self.space[at] <= most:
            return at
        return first if label and width <= most else None

    def _may_reply(self, border: int, end: int) -> bool:
        """BBC 5.6: only people who speak together, or right after each other; a whole clause each, on a line each."""
        profile, second = self.profile, self.passage_of[border]
        one, two = self.passages[second - 1].speaker, self.passages[second].speaker
        return (
            min(profile.max_speakers, profile.max_lines) > 1
            and one is not None
            and two is not None
            and one != two
            and self.pauses[border] < profile.chain_below_ms
            and self.gaps[end] <= CLAUSE_END
            and self.forced[end - 1] == self.forced[border]
            and self.width(border, end) + self.names[second].columns <= profile.max_columns
        )

    def _may_answer(self, first: int, border: int, end: int) -> bool:
        profile, name = self.profile, self.names[self.passage_of[first]]
        return (
            self.forced[border - 1] == self.forced[first]
            and self.width(first, border) + name.columns <= profile.max_columns
            and (profile.max_words is None or self.words[end] - self.words[first] <= profile.max_words)
            and self.end[end - 1] - self.start[first] <= profile.max_duration_ms
        )

    def read(self, first: int, end: int, reply: int | None, lower: int | None) -> tuple[int, int]:
        """How many characters and words a viewer reads in a cue, labels and dashes too."""
        words = self.words[end] - self.words[first]
        characters = self.characters[end] - self.characters[first] - self.space[first]
        if reply is not None:
            names = [self.names[self.passage_of[at]] for at in (first, end - 1)]
            characters += sum(name.characters for name in names) - self.space[reply]
            return characters, words + sum(name.words for name in names)
        label = self.labels[first]
        if lower is not None and lower < end:  # a line end is no character
            characters -= 1 if lower == first else self.space[lower]
        return characters + label.characters, words + label.words

    def _needed_for(self, characters: int, words: int) -> int:
        found = self._needed.get((characters, words))
        if found is None:
            found = self._needed[characters, words] = self.profile.reading_ms(characters, words)
        return found

    def tears(self, step: Step) -> bool:
        """Whether a cue breaks off after a word that leans on the next, or holds two sentences that are both torn.

        The breaks are those of `bad-line-break` and `bad-cue-break`, but where the speaker pauses there, too.
        """
        first, end, ends = step.first, step.end, self.ends
        if self._is_torn(first) or self._is_torn(end):
            return True
        if not ends[first] and not ends[end] and any(ends[first + 1 : end]):
            return True
        lower = step.lower
        if step.reply is not None or lower is None or lower in (first, end):
            return False
        most = self.profile.max_columns
        fitting = (at for at in range(lower, first, -1) if self.width(at, end) <= most)
        return all(map(self._is_torn, fitting))

    def _is_torn(self, at: int) -> bool:
        return self.gaps[at] >= TORN and self.pauses[at] <= self.profile.quiet_pause_ms
