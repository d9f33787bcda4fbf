"""How tests look at a transcript that was read."""

from __future__ import annotations

from clipper.model import Transcript
from clipper.text.parse import parse_transcript

Told = tuple[str | None, int | None, str]


def tell(transcript: Transcript) -> list[Told]:
    """Each turn as (speaker with role, header time in ms, words); a word that is not searched stands in ‹›."""
    told = []
    for turn in transcript.turns:
        words = transcript.words[turn.first_word : turn.end_word]
        who = turn.speaker and turn.speaker.name + (f" | {turn.speaker.role}" if turn.speaker.role else "")
        said = " ".join(word.text if word.searched else f"‹{word.text}›" for word in words)
        told.append((who, turn.header_ms, said))
    return told


def read(text: str) -> list[Told]:
    """What ``parse_transcript`` makes of ``text``; every word is checked to stand where it says."""
    transcript = parse_transcript(text, source="talk.txt")
    for word in transcript.words:
        assert transcript.text[word.start_char : word.end_char] == word.text
    return tell(transcript)
