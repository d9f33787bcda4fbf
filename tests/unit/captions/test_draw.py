from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.captions import BUILT_IN, Labels, Picture, draw_captions, load_style, missing_characters
from clipper.model import CueTrack, Speaker
from tests.ass_reading import FACE, cue, read_events, track

PICTURE = Picture(width=1920, height=1080, duration_ms=10_000)
LATIN = replace(FACE, name="Latin", advances=dict.fromkeys(range(32, 127), 500))
HEBREW = replace(FACE, name="Hebrew", advances=dict.fromkeys(range(0x590, 0x600), 500))


def test_the_overlay_names_the_fonts_that_it_needs() -> None:
    overlay = draw_captions(track(cue(0, 900, "abc")), style=load_style("bold"), picture=PICTURE, fonts=[LATIN, HEBREW])
    assert overlay.fonts == (LATIN,)
    overlay = draw_captions(
        track(cue(0, 900, "abc שלום")), style=load_style("bold"), picture=PICTURE, fonts=[LATIN, HEBREW]
    )
    assert overlay.fonts == (LATIN, HEBREW)
    assert "\\fnHebrew\\fs" in overlay.ass_text


def test_what_is_missing_is_told_and_not_drawn() -> None:
    overlay = draw_captions(track(cue(0, 900, "ok 日本 😀")), style=load_style("bold"), picture=PICTURE, fonts=[LATIN])
    assert [event.shown for event in read_events(overlay.ass_text)] == ["ok"]
    assert [finding.code for finding in overlay.findings] == ["characters-not-drawn", "emoji-not-drawn"]


def test_what_to_look_for_comes_from_cues_names_roles_and_title() -> None:
    labels = Labels(people=(Speaker(name="א", role="ב"),), title="ג😀")
    assert missing_characters(track(cue(0, 900, "a ד")), [LATIN], labels) == ("ד", "א", "ב", "ג")


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_file_holds_the_styles_that_its_events_name(name: str) -> None:
    labels = Labels(people=(Speaker(name="Ada"),), title="Title")
    overlay = draw_captions(
        track(cue(0, 900, "one two")), style=load_style(name), picture=PICTURE, fonts=[FACE], labels=labels
    )
    lines = overlay.ass_text.splitlines()
    defined = [line[7:].split(",")[0] for line in lines if line.startswith("Style: ")]
    assert set(defined) == {event.style for event in read_events(overlay.ass_text)}
    assert len(defined) == len(set(defined))
    assert all(line.count(",") == 22 for line in lines if line.startswith("Style: "))


def test_a_clip_without_words_has_no_events() -> None:
    overlay = draw_captions(CueTrack(cues=()), style=load_style("bold"), picture=PICTURE, fonts=[FACE])
    assert read_events(overlay.ass_text) == []


def test_captions_without_a_font_are_a_bug() -> None:
    with pytest.raises(ValueError, match="need a font"):
        draw_captions(track(), style=load_style("bold"), picture=PICTURE, fonts=[])
