"""When cues appear and vanish: in-times on the first word, out-times that linger, gaps closed or kept.

All is reckoned in frames of the profile's rate, so that cues begin and end on a frame; only where more cues than frames
must share a moment of crosstalk do they lie between frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from clipper.cues.profile import Profile
from clipper.model import FrameRate, Span, round_half_up

Frames = int | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What a cue shows: when it is spoken, and how long it takes to read."""

    span: Span
    needed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed:
    """A ``Speech`` in frames: the one that is nearest to its first sound, the first one after its last."""

    start: int
    end: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A profile's times in frames."""

    gap: int
    chain_below: int
    linger: int
    max_linger: int
    longest: int

    @staticmethod
    def of(profile: Profile) -> Limits:
        """Those of a profile at its frame rate."""

        def frames(time_ms: int) -> Fraction:
            return Fraction(time_ms) * profile.rate.fps / 1000

        return Limits(
            gap=profile.min_gap_frames,
            chain_below=frames(profile.chain_below_ms).__ceil__(),
            linger=round_half_up(frames(profile.linger_ms)),
            max_linger=frames(profile.max_linger_ms).__floor__(),
            longest=max(1, frames(profile.max_duration_ms).__floor__()),
        )

    def latest_out(self, start: int, spoken_end: int, following: int | None, last: int) -> int:
        """The latest out-time that ``time_cues`` gives a cue, however long its text is to be read.

        Args:
            start: Its in-time.
            spoken_end: The first frame behind its speech.
            following: When the next cue begins, if there is one.
            last: The last frame of the recording.
        """
        is_longer = spoken_end - start > self.longest + 1
        wanted = spoken_end if is_longer else min(spoken_end + self.max_linger, start + self.longest)
        if following is None:
            return min(wanted, last)
        latest = following - self.gap
        if wanted > following - self.chain_below and latest - start <= self.longest:
            return latest
        return min(wanted, latest)


def time_cues(speeches: Sequence[Speech], profile: Profile, *, duration_ms: int) -> list[Span]:
    """When each cue is on screen: sorted, without overlap, in one pass over the cues.

    A cue begins with its first word, on the nearest frame. Only where cues overlap in speech (crosstalk) do they share
    the time of the stretch by what they need to be read.

    Args:
        speeches: In order of their start.
        profile: The limits, and the frame rate.
        duration_ms: The end of the recording.
    """
    rate, limits = profile.rate, Limits.of(profile)
    timed = [_in_frames(speech, rate) for speech in speeches]
    tick = rate.fps / 1000
    last = max(tick * len(timed), Fraction(duration_ms) * tick)
    starts: list[Frames] = []
    first = 0
    while first < len(timed):
        end = _end_of_crosstalk(timed, first, limits)
        limit = min(Fraction(timed[end].start), last) if end < len(timed) else last
        starts += _stagger(timed[first:end], limits, limit, tick)
        first = end
    ends = [
        _find_out_time(speech, start, following, limits, last)
        for speech, start, following in zip_longest(timed, starts, starts[1:])
    ]
    return [Span(start_ms=_ms(start, rate), end_ms=_ms(end, rate)) for start, end in zip(starts, ends, strict=True)]


def _in_frames(speech: Speech, rate: FrameRate) -> _Timed:
    return _Timed(
        start=rate.nearest_frame(speech.span.start_ms),
        end=rate.frame_at_or_after(speech.span.end_ms),
        needed=rate.frame_at_or_after(speech.needed_ms),
    )


def _ms(frame: Frames, rate: FrameRate) -> int:
    return round_half_up(Fraction(frame) * 1000 / rate.fps)


def _end_of_crosstalk(timed: Sequence[_Timed], first: int, limits: Limits) -> int:
    """The end of the run of cues from ``first`` on that cannot all begin on their first word."""
    busy_until = max(timed[first].end, timed[first].start + limits.gap + 1)
    end = first + 1
    while end < len(timed) and timed[end].start < busy_until - _HALF_A_FRAME_LATE:
        busy_until = max(busy_until, timed[end].end, timed[end].start + limits.gap + 1)
        end += 1
    return end


_HALF_A_FRAME_LATE = 1
"""A word may begin in the frame in which the one in front ends: that is no crosstalk."""


def _stagger(timed: Sequence[_Timed], limits: Limits, limit: Frames, tick: Fraction) -> list[Frames]:
    """In-times for cues whose speech overlaps, all before ``limit``, and a millisecond (``tick``) apart at least.

    Two schedules are made with the same steps (what each cue needs, scaled down if the stretch is too short): the
    earliest that respects the words' starts, and the latest that ends in time. The earlier of the two is kept: its
    steps hold.
    """
    if len(timed) == 1:
        # A word in the recording's very last instant still gets a cue that is inside it.
        return [min(timed[0].start, max(0, limit - 1))]
    first = min(timed[0].start, max(0, limit - len(timed)))
    last_end = max(speech.end for speech in timed) + limits.max_linger
    window = max(tick * len(timed), min(limit, last_end) - first)
    needs: list[Frames] = [speech.needed + limits.gap for speech in timed]
    total = sum(needs)
    if window < len(needs):
        needs = [Fraction(window) / len(needs)] * len(needs)
    elif total > window:
        spare = window - len(needs)
        needs = [1 + need * spare // total for need in needs]
    latest: list[Frames] = [first + window - sum(needs)]
    for need in needs[:-1]:
        latest.append(latest[-1] + need)
    starts: list[Frames] = []
    for index, speech in enumerate(timed):
        earliest = max(speech.start, starts[-1] + needs[index - 1]) if starts else first
        starts.append(min(earliest, latest[index]))
    return starts


def _find_out_time(speech: _Timed, start: Frames, following: Frames | None, limits: Limits, last: Frames) -> Frames:
    spoken_end = max(speech.end, start)
    wanted = max(
        spoken_end + limits.linger,
        # Borrow from the silence, but only so far, where the text needs it.
        min(start + speech.needed, spoken_end + limits.max_linger),
    )
    # The longest duration bounds the lingering, never the speech (but for the part of a frame that rounding added).
    is_longer = spoken_end - start > limits.longest + 1
    wanted = min(wanted, spoken_end if is_longer else start + limits.longest)
    if following is None:
        return max(min(start + 1, last), min(wanted, last))
    latest = following - limits.gap
    if wanted > following - limits.chain_below and latest - start <= limits.longest:
        wanted = latest
    if latest > start:
        return max(start + min(1, latest - start), min(wanted, latest))
    # Cues that begin within the gap's own length of each other share what there is.
    return start + Fraction(following - start) / 2
