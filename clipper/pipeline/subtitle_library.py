"""The jobs as plain functions: what ``import clipper`` offers for subtitle files that exist."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial as bind
from pathlib import Path

from clipper.model import FrameRate, Progress, RepairMode, silent
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.check_job import Checked, hear_subtitles, known_rules, read_subtitles
from clipper.pipeline.check_job import check_subtitles as check
from clipper.pipeline.convert_job import Converted, convert_file
from clipper.pipeline.coverage import LEAST_COVERAGE
from clipper.pipeline.library import FileName
from clipper.pipeline.output_format import format_named, format_of
from clipper.pipeline.subtitle_job import SubtitleStyle, read_profile, require_picture
from clipper.pipeline.sync_job import SyncedFile, sync_file
from clipper.store.ledger import Ledger
from clipper.store.outputs import check_outputs, write_texts


def check_subtitles(
    subtitles: FileName,
    media: FileName | None = None,
    *,
    profile: str = "netflix-en",
    limits: Mapping[str, float] | None = None,
    fps: str | float | None = None,
    shots: bool = False,
    ignore: Collection[str] = (),
    fixed: FileName | None = None,
    force: bool = False,
    cache: bool = True,
    progress: Progress = silent,
) -> Checked:
    """Hold a subtitle file to the rules of a delivery, and to its recording if there is one.

    Args:
        subtitles: The file, in any format that clipper reads.
        media: The recording: whether cues come and go with their words, and say what is said.
        profile: A profile that comes along, or the name of a file of yours.
        limits: Single limits of it to change, by their keys: ``{"max_columns": 32}``.
        fps: Frames a second, 25 or "24000/1001"; None: the video's, or what the cues' times tell.
        shots: Find the cuts of the picture in ``media``, too.
        ignore: Codes of rules that do not matter here.
        fixed: Where to write a copy with fewer rules broken (WebVTT and SRT); the findings are what is left in that.
        force: Replace ``fixed`` if it exists.
        cache: Use and keep what is remembered of the recording.
        progress: Called with a stage's name and the share of it that is done.

    Returns:
        ``findings`` in order of the cues, each with its cue, time, value and limit.

    Raises:
        ClipperError: If a file cannot be used, or text and recording do not belong together.
        ValueError: If ``fps`` is no frame rate, or ``shots`` is asked for without ``media``.
    """
    if shots and media is None:
        raise ValueError("shots are found in the picture: they need media")
    path, output, ledger = Path(subtitles), Path(fixed) if fixed else None, Ledger.of_user()
    style = SubtitleStyle(profile=read_profile(profile, limits or {}), rate=_rate(fps))
    skipped = known_rules(ignore)
    check_outputs([output] if output else [], inputs=[path], force=force, ledger=ledger)
    if shots and media:
        require_picture(Path(media))
    request = _beside(path, media, cache=cache, partial=True)
    listen = bind(hear_subtitles, request, shots=shots, progress=progress) if media else None
    checked = check(read_subtitles(path), style, fixed=output, listen=listen)
    if checked.error:
        raise checked.error
    if checked.mended:
        write_texts({checked.mended.output: checked.mended.data}, inputs=[path], ledger=ledger)
    return checked.without(skipped)


def sync_subtitles(
    subtitles: FileName,
    media: FileName,
    output: FileName,
    *,
    profile: str = "netflix-en",
    limits: Mapping[str, float] | None = None,
    fps: str | float | None = None,
    min_coverage: float = LEAST_COVERAGE,
    partial: bool = False,
    force: bool = False,
    cache: bool = True,
    progress: Progress = silent,
) -> SyncedFile:
    """Write a WebVTT or SRT file anew with its cues where their words are said.

    Arguments as of ``check_subtitles`` and ``align_episode``.

    Returns:
        ``sentence`` says what was wrong with the times, ``synced.track`` has the cues as they are now.

    Raises:
        CoverageError: If less than ``min_coverage`` of the words was found, unless ``partial``.
        ClipperError: If a file cannot be used, or text and recording do not belong together.
    """
    path, ledger = Path(output), Ledger.of_user()
    limited = read_profile(profile, limits or {})
    request = _beside(Path(subtitles), media, cache=cache, partial=partial, min_coverage=min_coverage)
    check_outputs([path], inputs=request.inputs, force=force, ledger=ledger)
    found = sync_file(request, limited, rate=_rate(fps), progress=progress)
    write_texts({path: found.data}, inputs=request.inputs, ledger=ledger)
    return found


def convert_subtitles(
    source: FileName,
    output: FileName,
    *,
    to: str | None = None,
    encoding: str | None = None,
    force: bool = False,
) -> Converted:
    """Convert a subtitle file, or an EPISODE.json, to another format.

    Args:
        source: The file to read; its content tells its format.
        output: The file to write.
        to: The format, where the extension does not tell: "podcast-json".
        encoding: What to take the characters of ``source`` for, if the guess is wrong.
        force: Replace a file that exists.

    Returns:
        ``diagnostics`` say what could not be read, and what the new format does not hold.

    Raises:
        ClipperError: If a file cannot be used, or the format cannot hold it.
    """
    old, new = Path(source), Path(output)
    kind = format_named(to) or format_of(new, None)
    ledger = Ledger.of_user(f"convert --to {kind.value}")
    check_outputs([new], inputs=[old], force=force, ledger=ledger)
    done = convert_file(old, kind, encoding=encoding)
    write_texts({new: done.text}, inputs=[old], ledger=ledger)
    return done


def _rate(fps: str | float | None) -> FrameRate | None:
    return None if fps is None else FrameRate.parse(str(fps))


def _beside(
    subtitles: Path, media: FileName | None, *, cache: bool, partial: bool, min_coverage: float | None = None
) -> AlignRequest:
    """How to listen for a subtitle file's words; who says them is not judged."""
    return AlignRequest(
        transcript=subtitles,
        media=None if media is None else Path(media),
        cache=cache,
        partial=partial,
        min_coverage=min_coverage,
        repair=RepairMode.OFF,
    )
