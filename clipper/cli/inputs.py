"""The arguments that every command shares: an episode, and how to read it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from clipper.model import Speaker
    from clipper.pipeline.align_job import AlignRequest
    from clipper.pipeline.episode import Episode

REPAIRS = ("off", "report", "sure", "all")  # written out so that --help need not load the rooms; a test compares them
_NEW_NAME = re.compile(r"(?P<name>[^(\s].*?)(?: \((?P<role>.+)\))?")

FILE = click.Path(path_type=Path)
STDOUT = Path("-")


class _Track(click.ParamType[tuple[str, Path]]):
    """``Name=file``."""

    name = "NAME=FILE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        if isinstance(value, tuple):
            return value
        name, equals, path = str(value).partition("=")
        if not equals or not name.strip() or not path:
            self.fail(f"{value!r} is not of the form 'Name=file.wav'", param, ctx)
        return name.strip(), Path(path)


class _Name(click.ParamType["tuple[str, Speaker]"]):
    """``Old name=New name (Role)``."""

    name = "OLD=NEW"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Speaker]:
        if isinstance(value, tuple):
            return value
        from clipper.model import Speaker  # noqa: PLC0415

        old, equals, new = str(value).partition("=")
        written = _NEW_NAME.fullmatch(" ".join(new.split()))
        if not equals or not written:
            self.fail(f"{value!r} is not of the form 'Speaker 1=Ada Lovelace (Host)'", param, ctx)
        return " ".join(old.split()), Speaker(name=written["name"], role=written["role"] or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeArguments:
    """EPISODE.json, or TRANSCRIPT and MEDIA, with the options for reading them."""

    inputs: Sequence[Path]
    media: Path | None
    tracks: Sequence[tuple[str, Path]]
    stream: int | None
    lexicon: Path | None
    acoustic_model: Path | None
    ffmpeg: str | None
    no_cache: bool
    quiet: bool
    pins: Path | None = None
    min_coverage: float | None = None
    partial: bool = False
    renamed: Sequence[tuple[str, Speaker]] = ()
    repair: str | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that is read: no output may overwrite one."""
        own = (self.lexicon, self.acoustic_model, self.pins)
        named = (*self.inputs, *(path for _, path in self.tracks), self.media, *own)
        return tuple(path for path in named if path is not None)

    def request(self) -> AlignRequest:
        """The request behind the arguments.

        Raises:
            click.UsageError: If there are more than two files, or a track is named twice.
        """
        from clipper.model import RepairMode  # noqa: PLC0415
        from clipper.pipeline.align_job import AlignRequest  # noqa: PLC0415  numpy and the models stand behind it

        if len(self.inputs) > 2:
            raise click.UsageError(f"takes EPISODE.json, or TRANSCRIPT and MEDIA, not {len(self.inputs)} files")
        for option, given in (("--track", self.tracks), ("--name", self.renamed)):
            if len(dict(given)) != len(given):
                raise click.UsageError(f"{option} names a speaker twice")
        return AlignRequest(
            transcript=self.inputs[0],
            media=self.inputs[1] if len(self.inputs) == 2 else None,
            tracks=dict(self.tracks),
            lexicon=self.lexicon,
            stream=self.stream,
            acoustic_model=self.acoustic_model,
            ffmpeg=self.ffmpeg,
            cache=not self.no_cache,
            pins=self.pins,
            min_coverage=None if self.min_coverage is None else self.min_coverage / 100,
            partial=self.partial,
            names=dict(self.renamed),
            repair=None if self.repair is None else RepairMode(self.repair),
        )

    def open(self) -> Episode:
        """Load or align the episode, with progress on a terminal."""
        from clipper.cli.progress import ProgressLine  # noqa: PLC0415
        from clipper.pipeline.episode import open_episode  # noqa: PLC0415

        with ProgressLine(quiet=self.quiet) as progress:
            return open_episode(self.request(), media=self.media, progress=progress)

    @staticmethod
    def finish(episode: Episode) -> None:
        """Say at the very end, and by the exit code, that less was found than was asked for (with ``--partial``).

        Raises:
            CoverageError: In that case.
        """
        if episode.shortfall is not None:
            raise episode.shortfall


