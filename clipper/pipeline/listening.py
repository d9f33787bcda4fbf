"""Listening to a recording, or remembering what was heard of it: the one place where the cache is asked.

What is kept depends on the content of the file, the audio stream, the decoder, the models, clipper's own code and the
packages below it. All of that is its key, so that what is remembered is what would be found again.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from threadpoolctl import threadpool_limits

import clipper
from clipper.hear import identify_phone_model, listen, measure_energy
from clipper.media.decode import decode_blocks
from clipper.media.guard import check_media_path
from clipper.media.probe import hash_content
from clipper.media.stretch import decode_stretch
from clipper.media.tool import FFmpeg
from clipper.model import NO_MEMORY, Diagnostic, Memory, Progress, Recording, Span, silent
from clipper.model.sound import SAMPLE_RATE, AcousticModel, Energy, Hearing, Samples
from clipper.store.cache import Cache
from clipper.store.hearing_entry import decode_energy, decode_hearing, encode_energy, encode_hearing
from clipper.store.searches import Searches

_PACKAGES = ("av", "hama", "numba", "numpy", "onnxruntime", "pocketsphinx")
"""What computes, besides clipper."""


def one_matrix_thread() -> threadpool_limits:
    """The context in which recordings are listened to and searched.

    Both cores are busy with windows and stretches already; threads of the matrix library beneath them only spin: on a
    loaded machine of two cores an hour took 297 s of processor time with them, 47 s without. And one thread adds up in
    one order, always.
    """
    return threadpool_limits(1, user_api="blas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was heard of a recording, and what was wrong with its sound."""

    hearing: Hearing
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Listens to recordings by ``ffmpeg`` and remembers them in ``cache``.

    ``recording`` must be what probing the file ``path`` gave, or the same file's entry in a document.
    """

    ffmpeg: FFmpeg
    cache: Cache
    progress: Progress = silent

    @classmethod
    def of_user(cls, ffmpeg: FFmpeg, *, cache: bool, progress: Progress) -> Listener:
        """One with the user's cache, or with none.

        Raises:
            InputError: If the cache's size is set to nonsense.
        """
        return cls(ffmpeg=ffmpeg, cache=Cache.of_user(wanted=cache), progress=progress)

    def hear(self, recording: Recording, path: Path, model: AcousticModel) -> Heard:
        """All that aligning needs, as ``model`` hears it; the stage is "listen".

        Raises:
            MediaError: If the sound cannot be decoded.
        """
        key = self._key("hearing", recording, path, model.identity)
        if (content := self.cache.load(key)) is not None:
            self.progress("listen", 1.0)
            hearing, findings = decode_hearing(content, model)
            return Heard(hearing=hearing, diagnostics=tuple(replace(one, where=path.name) for one in findings))
        decoding = decode_blocks(path, ffmpeg=self.ffmpeg, stream=recording.audio_stream)
        with one_matrix_thread():
            hearing = listen(decoding, model=model, duration_ms=recording.duration_ms, progress=self.progress)
        if self._may_keep(recording, path):
            self.cache.save(key, encode_hearing(hearing, decoding.diagnostics))
            self.cache.save(self._key("energy", recording, path), encode_energy(hearing.energy))
        return Heard(hearing=hearing, diagnostics=decoding.diagnostics)

    def measure(self, recording: Recording, path: Path) -> Energy:
        """Only the energy, for which nothing needs to be recognised; the stage is "decode".

        Raises:
            MediaError: If the sound cannot be decoded.
        """
        key = self._key("energy", recording, path)
        if (content := self.cache.load(key)) is not None:
            return decode_energy(content)
        energy = measure_energy(
            decode_blocks(path, ffmpeg=self.ffmpeg, stream=recording.audio_stream, progress=self.progress)
        )
        if self._may_keep(recording, path):
            self.cache.save(key, encode_energy(energy))
        return energy

    def measure_around(self, recording: Recording, path: Path, span: Span) -> Energy:
        """The energy of ``span`` alone, from the samples that a cut would hold: the same whatever is remembered.

        Raises:
            MediaError: If the sound cannot be decoded.
        """
        energy = measure_energy([decode_stretch(path, recording, span, ffmpeg=self.ffmpeg)])
        return replace(energy, start=span.start_ms * SAMPLE_RATE // 1000)

    def hear_samples(self, samples: Samples, model: AcousticModel) -> Hearing:
        """What is heard in samples that are here already; nothing is remembered."""
        with one_matrix_thread():
            return listen([samples], model=model)

    @contextmanager
    def remembering(self, recording: Recording, path: Path, model: AcousticModel) -> Iterator[Memory]:
        """What was found in what ``model`` heard so far, for searches that are kept if all goes well."""
        if not self.cache.is_on:
            yield NO_MEMORY
            return
        searches = Searches(self.cache, self._key("searches", recording, path, model.identity))
        yield searches
        searches.keep()

    def _may_keep(self, recording: Recording, path: Path) -> bool:
        """Whether the file is still what its hash says: not one that changed since (a download that goes on)."""
        return self.cache.is_on and hash_content(check_media_path(path)) == recording.content_hash

    def _key(self, kind: str, recording: Recording, path: Path, model: str = "") -> str:
        """All that decides what is heard and found. ffmpeg looks at a file's extension where its content is unclear."""
        if not self.cache.is_on:
            return ""
        decoder = (self.ffmpeg.version, Path(self.ffmpeg.path).stat().st_size)
        file = (recording.content_hash, recording.audio_stream, path.resolve().suffix)
        return json.dumps((kind, *file, model, *decoder, _identify_code()))


@cache
def _identify_code() -> str:
    """A digest of clipper's source (all of it: 2 ms), of the phone model, and of the versions of what computes."""
    digest = hashlib.sha256()
    package = Path(clipper.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    machine = (platform.system(), platform.machine(), platform.python_version())
    versions = [f"{name} {version(name)}" for name in ("clipper", *_PACKAGES)]
    digest.update(json.dumps((machine, versions, identify_phone_model())).encode())
    return digest.hexdigest()
