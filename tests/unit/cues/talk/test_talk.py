from __future__ import annotations

import pytest

from clipper.cues import (
    SubtitleFormat,
    TalkFormat,
    format_talk,
    parse_subtitles,
    talk_of_alignment,
    talk_of_track,
    verify_talk,
)
from clipper.cues.talk.textgrid import format_textgrid, make_tiers
from clipper.cues.talk.turns import SpokenTurn, SpokenWordPlace, Talk
from tests.talks import talk

HOSTILE = Talk(
    turns=(
        SpokenTurn(
            speaker="Ada <b>&", start_ms=61_999, end_ms=63_000, text="1984. # *not* <i>italic</i> & `code` [x](y)"
        ),
        SpokenTurn(speaker=None, start_ms=3_723_000, end_ms=3_724_000, text='- "quoted" \\ back_slash_ed'),
    ),
    duration_ms=3_800_000,
)


def test_text_is_a_line_per_turn() -> None:
    assert format_talk(HOSTILE, TalkFormat.TEXT) == (
        '[0:01:01] Ada <b>&: 1984. # *not* <i>italic</i> & `code` [x](y)\n\n[1:02:03] - "quoted" \\ back_slash_ed\n'
    )


def test_markdown_escapes_what_would_be_markup() -> None:
    assert format_talk(HOSTILE, TalkFormat.MARKDOWN) == (
        "**Ada \\<b\\>\\&** (1:01)\n\n1984\\. # \\*not\\* \\<i\\>italic\\</i\\> \\& \\`code\\` \\[x\\](y)\n\n"
        '(1:02:03)\n\n\\- "quoted" \\\\ back\\_slash\\_ed\n'
    )


def test_html_is_what_podcasting_2_asks_for() -> None:
    page = format_talk(HOSTILE, TalkFormat.PODCAST_HTML)
    assert (
        "<cite>Ada &lt;b&gt;&amp;:</cite>\n"
        '<time datetime="PT61.999S">1:01</time>\n'
        "<p>1984. # *not* &lt;i&gt;italic&lt;/i&gt; &amp; `code` [x](y)</p>\n"
        '<time datetime="PT3723.000S">1:02:03</time>\n'
        "<p>- &quot;quoted&quot; \\ back_slash_ed</p>\n"
    ) in page


def test_people_who_talk_at_the_same_time_get_tiers_that_do_not_overlap() -> None:
    def turn(speaker: str, text: str, start_ms: int, end_ms: int) -> SpokenTurn:
        word = SpokenWordPlace(text=text, start_ms=start_ms, end_ms=end_ms)
        return SpokenTurn(speaker=speaker, start_ms=start_ms, end_ms=end_ms, text=text, words=(word,))

    both = Talk(turns=(turn("Ada", 'say "when"', 100, 900), turn("Milo", "now", 500, 700)), duration_ms=1_000)
    assert make_tiers(both) == [
        ("words", [(100, 900, 'say "when"')]),
        ("words 2", [(500, 700, "now")]),
        ("Ada", [(100, 900, 'say "when"')]),
        ("Milo", [(500, 700, "now")]),
    ]
    assert 'text = "say ""when""" \n' in format_textgrid(both)


@pytest.mark.parametrize("kind", TalkFormat)
def test_a_file_that_says_something_else_is_not_let_through(kind: TalkFormat) -> None:
    text = format_talk(HOSTILE, kind)
    verify_talk(text, HOSTILE, kind)
    with pytest.raises(RuntimeError):
        verify_talk(text.replace("quoted", "quoted?"), HOSTILE, kind)


def test_a_long_turn_becomes_paragraphs_at_the_ends_of_sentences() -> None:
    said = talk_of_alignment(talk(" ".join(f"word {n} ends." for n in range(100))))
    assert len(said.turns) == 2
    assert all(turn.text.endswith("ends.") for turn in said.turns)
    assert said.turns[0].end_ms - said.turns[0].start_ms > 60_000


def test_what_was_not_spoken_is_left_out_and_annotations_stay() -> None:
    said = talk_of_alignment(talk("Well [laughs] nobody said this", unspoken=frozenset({"nobody"})))
    assert [turn.text for turn in said.turns] == ["Well [laughs] said this"]


def test_cues_of_one_voice_become_one_turn() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>One\ntwo\n\n00:02.500 --> 00:03.000\n<v Ada>three.\n\n"
        "00:03.500 --> 00:04.000\n<v Milo>Four.\n\n00:20.000 --> 00:21.000\n<v Milo>Five.\n"
    )
    turns = talk_of_track(parse_subtitles(text, SubtitleFormat.VTT, source="a")).turns
    assert [(turn.speaker, turn.start_ms, turn.end_ms, turn.text) for turn in turns] == [
        ("Ada", 1_000, 3_000, "One two three."),
        ("Milo", 3_500, 4_000, "Four."),
        ("Milo", 20_000, 21_000, "Five."),
    ]
