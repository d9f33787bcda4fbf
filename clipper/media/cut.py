"""A clip -> a file: the command as a pure function, and one function that runs it, checks the result and names it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from clipper.errors import InputError, MediaError, ToolMissing
from clipper.media.cut_graph import cut_graph, seek_arguments
from clipper.media.encoding import ANONYMOUS, Encoding, choose_encoding
from clipper.media.guard import FORMATS, open_container, output_argument
from clipper.media.loudness import Loudness, describe_level, plan_level
from clipper.media.output import writing_output
from clipper.media.picture import needed_filters
from clipper.media.run import PROGRESS_ARGUMENTS, QUIET_ARGUMENTS, run_ffmpeg
from clipper.media.source import CutSource, open_source
from clipper.media.tool import REMEDY, FFmpeg
from clipper.media.trim import Trim, resolve_trim
from clipper.model.clip import Clip, Placement
from clipper.model.diagnostic import Diagnostic
from clipper.model.progress import Progress, silent
from clipper.model.span import round_half_up

TOLERANCE = Fraction(1, 20)
"""Seconds that written sound may differ from the plan: an encoder's last, padded packet (Opus 20, MP3 26 ms). In
Matroska the picture, too: it tells the length of the whole only. Elsewhere a picture may differ by a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutReport:
    """What was written: the file, where the clip came to lie in it, and the exact frames and samples.

    ``loudness`` is what the sound had before it was levelled; None where that was not asked, or there was too little to
    measure and it was left as it is, which ``diagnostics`` tell.
    """

    path: Path
    placement: Placement
    trim: Trim
    loudness: Loudness | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def cut_clip(  # noqa: PLR0913  three values, and options that have defaults
    clip: Clip,
    source: Path,
    output: Path,
    *,
    ffmpeg: FFmpeg,
    target_lufs: float | None = None,
    force: bool = False,
    progress: Progress = silent,
) -> CutReport:
    """Cut one clip into a file of its own; codecs by the output's ending (``encoding.ENCODINGS``; a GIF is silent).

    The first frame is the one on screen at the clip's start, the sound starts and ends at the wished ms with a fade,
    and both stay together. Under ``output``'s name stands a whole, checked file or what stood there before.

    Args:
        clip: What to cut, on the recording's timeline.
        source: The recording's file.
        output: The file to write.
        ffmpeg: What ``find_ffmpeg`` found.
        target_lufs: The loudness to bring the sound to (-16 for podcasts, -23 for broadcast); None leaves it as it is.
        force: Replace an existing file.
        progress: Called with "cut" and the share that is done.

    Raises:
        InputError: If there is no such source, the output exists or is the source, or its ending is unknown, asks for
            a picture that the source does not have, or allows no file that long.
        MediaError: If the source is not the clip's recording or ends too early, or the folder cannot be written to.
        ToolMissing: If ffmpeg lacks an encoder, or a filter that this picture needs.
        CommandFailed: If ffmpeg fails.
    """
    encoding = choose_encoding(output, ffmpeg, is_preview=True)
    _check_length(clip, encoding, output)
    opened = open_source(source, clip.recording, has_picture=encoding.has_picture)
    target_lufs = target_lufs if encoding.has_sound else None
    if encoding.has_picture and opened.grid is None:
        raise InputError(
            f"{source.name} has no picture, so it cannot become {output.name}",
            remedy="Choose an output that ends in .m4a, .mp3, .wav, .flac or .opus.",
        )
    if encoding.has_picture:
        require_filters(opened, ffmpeg)
    trim = resolve_trim(clip, opened.grid if encoding.has_picture else None, encoding.rate)
    with writing_output(output, [source, opened.path], force=force) as part:
        level = plan_level(opened, trim, target_lufs, ffmpeg=ffmpeg)
        run_ffmpeg(
            clip_argv(ffmpeg, opened, trim, encoding, part, level=level.filters),
            doing=f"cutting {output.name} from {source.name}",
            expected_ms=round_half_up(trim.seconds * 1000),
            progress=progress,
        )
        verify_written(part, frames=trim.frames, seconds=trim.seconds, name=output.name, has_sound=encoding.has_sound)
    return CutReport(
        path=output,
        placement=place_clip(clip, trim, at=Fraction(0)),
        trim=trim,
        loudness=level.loudness,
        diagnostics=describe_level(level, trim, target_lufs, where=output.name),
    )


