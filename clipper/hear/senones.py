"""The phone model inside the pocketsphinx wheel, read without its decoder.

A semi-continuous (phonetically tied) hidden Markov model: every phone owns a codebook of Gaussians, every state of a
phone in context ("senone") its mixture weights. The formats are those of CMU Sphinx; clipper searches the scores with
its own beam-free Viterbi, which finds a path where the decoder's pruning loses it.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipper.errors import ToolMissing
from clipper.model.sound import Cepstra

Floats = npt.NDArray[np.float32]

_STREAMS = 3  # static, delta and delta-delta cepstra are scored as three independent streams
_DIMENSIONS = 13
_POSITIONS = {"i": 0, "b": 1, "e": 2, "s": 3}  # word-position codes of the model definition
_WEIGHT_STEP = np.float32(1024 * np.log(1.0001))  # sendump keeps -ln(weight) in these units, one byte each
_VARIANCE_FLOOR = 1e-4  # pocketsphinx's -varfloor


@dataclass(frozen=True, slots=True)
class _Definition:
    """The model definition ``mdef``: which senones a phone has in which context."""

    phones: dict[str, int]
    base_states: npt.NDArray[np.int64]  # [phone] -> row of `sequences`
    base_matrix: npt.NDArray[np.int64]
    context: dict[tuple[int, int, int, int], tuple[int, int]]  # (position, base, left, right) -> (sequence, matrix)
    sequences: npt.NDArray[np.uint16]  # [sequence, 3] senones
    senone_phone: npt.NDArray[np.int32]  # [senone] -> base phone (its codebook)


def _read_definition(path: Path) -> _Definition:
    raw = path.read_bytes()
    _magic, _version, header = struct.unpack_from("<4sii", raw)
    offset = 12 + header
    counts = struct.unpack_from("<10i", raw, offset)
    n_phones, n_all, n_senones, n_sequences, n_tree = counts[0], counts[1], counts[4], counts[6], counts[8]
    offset += 40
    names: list[str] = []
    start = offset
    for _ in range(n_phones):
        end = raw.index(b"\0", offset)
        names.append(raw[offset:end].decode("ascii"))
        offset = end + 1
    offset = start + (offset - start + 3) // 4 * 4 + 8 * n_tree
    entries = np.frombuffer(raw, np.dtype([("sequence", "<i4"), ("matrix", "<i4"), ("info", "u1", 4)]), n_all, offset)
    offset += 12 * n_all
    (size,) = struct.unpack_from("<i", raw, offset)
    sequences = np.frombuffer(raw, "<u2", 3 * n_sequences, offset + 4).reshape(n_sequences, 3)
    if size != 3 * n_sequences:
        raise ToolMissing(f"{path.name}: the phone model is not laid out as expected", remedy="Reinstall pocketsphinx.")
    triphones = entries[n_phones:]
    keys = map(tuple, triphones["info"].tolist())
    values = zip(triphones["sequence"].tolist(), triphones["matrix"].tolist(), strict=True)
    owner = np.zeros(n_senones, np.int32)
    for base in range(n_phones):
        owner[sequences[entries["sequence"][base]]] = base
    owner[sequences[triphones["sequence"]]] = triphones["info"][:, 1:2]
    return _Definition(
        phones={name: number for number, name in enumerate(names)},
        base_states=entries["sequence"][:n_phones].astype(np.int64),
        base_matrix=entries["matrix"][:n_phones].astype(np.int64),
        context=dict(zip(keys, values, strict=True)),
        sequences=sequences,
        senone_phone=owner,
    )


def _read_floats(path: Path, count: int) -> Floats:
    """The last ``count`` float32 of a Sphinx parameter file (text header, byte-order mark, counts, data)."""
    raw = path.read_bytes()
    data = raw.index(b"endhdr\n") + len(b"endhdr\n")
    order = "<" if raw[data : data + 4] == struct.pack("<I", 0x11223344) else ">"
    # With `chksum0 yes` in the header a checksum of four bytes closes the file.
    tail = 4 if b"chksum0 yes" in raw[:data] else 0
    return np.frombuffer(raw, f"{order}f4", count, len(raw) - tail - 4 * count).astype(np.float32)


class SenoneModel:
    """The en-us phone model of pocketsphinx as a ``clipper.model.sound.PhoneModel``.

    Args:
        folder: The model's folder (``mdef``, ``means``, ``variances``, ``sendump``, ``transition_matrices``).

    Raises:
        ToolMissing: If the folder does not hold such a model.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._definition = _read_definition(folder / "mdef")
            self._read_parameters(folder)
        except (OSError, ValueError, struct.error) as problem:
            raise ToolMissing(
                f"the phone model in {folder.name} cannot be read: {problem}", remedy="Reinstall pocketsphinx."
            ) from problem

    def _read_parameters(self, folder: Path) -> None:
        books = len(self._definition.phones)
        senones = len(self._definition.senone_phone)
        densities = (folder / "sendump").stat().st_size // (_STREAMS * senones)
        densities = 1 << (densities.bit_length() - 1)  # the file's header is shorter than one power of two
        shape = (books, _STREAMS, densities, _DIMENSIONS)
        means = _read_floats(folder / "means", int(np.prod(shape))).reshape(shape)
        variances = np.maximum(_read_floats(folder / "variances", int(np.prod(shape))).reshape(shape), _VARIANCE_FLOOR)
        # log N(x) = c + x.(mean/var) - x^2.(1/2var): two matrix products score all Gaussians of a codebook.
        self._linear = (means / variances).astype(np.float32)
        self._square = (-0.5 / variances).astype(np.float32)
        constant = -0.5 * np.sum(np.log(2 * np.pi * variances) + means**2 / variances, axis=-1)
        self._constant = constant.astype(np.float32)
        raw = np.fromfile(folder / "sendump", np.uint8)[-_STREAMS * densities * senones :]
        self._log_weights = raw.reshape(_STREAMS, densities, senones)
        matrices = _read_floats(folder / "transition_matrices", books * 12).reshape(books, 3, 4)
        with np.errstate(divide="ignore"):
            logs = np.log(matrices / matrices.sum(axis=-1, keepdims=True)).astype(np.float32)
        self._transitions: list[Floats] = list(logs)

    @lru_cache(maxsize=200_000)  # noqa: B019  one model lives as long as the process; contexts recur throughout
    def states(self, phone: str, left: str, right: str, position: str) -> tuple[tuple[int, ...], int]:
        """The three senones of a phone in its context, and its transition matrix; backs off to the bare phone."""
        definition = self._definition
        base = definition.phones[phone]
        key = (_POSITIONS[position], base, definition.phones[left], definition.phones[right])
        found = definition.context.get(key)
        if found is None:
            found = (int(definition.base_states[base]), int(definition.base_matrix[base]))
        sequence, matrix = found
        return tuple(definition.sequences[sequence].tolist()), matrix

    def transitions(self, matrix: int) -> Floats:
        """[3, 4] log-probabilities of staying, moving on and leaving."""
        return self._transitions[matrix]

    def score(self, cepstra: Cepstra, first: int, end: int, senones: Sequence[int] | npt.NDArray[np.int32]) -> Floats:
        """[end - first, len(senones)] log-likelihoods of frames ``first..end`` of the recording."""
        wanted = np.asarray(senones, np.int32)
        streams = _dynamic_features(cepstra.values, first, end)
        scores = np.empty((end - first, len(wanted)), np.float32)
        owners = self._definition.senone_phone[wanted]
        for base in np.unique(owners):
            columns = np.flatnonzero(owners == base)
            scores[:, columns] = self._score_codebook(streams, int(base), wanted[columns])
        return scores

    def _score_codebook(self, streams: Floats, base: int, senones: npt.NDArray[np.int32]) -> Floats:
        total = np.zeros((streams.shape[1], len(senones)), np.float32)
        for stream in range(_STREAMS):
            x = streams[stream]
            gauss = x @ self._linear[base, stream].T + (x * x) @ self._square[base, stream].T
            gauss += self._constant[base, stream]
            peak = gauss.max(axis=1, keepdims=True)
            weights = np.exp(self._log_weights[stream][:, senones].astype(np.float32) * -_WEIGHT_STEP)
            total += np.log(np.exp(gauss - peak) @ weights + np.float32(1e-30)) + peak
        return total


