"""``clipper find`` on the sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import clipper
from tests.command_line import run_clipper
from tests.sample import GUEST, SAMPLES

pytestmark = pytest.mark.integration


def test_a_misquoted_text_is_found_with_what_differs(workplace: Path) -> None:
    done = run_clipper("find", "the sky doesn't ask what you have paid", workplace / "interview.json", "--json")
    assert done.code == 0, done.err
    printed = json.loads(done.out)
    assert printed["total"] == 1
    (match,) = printed["matches"]
    assert match["found"] == "the sky does not ask what you paid."
    assert match["differences"] == [{"wanted": "have", "said": ""}]
    assert [speaker["name"] for speaker in match["speakers"]] == [GUEST]
    truth = json.loads((SAMPLES / "words.json").read_text("utf-8"))[match["first_word"] : match["end_word"]]
    assert abs(match["source_start_ms"] - truth[0]["start_ms"]) <= 50
    assert abs(match["source_end_ms"] - truth[-1]["end_ms"]) <= 50


def test_a_person_reads_time_speaker_match_and_words(workplace: Path) -> None:
    done = run_clipper("find", "64 feet of dust", workplace / "interview.json", "--context", "2")
    assert done.code == 0, done.err
    head, words, difference = done.out.splitlines()
    assert head.startswith("0:09.6 to 0:11.0  Tobias Wrenfield   match 9")
    assert words == "    ... of sheep. [Sixty four feet of rust,] and a ..."
    assert difference == '    not "dust" but "rust,"'
    assert done.err == "1 place\n"
    assert run_clipper("find", "64 feet of rust", workplace / "interview.json", "-q").err == ""


def test_a_quote_said_twice_is_listed_twice(workplace: Path) -> None:
    done = run_clipper("find", "a thing you noticed", workplace / "interview.json")
    assert done.out.count("match 100%, 0% above the next place") == 2
    assert done.err == "2 places\n"


def test_several_episodes_are_named(workplace: Path) -> None:
    one, other = workplace / "interview.json", workplace / "again.json"
    other.write_bytes(one.read_bytes())
    done = run_clipper("find", "feet of rust", one, other, "--limit", "1")
    assert done.out.startswith(f"{one}  0:10.3 to")
    assert done.err == "2 places, of which 1 are listed (--limit)\n"


def test_what_is_not_there_has_the_exit_code_of_a_quote(workplace: Path) -> None:
    done = run_clipper("find", "the library closes at noon on tuesdays", workplace / "interview.json")
    assert done.code == 5
    assert "is not in this episode" in done.err
    assert run_clipper("find", "(", workplace / "interview.json", "--regex").code == 5


def test_a_transcript_without_its_recording_is_refused(workplace: Path) -> None:
    done = run_clipper("find", "the sky", SAMPLES / "interview.txt")
    assert done.code == 2
    assert "EPISODE.json" in done.err


def test_python_finds_quotes(workplace: Path) -> None:
    episode = clipper.load_episode(workplace / "interview.json")
    (match,) = clipper.find_quotes("sixty-four feet of rust", episode, speaker="wren")
    assert (match.quote.score, match.differences) == (1.0, ())
    assert clipper.find_quotes("feet of r\\w+", episode, regex=True)[0].quote.found == "feet of rust,"
