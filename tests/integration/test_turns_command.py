"""``clipper turns`` on the sample: its three planted faults, and everything that shows a speaker's name afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clipper.pipeline.transcript_file import read_transcript_file
from tests.command_line import run_clipper
from tests.integration.conftest import AlignedSample
from tests.sample import GUEST, HOST

pytestmark = pytest.mark.integration

FAULTS = [("to listen to", HOST, GUEST), ("Yeah.", GUEST, HOST), ("wrote down the time.", HOST, GUEST)]


def said(transcript: Path) -> list[tuple[str, str]]:
    """Who says what, a turn each."""
    read = read_transcript_file(transcript).transcript
    return [
        (
            turn.speaker.name if turn.speaker else "",
            " ".join(word.text for word in read.words[turn.first_word : turn.end_word]),
        )
        for turn in read.turns
    ]


def test_faults_are_repaired_told_and_written_and_a_second_time_there_are_none(
    aligned: AlignedSample, tmp_path: Path
) -> None:
    text, media = aligned.folder / "interview.txt", aligned.folder / "interview.mp4"
    done = run_clipper("turns", text, media, "-o", tmp_path / "repaired.txt")
    assert done.code == 0, done.err
    assert "[to listen to] the moon." in done.out
    assert f"{GUEST} -> {HOST}" in done.out
    assert "3 labels changed (8 words); 1 cut within what one speaker says joined." in done.out
    turns = said(tmp_path / "repaired.txt")
    assert (HOST, "Yeah.") in turns
    assert any(name == GUEST and "for NASA, to listen to the moon." in words for name, words in turns)
    assert any(name == GUEST and words.endswith("then I wrote down the time.") for name, words in turns)
    assert any(name == GUEST and "switch everything off, for one night a year." in words for name, words in turns)
    assert [w.text for w in read_transcript_file(tmp_path / "repaired.txt").transcript.words] == [
        w.text for w in read_transcript_file(text).transcript.words
    ]
    again = run_clipper("turns", tmp_path / "repaired.txt", media, "-o", tmp_path / "again.txt")
    assert "0 labels changed (0 words)." in again.out
    assert said(tmp_path / "again.txt") == turns


def test_header_times_become_those_that_were_found(aligned: AlignedSample, tmp_path: Path) -> None:
    done = run_clipper("turns", aligned.document, "-o", tmp_path / "repaired.txt")
    assert done.code == 0, done.err
    read = read_transcript_file(tmp_path / "repaired.txt").transcript
    words = aligned.alignment.words
    for turn in read.turns:
        spans = [word.span for word in words[turn.first_word : turn.end_word] if word.span]
        if spans:
            assert turn.header_ms == spans[0].start_ms


def test_a_saved_episode_knows_its_changes_and_other_modes_are_judged_anew(aligned: AlignedSample) -> None:
    known, report, off = (
        json.loads(run_clipper("turns", aligned.document, "--json", *mode).out)
        for mode in ((), ("--repair", "report"), ("--repair", "off"))
    )
    assert [(change["text"], change["from"], change["to"]) for change in known["changes"]] == FAULTS
    assert all(change["applied"] and change["confidence"] > 0.9 for change in known["changes"])
    assert all(change["evidence"]["voice"] > 1 for change in known["changes"])
    assert [change["text"] for change in report["changes"]] == [text for text, _, _ in FAULTS]
    assert not any(change["applied"] for change in report["changes"])
    assert (len(report["turns"]), off["changes"]) == (report["turns_before"], [])


def test_the_text_alone_finds_what_sentences_tell_and_says_so(aligned: AlignedSample, tmp_path: Path) -> None:
    done = run_clipper("turns", aligned.folder / "interview.txt", "-o", tmp_path / "repaired.txt")
    assert done.code == 0
    assert "[to listen to]" in done.out
    assert "[wrote down the time.]" in done.out
    assert "[Yeah.]" not in done.out
    assert "Judged by the text alone" in done.out
    assert any("to listen to the moon. Yeah. And then" in words for _, words in said(tmp_path / "repaired.txt"))


def test_speakers_can_be_named_and_who_is_unknown_is_told(aligned: AlignedSample, tmp_path: Path) -> None:
    text = aligned.folder / "interview.txt"
    done = run_clipper("turns", text, "--name", f"{HOST}=Ada Lovelace (Host)", "-o", tmp_path / "named.txt")
    assert done.code == 0, done.err
    assert {name for name, _ in said(tmp_path / "named.txt")} == {"Ada Lovelace", GUEST}
    unknown = run_clipper("turns", text, "--name", "Speaker 3=Ada")
    assert unknown.code != 0
    assert "no speaker 'Speaker 3'" in unknown.err
    assert HOST in unknown.err
    assert run_clipper("turns", text, "--name", "Ada").code == 2


def test_nothing_is_overwritten_unasked(aligned: AlignedSample, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("my own\n", "utf-8")
    assert run_clipper("turns", aligned.folder / "interview.txt", "-o", mine).code != 0
    assert mine.read_text("utf-8") == "my own\n"
    assert run_clipper("turns", aligned.folder / "interview.txt", "-o", mine, "--force").code == 0


def test_subtitles_and_clips_name_who_truly_speaks(aligned: AlignedSample, tmp_path: Path) -> None:
    assert run_clipper("subtitles", aligned.document, "-o", tmp_path / "out.vtt").code == 0
    cues = (tmp_path / "out.vtt").read_text("utf-8").split("\n\n")
    (cue,) = (cue for cue in cues if "to listen to" in cue)
    assert f"<v {GUEST}>" in cue
    assert HOST not in cue
    quote = ("--quote", "for NASA, to listen to the moon", "-o", tmp_path / "clip.m4a", "--json")
    (clip,) = json.loads(run_clipper("cut", aligned.document, *quote).out)["clips"]
    assert [speaker["name"] for speaker in clip["speakers"]] == [GUEST]


def test_a_saved_episode_gets_new_names(aligned: AlignedSample, tmp_path: Path) -> None:
    done = run_clipper("turns", aligned.document, "--name", f"{GUEST}=Toby Wren (Guest)", "-o", tmp_path / "named.txt")
    assert done.code == 0, done.err
    assert f"Toby Wren -> {HOST}" in done.out
    assert {name for name, _ in said(tmp_path / "named.txt")} == {HOST, "Toby Wren"}
    assert "] Toby Wren (Guest): " in (tmp_path / "named.txt").read_text("utf-8")
    done = run_clipper("turns", aligned.document, "--name", "Nobody=Ada")
    assert (done.code, "no speaker 'Nobody'" in done.err) == (2, True)
