"""CueTrack -> Diagnostics: where a track breaks a profile's limits. Tells, never repairs."""

from __future__ import annotations

from collections.abc import Iterator

from clipper.cues.profile import NETFLIX_EN, Profile
from clipper.cues.width import count_characters, measure_columns
from clipper.model import Cue, CueTrack, Diagnostic, Severity


def check_cues(track: CueTrack, profile: Profile = NETFLIX_EN) -> tuple[Diagnostic, ...]:
    """Every broken limit, in order of the cues; times in ms, speed in characters per second.

    Codes: ``cue-too-fast``, ``cue-too-short``, ``cue-too-long``, ``cue-too-wide``, ``cue-has-too-many-lines``,
    ``cue-has-too-many-words``, ``cue-is-empty``, ``cues-overlap``, ``cues-out-of-order``, ``gap-too-small``.
    """
    findings: list[Diagnostic] = []
    for number, cue in enumerate(track.cues, start=1):
        findings += _check_cue(cue, _place(number, cue), profile)
        if number > 1:
            findings += _check_neighbours(track.cues[number - 2], cue, _place(number, cue), profile)
    return tuple(findings)


def measure_speed(cue: Cue) -> float:
    """Characters per second: graphemes and spaces count, line breaks do not (Subtitle Edit's CalcAll)."""
    characters = sum(count_characters("".join(run.text for run in line)) for line in cue.lines)
    return characters * 1000 / cue.duration_ms if cue.duration_ms > 0 else float("inf")


def _check_cue(cue: Cue, where: str, profile: Profile) -> Iterator[Diagnostic]:
    if not cue.text.strip():
        yield _warn("cue-is-empty", where, "the cue has no text", "Remove it.")
        return
    yield from _check_speed(cue, where, profile)
    words = len(cue.text.split())
    least_ms = max(profile.min_duration_ms, words * profile.min_ms_a_word)
    if cue.duration_ms < least_ms:
        message = f"on screen for {cue.duration_ms} ms, less than {least_ms} ms"
        yield _warn("cue-too-short", where, message, "Join it with a neighbour, or begin the next cue later.")
    if cue.duration_ms > profile.max_duration_ms:
        message = f"on screen for {cue.duration_ms} ms, more than {profile.max_duration_ms} ms"
        yield _warn("cue-too-long", where, message, "Split it.")
    if profile.max_words is not None and words > profile.max_words:
        yield _warn("cue-has-too-many-words", where, f"{words} words, more than {profile.max_words}", "Split it.")
    if len(cue.lines) > profile.max_lines:
        message = f"{len(cue.lines)} lines, more than {profile.max_lines}"
        yield _warn("cue-has-too-many-lines", where, message, "Split it.")
    widest = max(measure_columns("".join(run.text for run in line)) for line in cue.lines)
    if widest > profile.max_columns:
        yield _warn(
            "cue-too-wide", where, f"a line of {widest} columns, more than {profile.max_columns}", "Break the line."
        )


def _check_speed(cue: Cue, where: str, profile: Profile) -> Iterator[Diagnostic]:
    speed, remedy = measure_speed(cue), "The speech is fast: shorten the text, or accept it."
    if profile.max_cps is not None and speed > profile.max_cps:
        yield _warn("cue-too-fast", where, f"{speed:.1f} characters per second, more than {profile.max_cps}", remedy)
    wpm = len(cue.text.split()) * 60_000 / max(1, cue.duration_ms)
    if profile.max_wpm is not None and wpm > profile.max_wpm:
        yield _warn("cue-too-fast", where, f"{wpm:.0f} words a minute, more than {profile.max_wpm}", remedy)


def _check_neighbours(before: Cue, cue: Cue, where: str, profile: Profile) -> Iterator[Diagnostic]:
    gap_ms = cue.start_ms - before.end_ms
    if cue.start_ms < before.start_ms:
        yield _warn("cues-out-of-order", where, "begins before the cue above it", "Sort the cues.")
    elif gap_ms < 0:
        yield _warn("cues-overlap", where, f"begins {-gap_ms} ms before the last cue ends", "End that one earlier.")
    elif gap_ms < profile.min_gap_ms:
        message = f"{gap_ms} ms after the last cue, less than {profile.min_gap_ms} ms (2 frames)"
        yield _warn("gap-too-small", where, message, "End the last cue earlier.")


def _warn(code: str, where: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.WARNING, where=where, message=message, remedy=remedy)


def _place(number: int, cue: Cue) -> str:
    seconds, ms = divmod(abs(cue.start_ms), 1000)
    sign = "-" if cue.start_ms < 0 else ""
    return f"cue {number} at {sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
