from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ass_reading import FACE


@pytest.mark.parametrize("name", ["", " ", "a,b", "a}{\\p1", "a\\b", "a\nb"])
def test_a_face_has_a_name_that_can_stand_in_an_ass_file(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be asked for"):
        replace(FACE, name=name)


def test_a_face_has_a_height() -> None:
    with pytest.raises(ValueError, match="no height"):
        replace(FACE, line_units=0)
