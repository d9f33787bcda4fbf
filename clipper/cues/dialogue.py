"""Two speakers in one cue, a line each, where they talk at the same time and one has too little time by itself.

Where they talk in turn, the search does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clipper.cues.passage import Token
from clipper.cues.profile import Profile
from clipper.cues.width import measure_columns
from clipper.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A cue before it has a time: its tokens, and how many of them stand on the first line (None: all).

    ``reply`` is what another speaker says on the second line. ``is_crowded`` says that somebody talks meanwhile.
    """

    speaker: str | None
    tokens: tuple[Token, ...]
    upper: int | None
    reply: Draft | None = None
    is_crowded: bool = False

    @property
    def span(self) -> Span:
        """From the first token's start to the last one's end."""
        last = self.reply.tokens if self.reply else self.tokens
        return Span(
            start_ms=self.tokens[0].span.start_ms, end_ms=max(self.tokens[-1].span.end_ms, last[-1].span.end_ms)
        )


def pair_drafts(drafts: Sequence[Draft], labels: Mapping[str, str], profile: Profile) -> list[Draft]:
    """Put two crowded neighbours of different speakers in one cue where one needs it and both fit a line.

    Args:
        drafts: In order of their start.
        labels: The speakers' labels where lines carry them; a line without one gets a dash.
        profile: Whether two speakers may share a cue (``max_speakers``), and the limits.
    """
    if profile.max_speakers < 2 or profile.max_lines < 2:
        return list(drafts)
    paired: list[Draft] = []
    place = 0
    while place < len(drafts):
        one = drafts[place]
        two = drafts[place + 1] if place + 1 < len(drafts) else None
        following = drafts[place + 2].span.start_ms if place + 2 < len(drafts) else None
        if two and _may_share(one, two, labels, profile) and _is_needed(one, two, following, profile):
            paired.append(replace(one, upper=None, reply=replace(two, upper=None)))
            place += 2
        else:
            paired.append(one)
            place += 1
    return paired


def _may_share(one: Draft, two: Draft, labels: Mapping[str, str], profile: Profile) -> bool:
    """BBC 5.6: only people who speak together, or right after each other."""
    apart = two.span.start_ms - one.span.end_ms
    length = max(one.span.end_ms, two.span.end_ms) - one.span.start_ms
    fits = all(_columns(draft, labels) <= profile.max_columns for draft in (one, two))
    named = one.speaker is not None and two.speaker is not None
    return (
        named
        and one.is_crowded
        and two.is_crowded
        and one.speaker != two.speaker
        and apart < profile.chain_below_ms
        and length <= profile.max_duration_ms
        and fits
    )


def _is_needed(one: Draft, two: Draft, following_ms: int | None, profile: Profile) -> bool:
    """Whether either has less time on screen by itself than the shortest cue."""
    gap, shortest = profile.min_gap_ms, profile.min_duration_ms
    first_ms = two.span.start_ms - gap - one.span.start_ms
    second_ms = shortest if following_ms is None else following_ms - gap - two.span.start_ms
    both_ms = shortest if following_ms is None else following_ms - gap - one.span.start_ms
    return min(first_ms, second_ms) < shortest <= both_ms


def _columns(draft: Draft, labels: Mapping[str, str]) -> int:
    label = labels.get(draft.speaker or "")
    text = sum(token.columns + token.spaces for token in draft.tokens) - draft.tokens[0].spaces
    return text + (measure_columns(f"{label}: ") if label else 1)
