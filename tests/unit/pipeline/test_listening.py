from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from clipper.media.probe import hash_content
from clipper.media.tool import FFmpeg
from clipper.model import NO_MEMORY, Diagnostic, Recording, Severity
from clipper.model.sound import Cepstra, Emissions, Energy, Hearing
from clipper.pipeline import listening
from clipper.pipeline.listening import Listener
from clipper.store.cache import Cache
from tests.deaf_model import DeafModel

HEARING = Hearing(
    emissions=Emissions.of_model(np.zeros((2, 3), np.float16), DeafModel()),
    energy=Energy(db=np.arange(8, dtype=np.float32), hop=80),
    cepstra=Cepstra(values=np.zeros((4, 13), np.float32), hop=160),
    samples=640,
)


@dataclass
class Studio:
    """A file that can be listened to without ffmpeg and models, and how often each was done."""

    path: Path
    listener: Listener
    listened: list[int | None] = field(default_factory=list)
    measured: list[int | None] = field(default_factory=list)

    def recording(self, stream: int | None = 0) -> Recording:
        return Recording(
            content_hash=hash_content(self.path), path=str(self.path), duration_ms=40, streams=(), audio_stream=stream
        )

    def hear(self, *, stream: int | None = 0, model: str = "a model") -> listening.Heard:
        return self.listener.hear(self.recording(stream), self.path, DeafModel(identity=model))


@dataclass
class FakeDecoding:
    path: Path
    stream: int | None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return (Diagnostic(code="sound-has-gaps", severity=Severity.WARNING, where=self.path.name, message="2 gaps"),)


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    path = tmp_path / "talk.wav"
    path.write_bytes(b"RIFF of a talk\0")
    program = tmp_path / "ffmpeg"
    program.write_bytes(b"program")
    ffmpeg = FFmpeg(path=str(program), version="7.1", encoders=frozenset(), filters=frozenset())
    studio = Studio(path=path, listener=Listener(ffmpeg=ffmpeg, cache=Cache(tmp_path / "cache")))

    def listen(decoding: FakeDecoding, **_: object) -> Hearing:
        studio.listened.append(decoding.stream)
        return HEARING

    def measure(decoding: FakeDecoding) -> Energy:
        studio.measured.append(decoding.stream)
        return Energy(db=np.ones(8, np.float32), hop=80)

    monkeypatch.setattr(listening, "decode_blocks", lambda path, *, stream, **_: FakeDecoding(path, stream))
    monkeypatch.setattr(listening, "listen", listen)
    monkeypatch.setattr(listening, "measure_energy", measure)
    return studio


def test_the_same_file_is_listened_to_once(studio: Studio) -> None:
    first, second = studio.hear(), studio.hear()
    assert studio.listened == [0]
    assert first.diagnostics == second.diagnostics
    assert second.hearing.samples == HEARING.samples
    assert np.array_equal(second.hearing.energy.db, HEARING.energy.db)


def test_what_belongs_to_the_model_comes_with_the_model(studio: Studio) -> None:
    studio.hear()
    again = studio.hear().hearing.emissions
    model = DeafModel()
    assert (again.symbols, again.blank, again.boundary, again.hop) == (model.symbols, 2, 1, 320)
    assert (again.alphabet, again.calibration) == (model.alphabet, model.calibration)


def test_another_acoustic_model_hears_and_finds_for_itself_but_the_energy_is_the_same(studio: Studio) -> None:
    for name in ("a model", "another", "a model"):
        studio.hear(model=name)
    assert len(studio.listened) == 2
    studio.listener.measure(studio.recording(), studio.path)
    assert studio.measured == []
    asked: list[str] = []
    for name in ("a model", "another", "a model"):
        with studio.listener.remembering(studio.recording(), studio.path, DeafModel(identity=name)) as memory:
            memory.recall(lambda word: [asked.append(word) or 1], "sea", list[int])
    assert len(asked) == 2


def test_a_copy_is_the_same_recording_but_findings_name_the_file_at_hand(studio: Studio) -> None:
    studio.hear()
    studio.path = Path(studio.path.rename(studio.path.with_name("moved.wav")))
    assert [finding.where for finding in studio.hear().diagnostics] == ["moved.wav"]
    assert studio.listened == [0]


def test_another_stream_or_ending_or_content_is_another_matter(studio: Studio) -> None:
    studio.hear()
    studio.hear(stream=1)
    studio.path = Path(studio.path.rename(studio.path.with_suffix(".mp3")))
    studio.hear()
    studio.path.write_bytes(b"RIFF of another talk\0")
    studio.hear()
    assert studio.listened == [0, 1, 0, 0]


def test_another_decoder_hears_for_itself(studio: Studio) -> None:
    studio.hear()
    studio.listener = replace(studio.listener, ffmpeg=replace(studio.listener.ffmpeg, version="8.0"))
    studio.hear()
    Path(studio.listener.ffmpeg.path).write_bytes(b"another build")
    studio.hear()
    assert len(studio.listened) == 3


def test_other_code_or_models_hear_for_themselves(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identify = listening._identify_code.__wrapped__
    code = tmp_path / "clipper"
    code.mkdir()
    (code / "__init__.py").write_text("")
    monkeypatch.setattr("clipper.__file__", str(code / "__init__.py"))
    seen = [identify()]
    (code / "hear.py").write_text("louder = 1")
    seen.append(identify())
    (code / "hear.py").rename(code / "align.py")
    seen.append(identify())
    monkeypatch.setattr(listening, "identify_phone_model", lambda: "other models")
    seen.append(identify())
    monkeypatch.setattr(listening, "version", lambda name: "99" if name == "numpy" else "1")
    seen.append(identify())
    assert len(set(seen)) == len(seen)
    for number in range(2):
        monkeypatch.setattr(listening, "_identify_code", lambda number=number: f"code {number}")
        studio.hear()
    assert len(studio.listened) == 2


def test_a_file_that_changes_while_it_is_listened_to_is_not_remembered(studio: Studio) -> None:
    recording = studio.recording()
    studio.path.write_bytes(b"RIFF of a talk that goes on\0")
    for _ in range(2):
        studio.listener.hear(recording, studio.path, DeafModel())
        studio.listener.measure(recording, studio.path)
    assert (len(studio.listened), len(studio.measured)) == (2, 2)


def test_what_was_heard_or_measured_spares_measuring_the_energy(studio: Studio) -> None:
    studio.hear()
    assert np.array_equal(studio.listener.measure(studio.recording(), studio.path).db, HEARING.energy.db)
    assert studio.measured == []
    for _ in range(2):
        energy = studio.listener.measure(studio.recording(stream=1), studio.path)
        assert (energy.db.tolist(), energy.hop) == ([1.0] * 8, 80)
    assert studio.measured == [1]


def test_without_a_cache_everything_is_done_again(studio: Studio) -> None:
    studio.listener = replace(studio.listener, cache=Cache(None))
    studio.hear()
    studio.hear()
    assert len(studio.listened) == 2
    with studio.listener.remembering(studio.recording(), studio.path, DeafModel()) as memory:
        assert memory is NO_MEMORY


def test_searches_are_kept_if_all_goes_well(studio: Studio) -> None:
    def search(*, fails: bool) -> list[str]:
        asked: list[str] = []
        with studio.listener.remembering(studio.recording(), studio.path, DeafModel()) as memory:
            memory.recall(lambda word: [asked.append(word) or 1], "sea", list[int])
            if fails:
                raise KeyboardInterrupt
        return asked

    with pytest.raises(KeyboardInterrupt):
        search(fails=True)
    assert [search(fails=False) for _ in range(2)] == [["sea"], []]
