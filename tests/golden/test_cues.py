"""Cues that a subtitle editor can judge by eye: tests/golden/cues/<case>/words.txt -> the same talk in every format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clipper.cues import (
    NameStyle,
    SpeakerLabels,
    SubtitleFormat,
    TalkFormat,
    add_word_times,
    check_cues,
    fit_track,
    format_subtitles,
    format_talk,
    segment_cues,
    talk_of_alignment,
    verify_talk,
    verify_written,
)
from clipper.model import (
    Alignment,
    Recording,
    Severity,
    Span,
    Speaker,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)
from tests.golden.golden_file import assert_golden

CASES = sorted(path.parent for path in (Path(__file__).parent / "cues").glob("*/words.txt"))
HEADER = re.compile(r"== (.+?)(?: \((.*)\))?$")
TAIL_MS = 3_000
"""Silence after the last word."""


def read_alignment(path: Path) -> Alignment:
    """A compact text: "== Name (Role)" begins a turn; then a word per line, its status and its times."""
    text, words, timed, turns = "", [], [], []
    speaker, first = None, 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), "== End"]:
        if header := HEADER.match(line):
            if speaker is not None:
                turns.append(Turn(speaker=speaker, first_word=first, end_word=len(words)))
            speaker, first = Speaker(name=header[1], role=header[2] or ""), len(words)
        elif not line.startswith("#"):
            token, *fields = line.split()
            one = read_word(fields)
            searched = one.status is not WordStatus.UNSEARCHED
            words.append(Word(text=token, start_char=len(text), end_char=len(text) + len(token), searched=searched))
            timed.append(one)
            text += token + " "
    end_ms = max(word.span.end_ms for word in timed if word.span) + TAIL_MS
    return Alignment(
        transcript=Transcript(
            text=text, words=tuple(words), turns=tuple(turns), format=TranscriptFormat.HEADER, source="words.txt"
        ),
        recordings=(Recording(content_hash="sha256:0", path="talk.wav", duration_ms=end_ms, streams=()),),
        words=tuple(timed),
    )


def read_word(fields: list[str]) -> TimedWord:
    if fields == ["-"]:
        return TimedWord(status=WordStatus.UNSEARCHED)
    if fields == ["x"]:
        return TimedWord(status=WordStatus.NOT_SPOKEN)
    status = WordStatus.INTERPOLATED if fields[0] == "~" else WordStatus.ALIGNED
    return TimedWord(status=status, span=Span(start_ms=int(fields[-2]), end_ms=int(fields[-1])), confidence=0.9)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize(
    ("kind", "speakers"),
    [(SubtitleFormat.VTT, SpeakerLabels.NONE), (SubtitleFormat.SRT, SpeakerLabels.CHANGE)],
    ids=["vtt", "srt"],
)
def test_the_cues_are_those_that_an_editor_agreed_to(case: Path, kind: SubtitleFormat, speakers: SpeakerLabels) -> None:
    track = segment_cues(read_alignment(case / "words.txt"), speakers=speakers, names=NameStyle.FIRST)
    text = format_subtitles(track, kind)
    verify_written(text, track, kind)
    assert_golden(case / f"cues.{kind.value}", text)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_the_limits_say_of_them_is_known(case: Path) -> None:
    track = segment_cues(read_alignment(case / "words.txt"))
    errors = (one for one in check_cues(track) if one.severity is Severity.ERROR)
    findings = "".join(f"{one.code}: {one.where}: {one.message}\n" for one in errors)
    assert_golden(case / "findings.txt", findings)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize(
    ("name", "kind", "karaoke"),
    [
        ("cues.ass", SubtitleFormat.ASS, False),
        ("cues.ttml", SubtitleFormat.TTML, False),
        ("cues.json", SubtitleFormat.PODCAST_JSON, False),
        ("cues.csv", SubtitleFormat.CSV, False),
        ("karaoke.vtt", SubtitleFormat.VTT, True),
        ("karaoke.ass", SubtitleFormat.ASS, True),
    ],
)
def test_the_same_cues_in_every_format(case: Path, name: str, kind: SubtitleFormat, karaoke: bool) -> None:
    alignment = read_alignment(case / "words.txt")
    track = segment_cues(alignment)
    fitted = fit_track(add_word_times(track, alignment) if karaoke else track, kind)
    assert fitted.losses == ()
    text = format_subtitles(fitted.track, kind)
    verify_written(text, fitted.track, kind)
    assert_golden(case / name, text)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("talk.txt", TalkFormat.TEXT),
        ("talk.md", TalkFormat.MARKDOWN),
        ("talk.html", TalkFormat.PODCAST_HTML),
    ],
)
def test_the_talk_in_every_format(case: Path, name: str, kind: TalkFormat) -> None:
    talk = talk_of_alignment(read_alignment(case / "words.txt"))
    text = format_talk(talk, kind)
    verify_talk(text, talk, kind)
    assert_golden(case / name, text)
