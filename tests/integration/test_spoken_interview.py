"""The words of a real interview are spelled out quickly, and almost all of them from the dictionary."""

from __future__ import annotations

import re

import pytest

from clipper.text.spoken import spell_out
from tests.shared_data import shared
from tests.spoken_words import transcript_of


@pytest.mark.integration
def test_an_interview_is_spelled_out_almost_wholly_from_the_dictionary() -> None:
    text = shared("transcripts/interview-excerpt.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not re.search(r"\) \d+:\d\d", line)]
    spoken = spell_out(transcript_of("\n".join(lines)))
    assert all(word.forms for word in spoken)
    assert sum(word.from_model for word in spoken) <= len(spoken) / 100
