"""Finding the ffmpeg that everything else runs, and asking it what it can do."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import imageio_ffmpeg

from clipper.errors import CommandFailed, ToolMissing
from clipper.media.run import run_command

ENVIRONMENT_VARIABLE = "CLIPPER_FFMPEG"

OLDEST_RELEASE = (7, 1)
"""The first release line whose option and filter behaviour was measured with clipper's commands."""

OLDEST_SNAPSHOT_YEAR = 2025
"""Builds from git are named by date or commit count: 7.1 was branched in September 2024."""

OLDEST_SNAPSHOT_COMMIT = 117_400
"""Commit count of git builds ("N-117012-g...") a few days after 7.1 was branched."""

NEEDED_ENCODERS = frozenset({"aac", "libx264", "pcm_f32le", "pcm_s16le"})
NEEDED_FILTERS = frozenset(
    {"aformat", "afade", "alimiter", "aresample", "concat", "ebur128", "fps", "pan", "scale", "setparams"}
)

REMEDY = (
    "Leave out --ffmpeg and CLIPPER_FFMPEG to use the ffmpeg that was installed with clipper, "
    "or name a full build of ffmpeg 7.1 or newer."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FFmpeg:
    """An ffmpeg that was found fit: its program, the version it gives, and the parts that it has."""

    path: str
    version: str
    encoders: frozenset[str]
    filters: frozenset[str]


def find_ffmpeg(named: str | None = None) -> FFmpeg:
    """Find the ffmpeg to use: the one named, else the one in ``CLIPPER_FFMPEG``, else the one installed with clipper.

    Args:
        named: The path or name that the user gave.

    Raises:
        ToolMissing: If it is absent, older than 7.1, or lacks a part; the message says which.
    """
    return _inspect_ffmpeg(_locate_ffmpeg(named or os.environ.get(ENVIRONMENT_VARIABLE)))


def is_recent_enough(version: str) -> bool:
    """Whether a version ("7.1.1-essentials", "n9.0.2-17-g2a57", "N-118000-gab", "2025-03-31-git-…") is 7.1 or newer."""
    if snapshot := re.match(r"N-(\d{1,9})-g", version):
        return int(snapshot[1]) >= OLDEST_SNAPSHOT_COMMIT
    if dated := re.match(r"(?:git-)?(20\d\d)-\d\d-\d\d", version):
        return int(dated[1]) >= OLDEST_SNAPSHOT_YEAR
    if release := re.match(r"n?(\d{1,4})\.(\d{1,4})", version):
        return (int(release[1]), int(release[2])) >= OLDEST_RELEASE
    return False


def parse_version(banner: str) -> str | None:
    """The version string in the output of ``ffmpeg -version``, or None where that is something else."""
    found = re.match(r"ffmpeg version (\S{1,200})", banner)
    return found[1] if found else None


def parse_names(table: str) -> frozenset[str]:
    """The names in the second column of ``ffmpeg -encoders`` or ``-filters``."""
    rows = (line.split() for line in table.splitlines())
    return frozenset(row[1] for row in rows if len(row) > 2 and row[1] != "=")


def _locate_ffmpeg(named: str | None) -> str:
    if named:
        found = shutil.which(named)
        if found is None:
            raise ToolMissing(f"ffmpeg was to be {named}, but there is no such program", remedy=REMEDY)
        return str(Path(found).absolute())
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise ToolMissing("ffmpeg is missing: imageio-ffmpeg brought none for this machine", remedy=REMEDY) from error


@cache
def _inspect_ffmpeg(path: str) -> FFmpeg:
    try:
        banner = _ask(path, "-version")
    except CommandFailed as error:
        raise ToolMissing(f"{path} does not run as ffmpeg: {error.stderr_tail}", remedy=REMEDY) from error
    version = parse_version(banner)
    if version is None:
        raise ToolMissing(f"{path} is not ffmpeg", remedy=REMEDY)
    if not is_recent_enough(version):
        raise ToolMissing(f"{path} is ffmpeg {version}; clipper needs 7.1 or newer", remedy=REMEDY)
    encoders, filters = parse_names(_ask(path, "-encoders")), parse_names(_ask(path, "-filters"))
    missing = [f"the encoder {name}" for name in sorted(NEEDED_ENCODERS - encoders)]
    missing += [f"the filter {name}" for name in sorted(NEEDED_FILTERS - filters)]
    if missing:
        raise ToolMissing(f"{path} (ffmpeg {version}) lacks {', '.join(missing)}", remedy=REMEDY)
    return FFmpeg(path=path, version=version, encoders=encoders, filters=filters)


def _ask(path: str, question: str) -> str:
    return run_command(
        [path, "-hide_banner", question], doing=f"asking {path} for {question}", stall_s=20
    ).stdout.decode(errors="replace")
