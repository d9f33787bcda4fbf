"""Small transcripts in the layouts that people really have."""

from __future__ import annotations

import pytest

from clipper.errors import TranscriptError
from clipper.model import TranscriptFormat
from clipper.text.parse import detect_format, looks_like_subtitles, parse_transcript
from tests.reading import read

ADA, MILO = ("Ada Brandt", 41_000, "Good morning."), ("Milo Quist", 45_000, "Hello: it works.")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brandt 00:41\nGood morning.\nMilo Quist 00:45\nHello: it works.\n",
        "Ada Brandt  0:41  \nGood morning.\n\nMilo Quist  0:45  \nHello: it works.\n",
        "Ada Brandt (00:41):\nGood morning.\n\nMilo Quist (00:45):\nHello: it works.\n",
        "Ada Brandt: (00:41)\nGood morning.\n\nMilo Quist: (00:45)\nHello: it works.\n",
        "Ada Brandt (00:41.00)\nGood morning.\n\nMilo Quist (00:45.00)\nHello: it works.\n",
        "Ada Brandt [00:00:41]\nGood morning.\nMilo Quist [00:00:45]\nHello: it works.\n",
        "Ada Brandt  |  00:41\nGood morning.\nMilo Quist  |  00:45\nHello: it works.\n",
        "Ada Brandt - 00:41\nGood morning.\nMilo Quist - 00:45\nHello: it works.\n",
        "00:41 Ada Brandt\nGood morning.\n\n00:45 Milo Quist\nHello: it works.\n",
        "[00:00:41.000] - Ada Brandt\nGood morning.\n[00:00:45.000] - Milo Quist\nHello: it works.\n",
        "[Ada Brandt] 00:00:41\nGood morning.\n\n[Milo Quist] 00:00:45\nHello: it works.\n",
        "Ada Brandt\n00:41\nGood morning.\n\nMilo Quist\n00:45\nHello: it works.\n",
        (
            "00:00:41:00 - 00:00:44:12\nAda Brandt\nGood morning.\n\n"
            "00:00:45:00 - 00:00:48:00\nMilo Quist\nHello: it works.\n"
        ),
        "**Ada Brandt** *00:00:41*\n\nGood morning.\n\n**Milo Quist** *00:00:45*\n\nHello: it works.\n",
        "\ufeffAda Brandt\u00a000:41\r\nGood morning.\r\n\r\nMilo Quist\t00:45\r\nHello: it works.\r\n",
    ],
)
def test_a_name_and_a_time_head_the_lines_below_them(text: str) -> None:
    assert read(text) == [ADA, MILO]
    assert detect_format(text) is TranscriptFormat.HEADER


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:41] Ada Brandt: Good morning.\n[00:00:45] Milo Quist: Hello: it works.\n",
        "00:00:41 Ada Brandt: Good morning.\n00:00:45 Milo Quist: Hello: it works.\n",
        "(00:41) Ada Brandt: Good morning.\n\n(00:45) Milo Quist: Hello: it works.\n",
        "Ada Brandt [00:41]: Good morning.\nMilo Quist [00:45]: Hello: it works.\n",
        "Ada Brandt: [00:41] Good morning.\nMilo Quist: [00:45] Hello: it works.\n",
        "Ada Brandt (00:00:41) Good morning.\nMilo Quist (00:00:45) Hello: it works.\n",
        (
            "[00:41.000 --> 00:44.000]  [Ada Brandt]: Good morning.\n"
            "[00:45.000 --> 00:47.000]  [Milo Quist]: Hello: it works.\n"
        ),
        "00:41\tAda Brandt\tGood morning.\n00:45\tMilo Quist\tHello: it works.\n",
    ],
)
def test_a_name_and_a_time_stand_before_the_text_on_its_line(text: str) -> None:
    assert read(text) == [ADA, MILO]
    assert detect_format(text) is TranscriptFormat.INLINE


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brandt: Good morning.\nMilo Quist: Hello: it works.\n",
        "**Ada Brandt:** Good morning.\n\n**Milo Quist:** Hello: it works.\n",
        "**Ada Brandt**: Good morning.\n\n**Milo Quist**: Hello: it works.\n",
        ">> Ada Brandt: Good morning.\n>> Milo Quist: Hello: it works.\n",
        "- Ada Brandt: Good morning.\n- Milo Quist: Hello: it works.\n",
        "Ada Brandt： Good morning.\nMilo Quist： Hello: it works.\n",
    ],
)
def test_a_name_and_a_colon_stand_before_the_text(text: str) -> None:
    assert read(text) == [("Ada Brandt", None, "Good morning."), ("Milo Quist", None, "Hello: it works.")]
    assert detect_format(text) is TranscriptFormat.PLAIN


