from __future__ import annotations

import pytest

from clipper.captions.ass_text import AssStyle, Event, centiseconds, color, escape, plain_text
from tests.ass_reading import read_text


@pytest.mark.parametrize(
    "text",
    [
        r"{\p1}m 0 0 l 300 0 300 300{\p0}",
        r"a\Nb\nc\hd",
        r"\{x\} \\N \\\{",
        r"C:\new\home",
        "it's 50 %: so",
        "\\",
        "{",
        "}",
    ],
)
def test_no_text_is_a_command(text: str) -> None:
    shown, blocks = read_text(escape(plain_text(text)))
    assert (shown, blocks) == (text, [])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" a \n b\tc\u2028d ", "a b c d"),
        ("a\x00b\x1b[31mc\ufeff", "ab[31mc"),
        ("e\u0301", "é"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("a\u00adb\ud800", "ab"),
        ("❤\ufe0f 1\ufe0f\u20e3", "❤ 1"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_cannot_be_drawn_is_dropped(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_colours_stand_from_blue_to_red_and_alpha_counts_from_solid() -> None:
    assert color("#12aBff") == "&HFFAB12&"
    line = AssStyle(name="A", em=10, primary="#123456", shade="#12345640", shadow=0.25).format("Any Face")
    assert line == (
        "Style: A,Any Face,10,&H00563412,&HFF000000,&HFF000000,&HBF563412,0,0,0,0,100,100,0,0,1,0,2.5,2,0,0,0,-1"
    )


def test_an_edge_that_two_events_share_stays_shared() -> None:
    assert [centiseconds(ms) for ms in (0, 4, 5, 14, 15, 995)] == [0, 0, 1, 1, 2, 100]
    before = Event(layer=0, start_ms=0, end_ms=3_599_995, style="A", text="x")
    after = Event(layer=0, start_ms=3_599_995, end_ms=3_599_999, style="A", text="x,y")
    assert before.format() == "Dialogue: 0,0:00:00.00,1:00:00.00,A,,0,0,0,,x"
    assert after.format() == "Dialogue: 0,1:00:00.00,1:00:00.00,A,,0,0,0,,x,y"
    assert (before.is_shown, after.is_shown) == (True, False)
