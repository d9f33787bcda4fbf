"""An ONNX file -> a function from samples to rows of scores.

The file may come from a stranger. It is run on the processor by onnxruntime's own operators: no library of custom ones
is ever registered, no other execution provider is asked, and onnxruntime (1.24.1 and later; 1.23 did not) refuses
weights that lie outside the file's folder, be it by "..", by an absolute path or by a link.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from clipper.errors import InputError
from clipper.model.sound import SAMPLE_RATE, Samples

Floats = npt.NDArray[np.float32]

_FLOATS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}
_WHOLE = {"tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(bool)": np.bool_}
_SCORES = (*_FLOATS, "tensor(double)")
_LENGTH = re.compile(r"(?:^|_)len(?:s|gths?)?$")  # "input_lengths", "audio_len"
_LEAST_VARIANCE = 1e-7  # as in transformers' Wav2Vec2FeatureExtractor: digital silence has none

_EXPORT = "Export the model for raw sound of any length, as `optimum-cli export onnx` does for wav2vec2."


class _Value(Protocol):
    """What onnxruntime tells of an input or an output: a dimension is a number, or a name where it is free."""

    name: str
    type: str
    shape: Sequence[int | str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An open model that takes [1, samples]; ``normalised`` sound has no mean and a variance of 1."""

    path: Path
    normalised: bool
    _session: Any
    _sound: _Value
    _others: tuple[_Value, ...]
    _output: str

    def run(self, samples: Samples) -> Floats:
        """The model's first output for a stretch of sound, [frames, columns], as float32.

        Raises:
            InputError: If the model fails, or gives something else.
        """
        sound = samples
        if self.normalised:
            sound = (samples - samples.mean()) / np.sqrt(samples.var() + _LEAST_VARIANCE)
        feeds = {self._sound.name: sound[None, :].astype(_FLOATS[self._sound.type], copy=False)}
        for other in self._others:
            shape = (1, len(samples)) if len(other.shape) == 2 else (1,)
            feeds[other.name] = np.full(shape, 1 if len(shape) == 2 else len(samples), _WHOLE[other.type])
        try:
            (scores,) = self._session.run([self._output], feeds)
        except _onnx_errors() as problem:
            seconds = len(samples) / SAMPLE_RATE
            raise InputError(
                f"{self.path}: this model cannot be run on {seconds:.0f} s of sound: {_brief(problem)}", remedy=_EXPORT
            ) from problem
        if np.ndim(scores) != 3 or len(scores) != 1:
            raise InputError(
                f"{self.path}: this model gives {list(np.shape(scores))}, not [1, frames, symbols]", remedy=_EXPORT
            )
        return np.asarray(scores[0], np.float32)


def open_session(path: Path, *, content: bytes | None = None, normalised: bool = False) -> Session:
    """Load a model that hears raw sound: the file, or its ``content`` where it was made from ``path``.

    Raises:
        InputError: If the file is no ONNX model that can be run here, or wants something else than sound.
    """
    import onnxruntime  # noqa: PLC0415  0.2 s and 30 MB: only when something is listened to

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # two windows at once use two cores better than one window split
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(content or str(path), options, providers=["CPUExecutionProvider"])
    except _onnx_errors() as problem:
        raise InputError(
            f"{path}: this is no ONNX model that can be loaded: {_brief(problem)}",
            remedy="Name the .onnx file of a CTC model (wav2vec2, MMS), with its weights in the same folder.",
        ) from problem
    sound, others = _sort_inputs(session.get_inputs(), path)
    output = _first_output(session.get_outputs(), path)
    return Session(path=path, normalised=normalised, _session=session, _sound=sound, _others=others, _output=output)


def _first_output(outputs: Sequence[_Value], path: Path) -> str:
    """The name of the one that holds the scores."""
    kind = outputs[0].type if outputs else "nothing"
    if kind not in _SCORES:
        raise InputError(f"{path}: this model gives {kind}, not scores [1, frames, symbols]", remedy=_EXPORT)
    return outputs[0].name


def _sort_inputs(inputs: Sequence[_Value], path: Path) -> tuple[_Value, tuple[_Value, ...]]:
    """The input for the sound, and those that say how much of it is sound: all of it."""
    sounds = [found for found in inputs if found.type in _FLOATS and _fits(found, rank=2)]
    others = [found for found in inputs if found.type in _WHOLE and (_is_mask(found) or _is_length(found))]
    unknown = [found for found in inputs if found not in sounds and found not in others]
    if len(sounds) != 1 or unknown:
        wants = ", ".join(f"{found.name} {found.type} {list(found.shape)}" for found in unknown or inputs)
        raise InputError(
            f"{path}: this model wants what clipper does not have ({wants or 'nothing'}), "
            "not raw sound as float [1, samples]",
            remedy=_EXPORT,
        )
    return sounds[0], tuple(others)


def _fits(found: _Value, rank: int) -> bool:
    """Whether it has so many dimensions: one recording at a time, of any length."""
    fixed = [size for size in (*found.shape[:1], *found.shape[-1:]) if isinstance(size, int)]
    return len(found.shape) == rank and fixed in ([], [1]) and not isinstance(found.shape[-1], int)


def _is_mask(found: _Value) -> bool:
    return "mask" in found.name and _fits(found, rank=2)


def _is_length(found: _Value) -> bool:
    return bool(_LENGTH.search(found.name)) and len(found.shape) == 1


@cache
def _onnx_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises: classes that share no base but ``Exception``."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # noqa: PLC0415

    return tuple(kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception))


def _brief(problem: Exception) -> str:
    """The first line of its message, without onnxruntime's number for it."""
    lines = str(problem).strip().splitlines() or [type(problem).__name__]
    return lines[0].rpartition(" : ")[2][:300]
