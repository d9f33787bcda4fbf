"""Burning captions in: what ffmpeg's filter ``ass`` reads, in a folder of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from clipper.errors import MediaError, ToolMissing
from clipper.media.tool import REMEDY, FFmpeg
from clipper.model import Overlay

OVERLAY_FILTER = "ass=captions.ass:fontsdir=fonts"
"""Plain names in ffmpeg's working folder, the same for every clip: no text and no path of a user reaches the graph."""


GROUND_FILTER = "ass=ground.ass:fontsdir=fonts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Burning:
    """How an overlay is drawn: the ``filter``, and the folder ``cwd`` that ffmpeg is to run in.

    ``ground`` is the filter for a card's first frame, "" where nothing stands under the rest.

    Every other path of that command must be absolute.
    """

    filter: str
    cwd: Path
    ground: str = ""


@contextmanager
def burning(overlay: Overlay, ffmpeg: FFmpeg) -> Iterator[Burning]:
    """Write an overlay and its fonts into a private temporary folder, which is gone when the block ends.

    Raises:
        MediaError: If a font has gone, or the folder cannot be written (the disk is full).
        ToolMissing: If ffmpeg was built without libass.
    """
    if "ass" not in ffmpeg.filters:
        raise ToolMissing(f"{ffmpeg.path} cannot draw captions: it lacks the filter ass (libass)", remedy=REMEDY)
    with ExitStack() as stack:
        try:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="clipper-captions-")))
            _lay_out(overlay, folder)
        except OSError as problem:
            raise MediaError(
                f"the captions cannot be laid out for ffmpeg: {problem.strerror} ({problem.filename})",
                remedy="See that the fonts are still there and the disk for temporary files has room.",
            ) from problem
        yield Burning(filter=OVERLAY_FILTER, cwd=folder, ground=GROUND_FILTER if overlay.ground_text else "")


def _lay_out(overlay: Overlay, folder: Path) -> None:
    (folder / "captions.ass").write_text(overlay.ass_text, "utf-8", newline="\n")
    if overlay.ground_text:
        (folder / "ground.ass").write_text(overlay.ground_text, "utf-8", newline="\n")
    (folder / "fonts").mkdir()
    # Numbered: names of fonts come from anywhere, and two folders may each have a Bold.ttf.
    for number, path in enumerate(dict.fromkeys(face.path for face in overlay.fonts)):
        shutil.copyfile(path, folder / "fonts" / f"{number}{Path(path).suffix.lower()}")
