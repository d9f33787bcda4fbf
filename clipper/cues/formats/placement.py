r"""Where a cue stands, told in every format's own way: the nine places of a number pad that all of them have.

``Cue.settings`` is WebVTT's text ("line:0 align:left") or SubStation's ``{\an8}``, which SRT, ASS and TTML share here:
1 to 3 at the bottom, 7 to 9 on top, left to right; 2 is where a cue stands by itself.
"""

from __future__ import annotations

import re

from clipper.cues.formats.vtt_settings import VttSettings, read_settings

USUAL = 2
_TAG = re.compile(r"\{\\(an?)([0-9]{1,2})\}")
# SubStation's first numbering: 1 to 3 at the bottom, 5 to 7 on top, 9 to 11 in the middle.
_LEGACY = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
_ROWS = ("", "line:50%", "line:0")
_COLUMNS = ("align:left", "", "align:right")
_TOP, _BOTTOM = 33, 66  # percent of the height at which the thirds meet
_UPPER_LINES = 5  # of the fifteen or so that a screen has


def read_anchor(settings: str) -> int | None:
    """The place 1..9 that settings of either kind come nearest to; None for vertical text, which has none."""
    tag = _TAG.fullmatch(settings)
    if tag:
        number = int(tag[2])
        return (number if 1 <= number <= 9 else USUAL) if tag[1] == "an" else _LEGACY.get(number, USUAL)
    found = read_settings(settings)
    if found.vertical:
        return None
    return 3 * _row(found) + 1 + _column(found)


def legacy_anchor(number: int) -> int:
    """The place 1..9 of an alignment in SubStation's first numbering."""
    return _LEGACY.get(number, USUAL)


def _row(settings: VttSettings) -> int:
    if settings.line is None:
        return 0
    if settings.snap_to_lines:
        return 2 if 0 <= settings.line <= _UPPER_LINES else 0
    return 2 if settings.line <= _TOP else 1 if settings.line <= _BOTTOM else 0


def _column(settings: VttSettings) -> int:
    return {"start": 0, "left": 0, "center": 1, "end": 2, "right": 2}[settings.align]


def vtt_settings(anchor: int) -> str:
    """A place as WebVTT settings; empty for the usual one."""
    row, column = divmod(anchor - 1, 3)
    return " ".join(filter(None, (_ROWS[row], _COLUMNS[column])))


def anchor_tag(anchor: int) -> str:
    r"""A place as ``{\an8}``; empty for the usual one."""
    return "" if anchor == USUAL else f"{{\\an{anchor}}}"


def is_exact(settings: str) -> bool:
    """Whether one of the nine places says all that ``settings`` say."""
    anchor = read_anchor(settings)
    return anchor is not None and settings in ("", anchor_tag(anchor), vtt_settings(anchor), f"{{\\an{anchor}}}")
