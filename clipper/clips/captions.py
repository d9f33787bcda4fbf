"""The words of a cut file with the times they have there, so that its own captions and chapters can be laid out.

After ``media`` has cut: it reports a ``Placement`` for each clip, and ``cues`` sets cues from the alignment made here
exactly as from that of a whole episode.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clipper.model import (
    Alignment,
    Placement,
    Recording,
    Span,
    Speaker,
    TimedWord,
    Transcript,
    Turn,
    Word,
    WordStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What a clip holds of one turn: words and their times in the cut file."""

    speaker: Speaker | None
    words: tuple[Word, ...]
    timed: tuple[TimedWord, ...]


def reel_alignment(parts: Sequence[tuple[Alignment, Placement]], cut: Recording) -> Alignment:
    """The words of a cut file, in playing order, timed from its start.

    The transcript is new: each turn stands on a line of its text, and turns end where clips do, so that no cue crosses
    a join. A clip of a quote holds the quote's words, timed at their own place, a clip without one the words whose
    middle it holds, be it their own place or that of a repeat. Words keep status and confidence; their spans are
    limited to the clip. Header times and repeats belong to the whole episode and are gone.

    Args:
        parts: For each clip in playing order, the alignment it was planned from and where it came to lie.
        cut: The new file.

    Raises:
        ValueError: If there is no part, or a clip lies beyond the end of ``cut``.
    """
    if not parts or any(placement.at_ms > cut.duration_ms for _, placement in parts):
        raise ValueError(f"{len(parts)} clips do not make up a file of {cut.duration_ms} ms")
    lengths = [min(placement.duration_ms, cut.duration_ms - placement.at_ms) for _, placement in parts]
    pieces = [
        piece
        for (alignment, placement), length_ms in zip(parts, lengths, strict=True)
        for piece in _pieces(alignment, placement, length_ms)
    ]
    return Alignment(
        transcript=_compose_transcript(pieces, parts[0][0].transcript),
        recordings=(replace(cut, offset_ms=0),),
        words=tuple(timed for piece in pieces for timed in piece.timed),
        untranscribed=tuple(
            span
            for (alignment, placement), length_ms in zip(parts, lengths, strict=True)
            for strange in alignment.untranscribed
            if (span := _rebase(strange, placement, length_ms)).duration_ms
        ),
    )


def _pieces(alignment: Alignment, placement: Placement, length_ms: int) -> Iterator[_Piece]:
    """What a clip holds, turn by turn."""
    for heard in _heard_words(alignment, placement, length_ms):
        for turn in alignment.turns:
            mine = [number for number in range(turn.first_word, turn.end_word) if number in heard]
            if mine:
                yield _Piece(
                    speaker=turn.speaker,
                    words=tuple(alignment.transcript.words[number] for number in mine),
                    timed=tuple(
                        replace(word, span=None if word.span is None else _rebase(word.span, placement, length_ms))
                        for word in (heard[number] for number in mine)
                    ),
                )


def _heard_words(alignment: Alignment, placement: Placement, length_ms: int) -> list[dict[int, TimedWord]]:
    """The words that a clip holds at their own place, and, without a quote, in each repeat, in order of time."""
    own = dict(enumerate(alignment.words))
    quote = placement.clip.quote
    if quote is not None:
        return [{number: own[number] for number in range(quote.first_word, quote.end_word)}]
    start_ms = placement.source_ms + placement.clip.recording.offset_ms
    again = (
        {
            number: TimedWord(status=WordStatus.ALIGNED, span=span, confidence=repeat.score)
            for number, span in repeat.places.items()
        }
        for repeat in alignment.repeats
    )
    held = [
        {number: word for number, word in heard.items() if word.span and _holds(start_ms, length_ms, word.span)}
        for heard in (own, *again)
    ]
    return sorted(filter(None, held), key=lambda heard: min(word.span.start_ms for word in heard.values() if word.span))


def _holds(start_ms: int, length_ms: int, span: Span) -> bool:
    """Whether the middle of ``span`` lies in a stretch of time."""
    return 2 * start_ms <= span.start_ms + span.end_ms < 2 * (start_ms + length_ms)


def _rebase(span: Span, placement: Placement, length_ms: int) -> Span:
    """A span of the episode as it is heard in the cut file, limited to the clip."""
    by_ms = placement.at_ms - placement.source_ms - placement.clip.recording.offset_ms
    first_ms, end_ms = placement.at_ms, placement.at_ms + length_ms
    start_ms = min(max(span.start_ms + by_ms, first_ms), end_ms)
    return Span(start_ms=start_ms, end_ms=max(start_ms, min(span.end_ms + by_ms, end_ms)))


def _compose_transcript(pieces: Sequence[_Piece], like: Transcript) -> Transcript:
    words: list[Word] = []
    turns: list[Turn] = []
    lines: list[str] = []
    position = 0
    for piece in pieces:
        turns.append(
            Turn(
                speaker=piece.speaker,
                first_word=len(words),
                end_word=len(words) + len(piece.words),
                header_char=position,
            )
        )
        for word in piece.words:
            words.append(replace(word, start_char=position, end_char=position + len(word.text)))
            position += len(word.text) + 1
        lines.append(" ".join(word.text for word in piece.words))
    return Transcript(
        text="\n".join(lines),
        words=tuple(words),
        turns=tuple(turns),
        format=like.format,
        source=like.source,
        language=like.language,
    )
