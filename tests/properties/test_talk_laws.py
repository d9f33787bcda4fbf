"""Laws of the formats that hold a whole talk: what is written says what was said, in other readers, too."""

from __future__ import annotations

import tempfile
from pathlib import Path

import textgrid
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clipper.cues import TalkFormat, format_talk, talk_of_alignment, talk_of_track, verify_talk
from clipper.cues.talk.textgrid import make_tiers
from clipper.model import Alignment, CueTrack, WordStatus
from tests.strategies import alignments, cue_tracks


@given(alignments(), st.sampled_from(TalkFormat))
def test_a_talk_is_written_and_read_back(alignment: Alignment, kind: TalkFormat) -> None:
    talk = talk_of_alignment(alignment)
    verify_talk(format_talk(talk, kind), talk, kind)


@given(cue_tracks(), st.sampled_from(TalkFormat))
def test_subtitles_become_a_talk_that_is_read_back(track: CueTrack, kind: TalkFormat) -> None:
    talk = talk_of_track(track)
    verify_talk(format_talk(talk, kind), talk, kind)
    said = "".join(sorted(char for turn in talk.turns for char in turn.text if char != " "))
    assert said == "".join(sorted(char for cue in track.cues for char in cue.text if char not in " \n"))


@given(alignments(repeats=False))
def test_every_word_that_is_heard_stands_in_the_talk(alignment: Alignment) -> None:
    turns = talk_of_alignment(alignment).turns
    heard = [
        word.text
        for word, timed in zip(alignment.transcript.words, alignment.words, strict=True)
        if timed.status in (WordStatus.ALIGNED, WordStatus.INTERPOLATED)
    ]
    assert sorted(word.text for turn in turns for word in turn.words) == sorted(heard)


@given(alignments())
def test_markdown_shows_the_text_and_no_markup_of_its_own(alignment: Alignment) -> None:
    talk = talk_of_alignment(alignment)
    shown = []
    for token in MarkdownIt("commonmark").parse(format_talk(talk, TalkFormat.MARKDOWN)):
        assert token.type in ("paragraph_open", "inline", "paragraph_close"), token
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "text_special", "strong_open", "strong_close"}
            shown.append("".join(child.content for child in children))
    heads, bodies = shown[::2], shown[1::2]
    assert bodies == [turn.text for turn in talk.turns]
    assert [
        head.rpartition(" (")[0] if turn.speaker else None for head, turn in zip(heads, talk.turns, strict=True)
    ] == [turn.speaker for turn in talk.turns]


@given(alignments())
def test_another_reader_of_textgrids_finds_the_same_intervals(alignment: Alignment) -> None:
    talk = talk_of_alignment(alignment)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk.TextGrid"
        path.write_text(format_talk(talk, TalkFormat.TEXTGRID), encoding="utf-8")
        grid = textgrid.TextGrid.fromFile(str(path))
    found = [
        (tier.name, [(round(i.minTime * 1000), round(i.maxTime * 1000), i.mark) for i in tier if i.mark])
        for tier in grid.tiers
    ]
    assert found == make_tiers(talk)
