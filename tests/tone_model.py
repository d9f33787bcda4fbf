"""A CTC model that hears tones: every letter is a pure tone of its own, as a graph of one convolution and one matrix.

It is made by the test that needs it, in the layout in which transformers' models are exported; its variants are wrong
in one way each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from clipper.model.sound import SAMPLE_RATE

HOP = 320
TONE_MS, REST_MS, GAP_MS = 60, 40, 200  # a letter, the silence after it, and more silence after a word
SYMBOLS = ("<pad>", "<s>", "</s>", "<unk>", "|", *ascii_uppercase, "'")
VOCABULARY = {symbol: number for number, symbol in enumerate(SYMBOLS)}

_LOUDNESS = 0.5
_HEARD, _BLANK, _NEVER = 80.0, 8.0, -20.0  # logits: times the square of a tone's loudness; of silence; of "<s>" and "|"

Sound = npt.NDArray[np.float32]


def _pitch(letter: str) -> float:
    """Hz: multiples of 50, so that the tones do not disturb each other within 20 ms."""
    return 400.0 + 200.0 * VOCABULARY[letter]


def say_in_tones(words: Sequence[str], *, start_ms: int = 500) -> tuple[Sound, list[tuple[int, int]]]:
    """The words spelled in tones, and where each of them lies, in ms."""
    pieces, spans, now_ms = [np.zeros(start_ms * SAMPLE_RATE // 1000, np.float32)], [], start_ms
    for word in words:
        first_ms = now_ms
        for letter in word.upper():
            t = np.arange(TONE_MS * SAMPLE_RATE // 1000) / SAMPLE_RATE
            pieces += [_LOUDNESS * np.sin(2 * np.pi * _pitch(letter) * t), np.zeros(REST_MS * SAMPLE_RATE // 1000)]
            now_ms += TONE_MS + REST_MS
        spans.append((first_ms, now_ms - REST_MS))
        pieces.append(np.zeros(GAP_MS * SAMPLE_RATE // 1000))
        now_ms += GAP_MS
    return np.concatenate(pieces).astype(np.float32), spans


def tone_graph(*, symbols: int = len(SYMBOLS), hop: int = HOP, last: str = "") -> onnx.ModelProto:
    """[batch, samples] -> [batch, frames, symbols] of logits, or what a ``last`` operator makes of them."""
    sounding = range(VOCABULARY["A"], len(SYMBOLS))
    t = np.arange(HOP) / SAMPLE_RATE
    waves = [f(2 * np.pi * _pitch(SYMBOLS[n]) * t) * 2 / HOP for n in sounding for f in (np.cos, np.sin)]
    weights = np.zeros((len(waves), symbols), np.float32)
    for place, number in enumerate(sounding):
        weights[2 * place : 2 * place + 2, min(number, symbols - 1)] = _HEARD
    bias = np.full(symbols, 0.0, np.float32)
    bias[: VOCABULARY["A"]] = _NEVER
    bias[0] = _BLANK
    constants = {
        "channel": np.array([1], np.int64),
        "filters": np.array(waves, np.float32)[:, None, :],
        "weights": weights,
        "bias": bias,
    }
    nodes = [
        helper.make_node("Unsqueeze", ["input_values", "channel"], ["mono"]),
        helper.make_node("Conv", ["mono", "filters"], ["parts"], strides=[hop]),
        helper.make_node("Mul", ["parts", "parts"], ["power"]),
        helper.make_node("Transpose", ["power"], ["rows"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["rows", "weights"], ["levels"]),
        helper.make_node("Add", ["levels", "bias"], ["scores" if last else "logits"]),
    ]
    if last:
        nodes.append(helper.make_node(last, ["scores"], ["logits"]))  # a softmax takes the last axis
    graph = helper.make_graph(
        nodes,
        "tones",
        [helper.make_tensor_value_info("input_values", TensorProto.FLOAT, ["batch", "samples"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "frames", symbols])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def write_tone_model(
    folder: Path,
    model: onnx.ModelProto | None = None,
    *,
    vocabulary: Mapping[str, object] | None = None,
    preprocessor: Mapping[str, object] | None = None,
) -> Path:
    """Write ``model.onnx`` with its ``vocab.json`` and ``preprocessor_config.json``; where the first of them is."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model or tone_graph(), str(folder / "model.onnx"))
    (folder / "vocab.json").write_text(json.dumps(vocabulary or VOCABULARY), "utf-8")
    settings = {"do_normalize": False, "sampling_rate": SAMPLE_RATE} if preprocessor is None else preprocessor
    (folder / "preprocessor_config.json").write_text(json.dumps(settings), "utf-8")
    return folder / "model.onnx"
