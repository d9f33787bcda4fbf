"""Synthetic dialogues whose word times are known, and what the world does to recordings and transcripts."""

from tests.bench.synth.dialogue import Dialogue, HeaderTurn, TrueWord, read_dialogue, write_dialogue
from tests.bench.synth.make import make_dialogue
from tests.bench.synth.voices import VoiceMissing

__all__ = ["Dialogue", "HeaderTurn", "TrueWord", "VoiceMissing", "make_dialogue", "read_dialogue", "write_dialogue"]