def test_the_header_layout_keeps_names_roles_and_times_as_given() -> None:
    text = (
        "Ada Brandt (Host) 00:00.000\nfirst line\nsecond line\n"
        "Ada Brandt (Host) 75:12.5\nminutes may pass 59\n"
        "J. R. O'Neil-Lund Jr. (Chief of Staff, Lab (Oslo) [interim]) 1:02:03,250\nyes\n"
        "Дарья Ким (Редактор) 00:10.7\nhints may run backwards\n"
    )
    assert read(text) == [
        ("Ada Brandt | Host", 0, "first line second line"),
        ("Ada Brandt | Host", 4_512_500, "minutes may pass 59"),
        ("J. R. O'Neil-Lund Jr. | Chief of Staff, Lab (Oslo) [interim]", 3_723_250, "yes"),
        ("Дарья Ким | Редактор", 10_700, "hints may run backwards"),
    ]


@pytest.mark.parametrize(
    "line", ["Monday 12:30", "Ada Brandt", "Yeah", "Right (laughs)", "Look: that", "Milo Quist: ok"]
)
def test_a_short_line_of_speech_is_no_header_where_it_would_leave_a_turn_empty(line: str) -> None:
    text = f"Ada Brandt (Host) 00:01.000\n{line}\nMilo Quist (Guest) 00:03.000\nfine\n"
    assert [who for who, _, _ in read(text)] == ["Ada Brandt | Host", "Milo Quist | Guest"]


@pytest.mark.parametrize(
    "lines", ["so\n12:30 Milo\nyes", "Monday\n12:30\nyes", "so\n12:30 Milo: yes\nno", "so\nMilo 12:30\nno"]
)
def test_a_time_that_is_spoken_makes_no_header_among_headers(lines: str) -> None:
    text = f"Ada Brandt (Host) 00:01.000\n{lines}\nMilo Quist (Guest) 00:03.000\nfine\n"
    assert [ms for _, ms, _ in read(text)] == [1_000, 3_000]


def test_a_line_with_a_role_and_a_fine_time_is_a_header_whatever_the_name() -> None:
    text = '@ada_99 (host) 00:41.2\nhello\nMilo "Mo" Quist! (guest) 00:45.2:\nhi\nnora (producer) 00:50\nso\n'
    assert [(who, ms) for who, ms, _ in read(text)] == [
        ("@ada_99 | host", 41_200),
        ('Milo "Mo" Quist! | guest', 45_200),
        ("nora | producer", 50_000),
    ]


def test_roles_stand_in_any_brackets() -> None:
    text = "Ada Brandt [Host] 00:41.2\nhello\nMilo Quist(Guest)00:45.2\nhi\nNora Ray (she/her) (Editor) 00:50.1\nso\n"
    assert [who for who, _, _ in read(text)] == [
        "Ada Brandt | Host",
        "Milo Quist | Guest",
        "Nora Ray | she/her, Editor",
    ]


def test_hours_appear_in_the_times_when_the_first_is_over() -> None:
    text = "Ada Brandt 59:50\nhello\nMilo Quist 59:55\nhi\nNora Ray 1:00:02\nso\nada 1:01:02\nyes\nada 1:01:09\nno\n"
    assert [ms for _, ms, _ in read(text)] == [3_590_000, 3_595_000, 3_602_000, 3_662_000, 3_669_000]


