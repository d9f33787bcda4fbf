"""When cues appear and vanish: in-times on the first word, out-times that linger, gaps closed or kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from clipper.cues.profile import Profile
from clipper.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What a cue shows: when it is spoken, and how long it takes to read."""

    span: Span
    needed_ms: int


def time_cues(speeches: Sequence[Speech], profile: Profile, *, duration_ms: int) -> list[Span]:
    """When each cue is on screen: sorted, without overlap, in one pass over the cues.

    A cue begins with its first word. Only where cues overlap in speech (crosstalk) do they share the time of the
    stretch by what they need to be read.

    Args:
        speeches: In order of their start.
        profile: The limits.
        duration_ms: The end of the recording.
    """
    starts: list[int] = []
    first = 0
    while first < len(speeches):
        end = _end_of_crosstalk(speeches, first, profile)
        limit = speeches[end].span.start_ms if end < len(speeches) else duration_ms
        starts += _stagger(speeches[first:end], profile, limit)
        first = end
    return [
        Span(start_ms=start, end_ms=_find_out_time(speech, start, following, profile, duration_ms))
        for speech, start, following in zip_longest(speeches, starts, starts[1:])
    ]


def _end_of_crosstalk(speeches: Sequence[Speech], first: int, profile: Profile) -> int:
    """The end of the run of cues from ``first`` on that cannot all begin on their first word."""
    busy_until = max(speeches[first].span.end_ms, speeches[first].span.start_ms + profile.min_gap_ms + 1)
    end = first + 1
    while end < len(speeches) and speeches[end].span.start_ms < busy_until:
        busy_until = max(busy_until, speeches[end].span.end_ms, speeches[end].span.start_ms + profile.min_gap_ms + 1)
        end += 1
    return end


def _stagger(speeches: Sequence[Speech], profile: Profile, limit_ms: int) -> list[int]:
    """In-times for cues whose speech overlaps, all before ``limit_ms``.

    Two schedules are made with the same steps (what each cue needs, scaled down if the stretch is too short): the
    earliest that respects the words' starts, and the latest that ends in time. The earlier of the two is kept: its
    steps hold.
    """
    if len(speeches) == 1:
        # A word in the recording's very last instant still gets a cue that is inside it.
        return [max(0, min(speeches[0].span.start_ms, limit_ms - 1))]
    first_ms = min(speeches[0].span.start_ms, max(0, limit_ms - len(speeches)))
    last_end = max(speech.span.end_ms for speech in speeches) + profile.max_linger_ms
    window_ms = max(len(speeches), min(limit_ms, last_end) - first_ms)
    needs = [speech.needed_ms + profile.min_gap_ms for speech in speeches]
    total = sum(needs)
    if total > window_ms:
        spare = window_ms - len(needs)
        needs = [1 + need * spare // total for need in needs]
    latest = [first_ms + window_ms - sum(needs)]
    for need in needs[:-1]:
        latest.append(latest[-1] + need)
    starts: list[int] = []
    for index, speech in enumerate(speeches):
        earliest = max(speech.span.start_ms, starts[-1] + needs[index - 1]) if starts else first_ms
        starts.append(min(earliest, latest[index]))
    return starts


def _find_out_time(speech: Speech, start_ms: int, following_ms: int | None, profile: Profile, duration_ms: int) -> int:
    spoken_end = max(speech.span.end_ms, start_ms)
    wanted = max(
        spoken_end + profile.linger_ms,
        # Borrow from the silence, but only so far, where the text needs it.
        min(start_ms + speech.needed_ms, spoken_end + profile.max_linger_ms),
    )
    # The longest duration bounds the lingering, never the speech.
    wanted = min(wanted, max(spoken_end, start_ms + profile.max_duration_ms))
    if following_ms is None:
        return max(start_ms + 1, min(wanted, duration_ms))
    latest = following_ms - profile.min_gap_ms
    if wanted > following_ms - profile.chain_below_ms and latest - start_ms <= profile.max_duration_ms:
        wanted = latest
    # Cues that begin within the gap's own length of each other share what there is.
    return max(min(wanted, latest), start_ms + max(1, (following_ms - start_ms) // 2) if latest <= start_ms else 0)
