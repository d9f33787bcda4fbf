"""How wide a text stands on screen, how many characters a viewer reads, and where an overlong word may be cut."""

from __future__ import annotations

import re
import unicodedata

# Control characters and every line and paragraph separator: none may stand in a cue's text. No-break spaces may.
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]+")
_JOINER = "\u200d"
_CUT_AFTER = "/\\-_.,?&=:;@#+~|、。，．；：！？）】」』・"
_NEVER_FIRST = "、。，．；：！？）】」』〉》〕・ー々〜…‥っゃゅょぁぃぅぇぉゎッャュョァィゥェォヮ)]}!?:;,.'\"”’»"
_NEVER_LAST = "（【「『〈《〔([{“‘«"
"""Which characters begin or end no line: JIS X 4051's brackets, stops, small kana and marks of length."""


def clean_text(text: str) -> str:
    """``text`` as a cue can show it: controls gone, every run of spaces and line ends one space, none at the edges."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip(" ")


def split_graphemes(text: str) -> list[str]:
    """The characters as a viewer counts them.

    Combining marks, joined emoji, skin tones, variation selectors, flags, the jamo of a Hangul syllable, and marks of
    direction stay together; Indic conjuncts are left out.
    """
    if text.isascii():
        return list(text)
    graphemes: list[str] = []
    for char in text:
        if graphemes and (_extends(char) or graphemes[-1].endswith(_JOINER) or _completes_flag(graphemes[-1], char)):
            graphemes[-1] += char
        else:
            graphemes.append(char)
    return graphemes


def _extends(char: str) -> bool:
    if char < "\u0300":
        return False
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or "\u1160" <= char <= "\u11ff"  # Hangul vowels and finals that are written one by one
        or "\u200b" <= char <= "\u200f"  # joiners and marks of direction, which no viewer sees
        or "\u202a" <= char <= "\u202e"
        or "\u2060" <= char <= "\u2069"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _completes_flag(before: str, char: str) -> bool:
    return len(before) == 1 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in before + char)


def count_characters(text: str) -> int:
    """Graphemes in ``text``, spaces counted: the unit of reading speed."""
    return len(text) if text.isascii() else len(split_graphemes(text))


def measure_columns(text: str) -> int:
    """The columns that ``text`` takes: two for an East Asian wide character or an emoji, one for any other grapheme."""
    if text.isascii():
        return len(text)
    return sum(2 if _is_wide(grapheme) else 1 for grapheme in split_graphemes(text))


def split_word(word: str, max_columns: int) -> list[tuple[str, bool]]:
    """The pieces of a word that is too long for a line, each with whether a break *before* it is sane.

    Sane is after the joints of a URL or a compound, and between the characters of a script that has no spaces (not
    before its closing punctuation). A stretch without such a place is cut every few columns, which is not.
    """
    pieces: list[tuple[str, bool]] = []
    for stretch in _split_at_sane_places(word):
        if measure_columns(stretch) <= max_columns:
            pieces.append((stretch, bool(pieces)))
            continue
        graphemes = split_graphemes(stretch)
        step = max(1, min(_CHUNK_COLUMNS, max_columns // 2) // 2)
        for start in range(0, len(graphemes), step):
            pieces.append(("".join(graphemes[start : start + step]), bool(pieces) and start == 0))
    return pieces


_CHUNK_COLUMNS = (
    8  # small enough for balanced lines, large enough that a megabyte without a space is laid out in seconds
)


def _split_at_sane_places(word: str) -> list[str]:
    stretches: list[str] = []
    before = ""
    for grapheme in split_graphemes(word):
        joint = before != "" and (before[-1] in _CUT_AFTER or _is_wide(before) or _is_wide(grapheme))
        stays = grapheme in _NEVER_FIRST or grapheme in _CUT_AFTER or before in _NEVER_LAST
        if stretches and (stays or not joint):
            stretches[-1] += grapheme
        else:
            stretches.append(grapheme)
        before = grapheme
    return stretches


def _is_wide(grapheme: str) -> bool:
    is_flag = len(grapheme) == 2 and _completes_flag(grapheme[0], grapheme[1])
    return is_flag or "\ufe0f" in grapheme or unicodedata.east_asian_width(grapheme[0]) in "WF"
