"""Subtitles with other turns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.cues import parse_subtitles
from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript
from clipper.text import detect_format, format_cue_file, transcript_from_cues
from tests.unit.text.writers.repairs import Repair, cut, joined, moved, renamed, repairs, tell_turns

SAID = (
    "So we went there & it was late.",
    "One thing: [laughter] it\nworks, <i>I said so</i>.",
    "Yes. And\nthen what?",
    "No no.",
)
NAMES = ("Ada Brandt", "MILO", "Ada Brandt", "MILO")


def srt(label: str, *, newline: str = "\n", names: tuple[str, ...] = NAMES, placed: str = "") -> str:
    cues = [
        f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},900\n{placed}{label.format(n=name)}{said}\n"
        for i, (name, said) in enumerate(zip(names, SAID, strict=True), start=1)
    ]
    return "\n".join(cues).replace("\n", newline)


VTT = """WEBVTT - the lamps
Language: en

STYLE
::cue(v) { color: red }

REGION
id:fred

NOTE Ada: a note 00:01.000

one
00:01.000 --> 00:02.500 line:0 align:start
<v Ada Brandt>So we went <i>there &amp; it
was</i> late.</v>

NOTE
in between

00:02.500 --> 00:04.000
<v.loud Milo Quist>One thing: <00:00:03.000>it works.</v>
<v Ada Brandt>Yes. And then?</v>

three
00:59:59.000 --> 01:00:01.000
<v Milo Quist>No, <b>not <c.red>at all</c></b>, no.</v>

NOTE the end
"""
ONE_LINE = """WEBVTT

00:01.000 --> 00:02.000
<v Tom &amp; Jerry>Hi there now</v> <v Ada Brandt>Hello to you

00:03.000 --> 00:04.000
<v Ada Brandt>And so on we go
"""
AT_A_CHANGE = srt("{n}: ", names=("Ada Brandt", "", "MILO", "")).replace("\n: ", "\n")
NAME_ALONE = srt("{n}: ", names=("", "MILO", "ADA", "MILO")).replace("\n: ", "\n")
LABELS = """WEBVTT

00:01.000 --> 00:02.000
Tom &amp; Jerry: Hi there now

00:03.000 --> 00:04.000
ADA: And so on we go"""
FILES = {
    "labels": srt("{n}: "),
    "chevrons": srt(">> {n}: "),
    "dashes, CRLF, BOM": "\ufeff" + srt("- {n}: ", newline="\r\n"),
    "brackets, placed": srt("[{n}] ", placed="{\\an8}"),
    "no names": srt("").replace("1\n00:00:01,000 -->", "00:01,0 -->", 1).rstrip(),
    "dialogue": srt("").replace("So we", "- So we").replace("& it", "late\n- And it"),
    "at a change only": AT_A_CHANGE,
    "name alone": f"1\n00:00:01,000 --> 00:00:02,000\nADA:\n\n{NAME_ALONE}",
    "voices": VTT,
    "voices, one line": ONE_LINE,
    "labels in WebVTT": LABELS.replace("\n", "\r\n"),
}  # fmt: skip


def read(text: str) -> Transcript:
    track = parse_subtitles(text, source="talk.srt")
    return transcript_from_cues(track, text=text, source="talk.srt", format=detect_format(text))


def write(text: str, repair: Repair) -> str:
    return format_cue_file(read(text), repair(read(text)), read=read)


@pytest.mark.parametrize("file", FILES)
def test_own_turns_give_the_file_back(file: str) -> None:
    assert len(read(FILES[file]).turns) >= 2
    assert write(FILES[file], lambda transcript: transcript.turns) == FILES[file]


@pytest.mark.parametrize("file", FILES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_was_written_is_read_as_it_was_meant(file: str, data: st.DataObject) -> None:
    transcript = read(FILES[file])
    turns = data.draw(repairs(transcript))
    written = format_cue_file(transcript, turns, read=read)
    again = read(written)
    assert tell_turns(again, again.turns) == tell_turns(transcript, turns)
    times = [(turn.header_ms, other.header_ms) for turn, other in zip(turns, again.turns, strict=True)]
    assert all(there is not None and (ms is None or abs(there - ms) <= 100) for ms, there in times)
    assert detect_format(written) is transcript.format
    assert format_cue_file(again, again.turns, read=read) == written


def test_a_cue_is_cut_and_the_cues_are_counted_anew() -> None:
    assert write(FILES["labels"], lambda t: cut(t, "it", Speaker(name="MILO"), 1_450)) == FILES["labels"].replace(
        "there & it was late.\n\n2\n", "there &\n\n2\n00:00:01,450 --> 00:00:01,950\nMILO: it was late.\n\n3\n"
    ).replace("\n3\n00:00:03", "\n4\n00:00:03").replace("\n4\n00:00:04", "\n5\n00:00:04")


def test_tags_are_closed_and_opened_where_a_cue_is_cut() -> None:
    written = write(FILES["labels"], lambda t: cut(t, "said", Speaker(name="Nell"), 2_500))
    assert "MILO: One thing: [laughter] it\nworks, <i>I</i>\n" in written
    assert "\n00:00:02,500 --> 00:00:03,000\nNell: <i>said so</i>.\n" in written
    assert "<v Ada Brandt><i>was</i> late.</v>\n\nNOTE\nin between\n" in write(
        VTT, lambda t: cut(t, "was", Speaker(name="Ada Brandt"), 2_000)
    )


def test_only_what_changes_is_written_anew() -> None:
    written = write(VTT, lambda t: cut(t, "not", Speaker(name="Nell"), 3_600_250))
    assert written == VTT.replace(
        "<v Milo Quist>No, <b>not <c.red>at all</c></b>, no.</v>",
        "<v Milo Quist>No,</v>\n\n01:00:00.250 --> 01:00:00.750\n<v Nell><b>not <c.red>at all</c></b>, no.</v>",
    )


def test_notes_and_settings_stay_where_cues_become_one() -> None:
    text = """WEBVTT

