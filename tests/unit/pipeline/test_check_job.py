from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clipper.cues import NETFLIX_EN, SubtitleFormat, format_subtitles
from clipper.errors import InputError
from clipper.model import Cue, CueTrack, Run
from clipper.pipeline.check_job import (
    SubtitleFile,
    check_file,
    check_subtitles,
    mend_file,
    name_mended,
    read_subtitles,
    write_in_place,
)
from clipper.pipeline.subtitle_job import SubtitleStyle

VTT = "WEBVTT\n\nNOTE mine\n\n00:01.000 --> 00:03.000 line:0\nCome in.\n\n00:02.500 --> 00:04.500\n<b>Thanks.</b>\n"


@pytest.fixture
def file(tmp_path: Path) -> SubtitleFile:
    path = tmp_path / "talk.srt"  # the format is told by the content
    path.write_text(VTT, "utf-8")
    return read_subtitles(path)


def test_the_format_is_told_by_the_content(file: SubtitleFile) -> None:
    assert file.kind is SubtitleFormat.VTT
    assert [cue.text for cue in file.track.cues] == ["Come in.", "Thanks."]


def test_where_times_suffice_all_else_stays(file: SubtitleFile, tmp_path: Path) -> None:
    mended = mend_file(file, NETFLIX_EN, tmp_path / "b.vtt")
    assert mended.text == VTT.replace("00:03.000", "00:00:02.417")


def test_cues_out_of_order_are_written_anew_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:05.000 --> 00:07.000\nThanks.\n\n00:01.000 --> 00:03.000\nCome in.\n", "utf-8")
    mended = mend_file(read_subtitles(path), NETFLIX_EN, tmp_path / "b.vtt")
    assert mended.text.index("Come in.") < mended.text.index("Thanks.")
    assert "00:00:05.000 --> 00:00:07.000" in mended.text


def test_what_no_file_can_hold_is_refused_in_plain_words(file: SubtitleFile) -> None:
    early = replace(file.track.cues[0], start_ms=-500)
    with pytest.raises(InputError, match=r"talk\.srt: cue 1 cannot be written"):
        write_in_place(file, CueTrack(cues=(early, *file.track.cues[1:])))


def test_cues_may_stand_in_any_order_where_players_sort_them(tmp_path: Path) -> None:
    cues = (Cue(start_ms=5_000, end_ms=7_000, lines=((Run(text="Thanks."),),)),)
    cues += (Cue(start_ms=1_000, end_ms=3_000, lines=((Run(text="Come in."),),)),)
    told = [
        kind.value
        for kind in (SubtitleFormat.ASS, SubtitleFormat.TTML, SubtitleFormat.VTT, SubtitleFormat.SRT)
        for file in (SubtitleFile(path=tmp_path / "a", text="", kind=kind, track=CueTrack(cues=cues)),)
        if "cues-out-of-order" in {one.code for one in check_file(file, NETFLIX_EN)}
    ]
    assert told == ["vtt", "srt"]


def test_a_text_in_the_place_of_a_cue_is_checked_but_not_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{'talk ' * 40_001}\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.srt: cue 1 holds 200,0\d\d characters"):
        mend_file(read_subtitles(path), NETFLIX_EN, tmp_path / "b.srt")
    checked = check_subtitles(read_subtitles(path), SubtitleStyle(), fixed=tmp_path / "b.srt")
    assert isinstance(checked.error, InputError)
    assert "cue-too-wide" in {one.code for one in checked.findings}


def test_findings_come_in_order_of_the_cues_and_are_those_that_are_left(file: SubtitleFile, tmp_path: Path) -> None:
    before = check_subtitles(file, SubtitleStyle())
    assert [(one.code, one.cue) for one in before.findings] == [("cues-overlap", 2)]
    after = check_subtitles(file, SubtitleStyle(), fixed=tmp_path / "b.vtt")
    assert after.findings == ()
    assert after.mended is not None
    assert after.mended.fixed.retimed == 1


def test_a_copy_lies_beside_its_original() -> None:
    assert name_mended(Path("a/talk.en.srt")) == Path("a/talk.en.fixed.srt")


def test_the_cues_of_other_formats_are_checked_but_not_mended(tmp_path: Path) -> None:
    ttml = tmp_path / "talk.ttml"
    cue = Cue(start_ms=0, end_ms=200, lines=((Run(text="far too short"),),))
    ttml.write_text(format_subtitles(CueTrack(cues=(cue,)), SubtitleFormat.TTML), "utf-8")
    file = read_subtitles(ttml)
    assert file.kind is SubtitleFormat.TTML
    assert {finding.code for finding in check_file(file, NETFLIX_EN)} >= {"cue-too-short"}
    with pytest.raises(InputError, match="only WebVTT and SRT") as refused:
        mend_file(file, NETFLIX_EN, tmp_path / "better.ttml")
    assert "clipper convert talk.ttml talk.vtt" in refused.value.remedy


def test_a_mended_copy_keeps_its_line_ends_and_comes_in_utf8(tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    path.write_bytes(VTT.replace("Come", "C\xf4me").replace("\n", "\r\n").encode("cp1252"))
    mended = mend_file(read_subtitles(path), NETFLIX_EN, tmp_path / "b.vtt")
    assert mended.data == mended.text.replace("\n", "\r\n").encode("utf-8")
    assert "C\xf4me" in mended.text
