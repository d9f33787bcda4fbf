"""A clip -> a file: the command as a pure function, and one function that runs it, checks the result and names it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

from clipper.errors import InputError, ToolMissing
from clipper.media.cut_graph import EMPTY_CARD, pieces_graph, pieces_inputs
from clipper.media.encoding import ANONYMOUS, Encoding, cap_rates, choose_encoding
from clipper.media.finish import AS_IT_IS, Finish
from clipper.media.guard import output_argument
from clipper.media.loudness import Loudness, describe_level, plan_level
from clipper.media.output import writing_output
from clipper.media.overlay import Burning, burning
from clipper.media.picture import BT709, needed_filters, tag_colours
from clipper.media.run import PROGRESS_ARGUMENTS, QUIET_ARGUMENTS, run_ffmpeg
from clipper.media.shape import shape_filters, zoom_filters
from clipper.media.source import CutSource, open_source
from clipper.media.tool import REMEDY, FFmpeg
from clipper.media.trim import FrameGrid, Trim, resolve_trim
from clipper.media.verify import verify_written
from clipper.model.clip import Clip, Placement
from clipper.model.diagnostic import Diagnostic
from clipper.model.frame_rate import FrameRate
from clipper.model.progress import Progress, silent
from clipper.model.span import round_half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What is to be written, resolved into frames and samples: one clip, or pieces of one recording in a row.

    ``placements`` say where each will lie in the new file: known before anything is encoded, so that captions can be
    drawn into the picture.
    """

    source: CutSource
    trims: tuple[Trim, ...]
    encoding: Encoding
    placements: tuple[Placement, ...]

    @property
    def seconds(self) -> Fraction:
        """Exact length."""
        return sum((trim.seconds for trim in self.trims), Fraction(0))

    @property
    def frames(self) -> int | None:
        """Number of frames; None without a picture."""
        counts = [trim.frames for trim in self.trims if trim.frames is not None]
        return sum(counts) if counts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutReport:
    """What was written: the file, where each piece came to lie in it, and the exact frames and samples.

    ``loudness`` is what the sound had before it was levelled; None where that was not asked, or there was too little to
    measure and it was left as it is, which ``diagnostics`` tell.
    """

    path: Path
    placements: tuple[Placement, ...]
    trims: tuple[Trim, ...]
    loudness: Loudness | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def placement(self) -> Placement:
        """Where the first, or only, piece lies."""
        return self.placements[0]

    @property
    def trim(self) -> Trim:
        """The frames and samples of the first, or only, piece."""
        return self.trims[0]


def plan_cut(
    clips: Sequence[Clip], source: Path, output: Path, *, ffmpeg: FFmpeg, card_rate: FrameRate | None = None
) -> Cut:
    """Resolve one clip, or pieces of one recording in a row, into frames and samples.

    Args:
        clips: What to cut, on the recording's timeline.
        source: The recording's file.
        output: The file to write; its ending chooses the codecs (``encoding.ENCODINGS``; a GIF is silent).
        ffmpeg: What ``find_ffmpeg`` found.
        card_rate: The frame rate of the card that stands for a picture where the recording has none.

    Raises:
        InputError: If there is no such source, or the output's ending is unknown, asks for a picture that the source
            does not have, or allows no file that long.
        MediaError: If the source is not the clip's recording.
        ToolMissing: If ffmpeg lacks an encoder, or a filter that this picture needs.
    """
    encoding = choose_encoding(output, ffmpeg, is_preview=True)
    _check_length(clips, encoding, output)
    opened = open_source(source, clips[0].recording, has_picture=encoding.has_picture)
    grid = opened.grid or (FrameGrid(start=Fraction(0), rate=card_rate) if card_rate else None)
    if encoding.has_picture and grid is None:
        raise InputError(
            f"{source.name} has no picture, so it cannot become {output.name}",
            remedy="Choose an output that ends in .m4a, .mp3, .wav, .flac or .opus.",
        )
    if encoding.has_picture and opened.grid:
        require_filters(opened, ffmpeg)
    trims = tuple(resolve_trim(clip, grid if encoding.has_picture else None, encoding.rate) for clip in clips)
    ends = accumulate((trim.seconds for trim in trims), initial=Fraction(0))
    placements = (place_clip(clip, trim, at=at) for clip, trim, at in zip(clips, trims, ends, strict=False))
    return Cut(source=opened, trims=trims, encoding=encoding, placements=tuple(placements))


