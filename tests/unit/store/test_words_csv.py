from __future__ import annotations

import csv
import io

from hypothesis import given

from clipper.model import Alignment
from clipper.store.words_csv import COLUMNS, format_words_csv
from tests.strategies import alignments


@given(alignments())
def test_there_is_a_row_for_every_word_in_order(alignment: Alignment) -> None:
    header, *rows = csv.reader(io.StringIO(format_words_csv(alignment)))
    assert tuple(header) == COLUMNS
    assert [row[0] for row in rows] == [str(n) for n in range(len(alignment.words))]
    assert [row[1] for row in rows] == [word.text for word in alignment.transcript.words]
    for row, word in zip(rows, alignment.words, strict=True):
        assert row[5] == word.status.value
        if word.span is None:
            assert row[3:5] == ["", ""]
        else:
            assert [round(float(field) * 1000) for field in row[3:5]] == [word.span.start_ms, word.span.end_ms]
        errors = (word.start_error_ms, word.end_error_ms)
        assert [round(float(field) * 1000) if field else None for field in row[7:9]] == list(errors)
