"""How a subtitle file says who speaks: by a voice tag, by a prefix, at every cue or at a change only."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from clipper.model import Speaker, Transcript, TranscriptFormat, Turn
from clipper.text.writers.cue_blocks import Block, find_voice, without_tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands before a turn's text: a voice tag, and a prefix ("- ", "ADA: "); either may be empty."""

    voice: str
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """The label that a turn of the file has, behind one of ``before``; ``is_named`` if it says who speaks."""

    first_word: int
    before: Speaker | None
    speaker: Speaker | None
    label: Label
    is_named: bool


class CueNames:
    """The labels of a file, from which others are made."""

    def __init__(self, transcript: Transcript, blocks: Sequence[Block], block_of: Sequence[int]) -> None:
        self._is_vtt = transcript.format is TranscriptFormat.VTT
        text = transcript.text
        self._samples: dict[int, _Sample] = {}
        before: Speaker | None = None
        for turn in transcript.turns:
            first_char = transcript.words[turn.first_word].start_char
            start = blocks[block_of[turn.first_word]].payload[0]
            prefix = without_tags(text[turn.header_char : first_char]) if turn.header_char >= start else ""
            prefix = " ".join(prefix.split()) + " " * prefix[-1:].isspace()
            label = Label(voice=find_voice(text, start, turn.header_char), prefix=prefix)
            is_named = bool(label.voice or (turn.speaker and self._find(turn.speaker.name, prefix)))
            self._samples[turn.first_word] = _Sample(
                first_word=turn.first_word, before=before, speaker=turn.speaker, label=label, is_named=is_named
            )
            before = turn.speaker
        named = [sample for sample in self._samples.values() if sample.is_named]
        self._named = named
        self.closes_voices = "</v>" in text
        self._carries = any(sample.speaker and not sample.is_named for sample in self._samples.values())

    def is_own(self, turn: Turn, label: Label) -> bool:
        """Whether the file has this label where ``turn`` begins."""
        own = self._samples.get(turn.first_word)
        return own is not None and own.label == label

    def choose(self, turn: Turn, before: Turn | None, *, names_all: bool) -> Label:
        """The label that ``turn`` had, or one that the file could have written; ``names_all``: a name, if any."""
        own, speaker = self._samples.get(turn.first_word), turn.speaker
        last = before.speaker if before else None
        if own is not None and own.speaker == speaker:
            says_enough = own.is_named or (speaker is None and own.label.prefix)
            if says_enough or (last in (own.before, speaker) and not (names_all and speaker)):
                return own.label
        if speaker is None:
            return Label(voice="", prefix="- " if last is not None else "")
        if self._carries and last == speaker and not names_all:
            return Label(voice="", prefix="")
        theirs = [sample for sample in self._named if sample.speaker == speaker]
        if theirs:
            return min(theirs, key=lambda sample: abs(sample.first_word - turn.first_word)).label
        return self._make(speaker)

    def plain(self, turn: Turn) -> Label:
        """The label that needs the least about it to be understood: a voice in WebVTT, "Name: " in SubRip."""
        if turn.speaker is None:
            return Label(voice="", prefix="")
        if self._is_vtt:
            return Label(voice=f"<v {html.escape(turn.speaker.name, quote=False)}>", prefix="")
        return Label(voice="", prefix=f"{turn.speaker.name}: ")

    def _make(self, speaker: Speaker) -> Label:
        """The label of somebody whom the file does not know, like the labels of others."""
        name = html.escape(speaker.name, quote=False) if self._is_vtt else speaker.name
        sample = next((one for one in self._named if not one.label.voice), None)
        if self._is_vtt and (sample is None or any(one.label.voice for one in self._named)):
            return Label(voice=f"<v {name}>", prefix="")
        old = self._find(sample.speaker.name, sample.label.prefix) if sample and sample.speaker else None
        if sample is None or old is None:
            return Label(voice="", prefix=f"{name}: ")
        prefix = sample.label.prefix
        return Label(voice="", prefix=prefix[: old[0]] + name + prefix[old[1] :])

    def _find(self, name: str, prefix: str) -> tuple[int, int] | None:
        """Where a prefix has the name, as the format writes it."""
        for written in (name, html.escape(name, quote=False)):
            found = re.search(r"\s+".join(re.escape(part) for part in written.split()), prefix)
            if found:
                return found.span()
        return None
