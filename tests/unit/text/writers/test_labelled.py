"""Labelled text with other turns: the laws, and the looks of the layouts that people have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript
from clipper.text import format_transcript, parse_transcript
from tests.unit.text.writers.repairs import STRANGER, cut, joined, moved, renamed, repairs, tell_turns

SAID = (
    "So we went there and it was late.",
    "One thing: it works, [laughter] I said\nand left (quietly, of course).",
    "Yes. And then?",
    "R&D is 50 % of the whole thing,\nor so they told us.",
    "No.\nNever at all & I mean it.",
    "Good to know that now.",
)
NAMES = (
    "Ada Brandt",
    "Tobias (“Toby”) Wren",
    "Dr. Nora O'Neil-Lund",
    "Ada Brandt",
    "Tobias (“Toby”) Wren",
    "Ada Brandt",
)
TIMES = ((0, 41), (1, 2), (9, 59), (10, 0), (58, 3), (59, 59))


def spread(head: str, joint: str, *, names: tuple[str, ...] = NAMES, before: str = "", behind: str = "\n") -> str:
    """A talk of six turns; ``head`` is filled with the name {n}, minutes {m} and seconds {s}."""
    turns = [
        head.format(n=name, m=minutes, s=seconds) + said
        for name, said, (minutes, seconds) in zip(names, SAID, TIMES, strict=True)
    ]
    return before + joint.join(turns) + behind


LAYOUTS = {
    "header": spread("{n} (Host) {m:02}:{s:02}.250\n", "\n"),
    "header, apart": spread("{n} (Host)  {m}:{s:02}\n", "\n\n", before="The Long Talk\nDate: 2 May\n\n"),
    "name time": spread("{n} 0:{m:02}:{s:02}\n", "\n\n", behind="\n\nTranscribed by https://otter.example\n"),
    "bars, CRLF, BOM": spread("{n}  |  00:{m:02}:{s:02}\r\n", "\r\n\r\n", before="\ufeff", behind="\r\n"),
    "brackets": spread("{n} [00:{m:02}:{s:02}]\n", "\n", behind=""),
    "round brackets": spread("{n} ({m:02}:{s:02}):\n", "\n\n"),
    "comma": spread("{n} (Chief, Lab) 00:{m:02}:{s:02},50\n", "\n"),
    "markdown": spread("**{n}** *00:{m:02}:{s:02}*\n\n", "\n\n"),
    "time above": spread("00:{m:02}:{s:02}:00 - 00:{m:02}:{s:02}:12\n{n}\n", "\n\n"),
    "time below": spread("{n}\n{m:02}:{s:02}\n", "\n\n"),
    "time first": spread("{m:02}:{s:02} {n}\n", "\n\n"),
    "inline": spread("[00:{m:02}:{s:02}] {n}: ", "\n"),
    "inline range": spread(
        "[{m:02}:{s:02}.000 --> {m:02}:{s:02}.900]  [{n}]: ", "\n", names=("Ada", "Milo", "Nora") * 2
    ),
    "inline behind": spread("{n} [{m:02}:{s:02}]: ", "\n\n"),
    "inline link": spread("**{n}:** [00:{m:02}:{s:02}](https://share.example.com/view/x?t={m}.2) ", "\n\n"),
    "tabs": spread("00:{m:02}:{s:02}\t{n}\t", "\n"),
    "plain": spread("{n}: ", "\n"),
    "plain bold": spread("**{n}:** ", "\n\n"),
    "plain bold, colon out": spread("**{n}**: ", "\n\n"),
    "plain chevrons": spread(">> {n}: ", "\n"),
    "plain dashes, indent": spread("  - {n}: ", "\n"),
    "plain below": spread("{n}:\n", "\n\n"),
    "roles only": spread("{n} (Guest)\n", "\n"),
    "full width": spread("{n}： ", "\n"),
    "numbered": spread("{n}  {m:02}:{s:02}\n", "\n\n", names=("Speaker 1", "Speaker 2", "SPEAKER_03") * 2),
    "question and answer": spread("{n}: ", "\n\n", names=("Q", "A") * 3),
    "capitals": spread("{n}: ", "\n\n", names=("DR. WREN", "ADA BRANDT") * 3),
    "times in front, names at a change": spread(
        "[00:{m:02}:{s:02}] {n}", "\n", names=("Ada: ", "", "Milo: ", "", "Ada: ", "")
    ),
    "times alone": spread("{m:02}:{s:02}\n", "\n\n"),
    "times alone, in brackets": spread("[{m:02}:{s:02}.00]", "\n"),
    "times above some": spread("{n}: ", "\n\n", before="00:00:00\n\n").replace("\n\nDr.", "\n\n00:09:00\n\nDr."),
    "paragraphs": spread("", "\n\n"),
    "sentences": "So we went.\nIt was late and dark.\nYes, and then?\nNo one knew.\nWe left again.\nGood to know.\n",
    "mixed": spread("{n} (Host)\n", "\n").replace("Dr. Nora O'Neil-Lund (Host)", "Dr. Nora O'Neil-Lund (Host) 09:59"),
    "cast list": spread(
        "{n}  0:{m:02}:{s:02}  \n",
        "\n\n",
        before="SUMMARY KEYWORDS\nlamps, oil\n\nSPEAKERS\nAda Brandt, Tobias Wren\n\n",
    ),
}
TRANSCRIPTS = {name: parse_transcript(text, source="talk.txt") for name, text in LAYOUTS.items()}
PRECISION_MS = dict.fromkeys(LAYOUTS, 1000) | {"header": 1, "comma": 10, "inline range": 1}


def read(text: str) -> Transcript:
    return parse_transcript(text, source="talk.txt")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_own_turns_give_the_file_back(layout: str) -> None:
    transcript = TRANSCRIPTS[layout]
    assert len(transcript.turns) >= 6
    assert format_transcript(transcript, transcript.turns) == LAYOUTS[layout]


@pytest.mark.parametrize("layout", LAYOUTS)
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_was_written_is_read_as_it_was_meant(layout: str, data: st.DataObject) -> None:
    transcript = TRANSCRIPTS[layout]
    turns = data.draw(repairs(transcript))
    written = format_transcript(transcript, turns)
    again = read(written)
    assert tell_turns(again, again.turns) == tell_turns(transcript, turns)
    has_times = any(turn.header_ms is not None for turn in transcript.turns)
    found = [(turn.header_ms, other.header_ms) for turn, other in zip(turns, again.turns, strict=True)]
    assert all(there is not None and abs(there - ms) <= PRECISION_MS[layout] for ms, there in found if ms and has_times)
    assert has_times or all(there is None for _, there in found)
    assert format_transcript(again, again.turns) == written


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("Ada Brandt (Host) 59:58.2\nHi.\nMilo 75:00.0\nSo.\n", "Ada Brandt (Host) 61:01.4\nHi.\nMilo 76:03.2\nSo.\n"),
        ("Ada Brandt 59:58\nHi.\n\nMilo 1:00:02\nSo.\n", "Ada Brandt 1:01:01\nHi.\n\nMilo 1:01:05\nSo.\n"),
        ("Ada Brandt: (0:09)\r\nHi.\r\nMilo: (9:58)\r\nSo.", "Ada Brandt: (1:12)\r\nHi.\r\nMilo: (11:01)\r\nSo."),
        ("[00:00:09,5] Ada: Hi.\n[00:10:00,0] Milo: So.\n", "[00:01:12,7] Ada: Hi.\n[00:11:03,2] Milo: So.\n"),
        ("[0:09.0 --> 0:10.0] Ada: Hi.\n", "[1:12.2 --> 1:13.2] Ada: Hi.\n"),
        ("هند علي (ضيفة) ٠٠:٥٠\nنعم\n", "هند علي (ضيفة) ٠١:٥٣\nنعم\n"),
        ("00:00:41:12 - 00:00:44:12\nAda Brandt\nHi.\n", "00:01:44:00 - 00:01:47:00\nAda Brandt\nHi.\n"),
        (
            "**Ada Brandt:** [00:00:06](https://share.example.com/x?t=6.2) Hi.\n\n**Milo Quist:** [00:00:07] So.\n",
            "**Ada Brandt:** [00:01:09] Hi.\n\n**Milo Quist:** [00:01:10] So.\n",
        ),
        ("Ada Brandt: Hi.\nMilo Quist: So.\n", "Ada Brandt: Hi.\nMilo Quist: So.\n"),
        (
            "Ada Brandt 10:22 AM\nHi.\n\nMilo Quist 10:23 AM\nSo.\n",
            "Ada Brandt 10:22 AM\nHi.\n\nMilo Quist 10:23 AM\nSo.\n",
        ),
    ],
)
def test_a_time_is_written_as_it_was(before: str, behind: str) -> None:
    assert format_transcript(read(before), moved(read(before), 63_200)) == behind


@pytest.mark.parametrize(
    ("before", "word", "behind"),
    [
        (
            "Ada (Host) 00:01.0\nHi. So\nwe went.\nMilo 00:09.0\nYes.\n",
            "So",
            "Ada (Host) 00:01.0\nHi.\nMilo 00:02.4\nSo\nwe went.\nMilo 00:09.0\nYes.\n",
        ),
        (
            "[00:01] Ada:  Hi.\nSo we went.\n\n[00:09] Milo:  Yes.\n",
            "So",
            "[00:01] Ada:  Hi.\n\n[00:02] Milo:  So we went.\n\n[00:09] Milo:  Yes.\n",
        ),
        (
            "  >> **Ada:** Hi. So.\r\n  >> **Milo:** Yes.\r\n",
            "So.",
            "  >> **Ada:** Hi.\r\n  >> **Milo:** So.\r\n  >> **Milo:** Yes.\r\n",
        ),
        (
            "Milo: Go to [the site](https://a.example), ![x](https://b.example) [now](https://c.example).\nAda: So.\n",
            "now.",
            (
                "Milo: Go to [the site](https://a.example), ![x](https://b.example)\n"
                "Milo: [now](https://c.example).\nAda: So.\n"
            ),
        ),
    ],
)
def test_a_new_turn_takes_a_head_of_its_speaker(before: str, word: str, behind: str) -> None:
    assert format_transcript(read(before), cut(read(before), word, Speaker(name="Milo"), 2_350)) == behind


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("Ada (Host) 00:01.0\nHi.\nMilo 00:09.0\nYes.\n", "Ada (Host) 00:01.0\nHi. Yes.\n"),
        ("Ada: Hi.\n\nMilo: [The](https://a.example) end.\n", "Ada: Hi. [The](https://a.example) end.\n"),
        ("It was late.\n\nWe left.\n", "It was late. We left.\n"),
    ],
)
def test_where_a_head_stood_one_space_is_left(before: str, behind: str) -> None:
    assert format_transcript(read(before), joined(read(before), 1)) == behind


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("Milo (Guest) 00:01\nHi.\nAda (Host) 00:03\nYes.\n", "Nell O'Gray 00:01\nHi.\nAda (Host) 00:03\nYes.\n"),
        ("[00:01] **Milo**: Hi.\n[00:03] **Ada**: Yes.\n", "[00:01] **Nell O'Gray**: Hi.\n[00:03] **Ada**: Yes.\n"),
        ("[Milo] 00:00:01\nHi.\n\n[Ada] 00:00:03\nYes.\n", "[Nell O'Gray] 00:00:01\nHi.\n\n[Ada] 00:00:03\nYes.\n"),
        ("Milo\t00:01\tHi.\nAda\t00:03\tYes.\n", "Nell O'Gray\t00:01\tHi.\nAda\t00:03\tYes.\n"),
        (
            "[00:01] Milo: Hi.\n[00:03] so.\n[00:09] Ada: Yes.\n",
            "[00:01] Nell O'Gray: Hi.\n[00:03] so.\n[00:09] Ada: Yes.\n",
        ),
    ],
)
def test_a_new_name_stands_where_names_stand(before: str, behind: str) -> None:
    assert format_transcript(read(before), renamed(read(before), "Milo", STRANGER)) == behind


def test_times_without_names_get_names() -> None:
    text = "0:00\nso today we talk\n0:05\nabout this\n"
    named = [replace(turn, speaker=STRANGER) for turn in read(text).turns]
    assert format_transcript(read(text), named) == (
        "0:00\nNell O'Gray: so today we talk\n0:05\nNell O'Gray: about this\n"
    )


def test_a_turn_without_a_time_has_none_or_that_of_its_old_place() -> None:
    named = read("Ada Brandt 0:01\nHi. So.\nMilo Quist 0:09\nYes.\n")
    assert format_transcript(named, cut(named, "So.", Speaker(name="Milo Quist"), None)) == (
        "Ada Brandt 0:01\nHi.\nMilo Quist\nSo.\nMilo Quist 0:09\nYes.\n"
    )
    times_only = read("[00:12.00]so today\n[00:14.50]we talk\n\nTranscribed by https://otter.example\n")
    assert format_transcript(times_only, cut(times_only, "today", None, None)) == (
        "[00:12.00]so\n[00:12.00]today\n[00:14.50]we talk\n\nTranscribed by https://otter.example\n"
    )


def test_rounding_puts_no_turn_before_an_earlier_one() -> None:
    text = "Ada (Host) 00:01\nHi. So.\nMilo (Guest) 00:01.900\nYes.\nAda (Host) 00:09\nNo.\n"
    turns = cut(read(text), "So.", Speaker(name="Ada", role="Host"), 1_600)
    assert [turn.header_ms for turn in read(format_transcript(read(text), turns)).turns] == [1000, 2000, 2000, 9000]


@pytest.mark.parametrize(
    "name", ["Ada\nMilo", "", " Ada", "Ada\u2028Milo", "Ada: I said", "[00:01] Ada", "Ada Brandt 00:41"]
)
@pytest.mark.parametrize("layout", ["inline", "plain", "plain bold"])
def test_a_name_that_the_layout_cannot_hold_is_refused(layout: str, name: str) -> None:
    transcript = TRANSCRIPTS[layout]
    with pytest.raises(TranscriptError, match=r"cannot be written") as caught:
        format_transcript(transcript, renamed(transcript, "Ada Brandt", Speaker(name=name)))
    assert caught.value.remedy


@given(name=st.text(max_size=12), layout=st.sampled_from(sorted(LAYOUTS)))
@settings(max_examples=60, deadline=None)
def test_a_strangers_name_is_written_or_refused(name: str, layout: str) -> None:
    turns = renamed(TRANSCRIPTS[layout], "Ada Brandt", Speaker(name=name))
    try:
        written = format_transcript(TRANSCRIPTS[layout], turns)
    except TranscriptError:
        return
    again = read(written)
    assert tell_turns(again, again.turns) == tell_turns(TRANSCRIPTS[layout], turns)


def test_turns_of_other_words_are_a_bug() -> None:
    transcript = TRANSCRIPTS["plain"]
    with pytest.raises(ValueError, match="turns cover"):
        format_transcript(transcript, transcript.turns[:-1])
