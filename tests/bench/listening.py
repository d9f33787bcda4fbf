"""Aligning a dialogue in this process, hearing each sound only once: a change of the aligner alone is measured fast."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest import mock

import clipper.hear
from clipper import weights
from clipper.model import Alignment, sound
from clipper.model.sound import Hearing, Samples
from clipper.pipeline import align_job, listening
from tests.bench.synth import Dialogue, write_dialogue

CACHE = Path(__file__).parents[2] / ".bench" / "heard"
_MOST_BYTES = 4_000_000_000  # an hour heard is 43 MB; all conditions once are some 400


def align_dialogue(dialogue: Dialogue) -> Alignment:
    """Align a dialogue through files, as a user would.

    Raises:
        AlignmentError: If text and recording are found not to belong together.
    """
    with tempfile.TemporaryDirectory() as folder:
        wav, text, _ = write_dialogue(dialogue, Path(folder), "dialogue")
        return align_files(text, wav)


def align_files(text: Path, media: Path, *, partial: bool = False) -> Alignment:
    """Align a transcript and a recording; the same sound is heard only once. ``partial`` takes what is there."""
    request = align_job.AlignRequest(transcript=text, media=media, partial=partial, cache=False)
    with remembered_hearings():
        return align_job.align_episode(request).alignment


@contextmanager
def remembered_hearings() -> Iterator[None]:
    """Have what was heard of each sound kept under .bench/heard, by a hash of the samples and of all that hears."""
    listen, code = listening.listen, _code_hash()

    def remembering(blocks: Iterable[Samples], **settings: Any) -> Hearing:
        kept = list(blocks)
        digest = hashlib.sha256(code)
        for block in kept:
            digest.update(block.tobytes())
        path = CACHE / f"{digest.hexdigest()[:24]}.pickle"
        if path.exists():
            path.touch()
            hearing: Hearing = pickle.loads(path.read_bytes())
            return hearing
        hearing = listen(kept, **settings)
        _keep(path, pickle.dumps(hearing))
        return hearing

    with mock.patch.object(listening, "listen", remembering):
        yield


def _code_hash() -> bytes:
    digest = hashlib.sha256()
    folder = Path(clipper.hear.__file__).parent
    for path in [*sorted(folder.glob("*.py")), Path(sound.__file__), Path(weights.__file__)]:
        digest.update(path.read_bytes())
    digest.update(clipper.hear.load_acoustic_model(None).identity.encode())
    for package in ("pocketsphinx", "onnxruntime", "numpy"):
        digest.update(version(package).encode())
    return digest.digest()


def _keep(path: Path, data: bytes) -> None:
    """Write whole or not at all, and forget what was longest unused."""
    CACHE.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
    files = sorted(CACHE.glob("*.pickle"), key=lambda kept: kept.stat().st_mtime, reverse=True)
    total = 0
    for file in files:
        total += file.stat().st_size
        if total > _MOST_BYTES:
            file.unlink(missing_ok=True)
