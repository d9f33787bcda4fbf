"""Samples -> frame log-probabilities of phones, by the CTC model inside the hama wheel.

The model's input is cut at 30 s by its own preprocessing, so a recording goes through it in overlapping windows whose
outer parts are thrown away: every kept frame has seen at least ``_MARGIN`` frames of sound on either side.
"""

from __future__ import annotations

import importlib.util
import json
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from clipper.errors import ToolMissing
from clipper.model import PHONES
from clipper.model.sound import Emissions, Samples

_HOP = 320
_WINDOW = 800  # frames: 16 s; attention costs with the square (24 s takes a third longer and twice the memory)
_MARGIN = 75  # frames of context thrown away at each inner edge: 1.5 s
_KEPT = _WINDOW - 2 * _MARGIN

_IPA_OF_PHONE = {
    "AA": "ɑ ɒ a", "AE": "æ", "AH": "ʌ ə ɐ", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "B": "b", "CH": "t͡ʃ", "D": "d",
    "DH": "ð", "EH": "ɛ", "ER": "ɝ ɚ", "EY": "eɪ e", "F": "f", "G": "g ɡ", "HH": "h", "IH": "ɪ", "IY": "i",
    "JH": "d͡ʒ", "K": "k", "L": "l ɫ", "M": "m", "N": "n", "NG": "ŋ", "OW": "oʊ o", "OY": "ɔɪ", "P": "p",
    "R": "ɹ r", "S": "s", "SH": "ʃ", "T": "t ɾ", "TH": "θ", "UH": "ʊ", "UW": "u", "V": "v", "W": "w", "Y": "j",
    "Z": "z", "ZH": "ʒ",
}  # fmt: skip
"""The model's own symbols for each ARPAbet phone; their probabilities are added."""

Floats = npt.NDArray[np.float32]


@dataclass(slots=True)
class CtcModel:
    """The phone CTC model of hama, its IPA symbols folded into ARPAbet columns + boundary + blank."""

    _session: Any
    _fold: Floats  # [model symbols, columns] of 0 and 1
    symbols: tuple[str, ...]

    def log_probs(self, samples: Samples) -> Floats:
        """[frames, columns] of at most 30 s of sound."""
        feeds = {"waveform": samples[None, :], "waveform_lengths": np.array([len(samples)], np.int64)}
        (raw,) = self._session.run(["log_probs"], feeds)
        folded: Floats = np.log(np.exp(raw[0]) @ self._fold + np.float32(1e-9))
        return folded


def ctc_model_files() -> tuple[Path, Path]:
    """The network and the list of its symbols inside the installed hama wheel.

    Raises:
        ToolMissing: If hama is not installed.
    """
    spec = importlib.util.find_spec("hama")
    if spec is None or spec.origin is None:
        raise ToolMissing("the package hama is not installed", remedy="Run: pip install hama==1.3.13")
    assets = Path(spec.origin).parent / "assets"
    return assets / "asr_waveform_fp16.onnx", assets / "g2p_vocab.json"


@lru_cache(maxsize=1)
def load_ctc_model() -> CtcModel:
    """The model inside the installed hama wheel, loaded once a process.

    Raises:
        ToolMissing: If hama is not installed or its files are not as expected.
    """
    network, listing = ctc_model_files()
    import onnxruntime  # noqa: PLC0415  0.2 s and 30 MB: only when something is listened to

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # two windows at once use two cores better than one window split
    options.log_severity_level = 3
    try:
        vocabulary = json.loads(listing.read_text("utf-8"))["decoder"]
        session = onnxruntime.InferenceSession(str(network), options)
    except (OSError, KeyError, ValueError) as problem:
        raise ToolMissing(
            f"hama's model cannot be read: {problem}", remedy="Run: pip install hama==1.3.13"
        ) from problem
    raw_symbols = [*vocabulary, "<wb>", "<blank>"]
    columns = [_IPA_OF_PHONE[phone].split() for phone in PHONES] + [["<wb>"], ["<blank>"]]
    fold = np.zeros((len(raw_symbols), len(columns)), np.float32)
    for column, names in enumerate(columns):
        fold[[raw_symbols.index(name) for name in names], column] = 1.0
    return CtcModel(_session=session, _fold=fold, symbols=(*PHONES, "|", ""))


@dataclass(slots=True)
class EmissionStitcher:
    """Takes a recording block by block, runs the model over its windows on two cores, and joins the kept frames."""

    model: CtcModel
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))
    _buffer: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    _running: list[Future[npt.NDArray[np.float16]]] = field(default_factory=list)
    _is_first: bool = True

    def add(self, block: Samples) -> None:
        """Listen to the next samples of the recording."""
        self._buffer = np.concatenate([self._buffer, block])
        while len(self._buffer) >= _WINDOW * _HOP:
            self._submit(self._buffer[: _WINDOW * _HOP], last=False)
            self._buffer = self._buffer[_KEPT * _HOP :]

    def _submit(self, samples: Samples, *, last: bool) -> None:
        first = 0 if self._is_first else _MARGIN
        self._is_first = False
        end = None if last else _WINDOW - _MARGIN
        if len(self._running) >= 6:  # bound what waits: the model is slower than decoding
            self._running[-6].result()
        self._running.append(self._pool.submit(self._run, samples.copy(), first, end))

    def _run(self, samples: Samples, first: int, end: int | None) -> npt.NDArray[np.float16]:
        return self.model.log_probs(samples)[first:end].astype(np.float16)

    def finish(self) -> Emissions:
        """The log-probabilities of all that was added."""
        # Half a second of silence lets the model finish the last word; its frames are cut off again by the caller.
        self._submit(np.concatenate([self._buffer, np.zeros(8000, np.float32)]), last=True)
        parts = [future.result() for future in self._running]
        self._pool.shutdown()
        symbols = self.model.symbols
        return Emissions(
            log_probs=np.concatenate(parts),
            symbols=symbols,
            blank=len(symbols) - 1,
            boundary=len(symbols) - 2,
            hop=_HOP,
        )

    def close(self) -> None:
        """Stop at once; what runs is abandoned."""
        self._pool.shutdown(wait=False, cancel_futures=True)
