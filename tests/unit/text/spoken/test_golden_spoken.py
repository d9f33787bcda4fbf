"""What is said for a written word, row by row: tests/golden/spoken/english.txt is for reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipper.text.spoken import spell_out
from tests.spoken_words import transcript_of

_ROWS = [
    row
    for row in (Path(__file__).parents[3] / "golden" / "spoken" / "english.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if row and not row.startswith("# ")
]


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(_ROWS) >= 150


@pytest.mark.parametrize("row", _ROWS)
def test_a_written_word_is_said_as_the_golden_table_has_it(row: str) -> None:
    context, _, expected = row.partition(" ->")
    before, _, rest = context.partition("{")
    meant, _, after = rest.rpartition("}")
    spoken = spell_out(transcript_of(f"{before}{meant}{after}"))[len(before.split())]
    assert " | ".join(form.text for form in spoken.forms) == expected.strip()
