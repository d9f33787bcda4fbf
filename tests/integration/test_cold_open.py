"""The sample with twelve seconds of its middle played before everything, its text unchanged: a cold open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pysubs2
import pytest
import webvtt

from clipper.cues import SubtitleFormat, parse_subtitles
from clipper.model import Alignment
from clipper.store.episode_document import decode_alignment
from tests.browser import Page, open_browser
from tests.command_line import Finished, run_clipper
from tests.sample import GUEST, HOST, copy_sample, sample_sound, true_rows, write_wave

pytestmark = pytest.mark.integration

FIRST, LAST = "One", "night?"
BEFORE_MS, AFTER_MS = 500, 1000  # silence around it
MARGIN_MS = 60  # of the pauses beside it
TOLERANCE_MS = 150
PAID = "the sky does not ask what you paid"


def passage() -> tuple[int, int, int, int]:
    """The passage's first and last word, and when they begin and end in the sample."""
    words = [row["word"] for row in true_rows()]
    first, last = words.index(FIRST), words.index(LAST)
    return first, last, int(str(true_rows()[first]["start_ms"])), int(str(true_rows()[last]["end_ms"]))


class Opened:
    """The episode with its cold open, aligned."""

    def __init__(self, folder: Path) -> None:
        self.first, self.last, start_ms, end_ms = passage()
        assert 10_000 < end_ms - start_ms < 15_000
        sound, rate = sample_sound()
        cut = sound[(start_ms - MARGIN_MS) * rate // 1000 : (end_ms + MARGIN_MS) * rate // 1000]
        silences = [np.zeros(ms * rate // 1000, np.int16) for ms in (BEFORE_MS, AFTER_MS)]
        media = write_wave(folder / "opened.wav", np.concatenate([silences[0], cut, silences[1], sound]), rate)
        self.start_ms = BEFORE_MS + MARGIN_MS
        self.end_ms = self.start_ms + end_ms - start_ms
        self.own_ms = self.end_ms + MARGIN_MS + AFTER_MS + start_ms
        self.document = folder / "opened.json"
        self.page = folder / "opened.html"
        outputs = ("-o", self.document, "--report", self.page)
        (text,) = copy_sample(folder, "interview.txt")
        self.finished: Finished = run_clipper("align", text, media, *outputs, "--json")
        assert self.finished.code == 0, self.finished.err

    @property
    def alignment(self) -> Alignment:
        return decode_alignment(self.document.read_text("utf-8"), source="opened.json")

    @property
    def printed(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.finished.out)
        return fields

    def subtitles(self, folder: Path) -> tuple[Path, Path]:
        vtt, srt = folder / "opened.vtt", folder / "opened.srt"
        done = run_clipper("subtitles", self.document, "-o", vtt, "-o", srt)
        assert done.code == 0, done.err
        return vtt, srt


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return Opened(tmp_path_factory.mktemp("opened"))


def test_it_is_found_and_the_words_stay_at_their_own_later_place(opened: Opened) -> None:
    alignment = opened.alignment
    (repeat,) = alignment.repeats
    assert (repeat.first_word, repeat.end_word) == (opened.first, opened.last + 1)
    assert abs(repeat.span.start_ms - opened.start_ms) <= TOLERANCE_MS
    assert abs(repeat.span.end_ms - opened.end_ms) <= TOLERANCE_MS
    own = alignment.words[opened.first].span
    assert own is not None
    assert abs(own.start_ms - opened.own_ms) <= TOLERANCE_MS
    for index, span in repeat.places.items():
        later = alignment.words[index].span
        assert later is not None
        assert abs(later.start_ms - span.start_ms - (opened.own_ms - opened.start_ms)) <= TOLERANCE_MS
    assert alignment.untranscribed  # the speech is still told; the repeat explains it


def test_it_is_called_a_cold_open_and_not_speech_without_text(opened: Opened) -> None:
    (sentence,) = (one for one in opened.printed["sentences"] if one.startswith("Heard twice: "))
    assert sentence.endswith("(turns 11 to 12): a cold open, it seems.")
    assert opened.printed["likely_ads"] == opened.printed["other_speech"] == []
    assert (opened.printed["repeats"][0]["turn"], opened.printed["repeats"][0]["end_turn"]) == (10, 12)
    for phrase in ("without text", "ad break", "before the first word"):
        assert phrase not in opened.finished.err


def test_its_words_have_cues_and_the_file_has_each_cue_once(opened: Opened, tmp_path: Path) -> None:
    vtt, srt = opened.subtitles(tmp_path)
    captions = webvtt.read(str(vtt)).captions
    words = [row["word"] for row in true_rows()]
    heard = [*words[opened.first : opened.last + 1], *words]
    lines = [line.removeprefix("-") for cue in captions for line in cue.text.splitlines()]  # two may share a cue
    assert " ".join(lines).split() == heard
    events = pysubs2.load(str(srt), encoding="utf-8").events
    for times in ([(ms(cue.start), ms(cue.end)) for cue in captions], [(event.start, event.end) for event in events]):
        assert all(start < end for start, end in times)
        assert all(before[1] <= after[0] for before, after in pairwise(times))
        assert abs(times[0][0] - opened.start_ms) <= TOLERANCE_MS
    first = [cue for cue in captions if ms(cue.start) < opened.end_ms]
    assert (first[0].voice, first[-1].voice) == (GUEST, HOST)
    # The host asks at the end of the opening and goes on with her greeting: there is no change to be labelled.
    labels = [event.plaintext.partition(":")[0] for event in events if ":" in event.plaintext]
    assert labels[:3] == [GUEST, HOST, GUEST]


@pytest.mark.parametrize("kind", [SubtitleFormat.VTT, SubtitleFormat.SRT])
def test_the_opening_and_its_own_place_are_laid_out_alike(opened: Opened, tmp_path: Path, kind: SubtitleFormat) -> None:
    paths = dict(zip((SubtitleFormat.VTT, SubtitleFormat.SRT), opened.subtitles(tmp_path), strict=True))
    cues = parse_subtitles(paths[kind].read_text("utf-8"), kind, source=paths[kind].name).cues
    first = [cue for cue in cues if cue.end_ms <= opened.own_ms and cue.start_ms < opened.end_ms]
    texts = [cue.text for cue in cues[len(first) :]]
    for cue in first[1:]:  # the first of them bears a label of its own
        assert any(cue.text in text for text in texts)  # or a line of its own beside the answer that follows there


def test_a_quote_in_it_is_cut_at_its_own_place_and_the_other_is_told(opened: Opened, tmp_path: Path) -> None:
    clip = tmp_path / "clip.m4a"
    done = run_clipper("cut", opened.document, "--quote", PAID, "-o", clip, "--json")
    assert done.code == 0, done.err
    printed = json.loads(done.out)
    (cut,) = printed["clips"]
    assert cut["source_start_ms"] > opened.own_ms
    (again,) = (finding for finding in printed["findings"] if finding["code"] == "quote-heard-again")
    assert again["severity"] == "info"
    assert "it is also heard at 0:0" in again["message"]
    said = " ".join(cue.text for cue in webvtt.read(str(clip.with_suffix(".vtt"))).captions)
    assert said.lower().rstrip(".").split() == PAID.split()


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with open_browser() as page:
        yield page


def test_the_page_shows_it_and_follows_its_words_where_they_are_heard_first(opened: Opened, browser: Page) -> None:
    browser.problems.clear()
    browser.show(opened.page)
    assert browser.run("document.querySelectorAll('rect.again').length") == 1
    over = "new PointerEvent('pointerover', {bubbles: true})"
    browser.run(f"document.querySelectorAll('#words p > *')[{opened.first}].dispatchEvent({over})")
    assert "heard again at 0:00:00." in browser.run("document.querySelector('.tip').textContent")
    browser.run(
        "mark = document.querySelector('rect.again').getBoundingClientRect();"
        "row = document.querySelector('.lane svg.row'), y = row.getBoundingClientRect().top;"
        "click = {bubbles: true, clientX: mark.left + mark.width / 2, clientY: y};"
        "row.dispatchEvent(new MouseEvent('click', click))"
    )
    browser.wait("document.querySelector('#words .now')")
    now = browser.run("Array.from(document.querySelectorAll('#words p > *')).findIndex(w => w.matches('.now'))")
    assert opened.first <= now <= opened.last
    assert browser.run("document.querySelector('audio').currentTime") < opened.end_ms / 1000
    assert browser.problems == []


def ms(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + round(float(seconds) * 1000)


def test_what_its_makers_chose_is_the_first_suggestion(opened: Opened) -> None:
    done = run_clipper("suggest", opened.document, "--json")
    assert done.code == 0, done.err
    best = json.loads(done.out)["suggestions"][0]
    assert best["reasons"][0]["name"] == "cold-open"
    assert best["reasons"][0]["reason"].startswith("heard again at 0:00.")
    common = min(best["end_word"], opened.last + 1) - max(best["first_word"], opened.first)
    assert common > 0.6 * (opened.last + 1 - opened.first)