def clip_argv(  # noqa: PLR0913  the five things that a cut is made of
    ffmpeg: FFmpeg,
    source: CutSource,
    trim: Trim,
    encoding: Encoding,
    output: Path,
    *,
    conform: str = "",
    level: str = "",
) -> list[str]:
    """The ffmpeg command that cuts ``trim`` out of ``source`` and writes ``output``; filters as in ``cut_graph``."""
    graph = cut_graph(source, trim, conform=conform, level=level, has_sound=encoding.has_sound)
    picture = "[finished]" if encoding.finish else "[v]"
    if encoding.finish:
        graph += f";[v]{encoding.finish}{picture}"
    labels = ["-map", picture] if trim.frames is not None else []
    labels += ["-map", "[a]"] if encoding.has_sound else []
    return [
        *(ffmpeg.path, *QUIET_ARGUMENTS, *PROGRESS_ARGUMENTS, "-y", *seek_arguments(source, trim)),
        *("-filter_complex", graph, *labels),
        *(*encoding.arguments, *ANONYMOUS, output_argument(output)),
    ]


def require_filters(source: CutSource, ffmpeg: FFmpeg) -> None:
    """Check that ffmpeg has what this source's picture needs.

    Raises:
        ToolMissing: If it has not.
    """
    if missing := sorted(needed_filters(source.look) - ffmpeg.filters):
        raise ToolMissing(
            f"{ffmpeg.path} has no filter {missing[0]}, which the picture of {source.path.name} needs", remedy=REMEDY
        )


def place_clip(clip: Clip, trim: Trim, *, at: Fraction) -> Placement:
    """Where a clip lies that plays from ``at`` seconds of a file."""
    return Placement(
        clip=clip,
        source_ms=round_half_up(trim.start * 1000),
        at_ms=round_half_up(at * 1000),
        duration_ms=round_half_up(trim.seconds * 1000),
    )


def _check_length(clip: Clip, encoding: Encoding, output: Path) -> None:
    length_s = clip.span.duration_ms / 1000
    if encoding.longest_s is not None and length_s > encoding.longest_s:
        raise InputError(
            f"{output.name} would last {length_s:.0f} s, but a {output.suffix} may last {encoding.longest_s} s",
            remedy="Choose an output that ends in .mp4 or .webm, or a shorter clip.",
        )


def verify_written(path: Path, *, frames: int | None, seconds: Fraction, name: str, has_sound: bool = True) -> None:
    """Check that a file holds what was planned: ffmpeg ends well on a source that breaks off (clips.md 3.7).

    Args:
        path: The file just written.
        frames: Its frames, None without a picture.
        seconds: Its length.
        name: What it will be called, for the message.
        has_sound: Whether it should have any.

    Raises:
        MediaError: If a stream is missing or its length differs.
    """
    with open_container(path, formats=(*FORMATS, "gif")) as container:
        pictures, sounds = container.streams.video, container.streams.audio
        if len(pictures) != (frames is not None) or len(sounds) != has_sound:
            raise _incomplete(name, "a picture or a sound is missing")
        for stream in (*pictures, *sounds):
            length, frame = _length(stream, container.duration), seconds / (frames or 1)
            is_counted = stream.type == "video" and stream.duration is not None
            if abs(length - seconds) > (frame if is_counted else max(TOLERANCE, frame)):
                raise _incomplete(
                    name, f"its {stream.type} lasts {float(length):.3f} s instead of {float(seconds):.3f}"
                )


def _length(stream: object, container_us: int | None) -> Fraction:
    duration, time_base = getattr(stream, "duration", None), getattr(stream, "time_base", None)
    if duration is not None and time_base is not None:
        return Fraction(duration * time_base)
    return Fraction(container_us or 0, 1_000_000)


def _incomplete(name: str, what: str) -> MediaError:
    return MediaError(
        f"{name} could not be cut whole: {what}",
        remedy="The recording may be damaged or an incomplete copy: play that passage, or get the file again.",
    )
