"""``clipper align --report`` on the sample, opened in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clipper.model import Speaker
from clipper.store.episode_document import decode_alignment, encode_alignment
from tests.browser import Page, open_browser
from tests.command_line import run_clipper
from tests.page import read_page
from tests.sample import copy_sample

pytestmark = pytest.mark.integration

EVIL = "</script><img src=x onerror='window.broken=1'><script>window.broken=1</script>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with open_browser() as page:
        yield page


@pytest.fixture
def clean(browser: Page) -> Iterator[Page]:
    """The browser, which must have nothing to complain of and ask nobody (its own controls are data: URLs)."""
    browser.problems.clear()
    browser.requests.clear()
    yield browser
    assert browser.problems == []
    assert [url for url in browser.requests if not url.startswith(("file:", "data:"))] == []


def make_page(folder: Path, *more: str) -> Path:
    done = run_clipper("align", folder / "interview.json", "--report", folder / "report.html", "--force", *more)
    assert done.code == 0, done.err
    assert f"wrote {folder / 'report.html'}" in done.err
    return folder / "report.html"


def test_aligning_and_reopening_make_the_same_page(tmp_path: Path) -> None:
    text, video = copy_sample(tmp_path, "interview.txt", "interview.mp4")
    outputs = ("-o", tmp_path / "interview.json", "--report", tmp_path / "first.html")
    assert run_clipper("align", text, video, *outputs).code == 0
    assert run_clipper("align", tmp_path / "interview.json", "--report", tmp_path / "second.html").code == 0
    first = (tmp_path / "first.html").read_text("utf-8")
    assert first == (tmp_path / "second.html").read_text("utf-8")
    assert len(read_page(first).all("path")) == 2


@pytest.mark.parametrize("name", ["report.txt", "report"])
@pytest.mark.usefixtures("deaf")
def test_a_page_that_no_browser_would_open_is_refused_before_any_work(tmp_path: Path, name: str) -> None:
    done = run_clipper("align", *copy_sample(tmp_path, "interview.txt", "interview.mp4"), "--report", tmp_path / name)
    assert done.code == 2
    assert "FILE.html" in done.err


@pytest.mark.usefixtures("deaf")
def test_a_page_that_exists_is_not_overwritten_unasked(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text("mine")
    done = run_clipper("align", *copy_sample(tmp_path, "interview.txt", "interview.mp4"), "--report", page)
    assert done.code == 2
    assert page.read_text() == "mine"


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_telephone_and_a_screen(workplace: Path, clean: Page, width: int, scheme: str) -> None:
    clean.show(make_page(workplace), width=width, scheme=scheme)
    assert clean.run("document.documentElement.scrollWidth") <= width
    assert clean.run("document.querySelectorAll('#words p > *').length") == 293
    back = clean.run("getComputedStyle(document.body).backgroundColor")
    assert back == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 24, 29)")
    clean.photograph(workplace / "page.png")
    assert (workplace / "page.png").stat().st_size > 20_000


@pytest.mark.parametrize("width", [390, 1400])
def test_the_player_hides_nothing_at_the_end_of_the_page(workplace: Path, clean: Page, width: int) -> None:
    clean.show(make_page(workplace), width=width)
    clean.run("player = document.querySelector('video'); scrollTo(0, document.documentElement.scrollHeight); 0")
    clean.wait("player.readyState > 0")
    end, top = (
        clean.run(f"document.querySelector('{of}').getBoundingClientRect().{edge}")
        for of, edge in (("main", "bottom"), (".player", "top"))
    )
    assert end <= top


def test_a_place_plays_from_a_second_before_to_a_second_after(workplace: Path, clean: Page) -> None:
    clean.show(make_page(workplace))
    start, end = (clean.run(f"Number(document.querySelector('tbody tr').dataset.{edge})") for edge in ("start", "end"))
    clean.run(
        "player = document.querySelector('video'); began = null; stopped = null;"
        "player.addEventListener('seeking', () => { began = player.currentTime * 1000; });"
        "player.addEventListener('pause', () => { stopped = player.currentTime * 1000; });"
        "document.querySelector('tbody .play').click()"
    )
    clean.wait("stopped")
    assert abs(clean.run("began") - max(0, start - 1000)) <= 1
    assert end + 990 <= clean.run("stopped") <= end + 3000  # a busy machine stops late
    assert clean.run("document.querySelector('.status').textContent").startswith("Playing ")
    assert not clean.run("document.querySelector('.playhead').hidden")


def test_the_players_time_goes_into_the_line(workplace: Path, clean: Page) -> None:
    clean.show(make_page(workplace))
    line = "document.querySelector('tbody input').value"
    before = clean.run(line)
    clean.run("player = document.querySelector('video'); 0")
    clean.wait("player.readyState > 0")
    clean.run("player.currentTime = 12.345; document.querySelector('tbody .take').click()")
    assert clean.run(line) == before.rpartition(" = ")[0] + " = 0:00:12.345"


def test_a_word_tells_its_time_and_the_keyboard_moves_and_plays(workplace: Path, clean: Page) -> None:
    clean.show(make_page(workplace))
    words = "document.querySelectorAll('#words p > *')"
    clean.run(f"{words}[0].focus()")
    assert clean.run("document.querySelectorAll('#words [tabindex=\"0\"]').length") == 1
    press = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))"
    clean.run(press % "ArrowRight")
    assert clean.run("document.activeElement.textContent") == "um,"
    tip = clean.run("document.querySelector('.tip').textContent")
    assert "confidence" in tip
    assert tip.startswith("0:00:")
    clean.run(press % "Enter")
    clean.wait("!document.querySelector('video').paused")
    clean.wait("document.querySelector('#words .now')")


def test_a_click_into_the_picture_plays_from_there(workplace: Path, clean: Page) -> None:
    clean.show(make_page(workplace))
    clean.run(
        "row = document.querySelector('.lane svg.row'); box = row.getBoundingClientRect();"
        "middle = {bubbles: true, clientX: box.left + box.width / 2, clientY: box.top};"
        "row.dispatchEvent(new MouseEvent('click', middle))"
    )
    clean.wait("!document.querySelector('video').paused")
    assert 46 <= clean.run("document.querySelector('video').currentTime") <= 50


def test_the_text_of_strangers_does_nothing(workplace: Path, clean: Page) -> None:
    document = workplace / "interview.json"
    alignment = decode_alignment(document.read_text("utf-8"), source="interview.json")
    transcript = alignment.transcript
    words = (replace(transcript.words[0], text=EVIL), *transcript.words[1:])
    turns = tuple(replace(turn, speaker=Speaker(name=EVIL)) for turn in transcript.turns)
    evil = replace(alignment, transcript=replace(transcript, words=words, turns=turns, source=EVIL))
    document.write_text(encode_alignment(evil, version="0"), "utf-8")
    clean.show(make_page(workplace))
    assert clean.run("window.broken") is None
    assert clean.run("document.images.length") == 0
    assert clean.run("document.querySelector('#words p > *').textContent") == EVIL
    assert clean.run("document.title") == f"{EVIL} on interview.mp4"


def test_a_script_that_came_in_all_the_same_would_not_run(workplace: Path, browser: Page) -> None:
    page = make_page(workplace)
    page.write_text(page.read_text("utf-8").replace("</main>", f"</main>{EVIL}"), "utf-8")
    browser.show(page)
    assert browser.run("document.images.length") == 1
    assert browser.run("window.broken") is None


def test_what_cannot_be_played_is_said_politely(workplace: Path, browser: Page) -> None:
    page = make_page(workplace)
    (workplace / "interview.mp4").write_bytes(b"no longer a video")
    browser.show(page)
    browser.run("document.querySelector('tbody .play').click()")
    browser.wait("document.querySelector('.status').textContent.includes('cannot play')")
    assert "interview.mp4" in browser.run("document.querySelector('.status').textContent")


def test_without_the_recording_the_page_comes_without_its_sound(workplace: Path, clean: Page) -> None:
    (workplace / "interview.mp4").unlink()
    clean.show(make_page(workplace))
    assert clean.run("document.querySelector('.notice').textContent").startswith("The recording was not found")
    assert clean.run("document.querySelectorAll('video, .play, path').length") == 0
    clean.run("document.querySelector('#words p > *').click()")


def test_the_fields_say_the_same(workplace: Path) -> None:
    done = run_clipper("align", workplace / "interview.json", "--report", workplace / "r.html", "--json", "-q")
    printed = json.loads(done.out)
    assert printed["written"] == [str(workplace / "r.html")]
    page = read_page((workplace / "r.html").read_text("utf-8"))
    assert [one.text for one in page.one("summary").all("li")] == printed["sentences"]
    assert len(page.one("check").all("tbody")[0].all("tr")) == len(printed["doubts"])


def test_whoever_moves_the_slider_listens_on_from_there(workplace: Path, clean: Page) -> None:
    clean.show(make_page(workplace))
    clean.run("player = document.querySelector('video'); document.querySelector('tbody .play').click()")
    clean.wait("!player.paused && !player.seeking")
    clean.run("player.currentTime = 60; 0")
    clean.wait("player.currentTime > 61.5")
    assert not clean.run("player.paused")
