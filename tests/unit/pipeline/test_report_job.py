from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from clipper.media.tool import find_ffmpeg
from clipper.model.envelope import Envelope
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.report_job import hear_envelopes, make_report, review_episode
from clipper.store.cache import Cache
from tests.page import page_data, read_page
from tests.talks import talk

LISTENER = Listener(ffmpeg=find_ffmpeg(), cache=Cache(None))
QUIET = Envelope(duration_ms=1000, low=(-60,), middle=(-50,), high=(-40,))


def episode(folder: Path, path: str, *, heard: bool = True) -> Episode:
    alignment = talk("one two", "three")
    alignment = replace(alignment, recordings=(replace(alignment.recordings[0], path=path),))
    return Episode(alignment=alignment, folder=folder, inputs=(), envelopes=(QUIET,) if heard else ())


def sources(made: Episode, output: Path) -> list[str]:
    page = read_page(make_report(made, review_episode(made), output))
    return [source["url"] for source in page_data(page)["sources"]]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("talk.wav", "../media/talk.wav"),
        ("a b/100% #1?.wav", "../media/a%20b/100%25%20%231%3F.wav"),
        ("javascript:alert(1)", "../media/javascript%3Aalert%281%29"),
        ("http://far.example/x.wav", "../media/http%3A/far.example/x.wav"),
        ('"><script>.wav', "../media/%22%3E%3Cscript%3E.wav"),
        ("ü.wav", "../media/%C3%BC.wav"),
        (os.fsdecode(b"\xff.wav"), "../media/%FF.wav"),
    ],
)
def test_a_recording_is_addressed_as_it_lies_seen_from_the_page(tmp_path: Path, path: str, url: str) -> None:
    assert sources(episode(tmp_path / "media", path), tmp_path / "pages" / "report.html") == [url]


def test_no_name_passes_for_a_scheme_beside_the_page(tmp_path: Path) -> None:
    assert sources(episode(tmp_path, "http:x.wav"), tmp_path / "report.html") == ["http%3Ax.wav"]


def test_a_recording_that_is_gone_or_changed_is_neither_drawn_nor_played(tmp_path: Path) -> None:
    (tmp_path / "changed.wav").write_bytes(b"RIFF")
    for name in ("gone.wav", "changed.wav"):
        heard = hear_envelopes(episode(tmp_path, name, heard=False), LISTENER)
        assert heard.envelopes == (None,)
        assert sources(heard, tmp_path / "report.html") == []


def test_what_was_heard_while_aligning_is_not_read_again(tmp_path: Path) -> None:
    made = episode(tmp_path, "gone.wav")
    assert hear_envelopes(made, LISTENER) is made
