"""Files from elsewhere: the web platform's own tests, and what other projects' readers say of real files."""

from __future__ import annotations

import json
from pathlib import Path

import pysubs2
import pytest

from clipper.cues import SubtitleFormat, parse_srt, parse_subtitles, parse_vtt
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import Cue
from tests.shared_data import shared


def field_of(cue: Cue, name: str) -> object:
    if name == "text":
        return clean_text(cue.text)
    return {"id": cue.id, "startTime": cue.start_ms / 1000, "endTime": cue.end_ms / 1000}[name]


def test_the_web_platforms_file_parsing_tests_pass() -> None:
    failures = []
    for described in sorted(shared("subtitles/wpt-file-parsing").glob("*.expected.json")):
        expected = json.loads(described.read_text(encoding="utf-8"))
        text = (described.parent / expected["file"]).read_bytes().decode("utf-8", errors="replace")
        try:
            cues = parse_vtt(text, source=expected["file"]).cues
        except TranscriptError:
            cues = ()
        if expected["cue_count"] is not None and len(cues) != expected["cue_count"]:
            failures.append(f"{expected['file']}: {len(cues)} cues for {expected['cue_count']}")
            continue
        for claim in expected["asserts"]:
            place, _, name = claim["path"].partition("].")
            if name not in ("id", "text", "startTime", "endTime"):
                continue
            found, value = field_of(cues[int(place.removeprefix("cues["))], name), claim["value"]
            wanted = clean_text(value) if name == "text" else value
            if (found == wanted) is not (claim["op"] == "eq"):
                failures.append(f"{expected['file']}: {claim['path']} is {found!r}, not {value!r}")
    assert failures == []


def read_file(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


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
