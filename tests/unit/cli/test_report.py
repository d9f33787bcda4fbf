from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from clipper.cli.report import finding_fields, report_episode, show_findings
from clipper.model import CueFinding, Diagnostic, Severity, Span
from clipper.pipeline.episode import Episode
from tests.talks import talk


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


def test_one_proof_of_two_limits_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(code: str, proof: str) -> CueFinding:
        return CueFinding(**asdict(finding(code, "cue 1", remedy="")), rule="a rule", source="a source", proof=proof)

    show_findings([broken("short", "no time"), broken("fast", "no time"), broken("small", "another reason")])
    assert capsys.readouterr().err.splitlines() == [
        "warning: cue 1: it is so",
        "  because no time",
        "warning: cue 1: it is so",
        "warning: cue 1: it is so",
        "  because another reason",
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
        "Found 3 of 4 words: coverage 75.0 % (of the whole text: 75.0 %); 1 annotation not searched.",
        'Text that is not spoken: 1 word in turn 1, line 1, about 0:01.7: "lost".',
        "Speech without text: 1.5 s in 2 places: 0:00.0 to 0:00.9, 0:02.0 to 0:02.6.",
        'To check: 1 place, the worst at 0:01.7 in turn 1: "lost" (not found).',
        "0:03.2 of sound in 0.5 s (real-time factor 0.156)",
        "wrote a.vtt",
    ]


def test_json_goes_to_stdout_and_holds_what_the_caller_adds(capsys: pytest.CaptureFixture[str]) -> None:
    report_episode(episode(), written=[Path("a.vtt")], as_json=True, quiet=True, more={"subtitles": [1]})
    shown = capsys.readouterr()
    assert shown.err == ""
    printed = json.loads(shown.out)
    assert printed["coverage"] == 0.75
    assert printed["text_coverage"] == 0.75
    assert printed["untranscribed_ms"] == 1500
    assert printed["other_speech"] == [{"start_ms": 0, "end_ms": 900}, {"start_ms": 2000, "end_ms": 2600}]
    assert [passage["text"] for passage in printed["not_spoken_passages"]] == ["lost"]
    assert printed["not_spoken"] == 1
    assert printed["doubts"][0]["reasons"] == ["not_spoken"]
    assert printed["doubts"][0]["pin"] == "lost @ turn 1 = not spoken"
    assert printed["sentences"][0].startswith("Found 3 of 4 words")
    assert printed["seconds"] is printed["real_time_factor"] is None
    assert printed["written"] == ["a.vtt"]
    assert printed["subtitles"] == [1]
