from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from clipper.errors import InputError
from clipper.model import Pin, SpokenForm, SpokenUnit, SpokenWord, TranscriptFormat
from clipper.pipeline.align_job import (
    AlignRequest,
    _find_repeats,
    align_episode,
    read_lexicon,
)
from clipper.pipeline.sources import Source
from clipper.pipeline.transcript_file import read_transcript_file
from tests.talks import talk
from tests.unit.align.toy_talk import hear


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Brandt 00:01\nHello there.\n", TranscriptFormat.HEADER),
        ("[00:00:01] Ada Brandt: Hello there.\n", TranscriptFormat.INLINE),
        ("Ada Brandt: Hello there.\n", TranscriptFormat.PLAIN),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello there.\n", TranscriptFormat.SRT),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Brandt>Hello there.\n", TranscriptFormat.VTT),
        ('{"segments": [{"speaker": "Ada", "startTime": 1, "body": "Hello there."}]}', TranscriptFormat.PODCAST_JSON),
    ],
)
def test_each_format_finds_its_reader_whatever_the_name(tmp_path: Path, text: str, kind: TranscriptFormat) -> None:
    path = tmp_path / "talk"
    path.write_text(text, encoding="utf-8")
    transcript = read_transcript_file(path).transcript
    assert transcript.format is kind
    assert transcript.source == "talk"
    assert [word.text for word in transcript.words] == ["Hello", "there."]


def test_every_file_that_is_read_is_an_input() -> None:
    request = AlignRequest(
        transcript=Path("a.txt"),
        media=Path("b.wav"),
        tracks={"Ada": Path("c.wav")},
        lexicon=Path("d.txt"),
        acoustic_model=Path("e.onnx"),
        pins=Path("f.txt"),
    )
    assert [path.name for path in request.inputs] == ["a.txt", "b.wav", "c.wav", "d.txt", "e.onnx", "f.txt"]
    assert AlignRequest(transcript=Path("a.txt")).inputs == (Path("a.txt"),)


def test_no_lexicon_is_an_empty_one() -> None:
    assert read_lexicon(None).entries == ()


def test_a_speaker_without_a_recording_is_named_before_any_listening(tmp_path: Path) -> None:
    text = tmp_path / "talk.txt"
    text.write_text("Ada: Hello there.\nBo: Good day.\n")
    with pytest.raises(InputError, match="no recording for Bo"):
        align_episode(AlignRequest(transcript=text, tracks={"Ada": tmp_path / "ada.wav"}))
    with pytest.raises(InputError, match="no speaker 'Cleo'") as caught:
        align_episode(AlignRequest(transcript=text, tracks={"Cleo": tmp_path / "cleo.wav"}))
    assert "Ada, Bo" in caught.value.remedy


def test_a_coverage_is_a_share() -> None:
    assert AlignRequest(transcript=Path("a.txt"), min_coverage=1.0).min_coverage == 1.0
    with pytest.raises(ValueError, match=r"0\.\.1, not 80"):
        AlignRequest(transcript=Path("a.txt"), min_coverage=80)


def test_words_that_are_pinned_as_not_spoken_are_not_heard_again_either(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[SpokenWord] = []
    monkeypatch.setattr(
        "clipper.pipeline.align_job.find_repeats", lambda spoken, *_, **_more: asked.extend(spoken) or ()
    )
    monkeypatch.setattr("clipper.pipeline.align_job.find_untranscribed", lambda *_: ())
    alignment = talk("a b c")
    word = SpokenWord(forms=(SpokenForm(units=(SpokenUnit(text="a", pronunciations=(("AH",),)),)),))
    pins = (Pin(first_word=0, end_word=1, start_ms=1000), Pin(first_word=1, end_word=2))
    source = Source(path=Path("a.wav"), recording=alignment.recordings[0], words=frozenset(range(3)), pins=pins)
    main = SimpleNamespace(hearing=hear([""]), found=SimpleNamespace(habits=None))
    assert _find_repeats(alignment.words, [word] * 3, [source], main) == ()  # type: ignore[arg-type]
    assert [bool(one.forms) for one in asked] == [True, False, True]