HEARING = (
    click.option("--stream", type=click.IntRange(0), metavar="N", help="Index of the audio stream to listen to."),
    click.option(
        "--lexicon",
        type=FILE,
        metavar="FILE",
        help="Your own pronunciations, a line each: 'SSI = S S I', 'Nguyen = /W IH N/'.",
    ),
    click.option(
        "--acoustic-model",
        type=FILE,
        metavar="FILE",
        help="A speech model of your own to listen with (wav2vec2, MMS): the .onnx file, its vocab.json beside it.",
    ),
)
COVERAGE = (
    click.option(
        "--min-coverage",
        type=click.FloatRange(0, 100),
        metavar="PERCENT",
        help="Stop, writing nothing, if fewer of the words between the first and the last found one are found (if that "
        "is less than 100 words or a minute: of all words). Default: 80.",
    ),
    click.option(
        "--partial",
        is_flag=True,
        help="Write what was found even if it is less than that; the exit code (11) still says so.",
    ),
)
RUNNING = (
    click.option("--ffmpeg", metavar="PATH", envvar="CLIPPER_FFMPEG", help="Another ffmpeg (7.1 or newer)."),
    click.option("--no-cache", is_flag=True, help="Compute all anew: neither use nor keep earlier results."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
)
_OPTIONS = (
    click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="EPISODE.json | TRANSCRIPT MEDIA"),
    click.option(
        "--media",
        type=FILE,
        metavar="FILE",
        help="A recording that takes the place of the one in EPISODE.json (it moved, or is another copy).",
    ),
    click.option(
        "--track",
        "tracks",
        type=_Track(),
        multiple=True,
        help="A recording of one speaker only: 'Name=file.wav'. Repeatable.",
    ),
    *HEARING,
    click.option(
        "--pins",
        type=FILE,
        metavar="FILE",
        help="Doubtful places that you have settled, a line each: 'some words @ turn 3 = 1:02.450' (they begin "
        "exactly then), '= 1:02.450-1:03.1' (and end then), '= not spoken'. Obeyed exactly; what contradicts "
        "itself is told. The file is read each time: give it whenever you align again.",
    ),
    *COVERAGE,
    click.option(
        "--name",
        "renamed",
        type=_Name(),
        multiple=True,
        help="Give a speaker of the transcript another name: 'Speaker 1=Ada Lovelace (Host)'; '=Ada' names turns that "
        "have none. Repeatable.",
    ),
    click.option(
        "--repair",
        type=click.Choice(REPAIRS),
        help="Words that stand under a wrong speaker: do not look, only report, change what is sure, or whatever is "
        "likelier than not. Default: sure.",
    ),
    *RUNNING,
)
"""The arguments EPISODE.json | TRANSCRIPT MEDIA and their options, in the order of ``--help``."""


def takes_episode(command: Callable[..., None]) -> Callable[..., None]:
    """Add the arguments EPISODE.json | TRANSCRIPT MEDIA and their options; the command gets ``EpisodeArguments``."""
    return with_options(command, _OPTIONS, EpisodeArguments)


def with_options(
    command: Callable[..., None], options: Sequence[Callable[..., Any]], made: type[Any]
) -> Callable[..., None]:
    """Add options, and hand them to the command as one value of the class ``made``, whose fields they are."""

    @functools.wraps(command)
    def with_arguments(*positional: Any, **given: Any) -> None:
        shared = {name: given.pop(name) for name in made.__dataclass_fields__}
        command(*positional, made(**shared), **given)

    decorated: Callable[..., None] = with_arguments
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def writes_media(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the options of a command that writes one media file: ``output``, ``force`` and ``as_json``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        command = click.option("--json", "as_json", is_flag=True, help="What was made as JSON on stdout.")(command)
        command = click.option("-f", "--force", is_flag=True, help="Replace files that exist.")(command)
        return click.option(
            "-o",
            "--output",
            type=FILE,
            required=True,
            metavar="FILE",
            help=f"The {kind}: .mp4, .mov, .mkv, .m4a, .mp3, .wav, .flac or .opus. "
            "Captions (.vtt, .srt) are written beside it.",
        )(command)

    return decorate
