from __future__ import annotations

import pysubs2
import pytest

from clipper.cues import SubtitleFormat, fit_track, format_subtitles, parse_subtitles
from clipper.cues.formats.ass import format_ass
from clipper.cues.formats.ass_reader import parse_ass
from clipper.errors import InputError, TranscriptError
from clipper.model import Cue, CueTrack, Run

HEAD = """[Script Info]
WrapStyle: 0

[V4+ Styles]
Format: Name, Fontname, Fontsize, Bold, Italic, Underline, Alignment
Style: Default,Arial,20,0,0,0,2
Style: Thought,Arial,20,0,-1,0,8

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def event(text: str, *, style: str = "Default", name: str = "", start: str = "0:00:01.00") -> str:
    return f"Dialogue: 0,{start},0:00:04.00,{style},{name},0,0,0,,{text}\n"


def runs_of(text: str, **fields: str) -> list[list[tuple[str, str | None, str, int | None]]]:
    (cue,) = parse_ass(HEAD + event(text, **fields), source="a.ass").cues
    return [[(run.text, run.speaker, "".join(sorted(run.style)), run.start_ms) for run in line] for line in cue.lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (r"one\Ntwo, three", [[("one", None, "", None)], [("two, three", None, "", None)]]),
        (r"soft\nspace\hfixed", [[("soft space\u00a0fixed", None, "", None)]]),
        (r"{\i1}a{\i0} {\b700\u1}b", [[("a", None, "i", None), (" ", None, "", None), ("b", None, "bu", None)]]),
        (r"{\k50}one {\kf25}two {\K10}three", [
            [("one ", None, "", None), ("two ", None, "", 1_500), ("three", None, "", 1_750)]
        ]),
        (r"{\p1}m 0 0 l 10 0{\p0}seen", [[("seen", None, "", None)]]),
        ("an open { brace", [[("an open { brace", None, "", None)]]),
    ],
)  # fmt: skip
def test_text_is_read_as_players_show_it(text: str, lines: list[list[tuple[str, str | None, str, int | None]]]) -> None:
    assert runs_of(text) == lines


def test_styles_give_marks_and_places_and_names_are_voices() -> None:
    assert runs_of("hm", style="Thought", name="Ada") == [[("hm", "Ada", "i", None)]]
    (cue,) = parse_ass(HEAD + event("hm", style="Thought"), source="a").cues
    assert cue.settings == "{\\an8}"
    (cue,) = parse_ass(HEAD + event(r"{\an1}hm", style="Thought"), source="a").cues
    assert cue.settings == "{\\an1}"


def test_what_is_not_kept_is_told() -> None:
    text = HEAD + event(r"{\pos(1,2)\fad(1,2)}a{sic}") + "Dialogue: 0,never,0:00:02.00,,,0,0,0,,lost\n" + event("b")
    track = parse_ass(text, source="a")
    assert [cue.text for cue in track.cues] == ["a", "b"]
    assert [(finding.where, finding.message) for finding in track.passed_over] == [
        (
            "line 12",
            "these times cannot be read; the cue is left out: Dialogue: 0,never,0:00:02.00,,,0,0,0,,lost",
        ),
        ("the whole file", r"markup was left out, its text kept: \pos (1), \fad (1), a comment in braces (1)"),
    ]


def test_comments_become_notes_and_the_first_ssa_numbers_its_places_otherwise() -> None:
    old = (
        "[Script Info]\n[V4 Styles]\nFormat: Name, Alignment\nStyle: Top,6\n[Events]\nFormat: Start, End, Style, Text\n"
    )
    track = parse_ass(
        old + "Comment: 0:00:00.00,0:00:00.00,Top,to do\nDialogue: 0:00:01.00,0:00:02.00,Top,Hi\n", source="a"
    )
    assert [(note.text, note.cue) for note in track.notes] == [("to do", 0)]
    assert track.cues[0].settings == "{\\an8}"


def test_times_are_rounded_and_never_cut_off() -> None:
    cues = (
        Cue(start_ms=994, end_ms=1_998, lines=((Run(text="a"),),)),
        Cue(start_ms=1_998, end_ms=2_001, lines=((Run(text="b"),),)),
    )
    fitted = fit_track(CueTrack(cues=cues), SubtitleFormat.ASS).track
    assert [(event.start, event.end) for event in pysubs2.SSAFile.from_string(format_ass(fitted))] == [
        (990, 2_000),
        (2_000, 2_010),
    ]


def test_a_cue_with_two_voices_keeps_both() -> None:
    line = (Run(text="-Yes. ", speaker="Ada, the first"), Run(text="-No.", speaker="Milo"), Run(text=" Bang."))
    track = CueTrack(cues=(Cue(start_ms=0, end_ms=1_000, lines=(line,)),))
    text = format_ass(track)
    assert "{\\rVoice Milo}-No.{\\rDefault} Bang." in text
    assert parse_subtitles(text, source="a").cues == track.cues


def test_ten_hours_are_refused_in_plain_words() -> None:
    track = CueTrack(cues=(Cue(start_ms=0, end_ms=36_000_000, lines=((Run(text="a"),),)),))
    with pytest.raises(InputError, match=r"9:59:59\.99"):
        fit_track(track, SubtitleFormat.ASS)
    with pytest.raises(ValueError, match="cannot hold"):
        format_subtitles(track, SubtitleFormat.ASS)


def test_a_file_without_events_is_refused_by_line() -> None:
    with pytest.raises(TranscriptError, match=r"^a.ass:11: no cue"):
        parse_ass(HEAD + "Dialogue: 0,x,y,,,0,0,0,,z\n", source="a.ass")


@pytest.mark.parametrize(
    "hostile", ["{" * 50_000, "{\\b1}" * 20_000, "\\N" * 50_000, "{\\k99999999999}" * 1_000, "\\" * 50_000]
)
def test_hostile_text_is_read_in_linear_time(hostile: str) -> None:
    assert len(parse_ass(HEAD + event(hostile), source="a").cues) == 1


def test_only_a_track_with_text_from_right_to_left_leaves_the_direction_to_the_text() -> None:
    """In libass, the encoding -1 alone puts the full stop of Hebrew and Arabic on the left."""
    for text, encoding in (("Good.", 1), ("טוב.", -1)):
        track = CueTrack(cues=(Cue(start_ms=0, end_ms=1_000, lines=((Run(text=text, speaker="Ada"),),)),))
        styles = pysubs2.SSAFile.from_string(format_ass(track)).styles
        assert [style.encoding for style in styles.values()] == [encoding, encoding]
