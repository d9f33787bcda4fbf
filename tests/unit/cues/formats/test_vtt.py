from __future__ import annotations

import pytest

from clipper.cues import SubtitleFormat, format_by_extension, format_vtt, parse_vtt, verify_written
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Run

HEAD = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n"


def runs_of(text: str) -> list[tuple[str, str | None, list[str]]]:
    (cue,) = parse_vtt(HEAD + text, source="talk.vtt").cues
    return [(run.text, run.speaker, sorted(run.style)) for line in cue.lines for run in line]


def one_cue(*lines: tuple[Run, ...], **more: str) -> CueTrack:
    return CueTrack(cues=(Cue(start_ms=1_000, end_ms=2_000, lines=lines, **more),))


def test_one_voice_is_written_without_an_end_tag() -> None:
    track = one_cue((Run(text="Tom & I", speaker="Ben & Jerry"),), (Run(text="left <3", speaker="Ben & Jerry"),))
    assert format_vtt(track) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ben &amp; Jerry>Tom &amp; I\nleft &lt;3\n"
    )


def test_two_voices_are_written_with_end_tags() -> None:
    track = one_cue((Run(text="-When?", speaker="Ada"),), (Run(text="-Now.", speaker="Milo"),))
    assert "<v Ada>-When?</v>\n<v Milo>-Now.</v>\n" in format_vtt(track)
    assert parse_vtt(format_vtt(track), source="a") == track


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("<v Ada>Hi", [("Hi", "Ada", [])]),
        ("<v.loud.first Ada Brandt>Hi</v> you", [("Hi", "Ada Brandt", [".first", ".loud"]), (" you", None, [])]),
        ("<i><v-x Ada>Hi", [("Hi", None, ["i"])]),
        ("<i><v Ada>Hi", [("Hi", "Ada", ["i"])]),
        ("<v Ben &amp; Jerry>Tom &amp;&lt;3&nbsp;x&#33;", [("Tom &<3\u00a0x!", "Ben & Jerry", [])]),
        ("<c.red>a</c><b>b</i>c</b>", [("a", None, [".red"]), ("bc", None, ["b"])]),
        ("one <00:00:01.500>two <00:00:01.700>three", [("one ", None, []), ("two ", None, []), ("three", None, [])]),
        ("<ruby>kan<rt>ji</ruby>x", [("kanjix", None, [])]),
        ("<lang en>a</lang><unknown>b</unknown>", [("ab", None, [])]),
        ("a<i", [("a", None, [])]),
        ("AT&T &amp &notit; &#0; & <", [("AT&T & ¬it; \ufffd &", None, [])]),
        ("  two   spaces\t", [("two spaces", None, [])]),
    ],
)
def test_cue_text_is_read_as_the_specification_says(text: str, runs: list[tuple[str, str | None, list[str]]]) -> None:
    assert runs_of(text) == runs


def test_header_styles_ids_and_settings_come_back() -> None:
    text = (
        "WEBVTT - talk\nKind: captions\nLanguage: de-AT\n\nSTYLE\n::cue { color: red }\n\n"
        "intro\n00:00:01.000 --> 00:00:02.000 line:0 align:start\nHallo\n"
    )
    track = parse_vtt(text, source="a")
    assert track.language == "de-AT"
    assert track.styles == ("::cue { color: red }",)
    assert (track.cues[0].id, track.cues[0].settings) == ("intro", "line:0 align:start")
    written = format_vtt(track)
    assert parse_vtt(written, source="a") == track
    verify_written(written, track, SubtitleFormat.VTT)


