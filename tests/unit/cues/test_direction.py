from __future__ import annotations

import pytest

from clipper.cues.direction import runs_right_to_left
from clipper.cues.formats import parse_subtitles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום, John!", True),
        ("مرحبا بكم", True),
        ("- 25% (היום)", True),  # numbers and signs have no direction of their own
        ("John אמר", False),
        ("こんにちは", False),
        ("25 %", False),
        ("", False),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, expected: bool) -> None:
    assert runs_right_to_left(text) is expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Guten Morgen", "en"),  # a guess, and the language that most files are in
        ("Café déjà vu", "en"),
        ("東京は夜の七時、OK?", "und"),
        ("Привет, John", "und"),
        ("25 %", "en"),
    ],
)
def test_a_file_in_letters_that_english_lacks_is_not_called_english(text: str, told: str) -> None:
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"
    assert parse_subtitles(srt, source="a.srt").language == told


def test_a_language_that_a_file_names_stays() -> None:
    vtt = "WEBVTT\nLanguage: ja\n\n00:01.000 --> 00:02.000\n東京\n"
    assert parse_subtitles(vtt, source="a.vtt").language == "ja"
