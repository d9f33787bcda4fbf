"""Laws of reading: what a layout was written from comes back; strangers' text neither crashes nor stalls the reader."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clipper.errors import TranscriptError
from clipper.model import Transcript, TranscriptFormat
from clipper.text.parse import detect_format, parse_transcript

SPEAKERS = (
    ("Ada Brandt", "Host"),
    ("Milo Quist", "Guest, Founder (emeritus)"),
    ("J. R. O'Neil-Lund", "Chief [interim]"),
    ("Дарья Ким", "Редактор"),
    ("Speaker 4", "4th chair"),
)
WORDS = (
    "so and then we went on to the thing: it works (which I doubt) yes, no? 1996 O'Neil café don’t — … R&D 50% Monday "
    "Milo Ada 12:30 e.g. U.S. “quoted” mother-in-law compan[ies] x/y #1 naïve 你好"
)
WORD = st.sampled_from(WORDS.split())


@dataclass(frozen=True)
class Said:
    speaker: tuple[str, str]
    ms: int
    words: tuple[str, ...]


# A turn's first word is plain, so that a turn does not consist of a dash.
turns = st.lists(
    st.builds(
        Said,
        speaker=st.sampled_from(SPEAKERS),
        ms=st.integers(0, 36_000_000),
        words=st.lists(WORD, min_size=2, max_size=25).map(lambda words: ("okay", *words)),
    ),
    min_size=1,
    max_size=12,
)


def clock(ms: int, *, with_hours: bool = True) -> str:
    minutes, rest = divmod(ms, 60_000)
    tail = f"{rest // 1000:02}.{rest % 1000:03}"
    return f"{minutes // 60}:{minutes % 60:02}:{tail}" if with_hours else f"{minutes:02}:{tail}"


def wrap(words: tuple[str, ...]) -> str:
    """Lines of at most nine words, none of which begins or ends as a header could."""
    return "\n".join(" ".join(("well", *words[i : i + 9], "then")) for i in range(0, len(words), 9))


LAYOUTS: dict[str, tuple[TranscriptFormat, Callable[[Said], str]]] = {
    "header": (TranscriptFormat.HEADER, lambda t: f"{t.speaker[0]} ({t.speaker[1]}) {clock(t.ms)}\n{wrap(t.words)}\n"),
    "minutes": (
        TranscriptFormat.HEADER,
        lambda t: f"{t.speaker[0]} ({t.speaker[1]})  {clock(t.ms, with_hours=False)}\n\n{wrap(t.words)}\n\n",
    ),
    "name time": (TranscriptFormat.HEADER, lambda t: f"{t.speaker[0]} {clock(t.ms)}\n{wrap(t.words)}\n\n"),
    "name (time):": (TranscriptFormat.HEADER, lambda t: f"{t.speaker[0]} ({clock(t.ms)}):\n{wrap(t.words)}\n\n"),
    "inline": (TranscriptFormat.INLINE, lambda t: f"[{clock(t.ms)}] {t.speaker[0]}: {wrap(t.words)}\n"),
    "name [time]:": (TranscriptFormat.INLINE, lambda t: f"{t.speaker[0]} [{clock(t.ms)}]: {wrap(t.words)}\n"),
    "plain": (TranscriptFormat.PLAIN, lambda t: f"{t.speaker[0]}: {wrap(t.words)}\n"),
}


def searched_and_placed(transcript: Transcript) -> list[list[str]]:
    for word in transcript.words:
        assert transcript.text[word.start_char : word.end_char] == word.text
    return [[w.text for w in transcript.words[turn.first_word : turn.end_word]] for turn in transcript.turns]


@pytest.mark.parametrize("layout", LAYOUTS)
@given(said=turns)
def test_what_a_layout_was_written_from_comes_back(layout: str, said: list[Said]) -> None:
    form, write = LAYOUTS[layout]
    text = "".join(write(turn) for turn in said)
    transcript = parse_transcript(text, source="talk.txt")
    assert searched_and_placed(transcript) == [wrap(turn.words).split() for turn in said]
    assert [turn.speaker and turn.speaker.name for turn in transcript.turns] == [turn.speaker[0] for turn in said]
    assert [turn.header_ms for turn in transcript.turns] == [turn.ms if layout != "plain" else None for turn in said]
    assert transcript.format is form
    if layout in ("header", "minutes"):
        assert [turn.speaker and turn.speaker.role for turn in transcript.turns] == [turn.speaker[1] for turn in said]


lines_of_speech = st.lists(st.lists(WORD, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=5)


# A time alone on a line is a note.
lines_of_speech = lines_of_speech.filter(lambda lines: "12:30" not in lines)


@given(said=st.lists(st.tuples(st.sampled_from(SPEAKERS), lines_of_speech), min_size=1, max_size=10))
@example(said=[(SPEAKERS[0], ["so compan[ies] 12:30", "so compan[ies] 12:30"])])
def test_no_line_of_speech_is_taken_for_a_header(said: list[tuple[tuple[str, str], list[str]]]) -> None:
    text = "".join(
        f"{name} ({role}) {clock(i * 7_000)}\n" + "".join(f"{line}\n" for line in lines)
        for i, ((name, role), lines) in enumerate(said)
    )
    try:
        transcript = parse_transcript(text, source="talk.txt")
    except TranscriptError:  # a turn of dashes only, in a file of such turns
        assert not any(character.isalnum() for _, lines in said for line in lines for character in line)
        return
    assert searched_and_placed(transcript) == [" ".join(lines).split() for _, lines in said]


@given(said=turns, ensure_ascii=st.booleans(), indent=st.sampled_from([None, 2]))
def test_json_comes_back(said: list[Said], *, ensure_ascii: bool, indent: int | None) -> None:
    segments = [{"speaker": t.speaker[0], "startTime": t.ms / 1000, "body": " ".join(t.words)} for t in said]
    text = json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=ensure_ascii, indent=indent)
    transcript = parse_transcript(text, source="talk.json")
    assert [[w.text for w in transcript.words[t.first_word : t.end_word]] for t in transcript.turns] == [
        list(t.words) for t in said
    ]
    assert [(t.speaker and t.speaker.name, t.header_ms) for t in transcript.turns] == [
        (t.speaker[0], t.ms) for t in said
    ]
    for word in transcript.words:
        assert json.loads(f'"{text[word.start_char : word.end_char]}"') == word.text


@given(said=turns, delimiter=st.sampled_from(",;|\t"), quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_a_table_that_the_standard_library_wrote_comes_back(said: list[Said], *, delimiter: str, quoting: int) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting)
    writer.writerow(["Speaker", "Start", "Text"])
    writer.writerows([t.speaker[0], clock(t.ms), f'{wrap(t.words)} "so"'] for t in said)
    transcript = parse_transcript(written.getvalue(), source="talk.csv")
    assert [[w.text for w in transcript.words[t.first_word : t.end_word]] for t in transcript.turns] == [
        [*wrap(t.words).split(), '"so"'] for t in said
    ]
    assert [(t.speaker and t.speaker.name, t.header_ms) for t in transcript.turns] == [
        (t.speaker[0], t.ms) for t in said
    ]


FRAGMENTS = st.sampled_from(
    [
        "Ada",
        "Ada Brandt",
        "Speaker,Start,Text\n",
        "Text\tTime\n",
        ",",
        '"',
        "](https://a.example/b",
        "END OF TRANSCRIPT",
        " (Host)",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "*",
        "**",
        ":",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "|",
        " - ",
        "00:41",
        "[00:41]",
        "00:75.000",
        "1:02:03.4",
        "-->",
        "♪",
        "[laughter]",
        "yes.",
        "so",
        "\u200f",
        "\ufeff",
        "\x00",
        "\x85",
        "\u2028",
        "：",
        "{",
        "}",
        '"',
        "\\",
        '{"segments": [',
        '{"body": "a b"}',
        "WEBVTT",
        "#",
        ">>",
        "&amp;",
        "https://x.example",
    ]
)


@given(text=st.one_of(st.text(), st.lists(FRAGMENTS, max_size=30).map("".join)))
def test_any_text_is_read_or_refused_with_a_transcript_error(text: str) -> None:
    detect_format(text)
    try:
        transcript = parse_transcript(text, source="talk.txt")
    except TranscriptError:
        return
    assert transcript.text == text
    assert any(word.searched for word in transcript.words)
    for word in transcript.words:
        assert word.end_char <= len(text)
        assert not any(character in word.text for character in "\n\r\x00")


@given(text=st.lists(FRAGMENTS, max_size=30).map("".join))
def test_every_visible_character_of_a_text_without_heads_is_in_a_word(text: str) -> None:
    try:
        transcript = parse_transcript(text, source="talk.txt")
    except TranscriptError:
        return
    if transcript.format is TranscriptFormat.PODCAST_JSON or any(
        turn.header_ms or turn.speaker for turn in transcript.turns
    ):
        return
    rest = list(text)
    for word in transcript.words:
        rest[word.start_char : word.end_char] = " " * (word.end_char - word.start_char)
    left = "".join(rest).translate(dict.fromkeys(map(ord, "\u200f\ufeff\x00\x85\u2028"), " ")).strip()
    assert not left


HOSTILE = (
    "(",
    "[",
    ":",
    "a ",
    "*a",
    "((a) ",
    "(a [b) ",
    "<a ",
    "00:",
    "00:41 ",
    "a (laughs) ",
    "A A A ",
    "a:",
    "\u200e",
    "J. ",
    "a\n",
    "Ada:\n",
    "[00:00] Ada: b\n",
    "00:41\nAda\nb\n",
    "Ada (x) 00:41\nb\n",
    '[{"body":"a b"},',
    "{",
    "-->",
    "x transcript ",
)
CPU_SECONDS = 20.0  # 200 kB take 0.1 to 2 s; a reader that is quadratic anywhere took more than 100 s


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    before = time.process_time()
    with contextlib.suppress(TranscriptError):
        parse_transcript(text, source="talk.txt")
    assert time.process_time() - before < CPU_SECONDS