def make_cut(  # noqa: PLR0913  a plan, and options that have defaults
    cut: Cut,
    output: Path,
    *,
    ffmpeg: FFmpeg,
    finish: Finish = AS_IT_IS,
    target_lufs: float | None = None,
    force: bool = False,
    progress: Progress = silent,
) -> CutReport:
    """Write what was planned.

    The first frame is the one on screen at the clip's start, the sound starts and ends at the wished ms with a fade,
    and both stay together. Under ``output``'s name stands a whole, checked file or what stood there before.

    Args:
        cut: What ``plan_cut`` made for this output.
        output: The file to write.
        ffmpeg: What ``find_ffmpeg`` found.
        finish: Its shape, what is drawn over it, its bit rates.
        target_lufs: The loudness to bring the sound to (-16 for podcasts, -23 for broadcast); None leaves it as it is.
        force: Replace an existing file.
        progress: Called with "cut" and the share that is done.

    Raises:
        InputError: If the output exists or is the source.
        MediaError: If the source ends too early, or the folder cannot be written to.
        CommandFailed: If ffmpeg fails.
    """
    encoding = cap_rates(cut.encoding, video_kbps=finish.video_kbps, audio_kbps=finish.audio_kbps)
    target_lufs = target_lufs if encoding.has_sound else None
    with ExitStack() as stack:
        part = stack.enter_context(writing_output(output, [cut.source.path], force=force))
        drawn = stack.enter_context(burning(finish.overlay, ffmpeg)) if finish.overlay else None
        level = plan_level(cut.source, cut.trims, target_lufs, ffmpeg=ffmpeg)
        run_ffmpeg(
            cut_argv(ffmpeg, cut, encoding, part, finish=finish, drawn=drawn, level=level.filters),
            doing=f"cutting {output.name} from {cut.source.path.name}",
            expected_ms=round_half_up(cut.seconds * 1000),
            progress=progress,
            cwd=drawn.cwd if drawn else None,
        )
        verify_written(part, frames=cut.frames, seconds=cut.seconds, name=output.name, has_sound=encoding.has_sound)
    return CutReport(
        path=output,
        placements=cut.placements,
        trims=cut.trims,
        loudness=level.loudness,
        diagnostics=describe_level(level, cut.trims, target_lufs, where=output.name),
    )


def cut_argv(  # noqa: PLR0913  the things that a cut is made of
    ffmpeg: FFmpeg,
    cut: Cut,
    encoding: Encoding,
    output: Path,
    *,
    finish: Finish = AS_IT_IS,
    drawn: Burning | None = None,
    level: str = "",
) -> list[str]:
    """The ffmpeg command that writes a cut; ``drawn`` is what draws over its picture."""
    is_card = cut.source.grid is None and encoding.has_picture
    graph = pieces_graph(
        cut.source,
        cut.trims,
        shapes=("",) if is_card and finish.canvas else _shapes(finish),
        over=drawn.filter if drawn else "",
        card=_card(finish, drawn),
        level=level,
        has_sound=encoding.has_sound,
    )
    picture = "[finished]" if encoding.finish else "[v]"
    if encoding.finish:
        graph += f";[v]{encoding.finish}{picture}"
    labels = ["-map", picture] if encoding.has_picture else []
    labels += ["-map", "[a]"] if encoding.has_sound else []
    return [
        *(ffmpeg.path, *QUIET_ARGUMENTS, *PROGRESS_ARGUMENTS, "-y", *pieces_inputs(cut.source, cut.trims)),
        *("-filter_complex", graph, *labels),
        *(*encoding.arguments, *ANONYMOUS, output_argument(output)),
    ]


def _card(finish: Finish, drawn: Burning | None) -> str:
    """The card of a recording without a picture, with what stands still on it."""
    if finish.canvas is None:
        return EMPTY_CARD
    empty = f"color=c=black:s={finish.canvas.width}x{finish.canvas.height}:sar=1"
    return f"{empty},format=yuv420p,{tag_colours(BT709)}{',' + drawn.ground if drawn and drawn.ground else ''}"


def _shapes(finish: Finish) -> tuple[str, ...]:
    """The filters that bring pieces to the canvas: every other one a little nearer."""
    if finish.canvas is None:
        return ("",)
    plain = shape_filters(finish.canvas)
    return (plain,) if finish.zoom <= 1 else (plain, f"{plain},{zoom_filters(finish.canvas, finish.zoom)}")


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


def _check_length(clips: Sequence[Clip], encoding: Encoding, output: Path) -> None:
    length_s = sum(clip.span.duration_ms for clip in clips) / 1000
    if encoding.longest_s is not None and length_s > encoding.longest_s:
        raise InputError(
            f"{output.name} would last {length_s:.0f} s, but a {output.suffix} may last {encoding.longest_s} s",
            remedy="Choose an output that ends in .mp4 or .webm, or a shorter clip.",
        )
