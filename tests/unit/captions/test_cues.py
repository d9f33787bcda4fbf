from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from clipper.captions import Picture, Style, draw_captions, load_style
from clipper.captions.canvas import lay_canvas
from clipper.captions.cues import place_cues
from clipper.captions.fonts import FontShelf
from clipper.captions.style import Highlight
from clipper.model import Cue
from tests.ass_reading import FACE, ReadEvent, cue, read_events, track

VERTICAL = Picture(width=1080, height=1920, duration_ms=60_000)
ON, OFF = "\\1c&H34E2FF&", "\\1c&HFFFFFF&"


def draw(style: Style, *cues: Cue, picture: Picture = VERTICAL) -> list[ReadEvent]:
    overlay = draw_captions(track(*cues), style=style, picture=picture, fonts=[FACE])
    return read_events(overlay.ass_text)


def colors(event: ReadEvent) -> list[str]:
    """The colour tags in front of each word."""
    return [re.sub(r"\\fn.*", "", block) for block in event.blocks if "\\1c" in block]


def test_words_light_up_one_after_the_other_in_one_event() -> None:
    (event,) = draw(load_style("bold"), cue(1000, 4000, "one two three"))
    assert (event.shown, event.start, event.end) == ("one two three", "0:00:01.00", "0:00:04.00")
    assert colors(event) == [
        f"{ON}\\t(1000,1000,{OFF})",
        f"{OFF}\\t(1000,1000,{ON})\\t(2000,2000,{OFF})",
        f"{OFF}\\t(2000,2000,{ON})",
    ]


def test_word_times_count_from_where_the_rounded_event_begins() -> None:
    (event,) = draw(load_style("bold"), cue(1004, 4004, "one two three"))
    assert event.start == "0:00:01.00"
    assert colors(event)[2] == f"{OFF}\\t(2004,2004,{ON})"


def test_the_first_word_is_lit_with_its_cue_unless_it_is_said_much_later() -> None:
    soon, late = cue(0, 2000, "one two"), cue(0, 2000, "one two")
    for each, wait_ms, lit in ((soon, 40, f"{ON}\\t(1000"), (late, 400, f"{OFF}\\t(400,400,{ON})\\t(1000")):
        ((first, *rest),) = each.lines
        waiting = replace(each, lines=((replace(first, start_ms=wait_ms), *rest),))
        (event,) = draw(load_style("bold"), waiting)
        assert colors(event)[0].startswith(lit)


def test_cues_that_follow_each_other_share_an_edge() -> None:
    first, second = draw(load_style("plain"), cue(0, 1005, "one"), cue(1005, 2000, "two"))
    assert first.end == second.start == "0:00:01.01"


def test_a_dash_and_a_name_are_never_lit() -> None:
    (event,) = draw(load_style("bold"), cue(0, 4000, "- Ada: one two", "- Bob: three four"))
    assert colors(event)[0] == OFF
    assert len(colors(event)) == 6  # label, one, two, label, three, four


def test_words_without_times_are_not_lit_but_a_single_word_is() -> None:
    (several,) = draw(load_style("bold"), cue(0, 4000, "one two", timed=False))
    assert colors(several) == []
    (single,) = draw(load_style("bold"), cue(0, 4000, "one", timed=False))
    assert colors(single) == [ON]


def test_karaoke_fills_the_words_and_its_times_add_up() -> None:
    (event,) = draw(load_style("karaoke"), cue(1004, 2009, "one two three four five six seven"))
    lengths = [int(length) for block in event.blocks for length in re.findall(r"\\kf(\d+)", block)]
    assert len(lengths) == 7
    assert sum(lengths) == 101 == 201 - 100


def test_a_word_that_runs_leftward_takes_its_colour_at_once() -> None:
    (event,) = draw(load_style("karaoke"), cue(0, 2000, "שלום world"))
    assert [re.findall(r"\\kf?\d+", block) for block in event.blocks if "\\k" in block] == [["\\k100"], ["\\kf100"]]


def test_a_box_stands_behind_the_spoken_word_and_not_behind_spaces() -> None:
    box, text = draw(load_style("marker"), cue(0, 2000, "one two"))
    assert (box.style, box.layer, text.style, text.layer) == ("Box", 1, "Caption", 2)
    assert box.shown == text.shown == "one two"
    assert [re.sub(r"\\fn.*", "", block) for block in box.blocks if "3a" in block] == [
        "\\3a&H00&\\t(1000,1000,\\3a&HFF&)",
        "\\3a&HFF&",
        "\\3a&HFF&\\t(1000,1000,\\3a&H00&)",
    ]


def test_a_panel_lies_under_the_text() -> None:
    panel, text = draw(load_style("boxed"), cue(0, 2000, "one two"))
    assert (panel.style, panel.layer) == ("Panel", 0)
    assert panel.shown == text.shown
    assert panel.blocks[0] == text.blocks[0]


def test_nothing_is_drawn_beyond_the_end_of_the_picture() -> None:
    picture = replace(VERTICAL, duration_ms=1500)
    (event,) = draw(load_style("bold"), cue(1000, 2000, "one"), cue(2000, 3000, "two"), picture=picture)
    assert (event.shown, event.end) == ("one", "0:00:01.50")


def test_a_cue_that_is_too_short_or_empty_is_not_drawn() -> None:
    assert draw(load_style("bold"), cue(1000, 1001, "one"), Cue(start_ms=0, end_ms=500, lines=((),))) == []


def place(style: Style, cues: Sequence[Cue], width: int = 1080, height: int = 1920) -> list[tuple[float, float]]:
    canvas, shelf = lay_canvas(width, height), FontShelf(faces=[FACE])
    return [(placed.top, placed.bottom) for placed in place_cues(track(*cues), style, canvas, shelf)]


def test_cues_at_the_same_time_stand_above_each_other() -> None:
    style = load_style("boxed")
    (low_top, low), (high_top, high), (_, again) = place(
        style, [cue(0, 2000, "one"), cue(1000, 3000, "two"), cue(3000, 4000, "three")]
    )
    assert high_top < high < low_top < low
    assert again == low


@pytest.mark.parametrize("size", [(1080, 1920), (1080, 1080), (1080, 1350), (1920, 1080)])
@pytest.mark.parametrize("highlight", list(Highlight))
def test_a_cue_stays_over_the_safe_areas_lower_edge(size: tuple[int, int], highlight: Highlight) -> None:
    style = replace(load_style("boxed"), highlight=highlight)
    ((top, bottom),) = place(style, [cue(0, 2000, "one two three", "four five six")], *size)
    canvas = lay_canvas(*size)
    assert canvas.top < top < bottom < canvas.bottom