def test_hours_may_have_three_digits() -> None:
    track = CueTrack(cues=(Cue(start_ms=360_000_001, end_ms=360_000_002, lines=((Run(text="late"),),)),))
    assert "100:00:00.001 --> 100:00:00.002" in format_vtt(track)
    assert parse_vtt(format_vtt(track), source="a") == track


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("vtt\n\n00:01.000 --> 00:02.000\nHi", "talk.vtt:1:1:"),
        ("WEBVTT\n\n00:01 --> 00:02\nHi", "talk.vtt:3:"),
        ("", "talk.vtt:1:1:"),
    ],
)
def test_a_file_that_is_no_webvtt_is_refused_with_its_line(text: str, where: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        parse_vtt(text, source="talk.vtt")
    assert str(refused.value).startswith(where)
    assert refused.value.remedy


@pytest.mark.parametrize(
    "track", [one_cue((Run(text="a"),), id="a --> b"), one_cue((Run(text="a", style=frozenset({".a b"})),))]
)
def test_ids_and_classes_that_would_break_the_file_are_a_bug(track: CueTrack) -> None:
    with pytest.raises(ValueError, match=r"arrow|class"):
        format_vtt(track)


def test_cues_out_of_order_or_without_time_are_a_bug() -> None:
    early, late = (Cue(start_ms=at, end_ms=at + 5, lines=((Run(text="a"),),)) for at in (0, 10))
    for cues in (
        (late, early),
        (Cue(start_ms=5, end_ms=5, lines=early.lines),),
        (Cue(start_ms=0, end_ms=5, lines=()),),
    ):
        with pytest.raises(ValueError, match="cannot be written"):
            format_vtt(CueTrack(cues=cues))


@pytest.mark.parametrize("lie", ["Hello", "Hi</v>"])
def test_a_file_with_another_text_is_not_let_through(lie: str) -> None:
    track = one_cue((Run(text="Hi", speaker="Ada"),), (Run(text="you", speaker="Ada"),))
    with pytest.raises(RuntimeError, match="cue 1"):
        verify_written(format_vtt(track).replace("Hi", lie), track, SubtitleFormat.VTT)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.en.VTT", SubtitleFormat.VTT), (".srt", SubtitleFormat.SRT), ("a.doc", None), ("vtt/a", None)]
)
def test_the_extension_tells_the_format(name: str, kind: SubtitleFormat | None) -> None:
    assert format_by_extension(name) is kind


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 50_000,
        "<i>x" * 10_000,
        "&" * 50_000,
        "<v " * 20_000,
        "<c.a.b" * 10_000,
        "<i>" * 20_000 + "x",
        "&#" + "9" * 50_000,
    ],
)
def test_hostile_text_is_read_in_linear_time(hostile: str) -> None:
    assert len(parse_vtt(HEAD + hostile, source="a").cues) == 1


WHOLE = """WEBVTT Episode 7
Language: en-GB

REGION
id:top
lines:2

STYLE
::cue { color: yellow }

NOTE reviewed by two people

one
00:00:01.000 --> 00:00:03.000 region:top
<v Ada>Who <00:00:01.500>goes <00:00:02.100><i>there?</i>

NOTE
last words
of the editor
"""


def test_notes_regions_and_word_times_survive_a_round_trip() -> None:
    track = parse_vtt(WHOLE, source="a")
    assert [(note.text, note.cue) for note in track.notes] == [
        ("reviewed by two people", 0),
        ("last words\nof the editor", 1),
    ]
    assert track.regions == ("id:top\nlines:2",)
    assert [(run.text, run.start_ms) for run in track.cues[0].lines[0]] == [
        ("Who ", None),
        ("goes ", 1_500),
        ("there?", 2_100),
    ]
    written = format_vtt(track)
    assert "<v Ada>Who <00:00:01.500>goes <00:00:02.100><i>there?</i>\n" in written
    assert parse_vtt(written, source="a") == track
    verify_written(written, track, SubtitleFormat.VTT)


def test_what_is_passed_over_is_told_by_line() -> None:
    text = HEAD + "Hi <ruby>kan<rt>ji</ruby>\n\n00:5.000 --> 00:06.000\nlost\n\nSTYLE\n::cue {}\n\nwhat is this\n"
    found = [(finding.where, finding.message) for finding in parse_vtt(text, source="a").passed_over]
    assert found == [
        ("line 6", "these times cannot be read; the cue is left out: 00:5.000 --> 00:06.000"),
        ("line 9", "neither a cue nor a note; left out: STYLE"),
        ("line 12", "neither a cue nor a note; left out: what is this"),
        ("the whole file", "markup was left out, its text kept: <ruby> (1), <rt> (1)"),
    ]


@pytest.mark.parametrize("times", [(1_500, 1_200), (900,), (1_900,), (2_000,)])
def test_word_times_that_do_not_rise_within_the_cue_are_refused(times: tuple[int, ...]) -> None:
    runs = tuple(Run(text="a", start_ms=time_ms) for time_ms in times)
    with pytest.raises(ValueError, match="word times"):
        format_vtt(CueTrack(cues=(Cue(start_ms=1_000, end_ms=1_900, lines=(runs,)),)))
