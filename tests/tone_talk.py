"""A talk in tones: a transcript, its recording, and where every word lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clipper.model.sound import SAMPLE_RATE
from clipper.text import parse_transcript, spell_out
from tests.sample import write_wave
from tests.tone_model import Sound, say_in_tones, write_tone_model

TEXT = """\
Ada: Every telescope begins as an argument between patience and money, and patience usually has to wait. We were 12
people in a field, with borrowed cable and a kettle.

Bo: The kettle was mine. Don't forget the little heater in the cellar, all winter it hummed a note that we kept finding
in our data.

Ada: It took a year to call it noise. [laughter] Then somebody moved the café table, and the signal moved as well.
"""


@dataclass(frozen=True, kw_only=True)
class ToneTalk:
    """The files, and the span in ms of every word that is said (None for the annotation)."""

    transcript: Path
    recording: Path
    model: Path
    sound: Sound
    spans: list[tuple[int, int] | None]


def write_tone_talk(folder: Path) -> ToneTalk:
    """Write ``talk.txt``, ``talk.wav`` and ``wav2vec2/model.onnx`` with its vocabulary."""
    spoken = spell_out(parse_transcript(TEXT, source="talk.txt"))
    said = ["".join(unit.text for unit in word.forms[0].units) for word in spoken if word.forms]
    sound, spans = say_in_tones(said)
    (folder / "talk.txt").write_text(TEXT, "utf-8")
    found = iter(spans)
    return ToneTalk(
        transcript=folder / "talk.txt",
        recording=write_wave(folder / "talk.wav", (sound * 32767).astype(np.int16), SAMPLE_RATE),
        model=write_tone_model(folder / "wav2vec2"),
        sound=sound,
        spans=[next(found) if word.forms else None for word in spoken],
    )
