from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from clipper.cues import SpeakerLabels, SubtitleFormat, parse_subtitles
from clipper.errors import InputError
from clipper.model import FrameRate, Stream, StreamKind
from clipper.pipeline.output_format import format_of
from clipper.pipeline.subtitle_job import SubtitleStyle, make_subtitles, read_profile
from tests.talks import talk
from tests.unit.cues.conversation import align


@pytest.mark.parametrize(
    ("name", "named", "kind"),
    [
        ("a.vtt", None, SubtitleFormat.VTT),
        ("a.SRT", None, SubtitleFormat.SRT),
        ("a.en.srt", SubtitleFormat.VTT, SubtitleFormat.SRT),
        ("a.sub", SubtitleFormat.VTT, SubtitleFormat.VTT),
        ("-", SubtitleFormat.SRT, SubtitleFormat.SRT),
    ],
)
def test_the_extension_tells_the_format_or_else_the_option(
    name: str, named: SubtitleFormat | None, kind: SubtitleFormat
) -> None:
    assert format_of(Path(name), named) is kind


@pytest.mark.parametrize("name", ["a.doc", "vtt", ".srt", "a.", "a.vtt.bak"])
def test_no_format_is_guessed(name: str) -> None:
    with pytest.raises(InputError, match="does not tell") as caught:
        format_of(Path(name), None)
    assert ".vtt" in caught.value.remedy
    assert "--format" in caught.value.remedy


def test_srt_names_speakers_at_each_change_and_vtt_has_voices() -> None:
    conversation = talk("Who goes there this late.", "Only the wind and me.", "Then come in.")
    srt = make_subtitles(conversation, SubtitleFormat.SRT, SubtitleStyle()).text
    vtt = make_subtitles(conversation, SubtitleFormat.VTT, SubtitleStyle()).text
    assert "Ada Brandt: Who" in srt
    assert "<v Ada Brandt>Who" in vtt
    assert "Ada Brandt:" not in vtt
    unnamed = make_subtitles(conversation, SubtitleFormat.SRT, SubtitleStyle(speakers=SpeakerLabels.NONE)).text
    assert "Ada Brandt" not in unnamed


def test_a_segment_of_podcast_json_is_one_speakers_and_needs_no_dash() -> None:
    exchange = align(("Ada", "Come in."), ("Bob", "Thanks."), ("Ada", "Nobody had heard it."), per_character_ms=40)
    assert "<v Bob>-Thanks." in make_subtitles(exchange, SubtitleFormat.VTT, SubtitleStyle()).text
    segments = json.loads(make_subtitles(exchange, SubtitleFormat.PODCAST_JSON, SubtitleStyle()).text)["segments"]
    assert [segment["body"] for segment in segments] == ["Come in.", "Thanks.", "Nobody had heard it."]
    starts = [segment["startTime"] for segment in segments]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("rate", ["24", "24000/1001", "25", "30000/1001", "50"])
def test_a_burned_caption_is_seen_from_its_first_frame_on(rate: str) -> None:
    """Times of ASS are centiseconds: one that is rounded up lies behind its frame, which then shows no caption."""
    conversation = talk("Who goes there this late.", "Only the wind and me.", "Then come in.")
    style = SubtitleStyle(rate=FrameRate.parse(rate))
    made = make_subtitles(conversation, SubtitleFormat.ASS, style)
    written = parse_subtitles(made.text, source="a.ass").cues
    fps = FrameRate.parse(rate).fps
    for cue, seen in zip(made.track.cues, written, strict=True):
        for meant_ms, written_ms in ((cue.start_ms, seen.start_ms), (cue.end_ms, seen.end_ms)):
            first_shown = -(-Fraction(written_ms) * fps // 1000)
            assert first_shown == FrameRate.parse(rate).nearest_frame(meant_ms)


def test_bursts_of_a_few_words_have_no_room_for_a_name() -> None:
    conversation = talk("We left the harbour.", "At six?")
    style = SubtitleStyle(profile=read_profile("vertical", {}))
    assert ":" not in "".join(
        line for line in make_subtitles(conversation, SubtitleFormat.SRT, style).text.split("\n") if "-->" not in line
    )
    named = replace(style, speakers=SpeakerLabels.CHANGE)
    assert ": " in make_subtitles(conversation, SubtitleFormat.SRT, named).text


def test_no_cue_lingers_past_a_join() -> None:
    """Words end at 1300 and 1700; without the join the first cue stays on screen until the second."""
    conversation = talk("Yes.", "No.", gap_ms=1000)
    joined = make_subtitles(conversation, SubtitleFormat.VTT, SubtitleStyle(), joins={0: 0, 1: 1500})
    free = make_subtitles(conversation, SubtitleFormat.VTT, SubtitleStyle())
    assert free.track.cues[0].end_ms > 1500
    assert joined.track.cues[0].end_ms == 1500
    assert joined.track.cues[1] == free.track.cues[1]
    assert "00:00:01.000 --> 00:00:01.500" in joined.text


def test_cues_lie_on_the_frames_of_the_video_or_those_that_are_asked_for() -> None:
    conversation = talk("one two", "three")
    (recording,) = conversation.recordings
    video = Stream(index=0, kind=StreamKind.VIDEO, codec="h264", frame_rate=FrameRate(fps=Fraction(50)))
    seen = replace(conversation, recordings=(replace(recording, streams=(video,)),))
    assert SubtitleStyle().profile_for(conversation).rate.fps == 24
    assert SubtitleStyle().profile_for(seen).rate.fps == 50
    assert SubtitleStyle(rate=FrameRate(fps=Fraction(25))).profile_for(seen).rate.fps == 25


def test_a_profile_is_one_that_comes_along_or_a_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("max_columns = 30\n", "utf-8")
    assert read_profile("bbc", {"max_columns": 34}).max_columns == 34
    assert read_profile(str(mine), {}).max_columns == 30
    for missing in ("nothing", str(tmp_path / "nothing.toml")):
        with pytest.raises(InputError, match="nothing"):
            read_profile(missing, {})
