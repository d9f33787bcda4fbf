"""The options of a command that listens to a recording and whose text is a subtitle file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clipper.cli.inputs import COVERAGE, HEARING, RUNNING, with_options

if TYPE_CHECKING:
    from clipper.pipeline.align_job import AlignRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningArguments:
    """How to listen to a recording, for a command whose text is a subtitle file."""

    stream: int | None
    lexicon: Path | None
    acoustic_model: Path | None
    ffmpeg: str | None
    no_cache: bool
    quiet: bool

    def request(self, text: Path, media: Path, *, min_coverage: float | None, partial: bool) -> AlignRequest:
        """The request to find ``text`` in ``media``; ``min_coverage`` in percent. No labels of speakers are judged."""
        from clipper.model import RepairMode  # noqa: PLC0415
        from clipper.pipeline.align_job import AlignRequest  # noqa: PLC0415  numpy and the models stand behind it

        return AlignRequest(
            transcript=text,
            media=media,
            lexicon=self.lexicon,
            stream=self.stream,
            acoustic_model=self.acoustic_model,
            ffmpeg=self.ffmpeg,
            cache=not self.no_cache,
            min_coverage=None if min_coverage is None else min_coverage / 100,
            partial=partial,
            repair=RepairMode.OFF,
        )


def listens(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for listening to a recording; the command gets ``ListeningArguments``."""
    return with_options(command, (*HEARING, *RUNNING), ListeningArguments)


def asks_for_coverage(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``min_coverage`` and ``partial``."""
    for option in reversed(COVERAGE):
        command = option(command)
    return command
