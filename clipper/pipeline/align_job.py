"""The first job: transcript + recording -> Alignment. What can be refused is refused before any sound is heard."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipper.align import align_words, expected_times, find_untranscribed
from clipper.cues import parse_subtitles
from clipper.errors import AlignmentError, InputError
from clipper.hear import load_phone_model
from clipper.media.probe import probe_recording
from clipper.media.tool import find_ffmpeg
from clipper.model import (
    Alignment,
    Diagnostic,
    Progress,
    Recording,
    Span,
    SpokenWord,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    WordStatus,
    silent,
)
from clipper.model.sound import SAMPLE_RATE, Emissions
from clipper.pipeline.listening import Listener, one_matrix_thread
from clipper.store.text_file import read_text_file
from clipper.text import Lexicon, detect_format, parse_lexicon, parse_transcript, spell_out, transcript_from_cues


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignRequest:
    """What to align: one ``media`` for everybody, or one track per speaker (by name), or both.

    With both, each named speaker is listened to on the own track, everybody else in ``media``. ``stream`` is the index
    of the audio stream of ``media``; ``ffmpeg`` a path to use instead of the bundled one; ``cache`` says whether what
    was computed before may be used again, and kept.
    """

    transcript: Path
    media: Path | None = None
    tracks: Mapping[str, Path] | None = None
    lexicon: Path | None = None
    stream: int | None = None
    ffmpeg: str | None = None
    cache: bool = True

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file that is read."""
        media = (self.media,) if self.media else ()
        lexicon = (self.lexicon,) if self.lexicon else ()
        return (self.transcript, *media, *(self.tracks or {}).values(), *lexicon)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignResult:
    """The alignment, what was wrong with its inputs, and how long it took in seconds."""

    alignment: Alignment
    diagnostics: tuple[Diagnostic, ...]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A recording to listen to, and the words to look for in it."""

    path: Path
    recording: Recording
    words: frozenset[int]


def read_transcript(path: Path) -> Transcript:
    """Read a transcript in any of the formats that ``clipper.text`` and ``clipper.cues`` know.

    Raises:
        TranscriptError: If it cannot be read as one.
    """
    text = read_text_file(path).text
    kind = detect_format(text)
    if kind in (TranscriptFormat.SRT, TranscriptFormat.VTT):
        track = parse_subtitles(text, source=path.name)
        return transcript_from_cues(track, text=text, source=path.name, format=kind)
    return parse_transcript(text, source=path.name)


def read_lexicon(path: Path | None) -> Lexicon:
    """The user's pronunciations, or none."""
    return parse_lexicon(read_text_file(path).text, source=path.name) if path else Lexicon()


def align_episode(request: AlignRequest, *, progress: Progress = silent) -> AlignResult:
    """Find every word of a transcript in its recording.

    Raises:
        TranscriptError: If the transcript or the lexicon cannot be read.
        InputError: If a file is missing or a track names nobody.
        MediaError: If a recording cannot be read.
        AlignmentError: If text and recording do not belong together.
    """
    began = time.monotonic()
    transcript = read_transcript(request.transcript)
    lexicon = read_lexicon(request.lexicon)
    listener = Listener.of_user(find_ffmpeg(request.ffmpeg), cache=request.cache, progress=progress)
    sources = _plan_sources(transcript, request)
    spoken = spell_out(transcript, lexicon=lexicon)
    words = [TimedWord(status=WordStatus.UNSEARCHED if not word.forms else WordStatus.NOT_SPOKEN) for word in spoken]
    heard = [_align_source(source, transcript, spoken, listener) for source in sources]
    for source, found in zip(sources, heard, strict=True):
        for index in source.words:
            words[index] = found.words[index]
    alignment = Alignment(
        transcript=transcript,
        recordings=tuple(found.recording for found in heard),
        words=tuple(words),
        untranscribed=_join_untranscribed(words, heard),
    )
    diagnostics = (*(finding for found in heard for finding in found.diagnostics), *listener.cache.diagnostics)
    return AlignResult(alignment=alignment, diagnostics=diagnostics, seconds=time.monotonic() - began)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aligned:
    recording: Recording
    words: Sequence[TimedWord]
    emissions: Emissions
    diagnostics: tuple[Diagnostic, ...]


def _align_source(
    source: _Source, transcript: Transcript, spoken: Sequence[SpokenWord], listener: Listener
) -> _Aligned:
    heard = listener.hear(source.recording, source.path)
    nothing = SpokenWord(forms=())
    wanted = [word if index in source.words else nothing for index, word in enumerate(spoken)]
    try:
        with one_matrix_thread(), listener.remembering(source.recording, source.path) as memory:
            words = align_words(
                wanted,
                heard.hearing,
                load_phone_model(),
                expected_ms=expected_times(transcript),
                progress=listener.progress,
                memory=memory,
            )
    except AlignmentError as problem:
        raise AlignmentError(f"{source.path.name}: {problem.message}", remedy=problem.remedy) from problem
    # A container may announce a few ms less than it holds: the last word must not leave the recording for that.
    heard_ms = heard.hearing.samples * 1000 // SAMPLE_RATE
    recording = replace(source.recording, duration_ms=max(source.recording.duration_ms, heard_ms))
    length = Span(start_ms=0, end_ms=recording.duration_ms)
    words = tuple(replace(word, span=word.span.clamp(length)) if word.span else word for word in words)
    return _Aligned(recording=recording, words=words, emissions=heard.hearing.emissions, diagnostics=heard.diagnostics)


def _join_untranscribed(words: Sequence[TimedWord], heard: Sequence[_Aligned]) -> tuple[Span, ...]:
    """Speech without text in any recording; what one microphone picks up of another's words is not."""
    spans: list[Span] = []
    for source in heard:
        length = Span(start_ms=0, end_ms=source.recording.duration_ms)
        spans += [span.clamp(length) for span in find_untranscribed(words, source.emissions)]
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].overlaps(span):
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return tuple(joined)


def _plan_sources(transcript: Transcript, request: AlignRequest) -> list[_Source]:
    """Probe every recording and share out the words among them; the first one is the episode's main recording."""
    tracks = request.tracks or {}
    speakers = {turn.speaker.name for turn in transcript.turns if turn.speaker}
    for name in tracks:
        if name not in speakers:
            known = ", ".join(sorted(speakers)) or "nobody by name"
            raise InputError(f"--track {name}=...: the transcript has no speaker {name!r}", remedy=f"It names {known}.")
    unheard = speakers - set(tracks)
    if request.media is None and (unheard or not speakers):
        names = ", ".join(sorted(unheard)) or "unnamed speakers"
        raise InputError(
            f"there is no recording for {names}", remedy="Give a recording of everybody, or a --track for each speaker."
        )
    sources = []
    listened: list[tuple[str | None, Path | None]] = [(None, request.media), *tracks.items()]
    for track_of, path in listened:
        if path is None:
            continue
        recording = probe_recording(path, stream=None if track_of else request.stream)
        words = [
            index
            for turn in transcript.turns
            if (_name(turn) == track_of if track_of else _name(turn) not in tracks)
            for index in range(turn.first_word, turn.end_word)
        ]
        recording = replace(recording, path=str(path), speaker=track_of)
        sources.append(_Source(path=path, recording=recording, words=frozenset(words)))
    return sources


def _name(turn: Turn) -> str | None:
    return turn.speaker.name if turn.speaker else None
