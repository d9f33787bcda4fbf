"""What ``cut`` does: check the outputs, open the episode, find every quote, then cut clip by clip and report."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from clipper.cli.cut_settings import CutOptions
from clipper.cli.inputs import EpisodeArguments
from clipper.cli.progress import ProgressLine
from clipper.cli.report import finding_fields, show_findings
from clipper.errors import InputError
from clipper.media.encoding import ENCODINGS, choose_encoding
from clipper.media.tool import find_ffmpeg
from clipper.model import Speaker
from clipper.model.clock import clock
from clipper.pipeline.clip_names import name_clips
from clipper.pipeline.cut_job import ClipJob, ClipResult, files_of_clip
from clipper.pipeline.episode import Episode
from clipper.pipeline.quote_planner import Wish
from clipper.store.ledger import Ledger
from clipper.store.outputs import check_outputs


def cut_clips(
    arguments: EpisodeArguments,
    wishes: Sequence[Wish],
    options: CutOptions,
    *,
    listing: Path | None,
    output: Path,
    ending: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Cut what is wished into one file or into a folder.

    Raises:
        ClipperError: Whatever the job refuses.
    """
    settings = options.settings()
    job_name = json.dumps([output.name, *map(dataclasses.asdict, wishes), settings.fields()])
    ledger, ffmpeg = Ledger.of_user(job=job_name), find_ffmpeg(arguments.ffmpeg)
    inputs = [*arguments.files, *([listing] if listing else [])]
    is_folder = _is_folder(output, ending, wishes)
    if ending and _dotted(ending) not in ENCODINGS:
        raise InputError(f"--format {ending}: clipper writes {', '.join(ENCODINGS)}", remedy="Choose one of these.")
    if not is_folder:
        choose_encoding(output, ffmpeg, is_preview=True)
        check_outputs(files_of_clip(output, settings), inputs=inputs, force=force, ledger=ledger)
    episode = arguments.open()
    with ProgressLine(quiet=arguments.quiet) as progress:
        job = ClipJob(episode, wishes, settings, ffmpeg=ffmpeg, progress=progress)
        outputs = _name_in(output, ending or options.ending, job, episode) if is_folder else [output]
        sources = [episode.folder / recording.path for recording in episode.alignment.recordings]
        files = [file for path in outputs for file in files_of_clip(path, settings)]
        check_outputs(files, inputs=[*inputs, *sources], force=force or not is_folder, ledger=ledger)
        results = []
        for result in job.cut(outputs):
            results.append(result)
            for path in (result.path, *result.beside):
                ledger.note(path, inputs)
    _report(results, episode, as_json=as_json, quiet=arguments.quiet)
    arguments.finish(episode)


def _is_folder(output: Path, ending: str | None, wishes: Sequence[Wish]) -> bool:
    is_folder = output.is_dir() or not output.suffix
    if not is_folder and len(wishes) > 1:
        raise InputError(f"{output}: {len(wishes)} clips do not fit one file", remedy="Name a folder: -o clips/")
    if not is_folder and ending:
        raise InputError(f"--format {ending}: {output} says it already", remedy="Leave out --format, or name a folder.")
    return is_folder


def _name_in(folder: Path, ending: str | None, job: ClipJob, episode: Episode) -> list[Path]:
    """The clips' files; the folder is made."""
    usual = ".mp4" if episode.alignment.recordings[0].video else ".m4a"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise InputError(
            f"{folder}: this folder cannot be made ({problem.strerror})", remedy="Make the folder that it shall be in."
        ) from problem
    return name_clips(job.quotes, folder, _dotted(ending) if ending else usual)


def _dotted(ending: str) -> str:
    return f".{ending.lower().removeprefix('.')}"


def _report(results: Sequence[ClipResult], episode: Episode, *, as_json: bool, quiet: bool) -> None:
    findings = [*episode.diagnostics, *(finding for result in results for finding in result.diagnostics)]
    written = [path for result in results for path in (result.path, *result.beside)]
    if as_json:
        fields = {
            "clips": [_fields(result) for result in results],
            "findings": finding_fields(findings),
            "written": [str(path) for path in written],
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
    if not quiet:
        show_findings(findings)
        for result in results:
            click.echo(_describe(result), err=True)
        for path in written:
            click.echo(f"wrote {path}", err=True)


def name_speakers(speakers: Sequence[Speaker]) -> str:
    """Who speaks, for a line."""
    return ", ".join(speaker.name for speaker in speakers) or "somebody"


def _describe(result: ClipResult) -> str:
    span, quote = result.clip.span, result.clip.quote
    said = f'{name_speakers(result.speakers)}: "{quote.found}"' if quote else "no words of the text"
    return f"{clock(span.start_ms)} to {clock(span.end_ms)}  {said}{_proof_in_words(result)}"


def _proof_in_words(result: ClipResult) -> str:
    proof = result.proof
    if proof is None:
        return ""
    edges = (("first", proof.start), ("last", proof.end))
    if any(edge.is_whole is False or edge.neighbour_heard for _, edge in edges):
        return ""  # a warning says so
    unsure = [f'the {which} word "{edge.word}"' for which, edge in edges if edge.is_whole is None]
    told = f"{' and '.join(unsure)} not recognised again" if unsure else "first and last word whole"
    return f"\n  listened to again: {told}, no neighbour heard"


def _fields(result: ClipResult) -> dict[str, Any]:
    clip, last = result.clip, result.report.placements[-1]
    quote = clip.quote
    return {
        "path": str(result.path),
        "wanted": quote and quote.wanted,
        "found": quote and quote.found,
        "score": quote and round(quote.score, 4),
        "first_word": quote and quote.first_word,
        "end_word": quote and quote.end_word,
        "speakers": [dataclasses.asdict(speaker) for speaker in result.speakers],
        "source_start_ms": clip.span.start_ms,
        "source_end_ms": clip.span.end_ms,
        "at_ms": 0,
        "duration_ms": last.at_ms + last.duration_ms,
        "quiet_start": clip.quiet_start,
        "quiet_end": clip.quiet_end,
        "proof": result.proof and dataclasses.asdict(result.proof),
    }
