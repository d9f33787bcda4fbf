from __future__ import annotations

import pytest

from clipper.cues import SubtitleFormat, detect_subtitles, fit_track, label_voices, parse_vtt
from clipper.cues.formats.placement import is_exact, read_anchor, vtt_settings
from clipper.errors import InputError
from clipper.model import Cue, CueTrack, Run

FULL = """WEBVTT
Kind: captions

REGION
id:top

STYLE
::cue { color: red }

NOTE hello

intro
00:01.000 --> 00:03.000 line:10% align:left
<v Ada><c.loud>Who</c> <00:01.500>goes <i>there?</i>

00:04.000 --> 00:05.000 vertical:rl
<v Milo>-I.</v> <v Ada>-Who?</v>
"""

LOST = {
    SubtitleFormat.VTT: [],
    SubtitleFormat.SRT: [
        ("cue 1", "word times"),
        ("cue 1", "names of cues"),
        ("cue 1", "exact positions: the nearest of nine places instead"),
        ("cue 1", "classes"),
        ("cue 1 and 1 more", "voices"),
        ("cue 2", "positions"),
        ("the whole file", "notes: 1"),
        ("the whole file", "STYLE and REGION blocks: 2"),
        ("the whole file", "header lines: 1"),
    ],
    SubtitleFormat.ASS: [
        ("cue 1", "names of cues"),
        ("cue 1", "exact positions: the nearest of nine places instead"),
        ("cue 1", "classes"),
        ("cue 2", "positions"),
        ("the whole file", "STYLE and REGION blocks: 2"),
        ("the whole file", "header lines: 1"),
    ],
    SubtitleFormat.TTML: [
        ("cue 1", "word times"),
        ("cue 1", "exact positions: the nearest of nine places instead"),
        ("cue 1", "classes"),
        ("cue 2", "positions"),
        ("the whole file", "notes: 1"),
        ("the whole file", "STYLE and REGION blocks: 2"),
        ("the whole file", "header lines: 1"),
    ],
    SubtitleFormat.PODCAST_JSON: [
        ("cue 1", "names of cues"),
        ("cue 1 and 1 more", "positions"),
        ("cue 1", "classes"),
        ("cue 1", "bold, italic and underlined text"),
        ("the whole file", "notes: 1"),
        ("the whole file", "STYLE and REGION blocks: 2"),
        ("the whole file", "header lines: 1"),
    ],
}


@pytest.mark.parametrize("kind", LOST)
def test_every_format_tells_what_it_cannot_hold(kind: SubtitleFormat) -> None:
    losses = fit_track(parse_vtt(FULL, source="a"), kind).losses
    assert [(one.where, one.message.removeprefix(f"{kind.value} does not hold ")) for one in losses] == LOST[kind]


def test_a_podcasts_segments_have_one_voice_and_one_time() -> None:
    fitted = fit_track(parse_vtt(FULL, source="a"), SubtitleFormat.PODCAST_JSON).track
    assert [(cue.start_ms, cue.end_ms, cue.lines[0][0].speaker, cue.text) for cue in fitted.cues] == [
        (1_000, 1_500, "Ada", "Who"),
        (1_500, 3_000, "Ada", "goes there?"),
        (4_000, 5_000, "Milo", "-I."),
        (4_000, 5_000, "Ada", "-Who?"),
    ]


def test_cues_that_no_file_holds_are_left_out_and_told() -> None:
    line = (Run(text="a"),)
    cues = (
        Cue(start_ms=5_000, end_ms=6_000, lines=(line,)),
        Cue(start_ms=1_000, end_ms=2_000, lines=()),
        Cue(start_ms=3_000, end_ms=3_000, lines=(line,)),
        Cue(start_ms=2_000, end_ms=4_000, lines=(line,)),
    )
    fitted = fit_track(CueTrack(cues=cues), SubtitleFormat.SRT)
    assert [cue.start_ms for cue in fitted.track.cues] == [2_000, 5_000]
    assert [(one.where, one.message) for one in fitted.losses] == [
        ("cue 2", "srt does not hold a cue without text: left out"),
        ("cue 3", "srt does not hold a cue that ends before it begins: left out"),
        ("cue 1 and 1 more", "srt does not hold cues out of order: put in order"),
    ]
    with pytest.raises(InputError, match="no cue"):
        fit_track(CueTrack(cues=cues[1:3]), SubtitleFormat.SRT)


@pytest.mark.parametrize(
    ("settings", "anchor"),
    [
        ("", 2),
        ("{\\an7}", 7),
        ("{\\a6}", 8),
        ("line:0", 8),
        ("line:-1", 2),
        ("line:50% align:start", 4),
        ("line:85% align:middle", 2),
        ("align:end", 3),
        ("vertical:lr", None),
    ],
)
def test_places_come_to_the_nearest_of_nine(settings: str, anchor: int | None) -> None:
    assert read_anchor(settings) == anchor


def test_the_nine_places_translate_without_loss() -> None:
    for anchor in range(1, 10):
        assert read_anchor(vtt_settings(anchor)) == anchor
        assert is_exact(vtt_settings(anchor))


def test_voices_become_names_where_they_change() -> None:
    track = label_voices(parse_vtt(FULL, source="a"))
    assert [cue.text for cue in track.cues] == ["Ada: Who goes there?", "Milo: -I.\nAda: -Who?"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\ufeffWEBVTT\n", SubtitleFormat.VTT),
        ("; old\n[Script Info]\n", SubtitleFormat.ASS),
        ("<?xml version='1.0'?><tt>", SubtitleFormat.TTML),
        ("<tt:tt xmlns:tt='x'>", SubtitleFormat.TTML),
        (' {"segments": []}', SubtitleFormat.PODCAST_JSON),
        ("{\\an8}1\n00:00:01,000 --> 00:00:02,000\n", SubtitleFormat.SRT),
        ("{25}{75}Hello\n{100}{150}there\n", SubtitleFormat.SRT),  # MicroDVD: no JSON, whatever else
        ("1\n00:00:01,000 --> 00:00:02,000\n<i>a</i>", SubtitleFormat.SRT),
    ],
)
def test_a_files_beginning_tells_what_it_is(text: str, kind: SubtitleFormat) -> None:
    assert detect_subtitles(text) is kind
