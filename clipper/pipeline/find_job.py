"""A remembered text -> the places in one or several episodes where it was said.

read the episodes -> make each ready for searching -> find -> accept or refuse -> say what differs, and what is around
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clipper.clips import (
    Difference,
    QuoteIndex,
    count_words,
    find_accepted,
    find_again,
    find_differences,
    find_pattern,
    find_quotes,
    find_rivals,
    index_transcript,
    not_found,
    one_line,
    quote_span,
)
from clipper.errors import InputError, QuoteError
from clipper.model import Alignment, Quote, Span, Speaker
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.episode import Episode, open_episode
from clipper.text import say_figures

CONTEXT_WORDS = 8
"""Words shown on either side: about a line, enough to see what a quote was about."""

LIMIT = 20
"""Matches that are listed; more fill a screen."""

MOST_PLACES = 500
"""Places that are looked at in an episode; of a text that is said more often, some may be missing (``--regex`` has
them all)."""

PASSING_COST = 50
"""The price of each word that somebody else puts in, where only one speaker's words are searched: that of an "um"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """An episode made ready for searching; built once, asked often; ``name`` tells it from others."""

    name: str
    alignment: Alignment
    index: QuoteIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for.

    ``speaker`` is a part of the name of whoever says it. With ``is_pattern`` the text is a regular expression.
    ``everything`` asks for every match, not only for the best and those that are about as good. ``context`` is the
    number of words around it.
    """

    wanted: str
    speaker: str | None = None
    is_pattern: bool = False
    everything: bool = False
    context: int = CONTEXT_WORDS
    limit: int = LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place where the text was said.

    ``span`` is on the episode's timeline, None where none of its words was heard; ``heard_again`` are further places of
    the same words, which stand in the transcript once. ``margin`` is how far its score lies above that of the best
    other place (below: negative), None where there is no other, and for a pattern.
    """

    episode: str
    quote: Quote
    span: Span | None
    speakers: tuple[Speaker, ...]
    before: str
    after: str
    differences: tuple[Difference, ...]
    heard_again: tuple[Span, ...]
    margin: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The matches that are listed, best first, and how many there were to list: with ``is_more`` at least so many."""

    matches: tuple[Match, ...]
    total: int
    is_more: bool = False


def make_searchable(episode: Episode, name: str = "") -> Searchable:
    """Prepare a saved episode for ``search``."""
    return Searchable(name=name, alignment=episode.alignment, index=index_episode(episode.alignment))


def index_episode(alignment: Alignment) -> QuoteIndex:
    """The index of a transcript in which "64 feet" and "sixty-four feet" are the same."""
    transcript = alignment.transcript
    return index_transcript(transcript, say=partial(say_figures, language=transcript.language))


def search(episodes: Sequence[Searchable], wanted: Search) -> Found:
    """Every place that ``wanted`` means, best first; equally good ones in order of episodes and time.

    Raises:
        QuoteError: If it is in none of the episodes (the message names the nearest places), holds no word, or is no
            regular expression.
        InputError: If nobody of that name speaks in any of the episodes.
    """
    if wanted.speaker is not None:
        _require_speaker(episodes, wanted.speaker)
    places = [(one, quote) for one in episodes for quote in _look_in(one, wanted)]
    places.sort(key=lambda place: -place[1].score)  # stable: within an episode best first, then in order of time
    listed = _choose(places, wanted)
    if not listed:
        raise _refusal(episodes, places, wanted)
    scores = sorted((quote.score for _, quote in places), reverse=True)
    return Found(
        matches=tuple(_describe(one, quote, wanted, scores) for one, quote in listed[: wanted.limit]),
        total=len(listed),
        is_more=not wanted.is_pattern and len(listed) >= MOST_PLACES,
    )


def _look_in(one: Searchable, wanted: Search) -> Sequence[Quote]:
    hers = None if wanted.speaker is None else _words_of(one.alignment, wanted.speaker)
    if wanted.is_pattern:
        return find_pattern(one.alignment, wanted.wanted, only=hers)
    index = one.index if hers is None else one.index.only(hers, skip_cost=PASSING_COST)
    return find_quotes(one.alignment, wanted.wanted, index=index, limit=MOST_PLACES)


def _choose(places: Sequence[tuple[Searchable, Quote]], wanted: Search) -> list[tuple[Searchable, Quote]]:
    if wanted.is_pattern or not places:
        return list(places)
    words = count_words(places[0][0].alignment, wanted.wanted)
    quotes = find_accepted([quote for _, quote in places], words)
    if quotes and not wanted.everything:
        quotes = find_rivals(quotes, words)
    accepted = {id(quote) for quote in quotes}
    return [place for place in places if id(place[1]) in accepted]


def _refusal(episodes: Sequence[Searchable], places: Sequence[tuple[Searchable, Quote]], wanted: Search) -> QuoteError:
    where = "this episode" if len(episodes) == 1 else f"these {len(episodes)} episodes"
    if wanted.speaker is not None:
        where = f'what "{one_line(wanted.speaker)}" says in {where}'
    if wanted.is_pattern:
        return QuoteError(
            f"the regular expression {wanted.wanted!r} matches nothing in {where}",
            remedy="It is held against the text as written, the words one blank apart; without --regex, small slips "
            "do not matter.",
        )
    named = [(one_line(one.name) if len(episodes) > 1 else "", one.alignment, quote) for one, quote in places]
    return not_found(named, wanted.wanted, language=episodes[0].alignment.transcript.language, where=where)


def _describe(one: Searchable, quote: Quote, wanted: Search, scores: Sequence[float]) -> Match:
    alignment, words = one.alignment, one.alignment.transcript.words
    found = (alignment.speaker_of(number) for number in range(quote.first_word, quote.end_word))
    before = words[max(0, quote.first_word - wanted.context) : quote.first_word]
    after = words[quote.end_word : quote.end_word + wanted.context]
    best_other = scores[1:2] if quote.score == scores[0] else scores[:1]
    return Match(
        episode=one.name,
        quote=quote,
        span=quote_span(alignment, quote),
        speakers=tuple(dict.fromkeys(speaker for speaker in found if speaker)),
        before=" ".join(word.text for word in before),
        after=" ".join(word.text for word in after),
        differences=() if wanted.is_pattern else find_differences(alignment.transcript, quote, say=one.index.say),
        heard_again=find_again(alignment, quote),
        margin=quote.score - best_other[0] if best_other and not wanted.is_pattern else None,
    )


def _words_of(alignment: Alignment, speaker: str) -> frozenset[int]:
    """The words of everybody in whose name ``speaker`` stands, in any case."""
    return frozenset(
        number
        for turn in alignment.turns
        if turn.speaker and speaker.casefold() in turn.speaker.name.casefold()
        for number in range(turn.first_word, turn.end_word)
    )


def _require_speaker(episodes: Sequence[Searchable], speaker: str) -> None:
    if not any(_words_of(one.alignment, speaker) for one in episodes):
        names = sorted({turn.speaker.name for one in episodes for turn in one.alignment.turns if turn.speaker})
        raise InputError(
            f"nobody with {speaker!r} in the name speaks here",
            remedy=f"There is {', '.join(names)}." if names else "The transcript names no speakers.",
        )


def search_files(documents: Sequence[Path], wanted: Search) -> Found:
    """Search saved episodes; each match names the file that it is in.

    Raises:
        DocumentError: If a file is no saved episode.
        QuoteError, InputError: As ``search``.
    """
    return search(
        [make_searchable(open_episode(AlignRequest(transcript=path)), str(path)) for path in documents], wanted
    )
