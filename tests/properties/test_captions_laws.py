"""Laws of the burned-in captions: any text draws its own words, in any style, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.captions import BUILT_IN, Labels, Picture, draw_captions, load_style
from clipper.captions.ass_text import plain_text
from clipper.captions.canvas import lay_canvas
from clipper.captions.cues import place_cues
from clipper.captions.fonts import FontShelf
from clipper.model import Cue, Run, Speaker
from tests.ass_reading import FACE, read_events, track

OWN_TAGS = re.compile(
    r"(?:\\(?:an\d|pos\([\d.,-]+\)|fad\(\d+,\d+\)|fnAny|fs[\d.]+|1c&H\w{6}&|3a&H\w\w&|kf?\d+"
    r"|t\(\d+,\d+,\\(?:1c&H\w{6}&|3a&H\w\w&)\)))+"
)
NASTY = st.sampled_from(
    ["{\\p1}m 0 0 l 9 9", "\\N", "\\h", "\\", "{", "}", "{\\b1}", "\u202e", "שלום", "日本。", "-", "😀"]
)
WORDS = st.lists(NASTY | st.text(max_size=12), min_size=1, max_size=8)
LINES = st.lists(WORDS, min_size=1, max_size=3)
SIZES = st.sampled_from([(1080, 1920), (1080, 1080), (1080, 1350), (1920, 1080), (320, 180)])


def make_cue(lines: list[list[str]], *, timed: bool) -> Cue:
    made, said = [], 0
    for line in lines:
        runs = []
        for text in line:
            start_ms = 100 * said if timed and said else None
            runs.append(Run(text=f"{text} ", speaker="S", first_word=said, end_word=said + 1, start_ms=start_ms))
            said += 1
        made.append(tuple(runs))
    return Cue(start_ms=0, end_ms=5000, lines=tuple(made))


def letters(*texts: str) -> str:
    return "".join("".join(map(plain_text, texts)).replace("\u200e", "").replace("\u200f", "").split(" "))


@pytest.mark.parametrize("style", BUILT_IN)
@given(lines=LINES, size=SIZES, timed=st.booleans())
def test_any_text_draws_its_own_words_and_nothing_else(
    style: str, lines: list[list[str]], size: tuple[int, int], timed: bool
) -> None:
    picture = Picture(width=size[0], height=size[1], duration_ms=10_000)
    labels = Labels(people=(Speaker(name="S", role=lines[0][0]),), title=lines[-1][-1])
    overlay = draw_captions(
        track(make_cue(lines, timed=timed)), style=load_style(style), picture=picture, fonts=[FACE], labels=labels
    )
    assert "\n".join(overlay.ass_text.splitlines()) + "\n" == overlay.ass_text
    wanted = {
        "Caption": letters(*(text for line in lines for text in line)),
        "Name": letters("S", lines[0][0]),
        "Title": letters(lines[-1][-1]),
    }
    drawn = {}
    for event in read_events(overlay.ass_text):
        assert all(OWN_TAGS.fullmatch(block) for block in event.blocks), event.blocks
        drawn[event.style] = re.sub(r"[ \n]", "", event.shown)
    assert {name: drawn.get(name, "") for name in wanted} == wanted


@given(lines=LINES, size=SIZES)
def test_no_line_is_wider_than_the_safe_area(lines: list[list[str]], size: tuple[int, int]) -> None:
    canvas, style = lay_canvas(*size), load_style("bold")
    for placed in place_cues(track(make_cue(lines, timed=False)), style, canvas, FontShelf(faces=[FACE])):
        assert placed.block.width <= canvas.room
