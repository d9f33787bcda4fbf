"""Which recording holds which words: one for everybody, or a track for each speaker, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipper.errors import InputError
from clipper.media.probe import probe_recording
from clipper.model import Pin, Recording, Transcript, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A recording to listen to, the words to look for in it, and what is settled of them."""

    path: Path
    recording: Recording
    words: frozenset[int]
    pins: tuple[Pin, ...] = ()

    def with_pins(self, pins: Sequence[Pin]) -> Source:
        """The source with those of the pins that settle its words."""
        return replace(self, pins=tuple(pin for pin in pins if pin.first_word in self.words))


def plan_sources(
    transcript: Transcript, *, media: Path | None, tracks: Mapping[str, Path], stream: int | None
) -> list[Source]:
    """Probe every recording and share out the words among them; the first one is the episode's main recording.

    Args:
        transcript: Whose words are looked for.
        media: A recording of everybody, or of those who have no track.
        tracks: A speaker's own recording, by name.
        stream: The index of the audio stream of ``media``.

    Raises:
        InputError: If a track names nobody, or somebody has no recording.
        MediaError: If a recording cannot be read.
    """
    speakers = {turn.speaker.name for turn in transcript.turns if turn.speaker}
    for name in tracks:
        if name not in speakers:
            known = ", ".join(sorted(speakers)) or "nobody by name"
            raise InputError(f"--track {name}=...: the transcript has no speaker {name!r}", remedy=f"It names {known}.")
    unheard = speakers - set(tracks)
    if media is None and (unheard or not speakers):
        names = ", ".join(sorted(unheard)) or "unnamed speakers"
        raise InputError(
            f"there is no recording for {names}", remedy="Give a recording of everybody, or a --track for each speaker."
        )
    sources = []
    listened: list[tuple[str | None, Path | None]] = [(None, media), *tracks.items()]
    for track_of, path in listened:
        if path is None:
            continue
        recording = probe_recording(path, stream=None if track_of else stream)
        recording = replace(recording, path=str(path), speaker=track_of)
        sources.append(Source(path=path, recording=recording, words=_words_of(track_of, transcript, tracks)))
    return sources


def _words_of(track_of: str | None, transcript: Transcript, tracks: Mapping[str, Path]) -> frozenset[int]:
    """The words of a speaker's track; without one, those of everybody who has none."""
    return frozenset(
        index
        for turn in transcript.turns
        if (_name(turn) == track_of if track_of else _name(turn) not in tracks)
        for index in range(turn.first_word, turn.end_word)
    )


def _name(turn: Turn) -> str | None:
    return turn.speaker.name if turn.speaker else None


def end_of_each_word_ms(sources: Sequence[Source], words: int) -> list[int]:
    """For each word where the recording ends that it is looked for in."""
    ends_ms = [0] * words
    for source in sources:
        for index in source.words:
            ends_ms[index] = source.recording.duration_ms
    return ends_ms
