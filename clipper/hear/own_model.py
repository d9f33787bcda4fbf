"""The user's own acoustic model: a CTC model as an ONNX file, described by the files that transformers puts beside it.

``vocab.json`` names the columns, ``{"<pad>": 0, "|": 4, "E": 5, ...}``, and ``added_tokens.json`` those that came
later; ``preprocessor_config.json`` says how the sound is wanted, ``config.json`` which column is padding. Only the
first is needed. How many samples a row stands for is found out by listening.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from clipper.errors import InputError
from clipper.hear.ctc import CtcModel, log_sum
from clipper.hear.identity import identify_files
from clipper.hear.session import Floats, Session, open_session
from clipper.hear.vocabulary import read_vocabulary
from clipper.model.sound import SAMPLE_RATE, Calibration

_VOCABULARY, _ADDED, _SOUND, _CONFIGURATION = (
    "vocab.json",
    "added_tokens.json",
    "preprocessor_config.json",
    "config.json",
)
_ENGLISH = ("eng", "en")  # MMS keeps the vocabularies of all its languages in one file, by their codes

_PROBES = (SAMPLE_RATE, 3 * SAMPLE_RATE)  # 32,000 samples apart: a multiple of every usual hop
_SHORTEST_HOP, _LONGEST_HOP = 80, 1280  # 5 to 80 ms: with longer rows there are more letters than rows
_EDGE = SAMPLE_RATE // 4  # how much of a window may have no rows: far less than the margin that is thrown away
_NEARLY = 1e-2  # how far half precision may take a sum from 1


def load_own_model(path: Path) -> CtcModel:
    """The CTC model in ``path``, with what lies beside it (or above it, in a folder ``onnx``).

    Raises:
        InputError: If a file is missing or cannot be used; it says which, what was expected, and what to do.
    """
    if not path.is_file():
        raise InputError(
            f"{path}: there is no such file", remedy="Name the .onnx file of a CTC model; vocab.json lies beside it."
        )
    folder = _folder(path)
    numbers = _read_numbers(folder / _VOCABULARY)
    added = _read_json(folder / _ADDED)
    session = open_session(path, normalised=_wants_normalised(folder / _SOUND))
    hop, scores = _listen(session)
    names = _name_columns(numbers, added, columns=scores.shape[1])
    if names is None:
        raise InputError(
            f"{folder / _VOCABULARY}: it names {len(numbers)} symbols, and {path.name} gives {scores.shape[1]}",
            remedy="Both must come from the same model.",
        )
    padding = _read_json(folder / _CONFIGURATION).get("pad_token_id")
    vocabulary = read_vocabulary(
        names, source=str(folder / _VOCABULARY), padding=padding if isinstance(padding, int) else None
    )
    logits = bool(np.abs(log_sum(scores)).max() > _NEARLY)
    described = (folder / name for name in (_VOCABULARY, _ADDED, _SOUND, _CONFIGURATION))
    return CtcModel(
        # Weights may lie in further files, whose names only the network knows: its scores tell which they are.
        identity=identify_files([path, *described], more=scores.tobytes()),
        session=session,
        vocabulary=vocabulary,
        hop=hop,
        calibration=_uncalibrated(hop),
        logits=logits,
    )


def _folder(path: Path) -> Path:
    """Where the descriptions lie: models are published with them in the folder above ``onnx``."""
    folder = path.parent
    above = folder.resolve().name == "onnx" and not (folder / _VOCABULARY).exists()
    return folder / ".." if above else folder


def _read_json(path: Path) -> dict[str, Any]:
    """The object in a file; an empty one if there is no such file."""
    if not path.exists():
        return {}
    try:
        fields = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise InputError(f"{path}: this is not readable JSON: {problem}", remedy=_REMEDY) from problem
    if not isinstance(fields, dict):
        raise InputError(f"{path}: this is not a JSON object", remedy=_REMEDY)
    return fields


_REMEDY = 'Put the file that came with the model there; vocab.json looks like {"<pad>": 0, "|": 4, "E": 5, ...}'


def _read_numbers(path: Path) -> dict[str, int]:
    """The number of every symbol."""
    if not path.is_file():
        raise InputError(f"{path}: an acoustic model needs its vocabulary, and it is not there", remedy=_REMEDY)
    fields = _read_json(path)
    if fields and all(isinstance(value, dict) for value in fields.values()):
        fields = next((fields[code] for code in _ENGLISH if code in fields), {})
    if not fields or not all(type(number) is int and number >= 0 for number in fields.values()):
        raise InputError(f"{path}: this is not a vocabulary, a number for every symbol", remedy=_REMEDY)
    if len(set(fields.values())) < len(fields):
        raise InputError(f"{path}: two symbols have the same number", remedy=_REMEDY)
    return fields


def _name_columns(numbers: dict[str, int], added: dict[str, Any], *, columns: int) -> list[str] | None:
    """The name of each column, or None if they do not fit.

    ``added`` are symbols that the tokenizer was given later: the model may or may not have columns for them.
    """
    named = {number: name for name, number in added.items() if type(number) is int}
    named |= {number: name for name, number in numbers.items()}
    if max(numbers.values()) >= columns or not named.keys() >= set(range(columns)):
        return None
    return [named[column] for column in range(columns)]


def _wants_normalised(path: Path) -> bool:
    """Whether the sound is to have a variance of 1; so it is for transformers, unless the file says otherwise."""
    fields = _read_json(path)
    rate = fields.get("sampling_rate", SAMPLE_RATE)
    if rate != SAMPLE_RATE:
        raise InputError(
            f"{path}: the model wants {rate} samples a second, and clipper listens at {SAMPLE_RATE}",
            remedy="Use a model for 16 kHz, as wav2vec2 and MMS are.",
        )
    return bool(fields.get("do_normalize", True))


def _listen(session: Session) -> tuple[int, Floats]:
    """The samples that a row stands for, and the rows of a few seconds of faint noise."""
    noise = np.random.default_rng(0).normal(0, 0.01, max(_PROBES)).astype(np.float32)
    fewer, scores = (session.run(noise[:count]) for count in _PROBES)
    apart = (_PROBES[1] - _PROBES[0]) / max(1, len(scores) - len(fewer))
    hop = round(apart)
    if not _SHORTEST_HOP <= hop <= _LONGEST_HOP or abs(len(scores) * hop - _PROBES[1]) > _EDGE:
        raise InputError(
            f"{session.path}: this model makes {len(fewer)} rows of {_PROBES[0]} samples and {len(scores)} of "
            f"{_PROBES[1]}: not one for each 5 to 80 ms",
            remedy="Use a CTC model that hears raw sound of any length (wav2vec2, MMS).",
        )
    if not np.isfinite(scores).all():
        raise InputError(f"{session.path}: this model gives scores that are no numbers", remedy="Export it anew.")
    if scores.min() >= 0 and np.abs(scores.sum(axis=1) - 1).max() < _NEARLY:
        raise InputError(
            f"{session.path}: this model gives probabilities, not logits or log-probabilities",
            remedy="Export it without the softmax at its end.",
        )
    return hop, scores


def _uncalibrated(hop: int) -> Calibration:
    """What is assumed of a model that nobody has measured: the scores of a second as hama has them, and no shift."""
    usual, scale = Calibration(), hop / (SAMPLE_RATE * 0.02)
    return Calibration(
        filler=usual.filler * scale,
        unsure=usual.unsure * scale,
        clear=usual.clear * scale,
        noisy=usual.noisy * scale,
    )
