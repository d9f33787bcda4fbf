from __future__ import annotations

from collections.abc import Sequence

import pytest

from clipper.clips.merits import POINTS, Around, Merit, Signs, judge_passage
from clipper.clips.openings import Opening
from clipper.clips.sentences import split_sentences
from clipper.clips.voice import Emphasis
from tests.talks import talk

SENTENCES = split_sentences(talk("The boat went along the coast in the rain. " * 4, gap_ms=140))  # 16 s


def judge(deviations: Sequence[float | None] = (None,) * 4, around: Around | None = None) -> dict[str, Merit]:
    signs = [
        Signs(
            figures={},
            emphasis=None if one is None else Emphasis(louder_db=2 * one, deviations=one),
            opening=Opening.FREE,
            clutter=0,
            unsure=0,
            has_overlap=False,
        )
        for one in deviations
    ]
    return {merit.name: merit for merit in judge_passage(SENTENCES, signs, around or Around(), "en")}


def test_one_sentence_that_is_raised_is_named() -> None:
    merit = judge((0.0, 3.0, 0.0, -0.5))["emphasis"]
    assert merit.reason == '6.0 dB louder than Ada Brandt usually is: "The boat went along the coast in the rain."'


def test_a_voice_that_is_raised_a_little_but_throughout_counts_more() -> None:
    merit = judge((1.5, 1.5, 1.5, 1.5))["emphasis"]
    assert merit.reason == "3.0 dB louder than Ada Brandt usually is, throughout"
    assert merit.points == POINTS["emphasis"]


@pytest.mark.parametrize("deviations", [(0.0, 1.0, 0.0, -1.0), (-1.0, -2.0, -1.0, -1.0), (None,) * 4])
def test_the_loudest_of_four_usual_sentences_is_no_emphasis(deviations: Sequence[float | None]) -> None:
    assert "emphasis" not in judge(deviations)


def test_laughter_that_is_written_is_believed_and_that_in_the_sound_by_its_length() -> None:
    written = judge(around=Around(laughter="[laughter]"))["laughter"]
    assert (written.points, written.reason) == (POINTS["laughter"], "[laughter] after it")
    short, long = (judge(around=Around(loud_ms=ms))["laughter"].points for ms in (500, 2000))
    assert 0 < short < long == POINTS["laughter"]
    assert "laughter" not in judge(around=Around(loud_ms=200))


def test_the_borders_of_a_cold_open_count_more_than_what_only_holds_it() -> None:
    whole = judge(around=Around(heard_again_at="0:01.0", heard_again_share=1.0))["cold-open"].points
    part = judge(around=Around(heard_again_at="0:01.0", heard_again_share=0.7))["cold-open"].points
    assert whole == POINTS["cold-open"]
    assert part == pytest.approx(whole / 2, abs=0.5)


def test_plain_words_speak_against_a_passage() -> None:
    assert judge()["plain"].points < 0
