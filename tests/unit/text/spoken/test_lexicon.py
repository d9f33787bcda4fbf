from __future__ import annotations

import pytest

from clipper.errors import TranscriptError
from clipper.text.spoken import Lexicon, parse_lexicon


def _first(lexicon: Lexicon, *words: str) -> list[str]:
    found = lexicon.match(words, 0)
    return [" ".join(str(unit) for unit in reading) for reading in found[0]] if found else []


def test_an_entry_is_found_whatever_its_case_and_the_punctuation_around_it() -> None:
    lexicon = parse_lexicon("SSI = S S I\n", source="names.txt")
    for written in ("SSI", "ssi,", "“SSI”", "(SSI).", "SSI…", "SSI—"):
        assert _first(lexicon, written) == ["S S I"], written
    assert _first(lexicon, "SSIs") == []


def test_punctuation_in_an_entry_is_part_of_it() -> None:
    lexicon = parse_lexicon("C# = C sharp\nC++ = C plus plus\n\\#AI = hashtag A I\nYahoo! = ya hoo", source="names.txt")
    assert _first(lexicon, "C#,") == ["C sharp"]
    assert _first(lexicon, "#AI") == ["hashtag A I"]
    assert _first(lexicon, "Yahoo!") == ["ya hoo"]
    assert _first(lexicon, "C") == []


def test_curly_apostrophes_and_straight_ones_are_the_same() -> None:
    lexicon = parse_lexicon("K’tah = kay tah", source="names.txt")
    assert _first(lexicon, "K'tah") == ["kay tah"]


def test_comments_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    text = "\ufeff# names\n\n  # indented\nZorb = zorb  # the company\r\nC# = C sharp # language\n"
    assert [entry.written for entry in parse_lexicon(text, source="names.txt").entries] == [("zorb",), ("c#",)]


def test_stress_digits_are_ignored_and_case_of_phones_does_not_matter() -> None:
    (entry,) = parse_lexicon("Zorb = /z AO1 r B/", source="names.txt").entries
    ((unit,),) = entry.readings
    assert not isinstance(unit, str)
    assert unit.pronunciations == (("Z", "AO", "R", "B"),)


def test_alternatives_and_a_mixture_of_words_and_phones() -> None:
    (entry,) = parse_lexicon("JPX = jay /P EH G/ | J P X", source="names.txt").entries
    assert entry.readings[1] == ("J", "P", "X")
    assert entry.readings[0][0] == "jay"


def test_entries_for_the_same_word_add_up() -> None:
    assert _first(parse_lexicon("Zorb = zorb\nzorb = zed orb", source="names.txt"), "Zorb") == ["zorb", "zed orb"]


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("Zorb zorb", 1, "needs '='"),
        ("= zorb", 1, "nothing is written"),
        ("Zorb =", 7, "nothing is said"),
        ("Zorb = zorb |", 14, "nothing is said"),
        ("Zorb = /Z QQ B/", 11, "'QQ' is not a phone"),
        ("Zorb = //", 8, "empty or unfinished"),
        ("Zorb = /Z AO", 8, "empty or unfinished"),
        ("Zorb = zorb 4", 13, "'4' is not a spoken word"),
        ("Zoe Kray = zoey", 12, "2 written words, but 1"),
    ],
)
def test_a_bad_line_is_named_with_line_and_column_and_a_remedy(line: str, column: int, says: str) -> None:
    with pytest.raises(TranscriptError, match=says) as raised:
        parse_lexicon(f"# names\n{line}\n", source="names.txt")
    assert (raised.value.path, raised.value.line, raised.value.column) == ("names.txt", 2, column)
    assert raised.value.remedy
