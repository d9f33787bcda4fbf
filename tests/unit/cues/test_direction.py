from __future__ import annotations

import pytest

from clipper.cues.direction import runs_right_to_left


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
