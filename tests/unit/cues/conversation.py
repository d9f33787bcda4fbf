"""Alignments in a line or two, for tests that name their words."""

from __future__ import annotations

from clipper.model import (
    Alignment,
    CueTrack,
    Recording,
    Span,
    Speaker,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)

PER_CHARACTER_MS = 60


def align(
    *turns: tuple[str | None, str], end_ms: int | None = None, per_character_ms: int = PER_CHARACTER_MS
) -> Alignment:
    """Turns of (speaker, text) on a timeline that begins at 1,000 ms.

    In the text ``_500`` is a pause of 500 ms, ``@4000`` jumps to a time, ``~word`` is not in the recording; words in
    brackets and bare punctuation are not searched.
    """
    text, now_ms = "", 1_000
    words: list[Word] = []
    timed: list[TimedWord] = []
    made: list[Turn] = []
    in_bracket = closed = False
    for name, content in turns:
        first = len(words)
        for token in content.split():
            if token[0] == "_" and token[1:].isdigit():
                now_ms += int(token[1:])
            elif token[0] == "@" and token[1:].isdigit():
                now_ms = int(token[1:])
            else:
                shown = token.removeprefix("~")
                in_bracket = (in_bracket and not closed) or shown[0] == "["
                closed = shown[-1] == "]"
                searched = any(c.isalnum() for c in shown) and not in_bracket
                words.append(Word(text=shown, start_char=len(text), end_char=len(text) + len(shown), searched=searched))
                text += shown + " "
                if token[0] == "~" and shown:
                    timed.append(TimedWord(status=WordStatus.NOT_SPOKEN))
                elif not searched:
                    timed.append(TimedWord(status=WordStatus.UNSEARCHED))
                else:
                    end = now_ms + per_character_ms * (len(shown) + 1)
                    timed.append(TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=now_ms, end_ms=end)))
                    now_ms = end
        speaker = Speaker(name=name, role="Guest") if name else None
        made.append(Turn(speaker=speaker, first_word=first, end_word=len(words)))
    last_ms = max((word.span.end_ms for word in timed if word.span), default=0)
    duration_ms = last_ms + 3_000 if end_ms is None else end_ms
    return Alignment(
        transcript=Transcript(
            text=text, words=tuple(words), turns=tuple(made), format=TranscriptFormat.HEADER, source="talk.txt"
        ),
        recordings=(Recording(content_hash="sha256:0", path="talk.wav", duration_ms=duration_ms, streams=()),),
        words=tuple(timed),
    )


def texts(track: CueTrack) -> list[str]:
    return [cue.text for cue in track.cues]
