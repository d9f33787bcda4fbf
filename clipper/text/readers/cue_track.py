"""The cues of a subtitle file, read by ``cues`` -> ``Transcript``, when such a file serves as the transcript.

A cue names its speaker by a WebVTT voice or by a prefix ("JANE: ", "- Jane: ", ">> Jane: ", "[Jane] "); dashes and ">>"
without a name mark that somebody else speaks. Prefixes are not words.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clipper.model import Cue, CueTrack, Line, Run, Speaker, Transcript, TranscriptFormat
from clipper.text.readers.annotations import is_note
from clipper.text.readers.names import is_label, is_name
from clipper.text.readers.openings import Opening, Shape, read_opening
from clipper.text.readers.passage import Passage, fold_text, join_passages
from clipper.text.readers.speakers import carry_speakers
from clipper.text.readers.turns import TurnList
from clipper.text.readers.words import read_words

_SOME = 0.3
"""Share of cues with a "Name: " prefix beyond which a name need not recur."""

_CHANGE = re.compile(r"\s*(?:>{2,3}|[-‐–](?![-–—])(?!\d))\s*(?=\S)")
_LONG_DASH = re.compile(r"\s*—(?!—)\s*(?=\S)")
_ENTITY = re.compile(r"&#?\w{1,31};")
_UNKNOWN = ""  # somebody else, unnamed; see carry_speakers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What one person says in one cue."""

    cue: Cue
    passage: Passage
    speaker: str | None
    is_change: bool
    header_char: int


def transcript_from_cues(track: CueTrack, *, text: str, source: str, format: TranscriptFormat) -> Transcript:  # noqa: A002  the field's name
    """The words of a subtitle file's cues, with a turn per cue and speaker.

    ``text`` is the file's decoded text, into which each ``Run.source_chars`` points. A cue's times become the turn's
    ``header_ms`` and ``header_end_ms``. A cue without a name continues the speaker before it if the file names speakers
    at a change only.

    Raises:
        TranscriptError: If no cue holds a spoken word.
        ValueError: If a run does not say where its characters stand.
    """
    labels = _find_labels(track)
    pieces = [piece for cue in track.cues for piece in _read_cue(cue, text, labels)]
    names = carry_speakers([_UNKNOWN if p.is_change and p.speaker is None else p.speaker for p in pieces])
    turns = TurnList(text=text, source=source, language=track.language)
    for piece, name in zip(pieces, _hand_on_lone_labels(pieces, names), strict=True):
        turns.add(
            read_words(piece.passage),
            speaker=Speaker(name=name) if name else None,
            start_ms=piece.cue.start_ms,
            end_ms=piece.cue.end_ms,
            header_char=piece.header_char,
        )
    return turns.to_transcript(format)


def _hand_on_lone_labels(pieces: Sequence[_Piece], names: list[str | None]) -> list[str | None]:
    """A name alone in a cue ("JANE:") says who speaks in the next."""
    handed = list(names)
    for i in range(1, len(pieces)):
        if (
            not handed[i]
            and not pieces[i].is_change
            and pieces[i - 1].speaker
            and not pieces[i - 1].passage.text.strip()
        ):
            handed[i] = pieces[i - 1].speaker
    return handed


def _find_labels(track: CueTrack) -> frozenset[str]:
    """The prefixes that are names: labels in capitals, voices, names that recur or that many cues have."""
    openings = []
    for cue in track.cues:
        for line in cue.lines:
            written = "".join(run.text for run in line)
            opening = _read_prefix(written)
            if opening is not None:
                openings.append((opening.name, _is_bracketed(written, opening)))
    counts = Counter(name for name, _ in openings)
    voices = {_clean(run.speaker) for cue in track.cues for line in cue.lines for run in line if run.speaker}
    is_layout = len(openings) >= _SOME * max(1, len(track.cues))
    found = set()
    for name, is_bracketed in openings:
        is_certain = name in voices or counts[name] >= 2
        is_likely = not is_bracketed and (is_label(name) or is_layout or " " in name)
        if is_name(name) and not is_note(name) and (is_certain or is_likely):
            found.add(name)
    return frozenset(found)


def _read_prefix(written: str) -> Opening | None:
    opening = read_opening(fold_text(written), number=1, start_char=0)
    return opening if opening and opening.shape in (Shape.NAME_TEXT, Shape.NAME_COLON) else None


def _is_bracketed(written: str, opening: Opening) -> bool:
    return written[opening.start_char : opening.start_char + 1] == "["


def _clean(name: str | None) -> str:
    return " ".join(fold_text(name or "").split())


def _read_cue(cue: Cue, text: str, labels: frozenset[str]) -> Iterator[_Piece]:
    """The pieces of a cue in order: neighbouring lines of one speaker are one piece."""
    is_dialog = sum(bool(_LONG_DASH.match("".join(run.text for run in line))) for line in cue.lines) >= 2
    waiting: _Piece | None = None
    for piece in (piece for line in cue.lines for piece in _read_line(cue, line, text, labels, is_dialog=is_dialog)):
        continues = waiting is not None and not piece.is_change and piece.speaker in (None, waiting.speaker)
        if waiting is not None and continues:
            waiting = replace(waiting, passage=join_passages([waiting.passage, piece.passage]))
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


def _read_line(cue: Cue, line: Line, text: str, labels: frozenset[str], *, is_dialog: bool) -> Iterator[_Piece]:
    is_first = True
    for voice, grouped in groupby(line, key=lambda run: _clean(run.speaker)):
        passage = join_passages([_passage_of_run(run, text) for run in grouped], between="")
        if not passage.text:
            continue
        start, label, is_change = (
            _measure_prefix(passage.text, labels, is_dialog=is_dialog) if is_first else (0, None, False)
        )
        yield _Piece(
            cue=cue,
            passage=Passage(text=passage.text[start:], starts=passage.starts[start:], ends=passage.ends[start:]),
            speaker=voice or label,
            is_change=is_change,
            header_char=passage.starts[0],
        )
        is_first = False


def _measure_prefix(written: str, labels: frozenset[str], *, is_dialog: bool) -> tuple[int, str | None, bool]:
    """How long the prefix of a cue's line is, whom it names, and whether it marks a change of speaker."""
    change = _CHANGE.match(written) or (_LONG_DASH.match(written) if is_dialog else None)
    opening = _read_prefix(written)
    if opening is not None and opening.name in labels:
        return opening.text_char, opening.name, True
    return (change.end(), None, True) if change else (0, None, False)


def _passage_of_run(run: Run, text: str) -> Passage:
    if run.source_chars is None or len(run.source_chars) != len(run.text):
        raise ValueError(f"the run {run.text!r} does not say where its characters stand in the file")
    ends = [
        _end_of_character(text, start, character) for start, character in zip(run.source_chars, run.text, strict=True)
    ]
    return Passage(text=fold_text(run.text), starts=run.source_chars, ends=ends)


def _end_of_character(text: str, start: int, character: str) -> int:
    """Where a character ends in the file: an entity ("&amp;") is longer than what it stands for."""
    entity = _ENTITY.match(text, start) if text[start : start + 1] == "&" else None
    return entity.end() if entity and html.unescape(entity[0]) == character else start + 1
