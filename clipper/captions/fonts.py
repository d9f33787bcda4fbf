"""Which font draws which character, and what no font has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clipper.captions.ass_text import plain_text
from clipper.language.graphemes import split_graphemes
from clipper.model import Diagnostic, FontFace, Severity

_UNSEEN = "\u200c\u200d\u200e\u200f\u061c"  # invisible: no font needs a glyph for them
_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH")
_NAMED = 12  # characters that a message names


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A text that one face draws."""

    text: str
    face: FontFace

    @property
    def width(self) -> float:
        """In ems; without kerning, which makes it narrower by a percent or two."""
        return sum(self.face.advances.get(ord(char), 0) for char in self.text) / self.face.units_per_em


@dataclass(slots=True, kw_only=True)
class FontShelf:
    """Faces in order of preference, and what was asked of them in vain."""

    faces: Sequence[FontFace]
    missing: dict[str, None] = field(default_factory=dict)

    def set_text(self, text: str) -> tuple[Segment, ...]:
        """A word in as few faces as can be: one that has it all, or else the first that has each character.

        What no face has is left out, and kept in ``missing``.
        """
        graphemes = split_graphemes(text)
        whole = self._find(text)
        if whole:
            return (Segment(text=text, face=whole),)
        segments: list[Segment] = []
        for grapheme in graphemes:
            before = segments[-1] if segments else None
            if before and _has(before.face, grapheme):
                segments[-1] = Segment(text=before.text + grapheme, face=before.face)
            elif face := self._find(grapheme):
                segments.append(Segment(text=grapheme, face=face))
            else:
                self.missing[grapheme] = None
        return tuple(segments)

    def _find(self, text: str) -> FontFace | None:
        return next((face for face in self.faces if _has(face, text)), None)


def find_missing(texts: Iterable[str], faces: Sequence[FontFace]) -> tuple[str, ...]:
    """The characters, but for emoji, that no face has: what to look for among the system's fonts."""
    wanted = dict.fromkeys(grapheme for text in texts for grapheme in split_graphemes(plain_text(text)))
    return tuple(
        dict.fromkeys(
            char
            for grapheme in wanted
            if not is_emoji(grapheme)
            for char in grapheme
            if not any(_has(face, char) for face in faces) and not char.isspace()
        )
    )


def is_emoji(grapheme: str) -> bool:
    """Whether players draw it as a coloured picture: the blocks of emoji and flags."""
    return any("\U0001f000" <= char <= "\U0001faff" for char in grapheme)


def tell_missing(missing: Iterable[str]) -> tuple[Diagnostic, ...]:
    """What to say of characters that were left out: emoji and others apart."""
    emoji = [grapheme for grapheme in missing if is_emoji(grapheme)]
    others = [grapheme for grapheme in missing if not is_emoji(grapheme)]
    findings = []
    if others:
        named = ", ".join(f"{one} (U+{ord(one[0]):04X})" for one in others[:_NAMED])
        is_cjk = any(unicodedata.name(one[0], "").startswith(_CJK) for one in others)
        package = "fonts-noto-cjk" if is_cjk else "fonts-noto-core or fonts-noto-extra"
        findings.append(
            Diagnostic(
                code="characters-not-drawn",
                severity=Severity.ERROR,
                where="captions",
                message=f"no font has these characters, so they are missing from the picture: {named}{_more(others)}",
                remedy=f"Install a font that has them (Debian, Ubuntu: {package}), or name one with --font FILE.",
            )
        )
    if emoji:
        findings.append(
            Diagnostic(
                code="emoji-not-drawn",
                severity=Severity.WARNING,
                where="captions",
                message="emoji are left out of the picture, which ffmpeg cannot draw in colour: "
                f"{' '.join(emoji[:_NAMED])}{_more(emoji)}",
                remedy="Subtitle files keep them. --font with a font of emoji in outline (Noto Emoji) draws them in "
                "the text's colour.",
            )
        )
    return tuple(findings)


def _more(all_of_them: Sequence[str]) -> str:
    return f" and {len(all_of_them) - _NAMED} more" if len(all_of_them) > _NAMED else ""


def _has(face: FontFace, text: str) -> bool:
    return all(ord(char) in face.advances or char in _UNSEEN for char in text)
