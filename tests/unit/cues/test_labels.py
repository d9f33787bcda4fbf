from __future__ import annotations

import pytest

from clipper.cues import NETFLIX_EN, NameStyle
from clipper.cues.labels import label_speakers


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (NameStyle.FULL, "Dr. Ada Lund Brandt"),
        (NameStyle.FIRST, "Ada"),
        (NameStyle.LAST, "Brandt"),
        (NameStyle.INITIALS, "DALB"),
    ],
)
def test_a_name_is_shortened_as_asked(style: NameStyle, expected: str) -> None:
    assert label_speakers(["Dr. Ada Lund Brandt"], style, NETFLIX_EN) == {"Dr. Ada Lund Brandt": expected}


def test_a_machines_name_stays_full() -> None:
    assert label_speakers(["Speaker 1"], NameStyle.FIRST, NETFLIX_EN) == {"Speaker 1": "Speaker 1"}


def test_two_speakers_with_one_first_name_keep_their_full_names() -> None:
    names = ["Ada Brandt", "Milo Quist", "Ada Lund"]
    assert list(label_speakers(names, NameStyle.FIRST, NETFLIX_EN).values()) == ["Ada Brandt", "Milo", "Ada Lund"]


def test_a_name_too_long_for_a_label_is_cut() -> None:
    (label,) = label_speakers(["Wolfeschlegelsteinhausenbergerdorff"], NameStyle.FULL, NETFLIX_EN).values()
    assert label == "Wolfeschlegelsteinhaus…"
    assert len(label) + 1 == NETFLIX_EN.max_label_columns
