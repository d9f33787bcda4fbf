"""A dialogue whose every word time is known: performed from a script, written as sound, transcript and truth."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tests.bench.synth.sound import Samples, at_level, read_wav, resample, room_tone, write_wav
from tests.bench.synth.token import Token
from tests.bench.synth.voices import Utterance, Voice

ROOM_DB = -62.0  # dBFS of the room tone under everything: real recordings hold no digital silence
SPEECH_DB = -23.0  # dBFS of active speech, a usual level of podcasts before mastering
SENTENCE_ENDS = ".?!"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptWord:
    """A token, who says it, and the number of the transcript's turn that it stands in."""

    token: Token
    speaker: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is to be performed: the labels of the transcript's turns ("Name (Role)") and the words in order."""

    labels: tuple[str, ...]
    words: tuple[ScriptWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueWord:
    """A token of the transcript and when it is truly said; ``start_ms`` and ``end_ms`` are None if it is not.

    ``speaker`` is who says it, whatever the turn's label claims. ``spoken`` is "" for an annotation. ``misheard`` says
    that something else is said there than what is written: neither a spoken word nor an unspoken one. ``again`` are the
    [start, end) ms at which it is heard once more where no text stands.
    """

    text: str
    spoken: str
    speaker: str
    turn: int
    start_ms: int | None = None
    end_ms: int | None = None
    misheard: bool = False
    again: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderTurn:
    """A turn as the transcript has it: its label and the time in its header (None: no time is written)."""

    label: str
    header_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """Sound, transcript and truth in one value; conditions turn one dialogue into another.

    ``samples`` is mono float32 at ``rate``. ``words`` are in transcript order. ``untranscribed`` are the [start, end)
    ms of speech that the transcript leaves out.
    """

    samples: Samples
    rate: int
    turns: tuple[HeaderTurn, ...]
    words: tuple[TrueWord, ...]
    untranscribed: tuple[tuple[int, int], ...] = ()

    @property
    def duration_ms(self) -> int:
        """Length of the sound."""
        return round(len(self.samples) * 1000 / self.rate)

    def transcript(self) -> str:
        """The text in header format: ``Name (Role) MM:SS.mmm`` and the turn's words on the line below.

        A header without a time ends with a colon: a bare name on a line of its own could be anything.
        """
        texts: list[list[str]] = [[] for _ in self.turns]
        for word in self.words:
            texts[word.turn].append(word.text)
        blocks = [
            f"{turn.label}{':' if turn.header_ms is None else ' ' + clock(turn.header_ms)}\n{' '.join(text)}\n"
            for turn, text in zip(self.turns, texts, strict=True)
            if text
        ]
        return "".join(blocks)

    def truth(self) -> dict[str, object]:
        """What is true of it, ready for JSON."""
        return {
            "duration_ms": self.duration_ms,
            "turns": [{"label": turn.label, "header_ms": turn.header_ms} for turn in self.turns],
            "untranscribed": [{"start_ms": start, "end_ms": end} for start, end in self.untranscribed],
            "words": word_rows(self.words),
        }


def word_rows(words: Sequence[TrueWord]) -> list[dict[str, object]]:
    """The words as rows of JSON, one per token of the transcript."""
    return [
        {
            "word": word.text,
            "speaker": word.speaker,
            "start_ms": word.start_ms,
            "end_ms": word.end_ms,
            "turn": word.turn,
            "spoken": word.spoken,
            **({"misheard": True} if word.misheard else {}),
            **({"again": word.again} if word.again else {}),
        }
        for word in words
    ]


def clock(time_ms: int) -> str:
    """``MM:SS.mmm``, or ``H:MM:SS.mmm`` from an hour on."""
    hours, rest = divmod(time_ms, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{f'{hours}:' if hours else ''}{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def write_dialogue(dialogue: Dialogue, folder: Path, name: str) -> tuple[Path, Path, Path]:
    """Write ``name.wav``, ``name.txt`` (transcript) and ``name.json`` (truth); returns the three paths."""
    folder.mkdir(parents=True, exist_ok=True)
    wav, text, truth = (folder / f"{name}.{ending}" for ending in ("wav", "txt", "json"))
    write_wav(wav, dialogue.samples, dialogue.rate)
    text.write_text(dialogue.transcript(), encoding="utf-8")
    truth.write_text(json.dumps(dialogue.truth(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return wav, text, truth


def read_dialogue(folder: Path, name: str) -> Dialogue:
    """Read back what ``write_dialogue`` wrote."""
    samples, rate = read_wav(folder / f"{name}.wav")
    truth = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    rows = ((row.pop("word"), tuple(tuple(span) for span in row.pop("again", ())), row) for row in truth["words"])
    return Dialogue(
        samples=samples,
        rate=rate,
        turns=tuple(HeaderTurn(**turn) for turn in truth["turns"]),
        words=tuple(TrueWord(text=text, again=again, **row) for text, again, row in rows),
        untranscribed=tuple((row["start_ms"], row["end_ms"]) for row in truth["untranscribed"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """Pauses in seconds, drawn evenly between the two bounds."""

    between_sentences: tuple[float, float] = (0.15, 0.55)
    between_speakers: tuple[float, float] = (0.2, 0.7)
    before_all: float = 0.6
    after_all: float = 0.8


def perform(
    script: Script,
    voices: Mapping[str, Voice],
    *,
    rate: int,
    rng: np.random.Generator,
    pacing: Pacing | None = None,
    speech_db: float = SPEECH_DB,
) -> Dialogue:
    """Have a script spoken, sentence by sentence; a sentence may run over several turns of the transcript.

    Args:
        script: What is said.
        voices: Who lends a voice to each speaker of the script.
        rate: Hz of the sound wanted.
        rng: Every draw of chance but joe's own.
        pacing: The pauses.
        speech_db: Active level of every voice in dBFS, within 1 dB from sentence to sentence.

    Raises:
        VoiceMissing: If a voice is not installed.
    """
    pacing = pacing or Pacing()
    stage = _Stage(rate=rate, clock=pacing.before_all, speech_db=speech_db)
    words: list[TrueWord] = []
    before = ""
    for sentence in _sentences(script.words):
        speaker = sentence[0].speaker
        if any(word.token.spoken for word in sentence):
            if before:
                low, high = pacing.between_sentences if speaker == before else pacing.between_speakers
                stage.clock += float(rng.uniform(low, high))
            before = speaker
            spans = stage.play(voices[speaker].say([word.token for word in sentence], rng), rng)
        else:
            spans = [None] * len(sentence)
        words.extend(_true_word(word, span) for word, span in zip(sentence, spans, strict=True))
    dialogue = Dialogue(
        samples=stage.finish(pacing.after_all, rng),
        rate=rate,
        turns=tuple(HeaderTurn(label=label, header_ms=None) for label in script.labels),
        words=tuple(words),
    )
    return with_exact_headers(dialogue)


def with_exact_headers(dialogue: Dialogue) -> Dialogue:
    """Every header at the true start of its turn's first spoken word (of the next spoken word where it has none)."""
    starts: list[int | None] = [None] * len(dialogue.turns)
    later: int = dialogue.duration_ms
    for word in reversed(dialogue.words):
        later = word.start_ms if word.start_ms is not None else later
        starts[word.turn] = later
    turns = tuple(replace(turn, header_ms=start) for turn, start in zip(dialogue.turns, starts, strict=True))
    return replace(dialogue, turns=turns)


def _true_word(word: ScriptWord, span: tuple[float, float] | None) -> TrueWord:
    start, end = (None, None) if span is None else (round(span[0] * 1000), round(span[1] * 1000))
    token = word.token
    return TrueWord(
        text=token.written, spoken=token.spoken, speaker=word.speaker, turn=word.turn, start_ms=start, end_ms=end
    )


def _sentences(words: Sequence[ScriptWord]) -> list[list[ScriptWord]]:
    """Cut where a sentence ends or another person speaks; what nobody says stays with what stands before it."""
    out: list[list[ScriptWord]] = []
    closed = True
    for word in words:
        silent = not word.token.spoken
        if not out or (not silent and (closed or word.speaker != out[-1][-1].speaker)):
            out.append([])
        out[-1].append(word)
        if not silent:
            closed = word.token.pause in SENTENCE_ENDS and word.token.pause != ""
    return out


class _Stage:
    """Sentences laid one after another; ``clock`` is the end of the last word in seconds."""

    _LEAD = 0.08  # seconds kept before the first word and after the last: breath and the voice's decay
    _TAIL = 0.15

    def __init__(self, *, rate: int, clock: float, speech_db: float) -> None:
        self.clock = clock
        self._speech_db = speech_db
        self._rate = rate
        self._sounds: list[tuple[int, Samples]] = []

    def play(self, utterance: Utterance, rng: np.random.Generator) -> list[tuple[float, float] | None]:
        """Lay a sentence so that its first word starts at the clock; returns the spans on the stage."""
        spans = [span for span in utterance.spans if span is not None]
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        begin = max(0, round((first - self._LEAD) * utterance.rate))
        piece = utterance.samples[begin : round((last + self._TAIL) * utterance.rate)]
        piece = at_level(piece, self._speech_db + float(rng.uniform(-1, 1)))
        fade = round(0.01 * utterance.rate)
        piece = piece.copy()
        piece[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
        piece[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
        at = round((self.clock - first + begin / utterance.rate) * self._rate)
        shift = at / self._rate - begin / utterance.rate
        self._sounds.append((at, resample(piece, utterance.rate, self._rate)))
        self.clock = last + shift
        return [None if span is None else (span[0] + shift, span[1] + shift) for span in utterance.spans]

    def finish(self, rest: float, rng: np.random.Generator) -> Samples:
        """All sounds over the room's tone, ending ``rest`` seconds after the last word."""
        length = round((self.clock + rest) * self._rate)
        out = room_tone(length, self._rate, ROOM_DB, rng)
        for at, sound in self._sounds:
            fit = sound[max(0, -at) : length - at]
            out[max(0, at) : max(0, at) + len(fit)] += fit
        return np.clip(out, -1, 1).astype(np.float32)
