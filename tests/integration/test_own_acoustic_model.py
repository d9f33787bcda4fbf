"""A user's own CTC model, from its file to the times of words: one that hears tones, and hama's as a stranger's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest

import clipper
from clipper import weights
from clipper.align import align_words
from clipper.align.place import place_words
from clipper.hear import listen, load_acoustic_model, load_phone_model
from clipper.hear.conformer import conformer
from clipper.media.decode import decode_blocks
from clipper.media.tool import find_ffmpeg
from clipper.model import SpokenWord, WordStatus, silent
from clipper.model.sound import Alphabet, Emissions
from clipper.text import parse_transcript, spell_out
from tests.command_line import run_clipper
from tests.integration.conftest import AlignedSample
from tests.sample import copy_sample, judge, run_ffmpeg, true_rows
from tests.tone_model import REST_MS
from tests.tone_talk import TEXT, ToneTalk, write_tone_talk

pytestmark = pytest.mark.integration

FRAME_MS = 20


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> ToneTalk:
    return write_tone_talk(tmp_path_factory.mktemp("tones"))


def test_a_model_of_letters_finds_every_word_to_the_frame(talk: ToneTalk) -> None:
    blocks = [talk.sound[first : first + 7777] for first in range(0, len(talk.sound), 7777)]
    emissions = listen(blocks, model=load_acoustic_model(talk.model)).emissions
    words = [word for word in spell_out(parse_transcript(TEXT, source="talk.txt")) if word.forms]
    spots = place_words(words, emissions, expected_ms=None, progress=silent).spots
    for spot, true in zip(spots, filter(None, talk.spans), strict=True):
        assert spot is not None
        assert abs(emissions.frame_ms(spot.first) - true[0]) <= FRAME_MS
        assert abs(emissions.frame_ms(spot.end) - true[1]) <= FRAME_MS


def test_an_episode_is_aligned_with_it(talk: ToneTalk) -> None:
    """The 10 ms search knows speech, not tones: it keeps each word in its place, and sets its edges at random in it."""
    episode = clipper.align_episode(talk.transcript, talk.recording, acoustic_model=talk.model)
    for word, true in zip(episode.alignment.words, talk.spans, strict=True):
        if true is None:
            assert word.status is WordStatus.UNSEARCHED
            continue
        assert word.status is WordStatus.ALIGNED
        assert word.span is not None
        assert word.span.duration_ms > 0
        assert true[0] - REST_MS <= word.span.start_ms
        assert word.span.end_ms <= true[1] + REST_MS
    assert episode.alignment.untranscribed == ()


def test_another_model_hears_no_word_of_it(talk: ToneTalk) -> None:
    with pytest.raises(clipper.AlignmentError, match="nothing in common"):
        clipper.align_episode(talk.transcript, talk.recording)


def test_what_is_not_said_in_tones_is_reported(talk: ToneTalk, tmp_path: Path) -> None:
    text = tmp_path / "longer.txt"
    text.write_text(TEXT.replace("It took", "Some clouds of bees had meanwhile occupied the generator shed. It took"))
    words = clipper.align_episode(text, talk.recording, acoustic_model=talk.model).alignment.words
    unsaid = [index for index, word in enumerate(words) if word.status is WordStatus.NOT_SPOKEN]
    first = TEXT[: TEXT.index("It took")].replace("Ada:", "").replace("Bo:", "").split()
    assert unsaid == list(range(len(first), len(first) + 10))


@pytest.fixture(scope="module")
def hama_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """hama's model laid out as a user would have it: 191 symbols in IPA, its sound not normalised."""
    folder = tmp_path_factory.mktemp("hama")
    names = [*weights.read_symbols("decoder"), "<wb>", "<blank>"]
    (folder / "vocab.json").write_text(json.dumps({name: number for number, name in enumerate(names)}), "utf-8")
    (folder / "preprocessor_config.json").write_text('{"do_normalize": false, "sampling_rate": 16000}')
    (folder / "model.onnx").write_bytes(conformer(weights.read_weights("asr_waveform.hama")))
    return folder / "model.onnx"


def test_a_model_of_phones_aligns_speech_as_well_as_hama_does(aligned: AlignedSample, hama_file: Path) -> None:
    """It is hama, but nothing of what clipper knows of hama is used: neither its calibration nor its readings."""
    folder = aligned.folder
    episode = clipper.align_episode(folder / "interview.txt", folder / "interview.mp4", acoustic_model=hama_file)
    errors = judge(episode.alignment)
    assert errors.missing == 0
    assert errors.within(60) >= 0.98


