"""The characters of a text as a viewer counts them, and where a word may be parted between two lines."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_CUT_AFTER = "/\\-_.,?&=:;@#+~|、。，．；：！？）】」』・"
_NEVER_FIRST = "、。，．；：！？）】」』〉》〕・ー々〜…‥っゃゅょぁぃぅぇぉゎッャュョァィゥェォヮ)]}!?:;,.'\"”’»"
_NEVER_LAST = "（【「『〈《〔([{“‘«"
"""Which characters begin or end no line: JIS X 4051's brackets, stops, small kana and marks of length."""


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


def split_at_joints(word: str) -> list[str]:
    """The stretches of a word that may stand on lines of their own.

    They end behind the joints of a URL or a compound, and between the characters of a script that has no spaces, but
    for its closing punctuation.
    """
    stretches: list[str] = []
    before = ""
    for grapheme in split_graphemes(word):
        joint = before != "" and (before[-1] in _CUT_AFTER or is_wide(before) or is_wide(grapheme))
        stays = grapheme in _NEVER_FIRST or grapheme in _CUT_AFTER or before in _NEVER_LAST
        if stretches and (stays or not joint):
            stretches[-1] += grapheme
        else:
            stretches.append(grapheme)
        before = grapheme
    return stretches


def is_wide(grapheme: str) -> bool:
    """Whether it takes two columns: East Asian wide characters and emoji."""
    is_flag = len(grapheme) == 2 and _completes_flag(grapheme[0], grapheme[1])
    return is_flag or "\ufe0f" in grapheme or unicodedata.east_asian_width(grapheme[0]) in "WF"