def _dynamic_features(static: Floats, first: int, end: int) -> Floats:
    """[3, end - first, 13]: cepstra, their delta c[t+2]-c[t-2] and delta-delta, edges repeated."""
    rows = np.clip(np.arange(first - 3, end + 3), 0, len(static) - 1)
    c = static[rows]
    count = end - first
    middle = c[3 : 3 + count]
    delta = c[5 : 5 + count] - c[1 : 1 + count]
    acceleration = (c[6 : 6 + count] - c[2 : 2 + count]) - (c[4 : 4 + count] - c[0:count])
    return np.stack([middle, delta, acceleration])


def phone_model_folder() -> Path:
    """Where the installed pocketsphinx wheel keeps its model.

    Raises:
        ToolMissing: If pocketsphinx is not installed.
    """
    spec = importlib.util.find_spec("pocketsphinx")
    if spec is None or spec.origin is None:
        raise ToolMissing("the package pocketsphinx is not installed", remedy="Run: pip install pocketsphinx")
    return Path(spec.origin).parent / "model" / "en-us" / "en-us"


@lru_cache(maxsize=1)
def load_phone_model() -> SenoneModel:
    """The model inside the installed pocketsphinx wheel, read once a process.

    Raises:
        ToolMissing: If pocketsphinx is not installed or holds no such model.
    """
    return SenoneModel(phone_model_folder())
