from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from clipper.align.durations import Pace
from clipper.align.graph import Spot
from clipper.align.pricing import SKIP_IN_CLEAR, SKIP_IN_NOISE
from clipper.align.section_search import Sought, search_section
from clipper.align.settle import Usual, measure_usual, settle_sections
from clipper.model import NO_MEMORY
from clipper.model.sound import Calibration, Emissions
from tests.unit.align.emission_maker import make_emissions, say
from tests.unit.align.toy_talk import make_words, spell

SAID = make_words(60, seed=7)


def sections_of(written: Sequence[str], emissions: Emissions) -> list[Sought]:
    return [Sought(words=tuple(spell(written)), first_frame=0, end_frame=len(emissions.log_probs))]


def settle(written: Sequence[str], emissions: Emissions, usual: Usual) -> list[Spot | None]:
    sections = sections_of(written, emissions)
    parts = [search_section(emissions, sought, SKIP_IN_NOISE) for sought in sections]
    return settle_sections(sections, parts, emissions, usual=usual, memory=NO_MEMORY, report=lambda _: None)


def placed(spots: Sequence[Spot | None]) -> list[int]:
    return [index for index, spot in enumerate(spots) if spot is not None]


def test_in_clear_sound_words_that_are_not_said_are_left_out() -> None:
    """At the price of the first search they are squeezed in."""
    emissions = make_emissions(say(*SAID), calibration=Calibration(clear=-0.2, noisy=-0.8))
    written = [*SAID[:30], *make_words(6, seed=8), *SAID[30:]]
    (first,) = (search_section(emissions, sought, SKIP_IN_NOISE) for sought in sections_of(written, emissions))
    usual = measure_usual(sections_of(written, emissions), [first], emissions)
    assert usual.skip == SKIP_IN_CLEAR
    assert placed(settle(written, emissions, usual)) == [*range(30), *range(36, 66)]


@pytest.mark.parametrize(("skip", "found"), [(0.0, False), (60.0, True)])
def test_a_section_of_few_words_is_priced_as_the_whole_recording(skip: float, *, found: bool) -> None:
    words = make_words(5, seed=3)
    words[2] = "R EH M EH M B R AH N S"
    emissions = make_emissions(say(*words[:2], "S OW F AA D IY", *words[3:]))
    spots = settle(words, emissions, Usual(skip=skip, pace=Pace()))
    assert (2 in placed(spots)) is found


def test_in_din_every_word_is_looked_for() -> None:
    """Where words are heard faintly everywhere, those that fit no better than strangers may have been said as well."""
    written = [*SAID[:18], *["R EH M EH M B R AH N S"] * 4, *SAID[18:36]]
    said = [*SAID[:18], *["AO F W UW T IY V L OW D"] * 4, *SAID[18:36]]
    emissions = make_emissions(say(*said), calibration=Calibration(clear=-0.2, noisy=-0.5))
    heard = emissions.log_probs > np.log(0.5)
    heard[emissions.log_probs.argmax(axis=1) == emissions.blank] = False
    emissions.log_probs[heard] = np.log(0.45)
    (first,) = (search_section(emissions, sought, SKIP_IN_NOISE) for sought in sections_of(written, emissions))
    assert placed(first) == [*range(18), *range(22, 40)]
    assert placed(settle(written, emissions, Usual(skip=SKIP_IN_CLEAR, pace=Pace()))) == list(range(40))


def test_a_words_edit_does_not_move_what_is_usual() -> None:
    """So that what is remembered of other sections still holds."""
    emissions = make_emissions(say(*SAID), calibration=Calibration(clear=-0.05, noisy=-0.5))
    usual = []
    for written in (SAID, [*SAID[:20], "F IH SH ER", *SAID[21:]]):
        sections = sections_of(written, emissions)
        parts = [search_section(emissions, sought, SKIP_IN_NOISE) for sought in sections]
        usual.append(measure_usual(sections, parts, emissions))
    assert usual[0] == usual[1]
    assert usual[0].skip == round(usual[0].skip * 2) / 2
