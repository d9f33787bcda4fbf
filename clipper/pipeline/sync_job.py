"""An existing subtitle file + its recording -> the same cues at the times of their words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from clipper.cues import Profile, Synced, find_spoken, sync_cues
from clipper.errors import AlignmentError, CoverageError
from clipper.model import Alignment, CueTrack, Diagnostic, FrameRate, Progress, Severity, silent
from clipper.model.diagnosis import HeaderTimes
from clipper.pipeline.align_job import AlignRequest, align_episode
from clipper.pipeline.check_job import read_subtitles, require_written, write_in_place
from clipper.pipeline.subtitle_job import SubtitleStyle
from clipper.review import compare_headers, describe_cue_times

_STAYS = ("markup-not-read",)
"""What is no part of a transcript, and yet stays where it is in a file in which only times are changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncedFile:
    """A file's text at its new times, and its bytes, in the encoding and with the line ends that it had.

    ``before`` is the track as it was, ``synced`` as it is; ``pattern`` says how the old times differ from those of the
    words (None where no cue's first word was found), ``sentence`` the same in words. ``cue_of_turn`` has the cue, from
    0, of each turn that ``pattern`` names. ``shortfall`` says what is missing where less was found than was asked for.
    """

    text: str
    data: bytes
    before: CueTrack
    synced: Synced
    pattern: HeaderTimes | None
    cue_of_turn: tuple[int, ...]
    sentence: str
    diagnostics: tuple[Diagnostic, ...]
    shortfall: CoverageError | None


def sync_file(
    request: AlignRequest, profile: Profile, *, rate: FrameRate | None = None, progress: Progress = silent
) -> SyncedFile:
    """Find the words of a subtitle file in its recording, and put its cues there.

    Args:
        request: The file as the transcript, and how to listen.
        profile: How long cues linger, and which gaps are closed.
        rate: Frames on which cues begin and end; None: those of the video, or the profile's.
        progress: Told the stages of aligning.

    Raises:
        ClipperError: Whatever reading or aligning refuses: unrelated recordings, too little that is found.
    """
    file = read_subtitles(request.transcript)
    require_written(file)
    disorder = _tell_disorder(file.track)
    with _telling(disorder):
        result = align_episode(request, progress=progress)
    alignment = result.alignment
    synced = sync_cues(file.track, alignment, SubtitleStyle(profile=profile, rate=rate).profile_for(alignment))
    pattern = compare_headers(alignment)
    cue_of_turn = _find_cues_of_turns(file.track, alignment)
    text = write_in_place(file, synced.track)
    return SyncedFile(
        text=text,
        data=file.form.encode(text),
        before=file.track,
        synced=synced,
        pattern=pattern,
        cue_of_turn=cue_of_turn,
        sentence=describe_cue_times(pattern, cue_of_turn) if pattern else "No cue's first word was found.",
        diagnostics=(*disorder, *(told for told in result.diagnostics if told.code not in _STAYS)),
        shortfall=result.shortfall,
    )


def _find_cues_of_turns(track: CueTrack, alignment: Alignment) -> tuple[int, ...]:
    first_words = [said.words.start if said.words else -1 for said in find_spoken(track, alignment)]
    known = [(first, number) for number, first in enumerate(first_words) if first >= 0]
    return tuple(
        known[bisect_right(known, (turn.first_word, len(first_words))) - 1][1] for turn in alignment.transcript.turns
    )


def _name_disorder(disorder: Sequence[Diagnostic]) -> Iterator[str]:
    return (f"{one.where}: {one.message}. {one.remedy}" for one in disorder)


@contextmanager
def _telling(disorder: Sequence[Diagnostic]) -> Iterator[None]:
    """Name what may be the reason where words are not found."""
    try:
        yield
    except AlignmentError as problem:
        problem.remedy = "\n".join((problem.remedy, *_name_disorder(disorder)))
        raise


def _tell_disorder(track: CueTrack) -> tuple[Diagnostic, ...]:
    """Cues that are over before the cue above them begins: parts of a film in one file, or a file out of order."""
    early = [number for number, (a, b) in enumerate(pairwise(track.cues), start=2) if b.end_ms <= a.start_ms]
    if not early:
        return ()
    return (
        Diagnostic(
            code="cues-out-of-order",
            severity=Severity.WARNING,
            where=f"cue {early[0]}" + (f" and {len(early) - 1} more" if early[1:] else ""),
            message="the file's order is not that of its times, and words are looked for in the file's order",
            remedy="If that is wrong, put the cues in order first: clipper check FILE --fix",
        ),
    )
