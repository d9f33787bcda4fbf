"""The grapheme-to-phoneme model for words that no list knows: hama's ONNX model, whose weights lie in its wheel.

Compared on 500 words of CMUdict (all three were trained on it) and on 50 newer words (podcaster, kubernetes, sriracha)
transcribed by hand, phone error rate and time a word: hama 9.9 % and 11.6 %, 1.7 ms; g2p-en 2.1.0 7.6 % and 17.5 %,
1.0 ms; gruut 2.4.0 with gruut-lang-en 14.5 % and 14.0 %, 0.4 ms. The newer words are what a guess is needed for.
"""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from clipper.errors import ToolMissing

_CHUNK = 24
"""Letters guessed at a time: the model stops after 32 phones, and loses its way in words longer than any it saw."""

_BATCH = 64  # words read at once
_MOST_PHONES = 32  # the model's own limit

_ARPABET = {
    "i": "IY", "ɪ": "IH", "e": "EY", "ɛ": "EH", "æ": "AE", "a": "AA", "ɑ": "AA", "ɒ": "AA", "ɔ": "AO", "o": "OW",
    "ʊ": "UH", "u": "UW", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ɜ": "ER", "ɝ": "ER", "ɚ": "ER", "ɘ": "AH", "ɵ": "AH",
    "ɨ": "IH", "ʉ": "UW", "ɯ": "UW", "ɤ": "AH", "y": "UW", "ʏ": "UH", "ø": "ER", "œ": "ER",
    "aɪ": "AY", "aʊ": "AW", "eɪ": "EY", "oʊ": "OW", "ɔɪ": "OY", "eə": "EH R", "ɪə": "IH R",
    "p": "P", "b": "B", "t": "T", "d": "D", "k": "K", "g": "G", "ɡ": "G", "c": "K", "ɟ": "G", "q": "K",
    "f": "F", "v": "V", "θ": "TH", "ð": "DH", "s": "S", "z": "Z", "ʃ": "SH", "ʒ": "ZH", "h": "HH", "x": "HH",
    "ɕ": "SH", "ʑ": "ZH", "ʂ": "SH", "ʐ": "ZH", "ç": "HH", "χ": "HH", "ħ": "HH", "ɦ": "HH", "ɣ": "G", "β": "V",
    "ɸ": "F", "ʝ": "Y", "m": "M", "ɱ": "M", "n": "N", "ɲ": "N Y", "ŋ": "NG", "ɴ": "NG", "l": "L", "ɫ": "L",
    "ʎ": "L Y", "ɮ": "L", "r": "R", "ɹ": "R", "ɻ": "R", "ɾ": "R", "ɽ": "R", "ʀ": "R", "ʁ": "R", "j": "Y", "w": "W",
    "ʋ": "V", "ɥ": "W", "ɰ": "W", "ɓ": "B", "ɗ": "D", "ɖ": "D", "ʈ": "T", "ʙ": "B",
    "t͡ʃ": "CH", "d͡ʒ": "JH", "t͡ɕ": "CH", "ja": "Y AA", "je": "Y EH", "jo": "Y OW", "ju": "Y UW", "jʌ": "Y AH",
    "wa": "W AA", "we": "W EH", "wi": "W IY", "wʌ": "W AH", "ɯi": "UW IY",
}  # fmt: skip
"""Every phone that the model writes, to the nearest English one; tones, lengths and ties are not among them."""

_TIED = re.compile(r"([td])͡? ?([ʃʒɕʑ])")


class PhoneGuesser:
    """Loads on first use (about 0.3 s with onnxruntime), then takes about half a millisecond a word. Letters only."""

    def guess(self, word: str) -> tuple[str, ...]:
        """The likeliest ARPAbet phones of a lower-case ``word`` of ASCII letters; may be empty for odd input."""
        pieces = [word[begin : begin + _CHUNK] for begin in range(0, len(word), _CHUNK)]
        readings = self.read(pieces)
        return tuple(phone for piece, phones in zip(pieces, readings, strict=True) for phone in _repair(piece, phones))

    def read(self, words: Sequence[str]) -> list[list[str]]:
        """What the model makes of each word, slips and all; words of equal length are read at once."""
        phones: list[list[str]] = [[]] * len(words)
        order = sorted(range(len(words)), key=lambda index: len(words[index]))
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            for index, ipa in zip(batch, self._model.read([words[index] for index in batch]), strict=True):
                phones[index] = ipa_to_arpabet(_TIED.sub(r"\1͡\2", unicodedata.normalize("NFC", ipa)))
        return phones

    @cached_property
    def _model(self) -> _Reader:
        return _Reader()


