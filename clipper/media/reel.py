"""A reel -> one file, every clip's picture and sound together to the last one.

Each clip becomes a file of H.264 and plain PCM; these are then joined, the picture copied, the sound encoded once. AAC
encoded clip by clip would add its padding at every join: 574 ms after 20 clips (clips.md 3.3, methods A and C; both one
pass over everything and this way measured 0.0). This way was chosen because a clip's file does not depend on its
neighbours, so that unchanged clips need not be made again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ffmpeg import input as input_stream
from ffmpeg import output as output_stream

from clipper.errors import InputError
from clipper.media.cut import Cut, cut_argv, place_clip, require_filters
from clipper.media.encoding import ANONYMOUS, PICTURE, Encoding, choose_encoding
from clipper.media.finish import AS_IT_IS, Finish
from clipper.media.guard import PROTOCOLS, output_argument
from clipper.media.loudness import Level, Loudness, describe_level, plan_level
from clipper.media.output import check_output, writing_output
from clipper.media.run import PROGRESS_ARGUMENTS, QUIET_ARGUMENTS, run_ffmpeg
from clipper.media.source import CutSource, open_source
from clipper.media.tool import FFmpeg
from clipper.media.trim import Trim, resolve_trim, write_seconds
from clipper.media.verify import verify_written
from clipper.model.canvas import Canvas, Fit
from clipper.model.clip import Placement, Reel
from clipper.model.diagnostic import Diagnostic
from clipper.model.frame_rate import FrameRate
from clipper.model.progress import Progress, silent
from clipper.model.span import round_half_up

PLAIN_SOUND = ("-c:a", "pcm_s24le")
"""Of a clip's own file: no padding, cut to the sample, and finer than what any source holds."""

PIECE = Encoding(encoders=("libx264", "pcm_s24le"), picture=PICTURE, sound=PLAIN_SOUND)
SOUND_PIECE = Encoding(encoders=("pcm_s24le",), sound=PLAIN_SOUND)

JOINING_SHARE = 0.1
"""Of the progress: joining copies the picture, cutting encodes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelReport:
    """What was written: the file, where each clip lies in it, each clip's exact frames and samples.

    ``loudness`` is what each clip had before it was levelled, and ``diagnostics`` tell of what was not, see
    ``CutReport``.
    """

    path: Path
    placements: tuple[Placement, ...]
    trims: tuple[Trim, ...]
    duration_ms: int
    loudness: tuple[Loudness | None, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def join_reel(  # noqa: PLR0913  three values, and options that have defaults
    reel: Reel,
    sources: Sequence[Path],
    output: Path,
    *,
    ffmpeg: FFmpeg,
    target_lufs: float | None = None,
    force: bool = False,
    progress: Progress = silent,
) -> ReelReport:
    """Cut the clips of a reel and join them into one file; codecs by the output's ending.

    Pictures of several sizes are fitted into the reel's size, on black; the frame rate is the one that most of the reel
    has. Every clip begins and ends with its own fade, so that no join clicks.

    Args:
        reel: What to join.
        sources: The file of each clip's recording, in the clips' order; the same file may stand there again and again.
        output: The file to write.
        ffmpeg: What ``find_ffmpeg`` found.
        target_lufs: The loudness to bring each clip to, by itself; None leaves them as they are.
        force: Replace an existing file.
        progress: Called with "reel" and the share that is done.

    Raises:
        InputError: If the output may not be written, or asks for a picture that one of the clips does not have.
        MediaError: If a source is not its clip's recording, or ends too early.
        ToolMissing: If ffmpeg lacks an encoder.
        CommandFailed: If ffmpeg fails.
        ValueError: If there are not as many sources as clips.
    """
    if len(sources) != len(reel.clips):
        raise ValueError(f"{len(sources)} sources for {len(reel.clips)} clips")
    encoding = choose_encoding(output, ffmpeg)
    check_output(output, sources, force=force)
    opened = [
        open_source(path, clip.recording, has_picture=encoding.has_picture)
        for path, clip in zip(sources, reel.clips, strict=True)
    ]
    if encoding.has_picture:
        _require_pictures(reel, opened, output)
        for source in opened:
            require_filters(source, ffmpeg)
    trims = resolve_reel(reel, opened, has_picture=encoding.has_picture)
    with (
        writing_output(output, [*sources, *(source.path for source in opened)], force=force) as part,
        tempfile.TemporaryDirectory(prefix=".reel-", dir=part.parent) as folder,
    ):
        joining = _Joining(ffmpeg=ffmpeg, reel=reel, trims=trims, folder=Path(folder), progress=progress)
        levels = joining.cut_pieces(opened, output.name, target_lufs)
        joining.join_pieces(encoding, part, output.name)
    return report_reel(reel, trims, output, levels, target_lufs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joining:
    """A reel being made in a folder of its own."""

    ffmpeg: FFmpeg
    reel: Reel
    trims: tuple[Trim, ...]
    folder: Path
    progress: Progress

    def cut_pieces(self, sources: Sequence[CutSource], name: str, target_lufs: float | None) -> list[Level]:
        """Write a file per clip; returns how each is levelled."""
        levels: list[Level] = []
        share = (1 - JOINING_SHARE) / len(self.trims)
        for number, (source, trim) in enumerate(zip(sources, self.trims, strict=True)):
            piece = self.folder / _piece_name(number)
            level = plan_level(source, [trim], target_lufs, ffmpeg=self.ffmpeg)
            levels.append(level)
            self._run(
                piece_argv(self.ffmpeg, self.reel, source, trim, piece, level=level.filters),
                doing=f"cutting clip {number + 1} from {source.path.name}",
                seconds=trim.seconds,
                share=(number * share, share),
            )
            verify_written(piece, frames=trim.frames, seconds=trim.seconds, name=f"clip {number + 1} of {name}")
        return levels

    def join_pieces(self, encoding: Encoding, output: Path, name: str) -> None:
        """Write the whole: copied picture, sound encoded once."""
        listing = self.folder / "pieces.ffconcat"
        listing.write_text(list_pieces(self.trims), encoding="ascii")
        seconds = sum((trim.seconds for trim in self.trims), Fraction(0))
        self._run(
            join_argv(self.ffmpeg, listing, encoding, output),
            doing=f"joining {name}",
            seconds=seconds,
            share=(1 - JOINING_SHARE, JOINING_SHARE),
        )
        frames = sum(trim.frames or 0 for trim in self.trims) if encoding.has_picture else None
        verify_written(output, frames=frames, seconds=seconds, name=name)

    def _run(self, argv: Sequence[str], *, doing: str, seconds: Fraction, share: tuple[float, float]) -> None:
        before, own = share
        run_ffmpeg(
            argv,
            doing=doing,
            expected_ms=round_half_up(seconds * 1000),
            progress=lambda stage, done: self.progress(stage, min(1.0, before + done * own)),
            stage="reel",
        )


def report_reel(
    reel: Reel, trims: Sequence[Trim], output: Path, levels: Sequence[Level], target_lufs: float | None = None
) -> ReelReport:
    """Where each clip of a reel plays: counted in frames (samples, without a picture), rounded to ms once."""
    at, placements = Fraction(0), []
    for clip, trim in zip(reel.clips, trims, strict=True):
        placements.append(place_clip(clip, trim, at=at))
        at += trim.seconds
    return ReelReport(
        path=output,
        placements=tuple(placements),
        trims=tuple(trims),
        duration_ms=round_half_up(at * 1000),
        loudness=tuple(level.loudness for level in levels),
        diagnostics=tuple(
            each
            for number, (level, trim) in enumerate(zip(levels, trims, strict=True), start=1)
            for each in describe_level(level, [trim], target_lufs, where=f"clip {number} of {output.name}")
        ),
    )


def resolve_reel(reel: Reel, sources: Sequence[CutSource], *, has_picture: bool) -> tuple[Trim, ...]:
    """Each clip's frames and samples; all at the frame rate that the longest part of the reel has already."""
    if not has_picture:
        return tuple(resolve_trim(clip, None) for clip in reel.clips)
    lengths_ms: dict[FrameRate, int] = {}
    for clip, source in zip(reel.clips, sources, strict=True):
        if source.grid is not None:
            lengths_ms[source.grid.rate] = lengths_ms.get(source.grid.rate, 0) + clip.span.duration_ms
    rate = max(lengths_ms, key=lambda each: lengths_ms[each])
    return tuple(resolve_trim(clip, source.grid, rate) for clip, source in zip(reel.clips, sources, strict=True))


