from __future__ import annotations

from dataclasses import replace
from time import process_time

from clipper.cues import SubtitleFormat, parse_subtitles, write_times
from clipper.cues.source_cues import find_source_cues
from clipper.model import CueTrack

VTT, SRT = SubtitleFormat.VTT, SubtitleFormat.SRT

RICH = """WEBVTT - a title
Kind: captions

NOTE this & that

STYLE
::cue { color: red }

first
00:01.000 --> 00:02.000 line:0
<v Tom & Jerry>Hi <00:01.500>you

REGION
id:left

00:03.000 --> 00:04.000
there
"""


def moved(track: CueTrack, by_ms: int) -> CueTrack:
    cues = [replace(cue, start_ms=cue.start_ms + by_ms, end_ms=cue.end_ms + by_ms) for cue in track.cues]
    return replace(track, cues=tuple(cues))


def test_everything_but_times_stays_to_the_character() -> None:
    track = parse_subtitles(RICH, VTT, source="a")
    text = write_times(RICH, VTT, track, moved(track, 5_000))
    assert text == (
        RICH.replace("00:01.000", "00:00:06.000")
        .replace("00:02.000", "00:00:07.000")
        .replace("00:01.500", "00:00:06.500")
        .replace("00:03.000", "00:00:08.000")
        .replace("00:04.000", "00:00:09.000")
    )
    assert write_times(RICH, VTT, track, track) == RICH


def test_stamps_stay_inside_a_cue_that_gets_shorter() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\na <00:01.500>b <00:01.900>c\n"
    track = parse_subtitles(text, VTT, source="a")
    shorter = replace(track, cues=(replace(track.cues[0], start_ms=2_000, end_ms=2_500),))
    assert "a <00:00:02.250>b <00:00:02.450>c" in write_times(text, VTT, track, shorter)


def test_times_that_only_a_tolerant_reader_understands_are_written_anew() -> None:
    text = "1\n00:00:01 -> 00:00:02\n<i>Hi</i>\n"
    track = parse_subtitles(text, SRT, source="a")
    assert write_times(text, SRT, track, moved(track, 500)) == "1\n00:00:01,500 --> 00:00:02,500\n<i>Hi</i>\n\n"


def test_the_cues_of_a_long_file_are_found_at_once() -> None:
    number = 60_000
    text = "".join(f"{at}\n00:00:01,000 --> 00:00:02,000\n{'a ' * 40}\n\n" for at in range(number))
    begun = process_time()
    assert len(find_source_cues(text, SRT)) == number
    assert process_time() - begun < 5  # with a copy of the text for every cue it is a minute
