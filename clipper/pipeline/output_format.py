"""Which format a file is written in: by its extension, or by name."""

from __future__ import annotations

from pathlib import Path

from clipper.cues import SUBTITLE_EXTENSIONS, TALK_EXTENSIONS, SubtitleFormat, TalkFormat
from clipper.errors import InputError

OutputFormat = SubtitleFormat | TalkFormat

_BY_EXTENSION: dict[str, OutputFormat] = {**SUBTITLE_EXTENSIONS, **TALK_EXTENSIONS}
_BY_NAME: dict[str, OutputFormat] = {kind.value: kind for kinds in (SubtitleFormat, TalkFormat) for kind in kinds}
FORMAT_NAMES = tuple(_BY_NAME)


def format_named(name: str | None) -> OutputFormat | None:
    """The format that ``--format`` or ``--to`` names; None for none.

    Raises:
        InputError: If there is no such format.
    """
    if name and name not in _BY_NAME:
        raise InputError(f"there is no format {name!r}", remedy=f"There are {', '.join(FORMAT_NAMES)}.")
    return _BY_NAME[name] if name else None


def format_of(path: Path, named: OutputFormat | None, *, option: str = "--format") -> OutputFormat:
    """The format to write a file in: the one of its extension, or else the one that was named (by ``option``).

    Raises:
        InputError: If neither tells.
    """
    kind = _BY_EXTENSION.get(path.suffix.removeprefix(".").lower(), named)
    if kind is None:
        raise InputError(
            f"{path}: the extension does not tell a format",
            remedy=f"Use one of .{', .'.join(_BY_EXTENSION)}, or {option}.",
        )
    return kind
