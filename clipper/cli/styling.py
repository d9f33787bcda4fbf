"""The options that say how cues look."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from clipper.cli.profiles import PROFILES, takes_profile

if TYPE_CHECKING:
    from clipper.cli.inputs import EpisodeArguments
    from clipper.model import FrameRate
    from clipper.pipeline.episode import Episode
    from clipper.pipeline.output_format import OutputFormat
    from clipper.pipeline.subtitle_job import SubtitleStyle

# The choices are written out here so that --help need not load the room of cues; a test compares them.
LABELS = ("none", "change", "always")
NAMES = ("full", "first", "last", "initials")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleArguments:
    """How cues look, as the user says it."""

    speakers: str | None
    names: str
    clean: bool
    profile: str
    limits: Sequence[tuple[str, float]]
    fps: FrameRate | None
    shots: bool
    karaoke: bool

    def style(self) -> SubtitleStyle:
        """The style behind the arguments.

        Raises:
            InputError: If there is no such profile, or a limit cannot be used.
        """
        from clipper.cues import NameStyle, SpeakerLabels  # noqa: PLC0415  loaded once it is needed
        from clipper.pipeline.subtitle_job import SubtitleStyle, read_profile  # noqa: PLC0415

        return SubtitleStyle(
            speakers=SpeakerLabels(self.speakers) if self.speakers else None,
            names=NameStyle(self.names),
            profile=read_profile(self.profile, dict(self.limits)),
            rate=self.fps,
            clean=self.clean,
            karaoke=self.karaoke,
        )

    def refuse_useless(self, kinds: Collection[OutputFormat]) -> None:
        """Say which options have no effect on any of the files to be written, before any work.

        Raises:
            click.UsageError: If there is one.
        """
        from clipper.cues import WITH_WORD_TIMES, SubtitleFormat  # noqa: PLC0415

        if self.karaoke and WITH_WORD_TIMES.isdisjoint(kinds):
            names = ", ".join(sorted(kind.value for kind in WITH_WORD_TIMES))
            raise click.UsageError(f"--karaoke has no effect here: only {names} hold word times")
        asked = {
            "--speakers": self.speakers is not None,
            "--names": self.names != NAMES[0],
            "--profile": self.profile != PROFILES[0],
            "--limit": bool(self.limits),
            "--fps": self.fps is not None,
            "--shots": self.shots,
        }
        useless = [option for option, is_given in asked.items() if is_given]
        if useless and not any(isinstance(kind, SubtitleFormat) for kind in kinds):
            raise click.UsageError(f"{', '.join(useless)}: of no effect here, a transcript has turns and no cues")

    def check_picture(self, arguments: EpisodeArguments) -> None:
        """See to it, before any work, that ``--shots`` has a picture to look at; a saved episode tells soon enough.

        Raises:
            InputError: If the recording has none.
        """
        from clipper.pipeline.subtitle_job import require_picture  # noqa: PLC0415

        request = arguments.request()
        media = arguments.media or request.media or next(iter((request.tracks or {}).values()), None)
        if self.shots and media:
            require_picture(media)

    def find_shots(self, arguments: EpisodeArguments, episode: Episode) -> tuple[int, ...]:
        """The cuts of the picture in ms, with progress on a terminal; none unless they are asked for."""
        from clipper.cli.progress import ProgressLine  # noqa: PLC0415
        from clipper.media.tool import find_ffmpeg  # noqa: PLC0415
        from clipper.pipeline.subtitle_job import see_shots  # noqa: PLC0415

        if not self.shots:
            return ()
        with ProgressLine(quiet=arguments.quiet) as progress:
            return see_shots(episode, find_ffmpeg(arguments.ffmpeg), progress=progress)


_OPTIONS = (
    click.option(
        "--speakers",
        type=click.Choice(LABELS),
        help="Name the speaker in the text: never, at each change, or in every cue. "
        "Default: at each change in SRT (not in the bursts of vertical); the other formats have a place for the name.",
    ),
    click.option(
        "--names", type=click.Choice(NAMES), default="full", show_default=True, help="How a speaker is named."
    ),
    click.option(
        "--clean/--verbatim",
        default=False,
        help="Leave out fillers, doubled words and false starts (the times stay). Default: every word.",
    ),
    takes_profile(rate_default="the video's, or 24"),
    click.option("--shots", is_flag=True, help="Find the picture's cuts, and move cues that begin or end near them."),
    click.option("--karaoke", is_flag=True, help="Give every word its time (vtt, ass, podcast-json)."),
)
"""The options in the order of ``--help``."""


def takes_style(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how cues look; the command gets them as ``style``."""

    @functools.wraps(command)
    def with_style(*inputs: Any, **given: Any) -> None:
        shared = {name: given.pop(name) for name in StyleArguments.__dataclass_fields__}
        command(*inputs, style=StyleArguments(**shared), **given)

    decorated: Callable[..., None] = with_style
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
