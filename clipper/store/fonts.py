"""Reading fonts: those that come along, a file of the user's, and those of the system."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from clipper.errors import InputError
from clipper.model import FontFace

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "_templates" / "fonts", _PACKAGE.parent / "templates" / "fonts")
SHIPPED = (
    "NotoSans-Bold.ttf",
    "NotoSansArabicUI-Bold.ttf",
    "NotoSansHebrew-Bold.ttf",
    "NotoSansSymbols-Bold-subset.ttf",
    "NotoSansSymbols2-Regular-subset.ttf",
)
"""Latin, Greek and Cyrillic; Arabic; Hebrew; notes and arrows; stars, hearts and ticks. In order of preference."""

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_MOST_FILES = 3_000  # a desktop with every Noto font has about 2,000; reading one takes 2 to 30 ms
_MOST_FACES = 64  # of a collection; Noto's have ten
_EMOJI = 0x1F000  # colour fonts map these to pictures that libass cannot draw
_OTHER_WEIGHTS = ("thin", "light", "italic", "oblique", "condensed", "mono", "serif", "display")
_HAN = {"ja": "jp", "ko": "kr", "zh": "sc", "zh-tw": "tc", "zh-hk": "hk", "zh-hant": "tc"}
"""How Noto and Source Han name the face that draws Han characters as a language writes them."""


def load_shipped_faces() -> tuple[FontFace, ...]:
    """The faces that install with clipper, in order of preference.

    Raises:
        InputError: If one is missing or damaged.
    """
    for folder in _FOLDERS:
        if folder.is_dir():
            return tuple(face for name in SHIPPED for face in read_faces(folder / name))
    raise InputError("the fonts that come with clipper are not there", remedy="Install clipper again.")


def read_faces(path: Path) -> tuple[FontFace, ...]:
    """The faces of a font file or collection.

    Raises:
        InputError: If it is no font with outlines, or one whose name cannot be used.
    """
    try:
        faces = tuple(_read(path))
    except OSError as problem:
        raise InputError(
            f"{path}: cannot be read ({problem.strerror})", remedy="Name a font file (.ttf, .otf, .ttc)."
        ) from problem
    # A damaged font fails anywhere inside fontTools, with whatever error comes to hand there.
    except Exception as problem:
        raise InputError(f"{path}: this font cannot be used: {problem}", remedy=_REMEDY) from problem
    if not any(face.advances for face in faces):
        raise InputError(f"{path}: this font has no outlines that could be drawn", remedy=_REMEDY)
    return faces


_REMEDY = "Name a TrueType or OpenType font with outlines (.ttf, .otf, .ttc); colour fonts and bitmaps cannot be drawn."


def find_system_faces(
    characters: Sequence[str], *, language: str = "en", folders: Sequence[Path] | None = None
) -> tuple[FontFace, ...]:
    """Faces of this system that have ``characters``, best first, until each is in one or no file is left.

    Bold sans-serif faces are tried first, and of a collection the face that writes Han as ``language`` does.

    Args:
        characters: What no other font has.
        language: A BCP 47 tag.
        folders: Where to look (default: where this system keeps its fonts).
    """
    wanted = {ord(character) for character in characters}
    found: list[FontFace] = []
    files = sorted(_list_files(_system_folders() if folders is None else folders), key=_preference)
    for path in files[:_MOST_FILES]:
        if not wanted:
            break
        try:
            faces = sorted(read_faces(path), key=lambda face: not _writes(face, language))
        except InputError:
            continue  # a broken font on the system is nobody's concern as long as another has the characters
        best = max(faces, key=lambda face: len(wanted & face.advances.keys()))
        if covered := wanted & best.advances.keys():
            found.append(best)
            wanted -= covered
    return tuple(found)


def _read(path: Path) -> Iterator[FontFace]:
    with path.open("rb") as file:
        head = file.read(12)
    count = int.from_bytes(head[8:12]) if head[:4] == b"ttcf" else 1
    for number in range(min(count, _MOST_FACES)):
        with TTFont(path, fontNumber=number, lazy=True) as font:
            if {"glyf", "CFF ", "CFF2"} & set(font.keys()):
                yield _face_of(font, path)


def _face_of(font: TTFont, path: Path) -> FontFace:
    cmap, widths, os2 = font.getBestCmap() or {}, font["hmtx"].metrics, font["OS/2"]
    in_colour = bool({"COLR", "CBDT", "sbix", "SVG "} & set(font.keys()))
    height = os2.usWinAscent + os2.usWinDescent or font["hhea"].ascent - font["hhea"].descent
    if not (name := _name_of(font)):
        raise TTLibError("it has no name")
    return FontFace(
        name=name,
        path=str(path),
        units_per_em=font["head"].unitsPerEm,
        line_units=height,
        advances={char: widths[glyph][0] for char, glyph in cmap.items() if not (in_colour and char >= _EMOJI)},
    )


def _name_of(font: TTFont) -> str:
    """What libass matches: a full name of the Windows records, or, where outlines are cubic, the PostScript name."""
    if "glyf" not in font:
        return font["name"].getDebugName(6) or ""
    full = [record for record in font["name"].names if record.nameID == 4 and record.platformID == 3]
    english = [record for record in full if record.langID == 0x409]
    return (english or full)[0].toUnicode() if full else ""


def _writes(face: FontFace, language: str) -> bool:
    tag = language.lower()
    region = _HAN.get(tag, _HAN.get(tag.split("-")[0], ""))
    return bool(region) and f"cjk{region}" in face.name.lower().replace(" ", "")


def _preference(path: Path) -> tuple[int, bool, str]:
    name = path.name.lower()
    return sum(weight in name for weight in _OTHER_WEIGHTS), "bold" not in name, name


def _list_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, _, names in os.walk(folder):
            yield from (Path(parent) / name for name in names if name.lower().endswith(_ENDINGS))


def _system_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return (local / "Microsoft/Windows/Fonts", Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local/share"))
    return (data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