one
00:01.000 --> 00:02.500 line:0
<v Ada>So we went.</v>

NOTE
in between

two
00:02.500 --> 00:04.000
<v Milo>And <00:00:03.000>left.</v>

00:04.000 --> 00:05.000
<v Ada>Yes.</v>
"""
    assert (
        write(text, lambda t: joined(t, 1))
        == """WEBVTT

one
00:01.000 --> 00:02.500 line:0
<v Ada>So we went.
And <00:00:03.000>left.</v>

NOTE
in between

00:04.000 --> 00:05.000
<v Ada>Yes.</v>
"""
    )


def test_speakers_of_a_cue_are_renamed_in_their_place() -> None:
    written = write(VTT, lambda t: renamed(t, "Milo Quist", Speaker(name="Tom & <Jerry>")))
    assert (
        "<v Tom &amp; &lt;Jerry&gt;>One thing: <00:00:03.000>it works.</v>\n<v Ada Brandt>Yes. And then?</v>\n"
        in written
    )
    assert "<v Tom &amp; &lt;Jerry&gt;>No, <b>not" in written
    assert write(FILES["chevrons"], lambda t: renamed(t, "MILO", Speaker(name="NELL"))) == FILES["chevrons"].replace(
        "MILO", "NELL"
    )


@pytest.mark.parametrize("file", FILES)
def test_times_move_in_their_own_style(file: str) -> None:
    away = write(FILES[file], lambda t: moved(t, 60_000))
    assert away != FILES[file]
    back = write(away, lambda t: moved(t, -60_000))
    assert (
        back.replace("\n59:59.", "\n00:59:59.") == FILES[file]
    )  # once all times are past the hour, no other shows "00:"


def test_minutes_of_subtitles_end_at_59() -> None:
    text = "WEBVTT\n\n59:59.500 --> 59:59.900\nSo we went\n"
    assert write(text, lambda t: moved(t, 600)) == "WEBVTT\n\n01:00:00.100 --> 01:00:00.500\nSo we went\n"


def test_an_odd_time_is_written_in_full_when_it_changes() -> None:
    text = "1\n00:01：02.5 -> 0:1:3,9\nSo we went\n\n2\n0:1:4 --> 0:1:5\nYes\n"
    assert write(text, lambda t: moved(t, 100)).splitlines()[1] == "00:01:02,600 -> 0:01:04,0"


def test_a_turn_without_a_time_keeps_that_of_its_old_place() -> None:
    text = "1\n00:00:01,000 --> 00:00:01,900\nAda: So.\n\n2\n00:00:02,000 --> 00:00:02,900\nMilo: Yes. No.\n"
    assert write(text, lambda t: cut(t, "No.", Speaker(name="Ada"), None)) == text.replace(
        "Yes. No.", "Yes.\n\n3\n00:00:02,000 --> 00:00:02,900\nAda: No."
    )


@pytest.mark.parametrize("name", ["A\nB", "", "x --> y", "Ada] Milo: x"])
@pytest.mark.parametrize("file", ["labels", "brackets, placed"])
def test_a_name_that_the_format_cannot_hold_is_refused(file: str, name: str) -> None:
    with pytest.raises(TranscriptError, match="cannot be written"):
        write(FILES[file], lambda t: renamed(t, "MILO", Speaker(name=name)))


@given(name=st.text(max_size=12), file=st.sampled_from(sorted(FILES)))
@settings(max_examples=60, deadline=None)
def test_a_strangers_name_is_written_or_refused(name: str, file: str) -> None:
    transcript = read(FILES[file])
    turns = [replace(turn, speaker=Speaker(name=name)) if turn.speaker else turn for turn in transcript.turns]
    try:
        written = format_cue_file(transcript, turns, read=read)
    except TranscriptError:
        return
    assert tell_turns(read(written), read(written).turns) == tell_turns(transcript, turns)
