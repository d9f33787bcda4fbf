"""What is said, turn by turn, each with its time: of an alignment, or of subtitles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clipper.cues.passage import Passage, Token, gather_passages
from clipper.cues.profile import NETFLIX_EN
from clipper.cues.width import clean_text
from clipper.model import Alignment, CueTrack

_PARAGRAPH_MS = 60_000
"""A turn goes on in a new paragraph at the first sentence that ends later than this: a minute is some 150 words."""
_JOINED_MS = 5_000  # cues of one voice, or of none, that are further apart begin a new paragraph
_SENTENCE_ENDS = (".", "?", "!", "…")
_CLOSING = "\"'”’)]»"
_WHOLE_WORDS = replace(NETFLIX_EN, max_columns=1_000_000)  # no word is too long for a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWordPlace:
    """A word as it is written, and where it is heard, in ms."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenTurn:
    """What one person says in one go; ``words`` are those with a time, none where only cues are known."""

    speaker: str | None
    start_ms: int
    end_ms: int
    text: str
    words: tuple[SpokenWordPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A recording's turns in order of their start; ``duration_ms`` is at least the last one's end."""

    turns: tuple[SpokenTurn, ...]
    duration_ms: int
    language: str = "en"


def talk_of_alignment(alignment: Alignment) -> Talk:
    """The turns as they are truly said (`Alignment.turns`), the cuts of an export undone, with annotations.

    What was not spoken is left out; what is heard again stands there again. A long turn becomes several, at the ends of
    sentences.
    """
    passages, _ = gather_passages(alignment, _WHOLE_WORDS)
    turns = tuple(_turn_of_tokens(passage.speaker, part) for passage in passages for part in _paragraphs(passage))
    last_ms = max((turn.end_ms for turn in turns), default=0)
    return Talk(turns=turns, duration_ms=max(alignment.duration_ms, last_ms), language=alignment.transcript.language)


def _paragraphs(passage: Passage) -> Iterator[Sequence[Token]]:
    first = 0
    for index, token in enumerate(passage.tokens, start=1):
        lasts_ms = token.span.end_ms - passage.tokens[first].span.start_ms
        if lasts_ms > _PARAGRAPH_MS and token.text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS):
            yield passage.tokens[first:index]
            first = index
    if first < len(passage.tokens):
        yield passage.tokens[first:]


def _turn_of_tokens(speaker: str | None, tokens: Sequence[Token]) -> SpokenTurn:
    text = "".join(" " * token.spaces + token.text for token in tokens).strip()
    words = tuple(
        SpokenWordPlace(text=token.text, start_ms=token.span.start_ms, end_ms=token.span.end_ms)
        for token in tokens
        if token.timed
    )
    return SpokenTurn(
        speaker=speaker, start_ms=tokens[0].span.start_ms, end_ms=tokens[-1].span.end_ms, text=text, words=words
    )


def talk_of_track(track: CueTrack) -> Talk:
    """The turns that subtitles tell: neighbouring pieces of one voice are one turn, until a minute is full."""
    turns: list[SpokenTurn] = []
    for piece in _voice_pieces(track):
        last = turns[-1] if turns else None
        if last and _continues(last, piece):
            end_ms = max(last.end_ms, piece.end_ms)
            turns[-1] = replace(last, text=f"{last.text} {piece.text}", end_ms=end_ms)
        else:
            turns.append(piece)
    turns.sort(key=lambda turn: turn.start_ms)
    return Talk(
        turns=tuple(turns), duration_ms=max((turn.end_ms for turn in turns), default=0), language=track.language
    )


def _continues(last: SpokenTurn, piece: SpokenTurn) -> bool:
    is_full = piece.start_ms - last.start_ms > _PARAGRAPH_MS and last.text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
    is_near = last.start_ms <= piece.start_ms <= last.end_ms + _JOINED_MS
    return last.speaker == piece.speaker and is_near and not is_full


def _voice_pieces(track: CueTrack) -> Iterator[SpokenTurn]:
    for cue in track.cues:
        pieces: list[tuple[str | None, str]] = []
        for line in cue.lines:
            for run in (*line, None):
                text = run.text if run else " "  # a line's end is a space
                speaker = run.speaker if run else pieces[-1][0] if pieces else None
                if pieces and pieces[-1][0] == speaker:
                    pieces[-1] = (speaker, pieces[-1][1] + text)
                else:
                    pieces.append((speaker, text))
        for speaker, text in pieces:
            if clean_text(text):
                yield SpokenTurn(speaker=speaker, start_ms=cue.start_ms, end_ms=cue.end_ms, text=clean_text(text))
