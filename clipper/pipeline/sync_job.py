"""An existing subtitle file + its recording -> the same cues at the times of their words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from clipper.cues import Profile, Synced, find_spoken, sync_cues
from clipper.errors import CoverageError
from clipper.model import CueTrack, Diagnostic, FrameRate, Progress, silent
from clipper.model.diagnosis import HeaderTimes
from clipper.pipeline.align_job import AlignRequest, align_episode
from clipper.pipeline.check_job import read_subtitles, require_written, write_in_place
from clipper.pipeline.subtitle_job import SubtitleStyle
from clipper.review import compare_headers, describe_cue_times


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
    result = align_episode(request, progress=progress)
    alignment = result.alignment
    synced = sync_cues(file.track, alignment, SubtitleStyle(profile=profile, rate=rate).profile_for(alignment))
    pattern = compare_headers(alignment)
    first_words = [said.words.start if said.words else -1 for said in find_spoken(file.track, alignment)]
    known = [(first, number) for number, first in enumerate(first_words) if first >= 0]
    cue_of_turn = tuple(
        known[bisect_right(known, (turn.first_word, len(first_words))) - 1][1] for turn in alignment.transcript.turns
    )
    text = write_in_place(file, synced.track)
    return SyncedFile(
        text=text,
        data=file.form.encode(text),
        before=file.track,
        synced=synced,
        pattern=pattern,
        cue_of_turn=cue_of_turn,
        sentence=describe_cue_times(pattern, cue_of_turn) if pattern else "No cue's first word was found.",
        diagnostics=result.diagnostics,
        shortfall=result.shortfall,
    )
