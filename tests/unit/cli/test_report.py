from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clipper.cli.report import clock, finding_fields, report_episode, show_findings
from clipper.model import Diagnostic, Severity, Span
from clipper.pipeline.episode import Episode
from tests.talks import talk


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0:00.0"),
        (49, "0:00.0"),
        (50, "0:00.1"),
        (59_949, "0:59.9"),
        (59_950, "1:00.0"),
        (754_321, "12:34.3"),
        (3_599_960, "1:00:00.0"),
        (3_723_450, "1:02:03.5"),
        (36_000_000, "10:00:00.0"),
        (-1500, "-0:01.5"),
    ],
)
def test_a_time_is_written_as_people_write_it(ms: int, text: str) -> None:
    assert clock(ms) == text


def finding(code: str, where: str, remedy: str = "Do this.") -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.WARNING, where=where, message="it is so", remedy=remedy)


def test_of_many_findings_of_a_kind_two_are_shown_with_the_remedy_once(capsys: pytest.CaptureFixture[str]) -> None:
    show_findings([finding("fast", f"cue {number}") for number in range(5)] + [finding("short", "cue 9", remedy="")])
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == [
        "warning: cue 0: it is so",
        "warning: cue 1: it is so",
        "  ... and 3 more like it. Do this.",
        "warning: cue 9: it is so",
    ]


def test_findings_are_plain_json() -> None:
    assert json.loads(json.dumps(finding_fields([finding("fast", "cue 1")]))) == [
        {"code": "fast", "severity": "warning", "where": "cue 1", "message": "it is so", "remedy": "Do this."}
    ]


def episode(seconds: float | None = None) -> Episode:
    alignment = talk("one two [laughter] lost", "three", unspoken=frozenset({"lost"}))
    untranscribed = (Span(start_ms=0, end_ms=900), Span(start_ms=2000, end_ms=2600))
    return Episode(alignment=replace(alignment, untranscribed=untranscribed), folder=Path(), inputs=(), seconds=seconds)


def test_the_summary_names_what_was_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    report_episode(episode(0.5), written=[Path("a.vtt")], as_json=False, quiet=False)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == [
        "4 words: 3 aligned (75.0%), 0 interpolated, 1 not spoken; 1 annotations were not searched",
        "speech without text: 1.5 s in 2 places",
        "0:03.2 of sound in 0.5 s (real-time factor 0.156)",
        "wrote a.vtt",
    ]


def test_json_goes_to_stdout_and_holds_what_the_caller_adds(capsys: pytest.CaptureFixture[str]) -> None:
    report_episode(episode(), written=[Path("a.vtt")], as_json=True, quiet=True, more={"subtitles": [1]})
    shown = capsys.readouterr()
    assert shown.err == ""
    printed = json.loads(shown.out)
    assert printed["coverage"] == 0.75
    assert printed["untranscribed_ms"] == 1500
    assert printed["seconds"] is printed["real_time_factor"] is None
    assert printed["written"] == ["a.vtt"]
    assert printed["subtitles"] == [1]
