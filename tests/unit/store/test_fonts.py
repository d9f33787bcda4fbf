from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from clipper.errors import InputError
from clipper.store.fonts import SHIPPED, find_system_faces, load_shipped_faces, read_faces

FONTS = Path(__file__).parents[3] / "templates" / "fonts"


def make_font(path: Path, name: str, characters: str, *, width: int = 500) -> Path:
    """A TrueType font whose every character is the same box."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((400, 500))
    pen.closePath()
    glyphs = {".notdef": pen.glyph(), **{f"u{ord(char):x}": pen.glyph() for char in characters}}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({ord(char): f"u{ord(char):x}" for char in characters})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (width, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Bold", "fullName": name, "psName": name.replace(" ", "")})
    builder.setupOS2(usWinAscent=900, usWinDescent=300)
    builder.setupPost()
    builder.save(path)
    return path


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("Latin", "Zażółć gęślą jaźń; Người Việt; “ß” – …"),
        ("Greek", "Οι ιδέες είναι φθηνές, ᾳ"),
        ("Cyrillic", "Съешь ещё этих мягких французских булок, їґєў"),
        ("Arabic", "مرحبا بالعالم، گچپژ ٪٢٥"),
        ("Hebrew", "שָׁלוֹם עולם ״ ׳ ₪"),
        ("signs", "♪♫→★✓❤"),
    ],
)
def test_the_shipped_fonts_draw(script: str, text: str) -> None:
    faces = load_shipped_faces()
    without = [char for char in text if not any(ord(char) in face.advances for face in faces)]
    assert without == [], script


def test_the_shipped_fonts_are_small_and_come_with_their_licence() -> None:
    assert {path.name for path in FONTS.iterdir()} == {*SHIPPED, "OFL.txt"}
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 2_000_000
    for name in SHIPPED:
        assert "SIL Open Font License" in TTFont(FONTS / name)["name"].getDebugName(13)


def test_a_face_has_its_name_widths_and_height(tmp_path: Path) -> None:
    (face,) = read_faces(make_font(tmp_path / "a.ttf", "Small Font", "ab"))
    assert (face.name, face.units_per_em, face.line_units) == ("Small Font", 1000, 1200)
    assert dict(face.advances) == {ord("a"): 500, ord("b"): 500}


def test_of_several_names_the_english_one_of_windows_is_taken(tmp_path: Path) -> None:
    """libass reads no others: a name of the Macintosh records would not be found."""
    path = make_font(tmp_path / "a.ttf", "English", "a")
    font = TTFont(path)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]
    font["name"].setName("日本語", 4, 3, 1, 0x411)
    font["name"].setName("Old Mac", 4, 1, 0, 0)
    font.save(path)
    assert [face.name for face in read_faces(path)] == ["English"]
    font["name"].names = [record for record in font["name"].names if record.platformID == 1]
    font.save(tmp_path / "b.ttf")
    with pytest.raises(InputError, match="it has no name"):
        read_faces(tmp_path / "b.ttf")


def test_a_collection_has_several_faces(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(make_font(tmp_path / f"{name}.ttf", name, "a")) for name in ("One", "Two")]
    collection.save(tmp_path / "both.ttc")
    assert [face.name for face in read_faces(tmp_path / "both.ttc")] == ["One", "Two"]


@pytest.mark.parametrize("content", [b"", b"no font at all", b"\0\1\0\0" + b"\xff" * 400, b"ttcf" + b"\xff" * 100])
def test_what_is_no_font_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"broken\.ttf: this font cannot be used") as refused:
        read_faces(path)
    assert "TrueType" in refused.value.remedy


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttf: cannot be read"):
        read_faces(tmp_path / "none.ttf")


def test_a_name_that_would_be_a_command_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be asked for"):
        read_faces(make_font(tmp_path / "a.ttf", "x}{\\p1", "ab"))


def test_the_system_is_searched_until_every_character_is_found(tmp_path: Path) -> None:
    make_font(tmp_path / "a-serif.ttf", "Serif", "日本")
    make_font(tmp_path / "b-regular.ttf", "Regular", "日本")
    make_font(tmp_path / "c-bold.ttf", "Strong", "日")
    (tmp_path / "d-bold.ttf").write_bytes(b"broken")
    found = find_system_faces("日本", folders=[tmp_path, tmp_path / "none"])
    assert [face.name for face in found] == ["Strong", "Regular"]
    assert find_system_faces("ก", folders=[tmp_path]) == ()


def test_of_a_collection_the_face_of_the_language_is_taken(tmp_path: Path) -> None:
    names = ("Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK SC")
    collection = TTCollection()
    collection.fonts = [TTFont(make_font(tmp_path / f"{name}.bin", name, "日")) for name in names]
    collection.save(tmp_path / "cjk.ttc")
    chosen = {
        language: find_system_faces("日", language=language, folders=[tmp_path])[0].name
        for language in ("en", "ja", "ko-KR", "zh-Hans")
    }
    assert chosen == {"en": names[0], "ja": names[0], "ko-KR": names[1], "zh-Hans": names[2]}
