from __future__ import annotations

from clipper.text.spoken.plain import MAX_CHARS, fold_letters, plain_text


def test_typographic_characters_become_plain_ones() -> None:
    assert plain_text("I’d") == "I'd"
    assert plain_text("−5") == "-5"
    assert plain_text("self‑made") == "self-made"
    assert plain_text("wait…") == "wait..."


def test_what_cannot_be_seen_is_left_out() -> None:
    assert plain_text("\ufeffse\u00adcret\u200b\u202e\x07") == "secret"


def test_digits_of_every_script_and_width_are_digits() -> None:
    assert plain_text("２０२٤") == "2024"


def test_fractions_stay_fractions() -> None:
    assert plain_text("2½") == "2½"


def test_letters_are_folded_to_ascii() -> None:
    assert [fold_letters(text) for text in ("café", "Łódź", "Straße", "Привет")] == [
        "cafe",
        "Lodz",
        "Strasse",
        "Privet",
    ]


def test_a_hostile_token_is_cut() -> None:
    assert len(plain_text("ﷺ" * 10_000)) <= MAX_CHARS
