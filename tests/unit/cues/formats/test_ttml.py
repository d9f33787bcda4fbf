from __future__ import annotations

from xml.etree import ElementTree

import pytest

from clipper.cues import SubtitleFormat, parse_subtitles, verify_written
from clipper.cues.formats.ttml import format_ttml
from clipper.cues.formats.ttml_reader import parse_ttml
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Run

TT = "{http://www.w3.org/ns/ttml}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
HEAD = (
    '<?xml version="1.0" encoding="UTF-16"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en-GB" '
    'xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" ttp:tickRate="10000000">'
)


def read(body: str, head: str = "") -> CueTrack:
    return parse_ttml(f"{HEAD}<head>{head}</head><body>{body}</body></tt>", source="a.ttml")


@pytest.mark.parametrize(
    ("begin", "start_ms"),
    [
        ("00:00:01.5", 1_500),
        ("00:00:01:05", 1_200),
        ("1.5s", 1_500),
        ("1500ms", 1_500),
        ("30f", 1_200),
        ("15000000t", 1_500),
        ("0.5m", 30_000),
        ("100:00:00.001", 360_000_001),
    ],
)
def test_every_kind_of_time_is_read(begin: str, start_ms: int) -> None:
    (cue,) = read(f'<div><p begin="{begin}" dur="2s">Hi</p></div>').cues
    assert (cue.start_ms, cue.end_ms) == (start_ms, start_ms + 2_000)


def test_times_count_from_those_around_them() -> None:
    track = read('<div begin="10s" end="14s"><p begin="1s" end="2s">a</p><p begin="3s" end="9s">b</p></div>')
    assert [(cue.start_ms, cue.end_ms) for cue in track.cues] == [(11_000, 12_000), (13_000, 14_000)]


def test_a_paragraph_without_an_end_lasts_until_the_next() -> None:
    track = read('<div><p begin="1s">a</p><p begin="3s">b</p></div>')
    assert [(cue.start_ms, cue.end_ms) for cue in track.cues] == [(1_000, 3_000), (3_000, 6_000)]


def test_agents_styles_regions_and_spans_with_times_are_read() -> None:
    head = (
        '<metadata><ttm:agent xml:id="a"><ttm:name>Ada &amp; Co</ttm:name></ttm:agent></metadata>'
        '<styling><style xml:id="s" tts:fontStyle="italic"/></styling>'
        '<layout><region xml:id="t" tts:displayAlign="before"/></layout>'
    )
    (cue,) = read(
        '<div><p xml:id="c1" region="t" ttm:agent="a" tts:textAlign="right" begin="1s" end="4s">\n'
        '  One <span style="s">two</span><br/><span begin="1s" tts:fontWeight="bold">three</span>\n</p></div>',
        head,
    ).cues
    assert (cue.id, cue.settings) == ("c1", "{\\an9}")
    assert [[(run.text, run.speaker, sorted(run.style), run.start_ms) for run in line] for line in cue.lines] == [
        [("One ", "Ada & Co", [], None), ("two", "Ada & Co", ["i"], None)],
        [("three", "Ada & Co", ["b"], 2_000)],
    ]


def test_markup_in_texts_and_names_stays_text() -> None:
    line = (Run(text="</p><p begin='0s'>& ]]> <!DOCTYPE", speaker='"/><x y="'),)
    track = CueTrack(cues=(Cue(start_ms=0, end_ms=1_000, lines=(line,)),))
    text = format_ttml(track)
    assert parse_subtitles(text, source="a").cues == track.cues
    verify_written(text, track, SubtitleFormat.TTML)


BOMB = '<!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><tt xmlns="http://www.w3.org/ns/ttml">&b;</tt>'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BOMB, "document type"),
        ("<?xml version='1.0'?>\n" + BOMB.replace("DOCTYPE", "doctype"), "document type"),
        (HEAD + "<body><div>" + "<span>" * 100_000, "nested too deeply"),
        (HEAD + "\n<body>", "a.ttml:3:7: this is not well-formed XML: no element found"),
        ("<html><body/></html>", "this is a web page"),
        ("<rss><body/></rss>", "its first element is rss"),
        (HEAD + "<body><div/></body></tt>", "no cue"),
    ],
)
def test_what_is_dangerous_or_broken_is_refused(text: str, why: str) -> None:
    with pytest.raises(TranscriptError, match=why):
        parse_ttml(text, source="a.ttml")


def test_what_is_not_kept_is_told() -> None:
    track = read('<div><p begin="soon" end="2s">a<ttm:desc>x</ttm:desc></p></div>')
    (finding,) = track.passed_over
    assert finding.message == "markup was left out, its text kept: begin='soon' (1), <desc> (1)"
    assert track.cues[0].text == "a"


def test_a_paragraph_from_right_to_left_says_so() -> None:
    rows = ("Good.", "טוב.")
    track = CueTrack(
        cues=tuple(
            Cue(start_ms=at * 1_000, end_ms=at * 1_000 + 900, lines=((Run(text=row),),)) for at, row in enumerate(rows)
        )
    )
    text = format_ttml(track)
    paragraphs = [line for line in text.splitlines() if "<p " in line]
    assert ['tts:direction="rtl"' in one for one in paragraphs] == [False, True]
    again = parse_ttml(text, source="a.ttml")
    assert (again.cues, again.passed_over) == (track.cues, ())


def test_the_dark_box_is_behind_the_text_only() -> None:
    """On the body or a paragraph it would fill the region from side to side (TTML2: backgroundColor of a block)."""
    lines = ((Run(text="Come "), Run(text="in", style=frozenset("i"))), (Run(text="now."),))
    text = format_ttml(CueTrack(cues=(Cue(start_ms=0, end_ms=900, lines=lines),)))
    root = ElementTree.fromstring(text)
    boxes = {one.get(XML_ID) for one in root.iter(f"{TT}style") if one.get(f"{TT[:-1]}#styling}}backgroundColor")}
    (paragraph,) = root.iter(f"{TT}p")
    assert [(span.text, span.get("style") in boxes) for span in paragraph.iter(f"{TT}span")] == [
        ("Come ", True),
        ("in", True),
        ("now.", True),
    ]
    assert not boxes & {one.get("style") for name in ("body", "div", "p") for one in root.iter(TT + name)}
