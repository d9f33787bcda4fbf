"""How much of the text must be found: a transcript of which half is invented, and an excerpt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import clipper
from clipper.pipeline.library import load_episode
from tests.command_line import run_clipper
from tests.integration.conftest import AlignedSample
from tests.sample import SAMPLES, copy_sample, sample_sound, write_wave

pytestmark = pytest.mark.integration

INVENTED = (
    "Our quarterly figures improved across every region except the northern warehouses, which flooded twice.",
    "Shipping delays kept customers waiting, although refunds dropped by nearly a third over the whole winter.",
    "Marketing wants bigger budgets, legal wants smaller promises, engineering wants nothing more than sleep.",
    "Then let us postpone the launch until February and publish an honest apology before anybody complains.",
)


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """A folder with the sample's sound and a text of which every other turn is invented."""
    copy_sample(tmp_path, "interview.m4a")
    lines = (SAMPLES / "interview.txt").read_text("utf-8").splitlines()
    text = []
    for number, (header, said) in enumerate(zip(lines[::2], lines[1::2], strict=True)):
        text += [header, said, header, INVENTED[number % len(INVENTED)]]
    (tmp_path / "half.txt").write_text("\n".join(text), encoding="utf-8")
    return tmp_path


def files(folder: Path) -> tuple[Path, Path]:
    return folder / "half.txt", folder / "interview.m4a"


def test_half_a_text_is_refused_with_a_code_of_its_own_and_nothing_is_written(half: Path) -> None:
    done = run_clipper("align", *files(half), "-o", half / "out.json", "-o", half / "out.csv")
    assert done.code == 11
    assert "half.txt: only " in done.err
    assert "of the words were found in interview.m4a" in done.err
    assert "Not found: " in done.err
    assert "from turn " in done.err
    assert "--partial" in done.err
    assert sorted(path.name for path in half.iterdir()) == ["half.txt", "interview.m4a"]


@pytest.mark.parametrize("command", ["subtitles", "reel"])
def test_what_would_be_made_of_it_is_refused_too(half: Path, command: str) -> None:
    quote = [] if command == "subtitles" else ["--quote", "sixty four feet of rust"]
    name = "out.vtt" if command == "subtitles" else "out.wav"
    done = run_clipper(command, *files(half), *quote, "-o", half / name)
    assert done.code == 11, done.err
    assert sorted(path.name for path in half.iterdir()) == ["half.txt", "interview.m4a"]


def test_with_partial_it_is_written_and_the_exit_code_still_says_so(half: Path) -> None:
    done = run_clipper("align", *files(half), "--partial", "-o", half / "out.json", "--json")
    assert done.code == 11
    assert json.loads(done.out)["written"] == [str(half / "out.json")]
    assert done.err.splitlines()[-1].startswith("What was found is kept.")
    alignment = load_episode(half / "out.json").alignment
    assert 0.4 <= alignment.coverage <= 0.7
    assert sum(word.span is not None for word in alignment.words) >= 280
    # Saved, it was judged: not again.
    assert run_clipper("subtitles", half / "out.json", "-o", half / "out.vtt").code == 0
    quote = ("--quote", "sixty four feet of rust")
    cut = run_clipper("cut", *files(half), *quote, "--partial", "-o", half / "quote.wav")
    assert cut.code == 11
    assert (half / "quote.wav").exists()
    assert (half / "quote.vtt").exists()


def test_less_may_be_asked_for(half: Path) -> None:
    assert run_clipper("align", *files(half), "--min-coverage", "40", "-o", half / "out.json").code == 0


def test_more_may_be_asked_for(tmp_path: Path) -> None:
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    longer = text.read_text("utf-8").replace("Eleven years.", f"Eleven years. {INVENTED[1]}")
    text.write_text(longer, encoding="utf-8")
    assert run_clipper("align", text, sound).code == 0
    done = run_clipper("align", text, sound, "--min-coverage", "99")
    assert done.code == 11
    assert "99% are asked for" in done.err


def test_an_excerpt_is_not_punished_for_what_lies_around_it(tmp_path: Path) -> None:
    sound, rate = sample_sound()
    excerpt = write_wave(tmp_path / "excerpt.wav", sound[15 * rate : 80 * rate], rate)
    (text,) = copy_sample(tmp_path, "interview.txt")
    done = run_clipper("align", text, excerpt, "-o", tmp_path / "out.json")
    assert done.code == 0, done.err
    alignment = load_episode(tmp_path / "out.json").alignment
    assert alignment.coverage >= 0.98
    assert 40 <= alignment.matched.start <= 55
    assert 240 <= alignment.matched.stop <= 275


def test_half_a_minute_is_no_excerpt(tmp_path: Path) -> None:
    sound, rate = sample_sound()
    media = write_wave(tmp_path / "excerpt.wav", sound[30 * rate : 60 * rate], rate)
    (text,) = copy_sample(tmp_path, "interview.txt")
    done = run_clipper("align", text, media, "-o", tmp_path / "out.json")
    assert done.code == 11
    assert "too little for an excerpt, which takes 100 words and 60 s" in done.err
    assert not (tmp_path / "out.json").exists()
    assert run_clipper("align", text, media, "-o", tmp_path / "out.json", "--min-coverage", "20").code == 0


@pytest.mark.parametrize("option", [("--partial",), ("--min-coverage", "50")])
def test_a_saved_episode_is_not_judged_again(aligned: AlignedSample, option: tuple[str, ...]) -> None:
    done = run_clipper("align", aligned.document, *option)
    assert done.code == 2
    assert "aligned already" in done.err


@pytest.mark.parametrize("percent", ["-1", "101", "much"])
def test_a_percentage_is_one(half: Path, percent: str) -> None:
    assert run_clipper("align", *files(half), "--min-coverage", percent).code == 2


def test_the_library_raises_or_returns_what_was_found(half: Path) -> None:
    with pytest.raises(clipper.CoverageError, match="only"):
        clipper.align_episode(*files(half))
    episode = clipper.align_episode(*files(half), partial=True)
    assert isinstance(episode.shortfall, clipper.CoverageError)
    assert clipper.align_episode(*files(half), min_coverage=0.4).shortfall is None
