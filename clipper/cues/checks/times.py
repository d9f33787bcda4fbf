"""Rules about when cues appear and vanish, and how fast they must be read. All times are ms."""

from __future__ import annotations

from collections.abc import Iterator

from clipper.cues.checks.rule import Breach, Seen
from clipper.cues.width import count_characters
from clipper.model import Cue, Severity

_NEVER_WPM = 225  # DCMP: captions are never faster, however the speech is


def measure_speed(cue: Cue) -> float:
    """Characters per second: graphemes and spaces count, line breaks do not (Subtitle Edit's CalcAll)."""
    return count_cue_characters(cue) * 1000 / cue.duration_ms if cue.duration_ms > 0 else float("inf")


def count_cue_characters(cue: Cue) -> int:
    """The graphemes and spaces of a cue's lines."""
    return sum(count_characters("".join(run.text for run in line)) for line in cue.lines)


def is_negative(seen: Seen) -> Iterator[Breach]:
    """A cue that begins before the recording."""
    if seen.cue.start_ms < 0:
        yield Breach(value=seen.cue.start_ms, limit=0, message=f"begins {-seen.cue.start_ms} ms before the recording")


def runs_backwards(seen: Seen) -> Iterator[Breach]:
    """A cue that ends when it begins, or before."""
    if seen.cue.duration_ms <= 0:
        early_ms = -seen.cue.duration_ms
        message = f"ends {early_ms} ms before it begins" if early_ms else "ends the moment it begins"
        yield Breach(value=seen.cue.duration_ms, limit=1, message=message)


def is_too_short(seen: Seen) -> Iterator[Breach]:
    """On screen for less than the shortest time, or than its words need."""
    cue, profile = seen.cue, seen.profile
    least_ms = max(profile.min_duration_ms, len(seen.words) * profile.min_ms_a_word)
    if seen.words and 0 < cue.duration_ms < least_ms:
        message = f"on screen for {cue.duration_ms} ms, less than {least_ms} ms"
        yield Breach(value=cue.duration_ms, limit=least_ms, message=message)


def is_too_long(seen: Seen) -> Iterator[Breach]:
    """On screen for more than the longest time."""
    duration_ms, most_ms = seen.cue.duration_ms, seen.profile.max_duration_ms
    if seen.words and duration_ms > most_ms:
        message = f"on screen for {duration_ms} ms, more than {most_ms} ms"
        yield Breach(value=duration_ms, limit=most_ms, message=message)


def is_too_fast(seen: Seen) -> Iterator[Breach]:
    """More characters a second than a viewer reads."""
    speed, most = measure_speed(seen.cue), seen.profile.max_cps
    if most is not None and seen.cue.duration_ms > 0 and speed > most:
        message = f"{speed:.1f} characters per second, more than {most}"
        yield Breach(value=round(speed, 2), limit=most, message=message)


def has_too_many_words_a_minute(seen: Seen) -> Iterator[Breach]:
    """More words a minute than a viewer reads at ease; an error where it is more than anybody may ask for."""
    most = seen.profile.max_wpm
    wpm = len(seen.words) * 60_000 / max(1, seen.cue.duration_ms)
    if most is not None and seen.cue.duration_ms > 0 and wpm > most:
        severity = Severity.ERROR if wpm > max(most, _NEVER_WPM) else Severity.WARNING
        message = f"{wpm:.0f} words a minute, more than {most}"
        yield Breach(value=round(wpm), limit=most, message=message, severity=severity)


def is_out_of_order(seen: Seen) -> Iterator[Breach]:
    """A cue that begins before the one above it."""
    if seen.before and seen.cue.start_ms < seen.before.start_ms:
        value, limit = seen.cue.start_ms, seen.before.start_ms
        yield Breach(value=value, limit=limit, message="begins before the cue above it")


def overlaps(seen: Seen) -> Iterator[Breach]:
    """A cue that begins before one that began earlier has ended."""
    busy_ms, start_ms = seen.busy_until_ms, seen.cue.start_ms
    if busy_ms is not None and start_ms < busy_ms:
        which = "the last cue" if seen.before and seen.before.end_ms == busy_ms else "an earlier cue"
        value = start_ms - busy_ms
        yield Breach(value=value, limit=0, message=f"begins {-value} ms before {which} ends")


def gap_is_too_small(seen: Seen) -> Iterator[Breach]:
    """A gap in which the eye misses that the text has changed."""
    gap_ms, least_ms = _gap_ms(seen), seen.profile.min_gap_ms
    if gap_ms is not None and 0 <= gap_ms < least_ms:
        frames = seen.profile.min_gap_frames
        message = f"{gap_ms} ms after the last cue, less than {least_ms} ms ({frames} frames)"
        yield Breach(value=gap_ms, limit=least_ms, message=message)


def gap_is_open(seen: Seen) -> Iterator[Breach]:
    """A gap that is neither the smallest nor one to rest in: the screen flickers."""
    gap_ms, profile = _gap_ms(seen), seen.profile
    if gap_ms is None or seen.before is None or gap_ms * profile.rate.fps < (profile.min_gap_frames + 1) * 1000 - 1:
        return
    # A cue that is as long as cues may be cannot close the gap behind it.
    closed_ms = seen.cue.start_ms - profile.min_gap_ms - seen.before.start_ms
    if gap_ms < profile.chain_below_ms and closed_ms <= profile.max_duration_ms:
        message = f"{gap_ms} ms after the last cue: neither {profile.min_gap_ms} ms nor {profile.chain_below_ms} ms"
        yield Breach(value=gap_ms, limit=profile.chain_below_ms, message=message)


def _gap_ms(seen: Seen) -> int | None:
    """From the end of the cue above; None for the first, and where the two are out of order."""
    if seen.before is None or seen.cue.start_ms < seen.before.start_ms:
        return None
    return seen.cue.start_ms - seen.before.end_ms
