"""The nouns. Standard library only; ``clipper.model.sound`` (numpy) is imported by name where it is needed."""

from clipper.model.alignment import CONFIDENCE_DIGITS, Alignment, Repeat, TimedWord, WordStatus
from clipper.model.clip import Clip, Placement, Quote, Reel
from clipper.model.cue import Cue, CueTrack, Line, Note, Run
from clipper.model.diagnostic import CueFinding, Diagnostic, Severity
from clipper.model.frame_rate import FrameRate
from clipper.model.memory import NO_MEMORY, Memory
from clipper.model.overlap import Overlap
from clipper.model.overlay import FontFace, Overlay
from clipper.model.pin import Pin, words_not_spoken
from clipper.model.progress import Progress, silent
from clipper.model.recording import Recording, Stream, StreamKind
from clipper.model.repair import Evidence, RepairMode, SpeakerChange
from clipper.model.span import Span, round_half_up
from clipper.model.spoken import PHONES, SpokenForm, SpokenUnit, SpokenWord
from clipper.model.transcript import Speaker, Transcript, TranscriptFormat, Turn, Word

__all__ = [
    "CONFIDENCE_DIGITS",
    "NO_MEMORY",
    "PHONES",
    "Alignment",
    "Clip",
    "Cue",
    "CueFinding",
    "CueTrack",
    "Diagnostic",
    "Evidence",
    "FontFace",
    "FrameRate",
    "Line",
    "Memory",
    "Note",
    "Overlap",
    "Overlay",
    "Pin",
    "Placement",
    "Progress",
    "Quote",
    "Recording",
    "Reel",
    "RepairMode",
    "Repeat",
    "Run",
    "Severity",
    "Span",
    "Speaker",
    "SpeakerChange",
    "SpokenForm",
    "SpokenUnit",
    "SpokenWord",
    "Stream",
    "StreamKind",
    "TimedWord",
    "Transcript",
    "TranscriptFormat",
    "Turn",
    "Word",
    "WordStatus",
    "round_half_up",
    "silent",
    "words_not_spoken",
]