def test_times_may_be_missing_on_some_headers() -> None:
    text = (
        "Ada Brandt (Host) 00:01.000\nHello there.\nMilo Quist (Guest)\nHi.\n"
        "Ada Brandt (Host)\nAnd now?\nMilo Quist\nNothing.\nNora Ray (Producer)\nCut.\n"
    )
    assert read(text) == [
        ("Ada Brandt | Host", 1_000, "Hello there."),
        ("Milo Quist | Guest", None, "Hi."),
        ("Ada Brandt | Host", None, "And now?"),
        ("Milo Quist", None, "Nothing."),
        ("Nora Ray | Producer", None, "Cut."),
    ]


def test_a_role_may_sound_like_a_note() -> None:
    text = "Ada Brandt (Music Critic) 00:01\nHello.\nMilo Quist (Foreign Editor)\nHi.\nNora Ray (music) 00:03\nCut.\n"
    assert [who for who, _, _ in read(text)] == [
        "Ada Brandt | Music Critic",
        "Milo Quist | Foreign Editor",
        "Nora Ray | music",
    ]


def test_times_may_be_missing_on_all_headers() -> None:
    with_roles = "Ada Brandt (Host)\nHello there\nMilo Quist (Guest)\nYeah thanks\n"
    names_only = "Ada Brandt\nHello there\n\nMilo Quist\nYeah thanks\n\nAda Brandt\nGood\n"
    assert [(who, said) for who, _, said in read(with_roles)] == [
        ("Ada Brandt | Host", "Hello there"),
        ("Milo Quist | Guest", "Yeah thanks"),
    ]
    assert [who for who, _, _ in read(names_only)] == ["Ada Brandt", "Milo Quist", "Ada Brandt"]


def test_names_are_written_in_any_script() -> None:
    text = (
        "张三（主持人）00:41.2\n你好\n\u200fדניאל כהן (מנחה) 00:45.300\u200e\nשלום לכולם\nهند علي (ضيفة) ٠٠:٥٠\nنعم\n"
    )
    assert read(text) == [
        ("张三 | 主持人", 41_200, "你好"),
        ("דניאל כהן | מנחה", 45_300, "שלום לכולם"),
        ("هند علي | ضيفة", 50_000, "نعم"),
    ]


def test_a_time_without_a_name_continues_the_speaker() -> None:
    text = "[00:01:02] Ada: hello\n[00:01:10] one thing: it works\n[00:01:12] Milo: fine\n"
    assert read(text) == [
        ("Ada", 62_000, "hello"),
        ("Ada", 70_000, "one thing: it works"),
        ("Milo", 72_000, "fine"),
    ]


def test_times_alone_make_turns_without_a_speaker() -> None:
    assert read("0:00\nso today we talk\n0:05\nabout this\n") == [
        (None, 0, "so today we talk"),
        (None, 5_000, "about this"),
    ]
    assert read("[00:12.00]so today\n[00:14.50]we talk\n") == [(None, 12_000, "so today"), (None, 14_500, "we talk")]


def test_a_time_above_a_named_line_belongs_to_it() -> None:
    text = "00:00:00\n\nAda Brandt: hello there\nMilo Quist: hi\n\n00:05:00\n\nAda Brandt: and on\n"
    assert read(text) == [
        ("Ada Brandt", 0, "hello there"),
        ("Milo Quist", None, "hi"),
        ("Ada Brandt", 300_000, "and on"),
    ]


