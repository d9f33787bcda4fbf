"""A talk as its turns, and the formats that hold turns rather than cues: text, Markdown, HTML, Praat's TextGrid."""

from clipper.cues.talk.registry import TALK_EXTENSIONS, TalkFormat, format_talk, verify_talk
from clipper.cues.talk.turns import SpokenTurn, SpokenWordPlace, Talk, talk_of_alignment, talk_of_track

__all__ = [
    "TALK_EXTENSIONS",
    "SpokenTurn",
    "SpokenWordPlace",
    "Talk",
    "TalkFormat",
    "format_talk",
    "talk_of_alignment",
    "talk_of_track",
    "verify_talk",
]
