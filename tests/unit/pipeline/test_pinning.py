from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clipper.align import PinDoubt
from clipper.errors import InputError, PinsError
from clipper.model import Pin
from clipper.pipeline.pinning import PinsFile, pins_left_behind, read_pins
from clipper.store.episode_document import encode_alignment
from tests.talks import talk

ALIGNMENT = talk("we left the harbour", "at night I think")
TRANSCRIPT = ALIGNMENT.transcript
ENDS_MS = [9000] * len(TRANSCRIPT.words)
NIGHT = Pin(first_word=5, end_word=6, start_ms=1500)
LEFT = Pin(first_word=1, end_word=2)


def read(folder: Path, text: str) -> PinsFile:
    path = folder / "pins.txt"
    path.write_text(text)
    return read_pins(path, TRANSCRIPT, ENDS_MS)


def test_pins_are_in_text_order_and_what_is_said_twice_is_said_once(tmp_path: Path) -> None:
    settled = read(tmp_path, "night = 0:01.5\nleft = not spoken\nnight @ turn 2 = 0:01.5\n")
    assert settled.pins == (LEFT, NIGHT)


def test_no_file_settles_nothing() -> None:
    assert read_pins(None, TRANSCRIPT, ENDS_MS).pins == ()


def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt"):
        read_pins(tmp_path / "gone.txt", TRANSCRIPT, ENDS_MS)
    with pytest.raises(PinsError, match=r"^pins\.txt:1: ") as caught:
        read(tmp_path, "day = 0:01\nmore = 0:02")
    assert [problem.line for problem in caught.value.problems] == [1, 2]


def test_what_the_sound_says_against_a_pin_is_told_with_its_line(tmp_path: Path) -> None:
    settled = read(tmp_path, "# doubtful\nleft = not spoken\nnight = 0:01.5\n")
    unsaid, elsewhere = settled.describe(
        [PinDoubt(pin=LEFT, heard_ms=1400, lost=()), PinDoubt(pin=NIGHT, heard_ms=3000, lost=(4, 6))], TRANSCRIPT
    )
    assert unsaid.code == elsewhere.code == "pin-against-sound"
    assert unsaid.where == "pins.txt:2"
    assert unsaid.message == '"left" is pinned as not spoken, but was heard at 0:01.400'
    assert elsewhere.where == "pins.txt:3"
    assert elsewhere.message == (
        '"night" is pinned at 0:01.500, but was heard at 0:03.000; '
        '2 words beside it that had been heard found no place any more ("at I")'
    )


def test_pins_that_a_new_alignment_does_not_have_are_told_as_lines_to_paste(tmp_path: Path) -> None:
    saved, other = tmp_path / "saved.json", tmp_path / "other.json"
    pinned = replace(ALIGNMENT, pins=(LEFT, NIGHT))
    saved.write_text(encode_alignment(pinned, version="0.1.0"), encoding="utf-8")
    other.write_text("{}")
    (finding,) = pins_left_behind(ALIGNMENT, [saved, other, tmp_path / "gone.json"])
    assert finding.where == str(saved)
    assert "had 2 pins" in finding.message
    assert "--pins FILE" in finding.remedy
    assert "left @ turn 1 = not spoken" in finding.remedy
    assert "night @ turn 2 = 0:01.500" in finding.remedy
    assert pins_left_behind(pinned, [saved]) == []


def test_of_many_pins_some_are_listed(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    pins = tuple(Pin(first_word=word, end_word=word + 1) for word in range(8))
    saved.write_text(encode_alignment(replace(ALIGNMENT, pins=pins), version="0.1.0"), encoding="utf-8")
    (finding,) = pins_left_behind(ALIGNMENT, [saved])
    assert finding.remedy.count("not spoken") == 5
    assert finding.remedy.endswith("... and 3 more")