def test_a_time_of_day_is_no_time_in_the_recording() -> None:
    assert read("Ada Brandt 10:22 AM\nHello there.\n\nMilo Quist 10:23 AM\nHi.\n") == [
        ("Ada Brandt", None, "Hello there."),
        ("Milo Quist", None, "Hi."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "One thing: it works.",
        "Here is the thing: it works.",
        "Remember: it works.",
        "The question: does it work?",
        "and I said: it works",
        "The Great Lamp: a novel.",
        "It was 16:9: a wide picture.",
        "https://example.org is the address",
    ],
)
def test_a_colon_in_a_sentence_names_no_speaker(sentence: str) -> None:
    text = f"Ada: Hello.\n\nMilo: Well.\n\n{sentence}\n\nAda: Yes.\n"
    assert [who for who, _, _ in read(text)] == ["Ada", "Milo", "Ada"]
    assert [who for who, _, _ in read(f"So we talked a while.\n\n{sentence}\n\nThat was all.\n")] == [None, None, None]


def test_small_labels_are_speakers_where_they_recur() -> None:
    text = "ada: hello\nmilo: hi\nada: so\nmilo: well\nada: bye\nmilo: bye\n"
    assert [who for who, _, _ in read(text)] == ["ada", "milo"] * 3
    assert [who for who, _, _ in read("Q: Why?\nA: Because.\nQ: Oh.\nA: Yes.\n")] == ["Q", "A", "Q", "A"]


def test_text_without_speakers_has_a_turn_per_paragraph() -> None:
    assert read("It was late.\nWe left.\n\nThe next day we came back.\n") == [
        (None, None, "It was late. We left."),
        (None, None, "The next day we came back."),
    ]
    assert len(read("one wrapped\nsentence without\nany end\n")) == 1


def test_titles_metadata_and_credits_are_kept_and_not_searched() -> None:
    text = (
        "The Long Talk\nEpisode 12\n\nDate: 2024-05-01\nHost: Ada Brandt\n\n"
        "Ada Brandt: Hello.\nMilo Quist: Hi.\n\nTranscribed by https://otter.example\n"
    )
    told = read(text)
    assert told[0][0] is None
    assert all(word.startswith("‹") for word in told[0][2].split())
    assert "‹Long›" in told[0][2]
    assert told[1:] == [
        ("Ada Brandt", None, "Hello."),
        ("Milo Quist", None, "Hi."),
        (None, None, "‹Transcribed› ‹by› ‹https://otter.example›"),
    ]


def test_cast_lists_and_keywords_above_the_first_header_are_not_searched() -> None:
    text = "SUMMARY KEYWORDS\nlamps, light, oil\n\nSPEAKERS\nAda Brandt, Milo Quist\n\nAda Brandt  00:02\nHello.\n"
    assert all(word.startswith("‹") for word in read(text)[0][2].split())
    assert read("Host: Welcome to the show. Today: lamps.\n\nGuest: Thanks.\n") == [
        ("Host", None, "Welcome to the show. Today: lamps."),
        ("Guest", None, "Thanks."),
    ]


def test_speech_above_the_first_header_is_a_turn_without_a_speaker() -> None:
    text = "kept going and the size of it all grew.\nAda Brandt (Host) 00:20.960\nYes.\n"
    assert read(text)[0] == (None, None, "kept going and the size of it all grew.")


