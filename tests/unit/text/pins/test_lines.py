from __future__ import annotations

import pytest

from clipper.errors import PinsError
from clipper.model import Pin, Transcript
from clipper.text import format_pins, parse_pins, parse_transcript

TALK = """\
Ada Brandt 00:00
[laughter] So, um, you went out — and you came home.
Milo Quist 00:06
I did. "In 2009," in a field. A a robin's nest, um, and a C# piano = 88 keys. And you came home?
Ada Brandt 00:12
That is it; that IS it. You're #1!
"""
END_MS = 60_000


def talk() -> Transcript:
    return parse_transcript(TALK, source="talk.txt")


def read(*lines: str) -> list[Pin]:
    transcript = talk()
    found = parse_pins("\n".join(lines), transcript, source="pins.txt", ends_ms=[END_MS] * len(transcript.words))
    return [entry.pin for entry in found]


def said(pin: Pin) -> str:
    return " ".join(talk().words[index].text for index in pin.words)


def refused(*lines: str) -> str:
    with pytest.raises(PinsError) as caught:
        read(*lines)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "words", "start_ms", "end_ms"),
    [
        ("robin's nest @ turn 2 = 1:02:03.450", "", None, None),
        ("robin's nest @ turn 2 = 0:11.060", "robin's nest,", 11_060, None),
        ("ROBIN’S  nest @turn 2=0:11.060", "robin's nest,", 11_060, None),
        ("robin's nest @ Turn 2 = 0:11.06-0:12", "robin's nest,", 11_060, 12_000),
        ("robin's nest = 0:11.06 – 0:12", "robin's nest,", 11_060, 12_000),
        ("in 2009 = 7.25", '"In 2009,"', 7250, None),
        ("um @ turn 1 = not spoken", "um,", None, None),
        ("um #2 = Not Spoken", "um,", None, None),
        ("out and you @ turn 1 = 0:03", "out — and you", 3000, None),
        ("c piano = 88 keys = 0:15   # heard twice", "C# piano = 88 keys.", 15_000, None),
        ("you're 1 = 0:50", "You're #1!", 50_000, None),
        ("laughter so = 0:01", "So,", 1000, None),  # nobody says the note in front
        ("that is it #2 = 0:20", "that IS it.", 20_000, None),
    ],
)
def test_a_line_names_words_and_a_time(line: str, words: str, start_ms: int | None, end_ms: int | None) -> None:
    if not words:
        assert "1:02:03.450 is beyond the recording, which ends at 1:00.000" in refused(line)
        return
    (pin,) = read(line)
    assert said(pin) == words
    assert (pin.start_ms, pin.end_ms) == (start_ms, end_ms)


def test_comments_and_empty_lines_are_passed_over() -> None:
    assert len(read("# mine", "", "   ", "#so = 0:01", "so = 0:01 # sure", "did = 0:07 #")) == 2


def test_a_pin_without_a_turn_is_for_words_that_occur_once() -> None:
    told = refused("and you came home = 0:05")
    assert told.startswith('pins.txt:1: "and you came home" is in the transcript 2 times (in turn 1, 2)')
    assert "@ turn 3" in told
    assert "#2" in told
    assert said(read("and you came home #2 = 0:15")[0]) == "And you came home?"
    assert said(read("and you came home @ turn 2 = 0:15")[0]) == "And you came home?"


def test_words_of_two_turns_are_no_phrase() -> None:
    assert "is not in the transcript" in refused("home I did = 0:06")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("robin's nest", "pins.txt:1: this is no pin"),
        ("= 0:10", "this is no pin"),
        ("— = 0:10", "there is no word before the '='"),
        ("nest = ", "'' is neither a time nor 'not spoken'"),
        ("nest = noon", "'noon' is neither a time nor 'not spoken'"),
        ("nest = 0:75", "'0:75' is neither"),
        ("nest = -0:01", "neither a time"),
        ("nest = 0:01-0:02-0:03", "neither a time"),
        ("nest = 00:00:11:12", "counts frames"),
        ("nest = 0:12-0:11", "the end, 0:11, is not after the start, 0:12"),
        ("nest = 0:12-0:12", "is not after"),
        ("nest @ turn 9 = 0:12", "there is no turn 9\n  The transcript has 3 turns."),
        ("nest @ turn 0 = 0:12", "there is no turn 0"),
        ("nest @ turn 3 = 0:12", '"nest" is not in turn 3\n  It is in turn 2.'),
        ("robins nets @ turn 2 = 0:12", 'The nearest is "robin\'s nest," in turn 2.'),
        ("a a a robin's nest @ turn 2 = 0:12", 'The nearest is "A a robin\'s nest, um," in turn 2.'),
        ("xylophone = 0:12", "Write the words as the transcript does"),
        ("that is it @ turn 3 = 0:20", '"that is it" is in turn 3 2 times'),
        ("that is it #3 @ turn 3 = 0:20", "there is no #3"),
        ("nest #0 = 0:20", "is in the transcript once (in turn 2); there is no #0"),
        ("[laughter] = 0:01", '"[laughter]" is a note that nobody says'),
        ("nest = 1:00", "1:00.000 is beyond the recording"),
        ("nest = 0:59-1:00.001", "1:00.001 is beyond the recording"),
    ],
)
def test_what_is_no_pin_is_told_by_its_line(line: str, says: str) -> None:
    assert says in refused(line)


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    told = refused("nest = 0:11", "nonsense", "nest @ turn 2 = 0:12", "in a field = 0:30", "nest @ turn 7 = 0:01")
    assert [line.split(": ")[0] for line in told.splitlines()[::2]] == [
        "pins.txt:2", "pins.txt:3", "pins.txt:4", "pins.txt:5",
    ]  # fmt: skip


def test_nothing_in_a_message_is_obeyed_by_a_terminal() -> None:
    assert "\x1b" not in refused("\x1b[2Jnest \x1b[31mhere = 0:11")


def test_a_pin_may_end_where_the_recording_ends() -> None:
    assert read("nest = 0:59-1:00")[0].end_ms == END_MS


@pytest.mark.parametrize(
    ("pin", "line"),
    [
        (Pin(first_word=1, end_word=2, start_ms=3_723_450), "So, @ turn 1 = 1:02:03.450"),
        (Pin(first_word=2, end_word=3), "um, @ turn 1 = not spoken"),
        (Pin(first_word=19, end_word=21, start_ms=1, end_ms=90), "a robin's @ turn 2 = 0:00.001-0:00.090"),
        (Pin(first_word=34, end_word=37, start_ms=0), "That is it; #1 @ turn 3 = 0:00.000"),
        (Pin(first_word=40, end_word=42, start_ms=0), "You're 1! @ turn 3 = 0:00.000"),
    ],
)
def test_a_pin_is_written_as_a_line_to_paste(pin: Pin, line: str) -> None:
    assert format_pins([pin], talk()) == (line,)


def test_words_without_a_sound_cannot_be_written() -> None:
    dash = next(index for index, word in enumerate(talk().words) if word.text == "—")
    assert format_pins([Pin(first_word=dash, end_word=dash + 1), Pin(first_word=2, end_word=3)], talk()) == (
        None,
        "um, @ turn 1 = not spoken",
    )
