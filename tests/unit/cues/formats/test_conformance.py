"""Files from elsewhere: the web platform's own tests, and what other projects' readers say of real files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pysubs2
import pytest

from clipper.cues import SubtitleFormat, parse_srt, parse_subtitles, parse_vtt
from clipper.cues.formats.vtt_settings import read_region, read_settings
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import CueTrack
from clipper.store.text_file import decode_text
from tests.shared_data import shared

NAMES = {
    "snapToLines": "snap_to_lines",
    "lineAlign": "line_align",
    "positionAlign": "position_align",
    "region.lines": "lines",
    "region.width": "width",
    "region.scroll": "scroll",
}
ANCHORS = {"region.regionAnchor": "anchor", "region.viewportAnchor": "viewport_anchor"}


def field_of(track: CueTrack, path: str) -> object:
    """What a browser's cue has under a path like ``cues[0].region.viewportAnchorX``; a region as its number."""
    place, _, name = path.partition("].")
    cue = track.cues[int(place.removeprefix("cues["))]
    regions = [read_region(text) for text in track.regions]
    settings = read_settings(cue.settings, regions)
    if name == "text":
        return clean_text(cue.text)
    if name in ("id", "startTime", "endTime"):
        return {"id": cue.id, "startTime": cue.start_ms / 1000, "endTime": cue.end_ms / 1000}[name]
    if name == "region":
        return next((number for number, region in enumerate(regions) if region is settings.region), None)
    if name[:-1] in ANCHORS:
        return getattr(settings.region, ANCHORS[name[:-1]])["XY".index(name[-1])]
    value = getattr(settings.region if "." in name else settings, NAMES.get(name, name))
    return "auto" if value is None else value


def expected_value(track: CueTrack, value: Any, path: str) -> object:
    if isinstance(value, dict):
        return field_of(track, value["same_as"])
    if type(value) is int:
        return float(value)  # every number of a browser is a double
    return clean_text(value) if path.endswith(".text") else value


def test_the_web_platforms_file_parsing_tests_pass() -> None:
    failures, count = [], 0
    for described in sorted(shared("subtitles/wpt-file-parsing").glob("*.expected.json")):
        expected = json.loads(described.read_text(encoding="utf-8"))
        text = (described.parent / expected["file"]).read_bytes().decode("utf-8", errors="replace")
        try:
            track = parse_vtt(text, source=expected["file"])
        except TranscriptError:
            track = CueTrack(cues=())
        cues = track.cues
        if expected["cue_count"] is not None and len(cues) != expected["cue_count"]:
            failures.append(f"{expected['file']}: {len(cues)} cues for {expected['cue_count']}")
            continue
        for claim in expected["asserts"]:
            count += 1
            found, wanted = field_of(track, claim["path"]), expected_value(track, claim["value"], claim["path"])
            if (found == wanted) is not (claim["op"] == "eq"):
                failures.append(f"{expected['file']}: {claim['path']} is {found!r}, not {wanted!r}")
    assert failures == []
    assert count >= 300


def read_file(path: Path) -> str:
    return decode_text(path.read_bytes(), source=path.name).text


REAL = ("ttconv", "pysubs2-inline", "cdown-srt")


@pytest.mark.parametrize("folder", REAL)
def test_real_srt_files_hold_the_cues_that_pysubs2_finds(folder: str) -> None:
    paths = sorted(shared(f"subtitles/{folder}").glob("*.srt"))
    assert paths
    for path in paths:
        text = read_file(path)
        found = parse_srt(text, source=path.name).cues
        oracle = pysubs2.SSAFile.from_string(text, format_="srt")
        expected = [(e.start, e.end, clean_text(e.plaintext.replace("\n", " "))) for e in oracle]
        assert [(c.start_ms, c.end_ms, clean_text(c.text.replace("\n", " "))) for c in found] == expected, path.name


@pytest.mark.parametrize("folder", ["ttconv", "pysubs2-inline"])
def test_real_vtt_files_hold_the_cues_that_webvtt_finds(folder: str) -> None:
    import webvtt  # noqa: PLC0415

    for path in sorted(shared(f"subtitles/{folder}").glob("*.vtt")):
        text = read_file(path)
        if not text.startswith("WEBVTT"):
            with pytest.raises(TranscriptError, match=r"WEBVTT"):
                parse_vtt(text, source=path.name)
            continue
        found = parse_vtt(text, source=path.name).cues
        expected = [
            (c.start_time.in_milliseconds(), c.end_time.in_milliseconds(), clean_text(c.text.replace("\n", " ")))
            for c in webvtt.from_string(text)
        ]
        assert [(c.start_ms, c.end_ms, clean_text(c.text.replace("\n", " "))) for c in found] == expected, path.name


def test_a_vtt_named_srt_is_read_as_what_it_is() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hi\n"
    (cue,) = parse_subtitles(text, source="talk.srt").cues
    assert cue.lines[0][0].speaker == "Ada"
    assert parse_subtitles(text, SubtitleFormat.VTT, source="talk.srt").cues == (cue,)


# What a person reads in these files, judged one by one: cues, the first one's and the last one's start and text, and
# how many findings the reader has. The rest of the real files are compared with pysubs2 above.
JUDGED = {
    "pysubs2-inline/test_empty_subtitles.srt": (3, (1_767_460, "I'm Liza Minnelli.."), (0, ""), 0),
    "pysubs2-inline/test_read_malformed.srt": (2, (0, "An example subtitle."), (60_000, "Subtitle number\ntwo."), 0),
    "pysubs2-inline/test_read_bad_tags.srt": (
        1,
        (10_500, "Elephant's Dream Is Long And Badly Nested"),
        (10_500, "Elephant's Dream Is Long And Badly Nested"),
        1,  # <font> and <s>
    ),
    "pysubs2-inline/test_keep_ssa_tags.srt": (2, (0, "An example subtitle."), (60_000, "Subtitle number\ntwo."), 1),
    "ttconv/extended-tags.srt": (1, (136_612, "Hello my name is Bob"), (136_612, "Hello my name is Bob"), 0),
    "cdown-srt/gb2312.srt": (
        3,
        (27_000, "宇宙守护神 保护我们远离邪恶"),
        (34_100, "轻轻一跳就能飞跃高楼"),
        0,
    ),
}


@pytest.mark.parametrize("name", JUDGED)
def test_real_files_are_read_as_a_person_reads_them(name: str) -> None:
    track = parse_srt(read_file(shared(f"subtitles/{name}")), source=name)
    first, last = track.cues[0], track.cues[-1]
    assert (
        len(track.cues),
        (first.start_ms, first.text),
        (last.start_ms, last.text),
        len(track.passed_over),
    ) == JUDGED[name]