def test_a_turn_knows_where_its_header_begins() -> None:
    text = "Ada Brandt (Host) 00:00.000\nHello.\n\n  Milo Quist (Guest) 00:01.000\nHi.\n"
    turns = parse_transcript(text, source="talk.txt").turns
    assert [text[turn.header_char :][:4] for turn in turns] == ["Ada ", "Milo"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("Ada Brandt (Host 00:41\nhello\n", 1, 12),
        ("Ada Brandt (Host) 00:01.000\nhello\nMilo Quist Guest) 00:05.000\nhi\n", 3, 17),
        ("Ada Brandt (Host) 00:75.000\nhello\n", 1, 19),
        ("Ada Brandt (Host) 1:75:00\nhello\n", 1, 19),
        ("Ada Brandt 00:41\nhello\nMilo Quist 00:45\nhi\nAda Brandt 00:61\nso\n", 5, 12),
        ("Ada Brandt (Host) 00:01.000\nhello\nAda Brandt (Host) 00:xx\nso\n", 3, 19),
        ("Ada Brandt (Host) 00:01.000\nhello\n(Guest) 00:05.000\nhi\n", 3, 1),
        ("Ada Brandt (Host) 00:01.000\nhello\nMilo Quist (Guest 00:05.000)\nhi\n", 3, 19),
        ("Ada Brandt (Host) 00:01.000\nhello\nAda Brandt (Host) --:--\nhi\n", 3, 19),
        ("Ada Brandt (Host) 00:01.000\nhello\nMilo Quist (Guest) 00:05.2.1\nhi\n", 3, 20),
        ("Ada Brandt (Host) 00:01.000\nhello\nMilo Quist (Guest)) 00:05.200\nhi\n", 3, 18),
        ("Ada Brandt (Host) 00:01.000\nhello\n00:05.000\nhi\n", 3, 1),
        ("[00:01] Ada: hi\n[00:05 Milo: ho\n", 2, 1),
        ("[00:01] Ada: hi\n[00:75] Milo: ho\n", 2, 2),
    ],
)
def test_a_malformed_header_is_named_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(TranscriptError, match="header cannot be read") as caught:
        parse_transcript(text, source="talk.txt")
    assert (caught.value.path, caught.value.line, caught.value.column) == ("talk.txt", line, column)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ada Brandt (Host) 00:00.000\nMilo Quist (Guest) 00:01.000\nhello\n", 1),
        ("Ada Brandt (Host) 00:00.000\nhello\nMilo Quist (Guest) 00:01.000\n\n", 3),
        ("Ada Brandt 00:41\n\nMilo Quist 00:45\nhi\n", 1),
        ("[00:01] Ada: hi\n[00:05] Milo:\n[00:07] Ada: so\n", 2),
        ("Ada: hi\nMilo:\nAda: so\n", 2),
        ("Ada Brandt (Host)\n\nMilo Quist (Guest)\nhi\n", 1),
    ],
)
def test_an_empty_turn_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TranscriptError, match="is empty") as caught:
        parse_transcript(text, source="talk.txt")
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text", ["", "\ufeff", " \n\t\n", "[music]\n", "...\n", "Ada: [laughter]\n", "[00:01]\n[music]\n"]
)
def test_a_file_without_a_spoken_word_is_an_error(text: str) -> None:
    with pytest.raises(TranscriptError, match=r"nothing is said"):
        parse_transcript(text, source="talk.txt")


def test_other_kinds_of_text_are_named() -> None:
    for text, kind in [
        ("<!DOCTYPE html><p>Hi", "web page"),
        ("<?xml version='1.0'?><tt/>", "XML"),
        ("[Script Info]\nTitle: x", "ASS"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHi\n", "subtitle"),
    ]:
        with pytest.raises(TranscriptError, match=kind):
            parse_transcript(text, source="talk.txt")


def test_subtitles_are_told_from_times_in_a_transcript() -> None:
    assert looks_like_subtitles("\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nHi") is TranscriptFormat.VTT
    assert looks_like_subtitles("1\r\n00:00:01,000 --> 00:00:02,000\r\nHi") is TranscriptFormat.SRT
    assert looks_like_subtitles("00:00:01.000 --> 00:00:02.000 align:start line:0\nHi") is TranscriptFormat.SRT
    assert looks_like_subtitles("[00:00.000 --> 00:05.000]  Hello there.\n") is None
    assert looks_like_subtitles("WEBVTTs are files\n") is None
    assert detect_format('{"segments": []}') is TranscriptFormat.PODCAST_JSON
    assert detect_format("") is TranscriptFormat.PLAIN


def test_without_times_a_recurring_name_without_a_role_is_a_header_beside_names_with_roles() -> None:
    text = (
        "Ned O'Rourke\nThat was a vibe of research.\nIlya Sund (Chief Scientist)\nSo, one consequence.\n"
        "Ned O'Rourke\nThank You\nIlya Sund (Chief Scientist)\nThe room.\n"
    )
    turns = parse_transcript(text, source="talk.txt").turns
    assert [turn.speaker.name for turn in turns if turn.speaker] == ["Ned O'Rourke", "Ilya Sund"] * 2
