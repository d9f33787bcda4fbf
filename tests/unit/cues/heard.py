"""Subtitle files whose words are said when a test says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clipper.cues import find_spoken, format_srt, parse_subtitles
from clipper.model import Alignment, Cue, CueTrack, Recording, Run, Span, TimedWord, WordStatus
from clipper.pipeline.transcript_file import parse_transcript_file

Times = tuple[int, int]


def read(*cues: tuple[int, int, str]) -> tuple[CueTrack, str]:
    """Cues (start, end, text) as they are read from an SRT file, and the file's text."""
    rows = tuple(
        Cue(start_ms=start, end_ms=end, lines=tuple((Run(text=line),) for line in text.split("\n")))
        for start, end, text in cues
    )
    text = format_srt(CueTrack(cues=rows))
    return parse_subtitles(text, source="old.srt"), text


def hear(
    track: CueTrack,
    text: str,
    said: Sequence[Times | None],
    *,
    missing: Mapping[int, Sequence[int]] | None = None,
    error_ms: int = 0,
    unsure: Sequence[int] = (),
    untranscribed: Sequence[Times] = (),
    duration_ms: int = 600_000,
) -> Alignment:
    """The cues' words, those of each shared out evenly over ``said``; None, and the ``missing`` of a cue: not found.

    ``unsure`` cues got the place of what is said instead of them.
    """
    transcript = parse_transcript_file(text, source="old.srt").transcript
    words = [
        TimedWord(status=WordStatus.NOT_SPOKEN if word.searched else WordStatus.UNSEARCHED) for word in transcript.words
    ]
    empty = Alignment(transcript=transcript, recordings=(_recording(duration_ms),), words=tuple(words))
    for number, (cue, times) in enumerate(zip(find_spoken(track, empty), said, strict=True)):
        for place, index in enumerate(cue.words):
            if times is None or not transcript.words[index].searched or place in (missing or {}).get(number, ()):
                continue
            start, end = times
            edges = [start + (end - start) * part // len(cue.words) for part in (place, place + 1)]
            span = Span(start_ms=edges[0], end_ms=edges[1])
            words[index] = TimedWord(
                status=WordStatus.INTERPOLATED if number in unsure else WordStatus.ALIGNED,
                span=span,
                confidence=0.05 if number in unsure else 0.9,
                start_error_ms=error_ms,
                end_error_ms=error_ms,
            )
    return Alignment(
        transcript=transcript,
        recordings=(_recording(duration_ms),),
        words=tuple(words),
        untranscribed=tuple(Span(start_ms=start, end_ms=end) for start, end in untranscribed),
    )


def _recording(duration_ms: int) -> Recording:
    return Recording(content_hash="sha256:" + "0" * 64, path="a.wav", duration_ms=duration_ms, streams=())
