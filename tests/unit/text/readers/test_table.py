"""Tables with named columns."""

from __future__ import annotations

import pytest

from clipper.errors import TranscriptError
from clipper.model import TranscriptFormat
from clipper.text.parse import detect_format, parse_transcript
from tests.reading import tell

ADA, MILO = ("Ada Brandt", 41_000, "So, we went."), ("Milo Quist", 45_500, "Yes.")


@pytest.mark.parametrize(
    "text",
    [
        'Speaker,Start,Text\n"Ada Brandt",00:00:41,"So, we went."\n"Milo Quist",00:00:45.5,"Yes."\n',
        '\ufeffSpeaker,Start,Text\r\nAda Brandt,41,"So, we went."\r\n\r\nMilo Quist,45.5,Yes.\r\n,,\r\n',
        "Start\tEnd Time\tSpeaker Name\tText\n00:41\t00:44\tAda Brandt\tSo, we went.\n0:45.5\t\tMilo Quist\tYes.\n",
        '"transcript";"in";"name"\n"So, we\nwent.";"0:41";"Ada Brandt"\n"Yes.";"0:45.500";"Milo Quist"\n',
        'startTime (ms),speaker,name,content\n41000,Ada Brandt,1,"So, we went."\n45500,Milo Quist,2,Yes.\n',
        "| Speaker | Time | Text |\n|---|:-:|-|\n| Ada Brandt | 0:41 | So, we went. |\n| Milo Quist | 0:45.5 | Yes.|\n",
    ],
)
def test_a_table_is_read_by_the_names_of_its_columns(text: str) -> None:
    assert tell(parse_transcript(text, source="talk.csv")) == [ADA, MILO]
    assert detect_format(text) is TranscriptFormat.INLINE


def test_a_doubled_quote_is_one_and_each_word_stands_in_its_range() -> None:
    text = 'Speaker,Text\nAda,"We ""went"" there, [laughter]"\nMilo,"""No"""\n'
    transcript = parse_transcript(text, source="talk.csv")
    assert tell(transcript) == [("Ada", None, 'We "went" there, ‹[laughter]›'), ("Milo", None, '"No"')]
    for word in transcript.words:
        assert text[word.start_char : word.end_char].replace('""', '"') == word.text


def test_whispers_whole_numbers_are_milliseconds() -> None:
    text = 'start\tend\ttext\n0\t7200000\t"Well," he said\n7200000\t7300000\tfine.\n'
    assert tell(parse_transcript(text, source="talk.tsv")) == [(None, 0, '"Well," he said'), (None, 7_200_000, "fine.")]


@pytest.mark.parametrize(
    ("row", "where", "what"),
    [
        ('Ada,0:41,"Hello\nMilo,0:45,Hi', "3:10", "not closed"),
        ("Ada,0:41,Hello, there", "3:1", "4 cells"),
        ("Ada,Hello", "3:1", "2 cells"),
        ("Ada,soon,Hello", "3:5", '"soon" is not a time'),
        ("Ada,99999999999999999999999999,Hello", "3:5", "is not a time"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_at_its_place(row: str, where: str, what: str) -> None:
    with pytest.raises(TranscriptError, match=rf"talk\.csv:{where}: this table cannot be read.*{what}"):
        parse_transcript(f"Speaker,Start,Text\nMilo,0:01,Hi\n{row}\n", source="talk.csv")


def test_a_table_in_which_nothing_is_said_is_refused() -> None:
    with pytest.raises(TranscriptError, match="nothing is said"):
        parse_transcript("Speaker,Start,Text\nAda,0:41,\n", source="talk.csv")
