"""clipper beside other aligners: hand labels, a clean dialogue, music, and an intro with advertisements."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clipper.media.decode import decode_blocks
from clipper.media.tool import find_ffmpeg
from clipper.model import Span, TimedWord, WordStatus
from clipper.model.sound import SAMPLE_RATE
from clipper.pipeline.align_job import AlignRequest, align_episode
from tests.bench.cases import CASES
from tests.bench.figures import Bar, held_against
from tests.bench.peers.environment import PEERS, Job, Peer, PeerMissing
from tests.bench.real_speech import SHARED, labelled_records
from tests.bench.score import Errors, TruthWord, format_table, join_errors, measure_errors
from tests.bench.synth import Dialogue, VoiceMissing, write_dialogue
from tests.bench.synth.sound import write_wav

HEADER = ("", "words", "miss", "start ms", "error : clipper's", "<=25", "<=50", "<=100", ">500", "worst s", "wall s")
RATIO = Bar(least=1.0)  # below it the peer is better


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Recordings with their words and truth; ``remove_offset`` where the voices' own is not known."""

    name: str
    jobs: tuple[Job, ...]
    transcripts: tuple[Path, ...]
    truths: tuple[tuple[TruthWord, ...], ...]
    remove_offset: bool


def peers_table() -> Iterator[str]:
    """A table for each material, as each is done."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            for material in _materials(Path(folder)):
                yield format_table(f"Beside other aligners: {material.name}", HEADER, list(_rows(material)))
        except VoiceMissing as missing:
            yield f"skipped: {missing}"


def _rows(material: Material) -> Iterator[Sequence[str]]:
    ours, seconds = _timed(lambda: [_found_by_clipper(*pair) for pair in _pairs(material)])
    errors = _errors(ours, material)
    base = _mean(errors)
    yield _row("clipper", errors, "1", seconds)
    for peer in PEERS:
        try:
            peer.install()
            found, seconds = _timed(lambda peer=peer: _found_by(peer, material))  # type: ignore[misc]
        except PeerMissing as missing:
            yield (f"skipped: {missing}", *[""] * (len(HEADER) - 1))
            continue
        theirs = _errors(found, material)
        yield _row(peer.name, theirs, held_against(_mean(theirs) / base, RATIO, 2), seconds)


def _row(name: str, errors: Errors, ratio: str, seconds: float) -> Sequence[str]:
    if not len(errors.start):
        return (name, str(errors.count), str(errors.missing), "no result", *[""] * 6, f"{seconds:.0f}")
    return (
        name,
        str(errors.count),
        str(errors.missing),
        f"{_mean(errors):.1f}",
        ratio,
        *(f"{errors.within(ms):.3f}" for ms in (25, 50, 100)),
        f"{errors.beyond(500):.4f}",
        f"{np.abs(errors.start).max() / 1000:.1f}",
        f"{seconds:.0f}",
    )


def _mean(errors: Errors) -> float:
    return float(np.abs(errors.start).mean()) if len(errors.start) else float("nan")


def _timed(work: Callable[[], list[list[TimedWord]]]) -> tuple[list[list[TimedWord]], float]:
    began = time.monotonic()
    return work(), time.monotonic() - began


def _pairs(material: Material) -> Iterator[tuple[Path, Path]]:
    return ((text, job.wav) for text, job in zip(material.transcripts, material.jobs, strict=True))


def _found_by_clipper(text: Path, wav: Path) -> list[TimedWord]:
    return list(align_episode(AlignRequest(transcript=text, media=wav)).alignment.words)


def _found_by(peer: Peer, material: Material) -> list[list[TimedWord]]:
    nothing = TimedWord(status=WordStatus.NOT_SPOKEN)
    return [
        [nothing if time is None else _timed_word(*time) for time in times or [None] * len(job.words)]
        for job, times in zip(material.jobs, peer.align(material.jobs), strict=True)
    ]


def _timed_word(start: float, end: float) -> TimedWord:
    start_ms = max(0, round(start * 1000))
    return TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=start_ms, end_ms=max(start_ms, round(end * 1000))))


def _errors(found: list[list[TimedWord]], material: Material) -> Errors:
    return join_errors(
        measure_errors(words, truth, remove_offset=material.remove_offset)
        for words, truth in zip(found, material.truths, strict=True)
    )


def _materials(folder: Path) -> Iterator[Material]:
    timit = [record for record in labelled_records() if str(record["source"]).startswith("timit")]
    if timit:
        yield _of_records("TIMIT (hand labels)", timit, folder)
    cases = {case.name: case for case in CASES}
    for name in ("clean", "music", "ads-intro"):
        yield _of_dialogue(name, cases[name].dialogues()[0], folder)


def _of_records(name: str, records: Sequence[dict[str, object]], folder: Path) -> Material:
    jobs, texts, truths = [], [], []
    for record in records:
        words = record["words"]
        assert isinstance(words, list)
        wav, text = folder / f"{record['id']}.wav", folder / f"{record['id']}.txt"
        _write_as_wav(SHARED / "speech" / str(record["audio"]), wav)
        text.write_text(" ".join(word["w"] for word in words), "utf-8")
        jobs.append(Job(words=tuple(word["w"] for word in words), wav=wav))
        texts.append(text)
        truths.append(tuple(TruthWord(start_ms=w["start"] * 1000, end_ms=w["end"] * 1000) for w in words))
    return Material(name=name, jobs=tuple(jobs), transcripts=tuple(texts), truths=tuple(truths), remove_offset=False)


def _write_as_wav(source: Path, wav: Path) -> None:
    """Peers read fewer formats than clipper does."""
    blocks = decode_blocks(source, ffmpeg=find_ffmpeg(None), stream=None)
    write_wav(wav, np.concatenate(list(blocks)), SAMPLE_RATE)


def _of_dialogue(name: str, dialogue: Dialogue, folder: Path) -> Material:
    wav, text, _ = write_dialogue(dialogue, folder, name)
    truth = tuple(TruthWord(start_ms=word.start_ms, end_ms=word.end_ms, voice=word.speaker) for word in dialogue.words)
    return Material(
        name=f"{name}, {dialogue.duration_ms / 60_000:.1f} minutes (each voice's offset removed)",
        jobs=(Job(words=tuple(word.text for word in dialogue.words), wav=wav),),
        transcripts=(text,),
        truths=(truth,),
        remove_offset=True,
    )
