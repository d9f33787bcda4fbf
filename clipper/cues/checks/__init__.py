"""CueTrack, or a subtitle file as it stands -> CueFindings: which rules it breaks, and where. Tells, never repairs."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.cues.checks.rule import Seen, as_finding
from clipper.cues.checks.sound import NO_CUE, SOUND_RULES, check_sound
from clipper.cues.checks.source import FILE_RULES, check_source
from clipper.cues.checks.table import RULES
from clipper.cues.checks.times import measure_speed
from clipper.cues.profile import NETFLIX_EN, Profile
from clipper.model import CueFinding, CueTrack

__all__ = ["RULES", "RULE_CODES", "check_cues", "check_sound", "check_source", "measure_speed"]

RULE_CODES = frozenset(rule.code for rules in (RULES, FILE_RULES, SOUND_RULES, (NO_CUE,)) for rule in rules)
"""Every rule's code, those about the file and the sound included."""


def check_cues(
    track: CueTrack, profile: Profile = NETFLIX_EN, *, shots_ms: Sequence[int] = ()
) -> tuple[CueFinding, ...]:
    """Every rule of ``RULES`` that a cue breaks, in order of the cues; hard limits are errors, wishes are warnings.

    Args:
        track: The cues, as a file holds them or as they were made.
        profile: The limits that they are held to.
        shots_ms: The picture's cuts, in order; without them no rule about cuts speaks.
    """
    return tuple(
        as_finding(rule, breach, track, profile, index)
        for index, busy_ms in enumerate(_find_busy(track))
        for seen in (Seen(track=track, profile=profile, index=index, busy_until_ms=busy_ms, shots_ms=shots_ms),)
        for rule in RULES
        for breach in rule.find(seen)
    )


def _find_busy(track: CueTrack) -> list[int | None]:
    """For each cue when the last of those that begin before it ends: any of them, not only the one above it."""
    busy: list[int | None] = [None] * len(track.cues)
    until_ms: int | None = None
    for index in sorted(range(len(track.cues)), key=lambda index: track.cues[index].start_ms):
        busy[index] = until_ms
        end_ms = track.cues[index].end_ms
        until_ms = end_ms if until_ms is None else max(until_ms, end_ms)
    return busy