class _Reader:
    """hama's two networks, run directly.

    Its own code rebuilds a table of 19,750 symbols for every letter (30 ms a word) and reads one word at a time. The
    readings are the same (compared on 855 words).

    Raises:
        ToolMissing: If the wheel is not installed or its files are not as expected.
    """

    def __init__(self) -> None:
        import onnxruntime  # noqa: PLC0415  0.2 s: only when a word is guessed

        spec = importlib.util.find_spec("hama")
        if spec is None or spec.origin is None:
            raise ToolMissing("the package hama is not installed", remedy="Run: pip install hama==1.3.13")
        assets = Path(spec.origin).parent / "assets"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            vocabulary = json.loads((assets / "g2p_vocab.json").read_text("utf-8"))
            self._encoder = onnxruntime.InferenceSession(str(assets / "encoder.onnx"), options)
            self._decoder = onnxruntime.InferenceSession(str(assets / "decoder_step.onnx"), options)
        except (OSError, ValueError) as problem:
            raise ToolMissing(
                f"hama's model cannot be read: {problem}", remedy="Run: pip install hama==1.3.13"
            ) from problem
        self._letters = {symbol: number for number, symbol in enumerate(vocabulary["encoder"])}
        self._phones: list[str] = vocabulary["decoder"]

    def read(self, words: Sequence[str]) -> list[str]:
        """The IPA of each word."""
        import numpy as np  # noqa: PLC0415  comes with onnxruntime

        begin, end = self._phones.index("<sos>"), self._phones.index("<eos>")
        letters = np.full((len(words), max(1, *map(len, words))), self._letters["<pad>"], np.int64)
        for row, word in zip(letters, words, strict=True):
            row[: len(word)] = [self._letters.get(char, self._letters["<unk>"]) for char in word]
        lengths = np.array([max(1, len(word)) for word in words], np.int64)
        names = ["encoder_outputs", "projected_keys", "hidden", "encoder_mask", "prev_attn"]
        outputs = self._encoder.run(names, {"input_ids": letters, "input_lengths": lengths})
        state = dict(zip(names, outputs, strict=True))
        state["positions"] = np.arange(state["encoder_outputs"].shape[1], dtype=np.float32)[None]
        state["decoder_input_ids"] = np.full((len(words), 1), begin, np.int64)
        steps = []
        for _ in range(_MOST_PHONES):
            step, state["hidden"], state["prev_attn"] = self._decoder.run(
                ["next_token_ids", "hidden_out", "prev_attn_out"], state
            )
            steps.append(step)
            state["decoder_input_ids"] = step[:, None]
            if np.any(np.array(steps) == end, axis=0).all():
                break
        return ["".join(self._spell(row.tolist(), end)) for row in np.array(steps).T]

    def _spell(self, numbers: Sequence[int], end: int) -> Iterator[str]:
        for number in numbers:
            if number == end:
                return
            if not self._phones[number].startswith("<"):
                yield self._phones[number]


def ipa_to_arpabet(ipa: str) -> list[str]:
    """IPA, with or without spaces, as ARPAbet: the longest known symbol at each place, unknown marks left out."""
    phones: list[str] = []
    at = 0
    while at < len(ipa):
        symbol = next((ipa[at : at + n] for n in (3, 2, 1) if ipa[at : at + n] in _ARPABET), "")
        if not symbol:  # a base letter with its mark composed into it (ẽ), or a bare mark
            phones += _ARPABET.get(unicodedata.normalize("NFD", ipa[at])[0], "").split()
        phones += _ARPABET.get(symbol, "").split()
        at += len(symbol) or 1
    return phones


def _repair(word: str, phones: list[str]) -> list[str]:
    """The model now and then drops a final r in the British way; the acoustic models know American English."""
    if word.endswith("er") and phones[-1:] == ["AH"]:
        return [*phones[:-1], "ER"]
    if word.endswith("ers") and phones[-2:-1] == ["AH"]:
        return [*phones[:-2], "ER", "Z"]
    return phones
