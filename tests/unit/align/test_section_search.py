from __future__ import annotations

import pytest

from clipper.align import section_search
from clipper.align.section_search import Sought, find_section, is_too_large, search_section
from tests.unit.align.emission_maker import make_emissions, say
from tests.unit.align.toy_talk import make_words, spell

WORDS = make_words(12, seed=4)
EMISSIONS = make_emissions([*say(*WORDS[:6]), *say(*WORDS[6:])])
BORDER = len(say(*WORDS[:6]))


def sought(first: int, end: int, first_frame: int, end_frame: int) -> Sought:
    return Sought(words=tuple(spell(WORDS[first:end])), first_frame=first_frame, end_frame=end_frame)


def test_places_are_frames_of_the_whole_recording() -> None:
    whole = search_section(EMISSIONS, sought(0, 12, 0, len(EMISSIONS.log_probs)), 6.0)
    part = search_section(EMISSIONS, sought(6, 12, BORDER, len(EMISSIONS.log_probs)), 6.0)
    assert None not in whole
    assert part == whole[6:]


def test_what_is_too_large_to_search_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    section = sought(0, 6, 0, BORDER)
    assert not is_too_large(EMISSIONS, section)
    monkeypatch.setattr(section_search, "_LARGEST", 100)
    assert is_too_large(EMISSIONS, section)
    assert find_section(EMISSIONS, section, 6.0) is None
    assert search_section(EMISSIONS, section, 6.0) == [None] * 6


@pytest.mark.parametrize("section", [sought(0, 0, 0, BORDER), sought(0, 6, 40, 40)])
def test_without_words_or_without_frames_nothing_is_found(section: Sought) -> None:
    assert search_section(EMISSIONS, section, 6.0) == [None] * len(section.words)
