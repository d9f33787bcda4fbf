"""``--pins`` on the sample: obeyed to the millisecond, kept in the document, refused where they contradict."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import clipper
from clipper.model import Alignment, Pin, TimedWord, WordStatus
from clipper.pipeline.library import load_episode
from tests.command_line import Finished, run_clipper
from tests.integration.conftest import AlignedSample
from tests.sample import GUEST, HOST, SAMPLES, copy_sample, write_delayed, write_track

pytestmark = pytest.mark.integration

SETTLED = "a #2 @ turn 2 = 0:11.339\na robin's nest @ turn 2 = 0:11.397-0:12.163\n"
FIRST_A, SECOND_A, NEST = 33, 34, 36  # "and a a robin's nest"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_sample(tmp_path, "interview.txt", "interview.m4a")
    return tmp_path


def align(folder: Path, pins: str, *options: str | Path) -> Finished:
    (folder / "pins.txt").write_text(pins, encoding="utf-8")
    files = folder / "interview.txt", folder / "interview.m4a"
    return run_clipper(
        "align", *files, "--pins", folder / "pins.txt", "-o", folder / "out.json", "--json", "-f", *options
    )


def aligned_with(folder: Path, pins: str, *options: str | Path) -> tuple[Alignment, list[dict[str, Any]]]:
    done = align(folder, pins, *options)
    assert done.code == 0, done.err
    findings: list[dict[str, Any]] = json.loads(done.out)["findings"]
    return load_episode(folder / "out.json").alignment, findings


def free_words(folder: Path) -> tuple[TimedWord, ...]:
    assert (
        run_clipper("align", folder / "interview.txt", folder / "interview.m4a", "-o", folder / "free.json").code == 0
    )
    return load_episode(folder / "free.json").alignment.words


def test_pins_are_obeyed_to_the_millisecond_and_change_nothing_far_away(folder: Path) -> None:
    free = free_words(folder)
    alignment, findings = aligned_with(folder, SETTLED)
    first, second, nest = (alignment.words[index] for index in (FIRST_A, SECOND_A, NEST))
    assert first.span is not None
    assert second.span is not None
    assert nest.span is not None
    assert (first.span.start_ms, second.span.start_ms, nest.span.end_ms) == (11_339, 11_397, 12_163)
    assert (first.start_error_ms, second.start_error_ms, nest.end_error_ms) == (0, 0, 0)
    assert {word.status for word in (first, second, nest)} == {WordStatus.ALIGNED}
    assert {word.confidence for word in (first, second, nest)} == {1.0}
    assert alignment.words[: FIRST_A - 1] == free[: FIRST_A - 1]
    assert alignment.words[NEST + 2 :] == free[NEST + 2 :]
    assert findings == []


def test_the_document_keeps_the_pins(folder: Path) -> None:
    alignment, _ = aligned_with(folder, SETTLED)
    assert alignment.pins == (
        Pin(first_word=FIRST_A, end_word=FIRST_A + 1, start_ms=11_339),
        Pin(first_word=SECOND_A, end_word=NEST + 1, start_ms=11_397, end_ms=12_163),
    )
    assert run_clipper("align", folder / "out.json", "-o", folder / "copy.json").code == 0
    assert load_episode(folder / "copy.json").alignment.pins == alignment.pins


def test_a_word_that_is_not_spoken_is_in_no_recording_and_on_no_account(folder: Path) -> None:
    alignment, findings = aligned_with(folder, "um @ turn 1 = not spoken\n", "--min-coverage", "100")
    assert alignment.words[1] == TimedWord(status=WordStatus.NOT_SPOKEN)
    assert alignment.coverage == 1.0
    assert [(finding["code"], finding["where"]) for finding in findings] == [("pin-against-sound", "pins.txt:1")]
    assert "was heard at 0:00.9" in findings[0]["message"]


def test_a_pin_against_the_sound_is_obeyed_and_reported(folder: Path) -> None:
    alignment, findings = aligned_with(folder, "\n# wrong\nand how long @ turn 7 = 0:33\n")
    word = next(index for index, word in enumerate(alignment.transcript.words) if word.text == "how") - 1
    span = alignment.words[word].span
    assert span is not None
    assert span.start_ms == 33_000
    (finding,) = findings
    assert (finding["code"], finding["where"]) == ("pin-against-sound", "pins.txt:3")
    assert "is pinned at 0:33.000, but was heard at 0:26." in finding["message"]
    assert "words beside it that had been heard found no place any more" in finding["message"]


def test_a_pin_that_leaves_too_little_is_named_as_the_reason(folder: Path) -> None:
    done = align(folder, "thank you @ turn 16 = 0:20\n")
    assert done.code == 11
    assert 'pins.txt:1: "thank you." is pinned at 0:20.000' in done.err
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize("text", ["", "\ufeff\r\n", "# nothing yet\n"])
def test_a_file_without_pins_settles_nothing(folder: Path, text: str) -> None:
    assert aligned_with(folder, text)[0].words == free_words(folder)


@pytest.mark.usefixtures("deaf")
def test_contradictions_are_told_all_at_once_before_any_listening(folder: Path) -> None:
    pins = [
        "# checked by ear",
        "a robin's nest = 0:11.4",
        "robin's nest @ turn 2 = 0:11.2",
        "sheep = 0:09",
        "sheep = not spoken",
        "For $40 = 0:15",
        "$40. = 0:14.9",
        "thank you = 1:31",
        "sky = 1:40",
        "moon = noon",
        "the moon @ turn 5 = 0:21.9",
    ]
    done = align(folder, "\n".join(pins))
    assert done.code == 12
    lines = done.err.removeprefix("clipper: ").splitlines()
    assert [line.split(": ")[0] for line in lines if line.startswith("pins.txt")] == [
        f"pins.txt:{number}" for number in (3, 5, 7, 8, 9, 10, 11)
    ]
    assert "this contradicts line 2" in lines[0]
    assert "this contradicts line 4" in lines[2]
    assert "this contradicts line 6" in lines[4]
    assert '"thank you" is in the transcript 2 times (in turn 16, 17)' in done.err
    assert "beyond the recording" in done.err
    assert "It is in turn 6." in done.err
    assert not (folder / "out.json").exists()


@pytest.mark.usefixtures("deaf")
def test_a_transcript_that_lost_the_words_of_a_pin_names_its_line(folder: Path) -> None:
    text = folder / "interview.txt"
    text.write_text(text.read_text("utf-8").replace("robin's nest", "swallow's nest"), encoding="utf-8")
    done = align(folder, SETTLED)
    assert done.code == 12
    assert 'pins.txt:2: "a robin\'s nest" is not in turn 2' in done.err
    assert 'The nearest is "a swallow\'s nest" in turn 2.' in done.err


def test_an_alignment_with_pins_is_not_silently_replaced_by_one_without(folder: Path) -> None:
    aligned_with(folder, SETTLED)
    again = ("align", folder / "interview.txt", folder / "interview.m4a", "-o", folder / "out.json")
    refused = run_clipper(*again)
    assert refused.code == 2
    assert "exists already" in refused.err
    forced = run_clipper(*again, "--force")
    assert forced.code == 0
    assert "had 2 pins, this one has none" in forced.err
    assert "a #2 @ turn 2 = 0:11.339" in forced.err
    assert "a robin's nest @ turn 2 = 0:11.397-0:12.163" in forced.err
    assert load_episode(folder / "out.json").alignment.pins == ()


def test_pins_move_with_a_recording_that_moved(folder: Path) -> None:
    alignment, _ = aligned_with(folder, SETTLED)
    later = write_delayed(folder / "later.wav", 1500)
    moved = ("align", folder / "out.json", "--media", later, "-o", folder / "moved.json")
    assert run_clipper(*moved).code == 0
    after = load_episode(folder / "moved.json").alignment
    by_ms = (after.pins[0].start_ms or 0) - 11_339
    assert abs(by_ms - 1500) <= 20
    assert [pin.words for pin in after.pins] == [pin.words for pin in alignment.pins]
    for pin in after.pins:
        span = after.words[pin.first_word].span
        assert span is not None
        assert span.start_ms == pin.start_ms


def test_each_speakers_pins_are_on_the_own_track(folder: Path) -> None:
    host, guest = write_track(folder / "host.wav", HOST), write_track(folder / "guest.wav", GUEST)
    (folder / "pins.txt").write_text("robin's nest @ turn 2 = 0:11.5\nAnd you bought it @ turn 3 = 0:13.4\n")
    tracks = ("--track", f"{HOST}={host}", "--track", f"{GUEST}={guest}")
    done = run_clipper(
        "align", folder / "interview.txt", *tracks, "--pins", folder / "pins.txt", "-o", folder / "out.json"
    )
    assert done.code == 0, done.err
    words = load_episode(folder / "out.json").alignment.words
    assert [word.span.start_ms for word in (words[35], words[42]) if word.span] == [11_500, 13_400]


def test_other_commands_take_pins_where_they_align(folder: Path) -> None:
    (folder / "pins.txt").write_text("So, um = 0:00.700\n")
    files = folder / "interview.txt", folder / "interview.m4a"
    options = ("--pins", folder / "pins.txt", "-o", folder / "out.vtt")
    assert run_clipper("subtitles", *files, *options).code == 0
    assert "00:00:00.708 -->" in (folder / "out.vtt").read_text("utf-8")
    (folder / "pins.txt").write_text("sixty four feet = 0:09.500-0:10.450\n")
    done = run_clipper(
        "cut", *files, "--quote", "sixty four feet", "--pins", folder / "pins.txt", "-o", folder / "q.wav", "--json"
    )
    assert done.code == 0, done.err
    (cut,) = json.loads(done.out)["clips"]
    assert cut["source_start_ms"] <= 9_500
    assert cut["source_end_ms"] >= 10_450


def test_a_saved_episode_is_not_pinned_afterwards(aligned: AlignedSample, tmp_path: Path) -> None:
    (tmp_path / "pins.txt").write_text(SETTLED)
    done = run_clipper("align", aligned.document, "--pins", tmp_path / "pins.txt")
    assert done.code == 2
    assert "aligned already" in done.err


def test_a_pins_file_is_never_overwritten(folder: Path) -> None:
    pins = folder / "pins.json"
    pins.write_text(SETTLED)
    done = run_clipper(
        "align", folder / "interview.txt", folder / "interview.m4a", "--pins", pins, "-o", pins, "--force"
    )
    assert done.code == 2
    assert pins.read_text() == SETTLED


def test_the_library_takes_pins_too(folder: Path) -> None:
    shutil.copy(SAMPLES / "pins.txt", folder)
    episode = clipper.align_episode(folder / "interview.txt", folder / "interview.m4a", pins=folder / "pins.txt")
    assert [pin.start_ms for pin in episode.alignment.pins] == [11_339, 11_397]
    (folder / "pins.txt").write_text("nowhere = 0:01\n")
    with pytest.raises(clipper.PinsError, match=r"pins\.txt:1"):
        clipper.align_episode(folder / "interview.txt", folder / "interview.m4a", pins=folder / "pins.txt")
