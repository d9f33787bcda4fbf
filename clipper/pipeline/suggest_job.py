"""An episode -> passages worth clipping, best first, with reasons: a suggestion, for somebody else to decide.

clutter (``cues``) and loudness (``hear``) -> passages that stand alone -> the best of them -> who speaks there
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from clipper.clips import LONGEST_MS, SHORTEST_MS, Suggestion, find_again, has_full_stops, suggest_quotes
from clipper.cues.clean import find_clutter
from clipper.errors import ClipperError, InputError, QuoteError
from clipper.model import Alignment, Diagnostic, Severity, Span, Speaker
from clipper.model.sound import Energy
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.wish_file import format_wishes

COUNT = 5
"""Suggestions that are listed: as many as one reads before choosing."""

CONTEXT_WORDS = 8
"""Words shown on either side, as ``find`` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """What is asked for: how many, how long, and a part of the name of whoever speaks (None: anybody)."""

    count: int = COUNT
    shortest_ms: int = SHORTEST_MS
    longest_ms: int = LONGEST_MS
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A suggestion, who says it, the words on either side, and where else it is heard."""

    suggestion: Suggestion
    speakers: tuple[Speaker, ...]
    before: str
    after: str
    heard_again: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """The candidates, best first; ``with_sound`` says whether the voice was listened to."""

    candidates: tuple[Candidate, ...]
    with_sound: bool
    diagnostics: tuple[Diagnostic, ...]


def suggest_clips(episode: Episode, taste: Taste, listener: Listener) -> Suggested:
    """The passages of an episode that are worth clipping.

    Raises:
        InputError: If nobody of the wanted name speaks, or the shortest length exceeds the longest.
        QuoteError: If no passage can stand alone.
    """
    alignment = episode.alignment
    if taste.shortest_ms > taste.longest_ms:
        raise InputError(
            f"no clip is {taste.shortest_ms / 1000:g} s or longer and {taste.longest_ms / 1000:g} s or shorter",
            remedy="Give a --min that is less than --max.",
        )
    _require_speaker(alignment, taste.speaker)
    energy, findings = _listen(episode, listener)
    if not has_full_stops(alignment):
        findings = (*findings, _without_stops(alignment))
    found = suggest_quotes(
        alignment,
        clutter=find_clutter(alignment),
        energy=energy,
        shortest_ms=taste.shortest_ms,
        longest_ms=taste.longest_ms,
        only=taste.speaker,
    )
    chosen = tuple(_describe(alignment, one) for one in islice(found, taste.count))
    if not chosen:
        raise QuoteError(
            f"no passage of {taste.shortest_ms / 1000:g} to {taste.longest_ms / 1000:g} s begins and ends with a "
            "sentence, in a pause, and can be understood by itself",
            remedy="Allow other lengths (--min, --max), or look for a quote: clipper find TEXT EPISODE.json",
        )
    return Suggested(candidates=chosen, with_sound=energy is not None, diagnostics=findings)


def format_suggestions(suggested: Suggested, *, heading: Sequence[str]) -> str:
    """The candidates as a file for ``clipper cut --from-file``: reasons as remarks above each."""
    stretches = []
    for number, candidate in enumerate(suggested.candidates, start=1):
        one = candidate.suggestion
        who = ", ".join(speaker.name for speaker in candidate.speakers) or "somebody"
        remarks = [f"{number}. {who}, {one.span.duration_ms / 1000:.0f} s: {one.quote.found}"]
        remarks += [f"   {'+' if merit.points > 0 else '-'} {merit.reason}" for merit in one.merits]
        stretches.append((one.span, remarks))
    return format_wishes(stretches, heading=heading)


def _listen(episode: Episode, listener: Listener) -> tuple[Energy | None, tuple[Diagnostic, ...]]:
    """The loudness of the first recording; without it what is missing, for the text is judged all the same."""
    recording = episode.alignment.recordings[0]
    try:
        return listener.measure(recording, episode.source(recording)), ()
    except ClipperError as problem:
        finding = Diagnostic(
            code="suggested-without-sound",
            severity=Severity.WARNING,
            where=recording.path,
            message=f"judged by text and times only, not by the voice: {problem.message}",
            remedy=problem.remedy,
        )
        return None, (finding,)


def _without_stops(alignment: Alignment) -> Diagnostic:
    return Diagnostic(
        code="no-full-stops",
        severity=Severity.WARNING,
        where=alignment.transcript.source,
        message="the text has hardly a full stop; what lies between long pauses is taken for a sentence",
        remedy="A transcript with full stops gives better suggestions.",
    )


def _describe(alignment: Alignment, one: Suggestion) -> Candidate:
    words, quote = alignment.transcript.words, one.quote
    found = (alignment.speaker_of(number) for number in range(quote.first_word, quote.end_word))
    return Candidate(
        suggestion=one,
        speakers=tuple(dict.fromkeys(speaker for speaker in found if speaker)),
        before=" ".join(word.text for word in words[max(0, quote.first_word - CONTEXT_WORDS) : quote.first_word]),
        after=" ".join(word.text for word in words[quote.end_word : quote.end_word + CONTEXT_WORDS]),
        heard_again=find_again(alignment, quote),
    )


def _require_speaker(alignment: Alignment, speaker: str | None) -> None:
    names = sorted({turn.speaker.name for turn in alignment.turns if turn.speaker})
    if speaker is not None and not any(speaker.casefold() in name.casefold() for name in names):
        raise InputError(
            f"nobody with {speaker!r} in the name speaks here",
            remedy=f"There is {', '.join(names)}." if names else "The transcript names no speakers.",
        )
