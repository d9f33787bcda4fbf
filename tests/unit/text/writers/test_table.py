"""Tables with other turns."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript
from clipper.text import format_transcript, parse_transcript
from tests.unit.text.writers.repairs import STRANGER, cut, joined, moved, renamed, repairs, tell_turns

TOBY = Speaker(name="Tobias (“Toby”) Wren")
ROWS = (
    ("Ada Brandt", "So, we went there. And\nit was [laughter] late; or not?", 41),
    ("Tobias (“Toby”) Wren", 'He said "no" | "never" & left it there.', 3_599),
    ("Ada Brandt", "One thing: it works.", 3_605),
)


def as_csv(delimiter: str, quoting: int, newline: str) -> str:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator=newline)
    writer.writerow(["#", "Speaker", "Start", "End", "Text"])
    clocks = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}.{5:02}" for _, _, s in ROWS]
    rows = enumerate(zip(ROWS, clocks, strict=True))
    writer.writerows([i, who, clock, "", said.replace("\t", " ")] for i, ((who, said, _), clock) in rows)
    return written.getvalue()


MARKDOWN = (
    "| Speaker | Time | Text |\n|---|:-:|-|\n| Ada Brandt | 0:41 | So, we went there and it was late. |\n"
    "| Milo Quist | 0:45 | Yes, and then we left again.|\n"
)
WHISPER = 'start\tend\ttext\n0\t1500\tWell, he said "so" now\n1500\t2500\t"Well," he said and "no"\n'
FILES = {
    "csv": as_csv(",", csv.QUOTE_MINIMAL, "\n"),
    "csv, all quoted": "\ufeff" + as_csv(",", csv.QUOTE_ALL, "\r\n"),
    "semicolons": as_csv(";", csv.QUOTE_MINIMAL, "\r\n").rstrip(),
    "tabs": as_csv("\t", csv.QUOTE_MINIMAL, "\n"),
    "markdown": MARKDOWN,
    "whisper": WHISPER,
    "roles": "Role,Speaker,Text\nHost,Ada,So we went there.\n,,\n\nGuest,Milo,Yes and then we left.\n",
    "at a change only": "Speaker,Text\nAda,So we went there.\n,And it was late.\nMilo,Yes and then we left.\n",
}


def read(text: str) -> Transcript:
    return parse_transcript(text, source="talk.csv")


@pytest.mark.parametrize("file", FILES)
def test_own_turns_give_the_file_back(file: str) -> None:
    assert format_transcript(read(FILES[file]), read(FILES[file]).turns) == FILES[file]


@pytest.mark.parametrize("file", FILES)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_what_was_written_is_read_as_it_was_meant(file: str, data: st.DataObject) -> None:
    transcript = read(FILES[file])
    turns = data.draw(repairs(transcript))
    written = format_transcript(transcript, turns)
    again = read(written)
    assert tell_turns(again, again.turns) == tell_turns(transcript, turns)
    if transcript.turns[0].header_ms is not None:
        times = [(turn.header_ms, other.header_ms) for turn, other in zip(turns, again.turns, strict=True)]
        assert all(there is not None and abs(there - ms) <= 1000 for ms, there in times if ms is not None)
    assert format_transcript(again, again.turns) == written


@pytest.mark.parametrize(
    ("file", "word", "row"),
    [
        ("csv", '"never"', '1,Tobias (“Toby”) Wren,01:00:02.35,,"""never"" & left it there."\n'),
        ("csv, all quoted", "And", 'Wren","01:00:02.35","","And\nit was [laughter] late; or not?"\r\n'),
        ("tabs", "left", "1\tTobias (“Toby”) Wren\t01:00:02.35\t\t\"left it there.\"\n"),
        ("markdown", "left", "| Tobias (“Toby”) Wren | 60:02 | left again.|\n"),
    ],
)  # fmt: skip
def test_a_new_row_is_like_the_one_it_comes_from(file: str, word: str, row: str) -> None:
    turns = cut(read(FILES[file]), word, TOBY, 3_602_345)
    turns = [replace(turn, header_end_ms=None) for turn in turns]
    assert row in format_transcript(read(FILES[file]), turns)


def test_rows_become_one() -> None:
    assert "0:41 | So, we went there and it was late. Yes, and then we left again. |\n" in format_transcript(
        read(MARKDOWN), joined(read(MARKDOWN), 1)
    )
    written = format_transcript(read(FILES["csv"]), joined(read(FILES["csv"]), 1))
    assert '[laughter] late; or not? He said ""no"" | ""never"" & left it there."\n' in written


def test_whispers_times_stay_whole_milliseconds() -> None:
    text = format_transcript(read(WHISPER), cut(read(WHISPER), '"Well,"', None, 1_600))
    assert text == WHISPER.replace("1500\t2500", "1600\t2100")
    without = format_transcript(read(WHISPER), cut(read(WHISPER), "and", None, None))
    assert without.endswith('1500\t2500\t"Well," he said\n1500\t\tand "no"\n')


def test_a_quotation_alone_in_a_cell_with_tabs_is_quoted() -> None:
    text = 'Speaker\tText\nAda\tHe said: "so it was"\n'
    assert format_transcript(read(text), cut(read(text), '"so', STRANGER, None)) == (
        'Speaker\tText\nAda\tHe said:\nNell O\'Gray\t"""so it was"""\n'
    )


def test_times_move_in_their_own_style() -> None:
    text = "Speaker,Start (s),End,Text\nAda,0.5,1.25,So we went.\nAda,2.0,3.75,Yes.\n"
    assert format_transcript(read(text), moved(read(text), 60_004)) == (
        "Speaker,Start (s),End,Text\nAda,60.5,61.25,So we went.\nAda,62.0,63.75,Yes.\n"
    )


@pytest.mark.parametrize("name", ['Ada "A" Brandt', "Ada, Milo", "Ada;|\tMilo", "<b>Ada</b>", '"Ada"', "Ada: 00:41"])
@pytest.mark.parametrize("file", ["csv", "csv, all quoted", "semicolons"])
def test_any_name_is_quoted(file: str, name: str) -> None:
    name = " ".join(name.split())
    again = read(format_transcript(read(FILES[file]), renamed(read(FILES[file]), "Ada Brandt", Speaker(name=name))))
    assert [turn.speaker and turn.speaker.name for turn in again.turns] == [name, TOBY.name, name]


def test_what_the_columns_cannot_say_is_refused() -> None:
    with pytest.raises(TranscriptError, match="cannot be written"):
        format_transcript(read(WHISPER), cut(read(WHISPER), "and", TOBY, None))
    with pytest.raises(TranscriptError, match="cannot be written"):
        format_transcript(read(MARKDOWN), renamed(read(MARKDOWN), "Ada Brandt", Speaker(name="Ada", role="Host")))