def spell_truth(spoken: Sequence[SpokenWord], frames: int) -> Emissions:
    """What a model of letters would hear of the sample: each word's spelling spread over its true span, with slips."""
    symbols = (*ascii_lowercase, "'", "|", "")
    rng, blank = np.random.default_rng(3), len(symbols) - 1
    log_probs = np.full((frames, len(symbols)), np.log(0.1 / blank))
    best = np.full(frames, blank)
    for word, row in zip(spoken, true_rows(), strict=True):
        if not word.forms or row["start_ms"] is None:
            continue
        start, end = (int(str(row[edge])) / FRAME_MS for edge in ("start_ms", "end_ms"))
        text = "".join(unit.text for unit in word.forms[0].units).lower()
        for place, letter in enumerate(text):
            slip = rng.random() < 0.1
            heard = int(rng.integers(26)) if slip else symbols.index(letter)
            best[int(start + (place + 0.5) * (end - start) / len(text))] = heard
    log_probs[np.arange(frames), best] = np.log(0.9)
    return Emissions(
        log_probs=log_probs, symbols=symbols, blank=blank, boundary=blank - 1, hop=320, alphabet=Alphabet.LETTERS
    )


def test_speech_that_is_heard_in_letters_gets_its_edges_from_the_phones(aligned: AlignedSample) -> None:
    """One letter in ten is misheard; the 10 ms search and the energy are given the sample's sound."""
    video = decode_blocks(aligned.folder / "interview.mp4", ffmpeg=find_ffmpeg(), stream=None)
    hearing = listen(video, model=load_acoustic_model(None))
    spoken = spell_out(aligned.alignment.transcript)
    emissions = spell_truth(spoken, len(hearing.emissions.log_probs))
    words = align_words(spoken, replace(hearing, emissions=emissions), load_phone_model()).words
    errors = judge(aligned.alignment, words=words)
    assert errors.missing == 0
    assert errors.within(60) >= 0.98


def test_the_command_takes_a_model_and_protects_it(talk: ToneTalk, tmp_path: Path) -> None:
    sound = ("align", talk.transcript, talk.recording, "--acoustic-model", talk.model)
    done = run_clipper(*sound, "-o", tmp_path / "talk.json", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["not_spoken"] == 0
    document = Path(shutil.copy(talk.model, tmp_path / "model.json"))
    done = run_clipper("align", talk.transcript, talk.recording, "--acoustic-model", document, "-o", document, "-f")
    assert done.code == 2
    assert "this output is the input" in done.err


def test_subtitles_are_written_with_it(talk: ToneTalk, tmp_path: Path) -> None:
    done = run_clipper(
        "subtitles", talk.transcript, talk.recording, "--acoustic-model", talk.model, "-o", tmp_path / "talk.vtt"
    )
    assert done.code == 0, done.err
    assert "Don't forget" in (tmp_path / "talk.vtt").read_text("utf-8")


@pytest.mark.usefixtures("deaf")
def test_a_model_that_cannot_be_used_is_refused_before_any_listening(tmp_path: Path) -> None:
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    wrong = tmp_path / "model.onnx"
    wrong.write_text("no model")
    (tmp_path / "vocab.json").write_text('{"<pad>": 0}')
    for model, says in ((wrong, "no ONNX model"), (tmp_path / "gone.onnx", "no such file")):
        done = run_clipper("align", text, sound, "--acoustic-model", model, "-o", tmp_path / "out.json")
        assert done.code == 2
        assert str(model) in done.err
        assert says in done.err
        assert "Traceback" not in done.err
        assert not (tmp_path / "out.json").exists()


def test_a_recording_that_moved_is_heard_with_the_same_model(talk: ToneTalk, tmp_path: Path) -> None:
    document, copy = tmp_path / "talk.json", tmp_path / "copy.flac"
    sound = ("align", talk.transcript, talk.recording, "--acoustic-model", talk.model)
    assert run_clipper(*sound, "-o", document).code == 0
    run_ffmpeg("-i", talk.recording, copy)
    done = run_clipper(
        "align", document, "--media", copy, "--acoustic-model", talk.model, "-o", tmp_path / "moved.json"
    )
    assert done.code == 0, done.err
    assert "no time was moved" in done.err
    done = run_clipper("align", document, "--acoustic-model", talk.model)
    assert done.code == 2
    assert "aligned already" in done.err