def piece_argv(  # noqa: PLR0913  the five things that a piece is made of
    ffmpeg: FFmpeg, reel: Reel, source: CutSource, trim: Trim, output: Path, *, level: str = ""
) -> list[str]:
    """The ffmpeg command that writes one clip of a reel: H.264 in the reel's size, and PCM."""
    encoding = SOUND_PIECE if trim.frames is None else PIECE
    finish = AS_IT_IS if trim.frames is None else Finish(canvas=reel_canvas(reel))
    cut = Cut(source=source, trims=(trim,), encoding=encoding, placements=())
    return cut_argv(ffmpeg, cut, encoding, output, finish=finish, level=level)


def reel_canvas(reel: Reel) -> Canvas:
    """The picture into which every clip of a reel is fitted: whole, centred on black."""
    width, height = (reel.width or 0) // 2 * 2, (reel.height or 0) // 2 * 2
    return Canvas(width=width, height=height, fit=Fit.PAD)


def join_argv(ffmpeg: FFmpeg, listing: Path, encoding: Encoding, output: Path) -> list[str]:
    """The ffmpeg command that joins the pieces of ``listing`` and encodes the sound once (for VP9 the picture too)."""
    pieces = input_stream(output_argument(listing), f="concat", safe=1, protocol_whitelist=PROTOCOLS)
    streams = [pieces["v"], pieces["a"]] if encoding.has_picture else [pieces["a"]]
    picture = ("-c:v", "copy") if encoding.picture == PICTURE else encoding.picture
    joined = output_stream(*streams, output_argument(output))
    *reading, target = joined.get_args()
    return [
        *(ffmpeg.path, *QUIET_ARGUMENTS, *PROGRESS_ARGUMENTS, "-y", *reading),
        *(*picture, *encoding.sound, *encoding.container, *ANONYMOUS, target),
    ]


def list_pieces(trims: Sequence[Trim]) -> str:
    """The concat script of the pieces: names that we made ourselves, and exact lengths."""
    lines = ["ffconcat version 1.0"]
    for number, trim in enumerate(trims):
        lines += [f"file {_piece_name(number)}", f"duration {write_seconds(trim.seconds)}"]
    return "\n".join([*lines, ""])


def _piece_name(number: int) -> str:
    return f"{number:04d}.mov"


def _require_pictures(reel: Reel, sources: Sequence[CutSource], output: Path) -> None:
    for number, (clip, source) in enumerate(zip(reel.clips, sources, strict=True), start=1):
        if source.grid is None:
            raise InputError(
                f"clip {number} has sound only ({clip.recording.path}), so {output.name} cannot show it",
                remedy="Choose an output that ends in .m4a, .mp3, .wav, .flac or .opus, or leave that clip out.",
            )
