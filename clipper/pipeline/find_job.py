"""A remembered text -> the places in one or several episodes where it was said.

read the episodes -> make each ready for searching -> find -> accept or refuse -> say what differs, and what is around
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from clipper.clips import (
    NAMED,
    Difference,
    count_words,
    find_accepted,
    find_again,
    find_differences,
    find_pattern,
    find_rivals,
    not_found,
    one_line,
    quote_span,
    search_index,
)
from clipper.errors import InputError, QuoteError
from clipper.model import Alignment, Quote, Span, Speaker, Turn
from clipper.pipeline.searchable import Searchable

CONTEXT_WORDS = 8
"""Words shown on either side: about a line, enough to see what a quote was about."""

LIMIT = 20
"""Matches that are listed; more fill a screen."""

MOST_PLACES = 500
"""Places that are looked at in an episode; of a text that is said more often, some may be missing (``--regex`` has
them all)."""

MOST_NAMES = 20
"""Speakers that a message names; a folder may hold hundreds."""

PASSING_COST = 50
"""The price of each word that somebody else puts in, where only one speaker's words are searched: that of an "um"."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An episode and the places in it that are like what is wanted, best first."""

    episode: Searchable
    quotes: tuple[Quote, ...]


def search(episodes: Sequence[Searchable], wanted: Search) -> Found:
    """Every place that ``wanted`` means, best first; equally good ones in order of episodes and time.

    Raises:
        QuoteError: If it is in none of the episodes (the message names the nearest places), holds no word, or is no
            regular expression.
        InputError: If nobody of that name speaks in any of the episodes.
    """
    if wanted.speaker is not None:
        require_speaker([name for one in episodes for name in _speakers(one)], wanted.speaker)
    return answer([look_in(one, wanted) for one in episodes], wanted, of=len(episodes))


def look_in(one: Searchable, wanted: Search) -> Looked:
    """The places in one episode that are like what is wanted.

    Raises:
        QuoteError: If ``wanted`` holds no word, or is no regular expression.
    """
    hers = None if wanted.speaker is None else _words_of(one.turns, wanted.speaker)
    if wanted.is_pattern:
        return Looked(episode=one, quotes=find_pattern(one.index, wanted.wanted, only=hers))
    index = one.index if hers is None else one.index.only(hers, skip_cost=PASSING_COST)
    return Looked(episode=one, quotes=search_index(index, wanted.wanted, limit=MOST_PLACES))


def choose_accepted(quotes: Sequence[Quote], wanted: Search, language: str) -> list[Quote]:
    """Those of ``quotes`` (best first) that are to be listed."""
    if wanted.is_pattern or not quotes:
        return list(quotes)
    words = count_words(wanted.wanted, language=language)
    accepted = find_accepted(quotes, words)
    return find_rivals(accepted, words) if accepted and not wanted.everything else accepted


def answer(
    looked: Sequence[Looked], wanted: Search, *, of: int, is_more: bool = False, is_proven: bool = True
) -> Found:
    """The matches among all that was ``looked`` at, in order of episodes.

    Args:
        looked: The places in each episode.
        wanted: What is looked for.
        of: How many episodes were searched, some of them by their index alone.
        is_more: Whether there may be more in those.
        is_proven: Whether it is sure that none of those holds what is looked for, where nothing was found.

    Raises:
        QuoteError: If there is none.
    """
    places = [(one.episode, quote) for one in looked for quote in one.quotes]
    places.sort(key=lambda place: -place[1].score)  # stable: within an episode best first, then in order of time
    language = next((one.index.language for one, _ in places), "en")
    accepted = {id(quote) for quote in choose_accepted([quote for _, quote in places], wanted, language)}
    listed = [place for place in places if id(place[1]) in accepted]
    if not listed:
        refusal = _refusal(places, wanted, of=of, language=language)
        if not is_proven:
            looked_at = f"The {len(looked)} likeliest of {of} episodes were looked at"
            refusal.remedy += f"\n{looked_at}; --all looks at every one."
        raise refusal
    scores = sorted((quote.score for _, quote in places), reverse=True)
    return Found(
        matches=tuple(_describe(one, quote, wanted, scores) for one, quote in listed[: wanted.limit]),
        total=len(listed),
        is_more=is_more or (not wanted.is_pattern and len(listed) >= MOST_PLACES),
    )


def _refusal(places: Sequence[tuple[Searchable, Quote]], wanted: Search, *, of: int, language: str) -> QuoteError:
    where = "this episode" if of == 1 else f"these {of} episodes"
    if wanted.speaker is not None:
        where = f'what "{one_line(wanted.speaker)}" says in {where}'
    if wanted.is_pattern:
        return QuoteError(
            f"the regular expression {wanted.wanted!r} matches nothing in {where}",
            remedy="It is held against the text as written, the words one blank apart; without --regex, small slips "
            "do not matter.",
        )
    nearest = [
        (one_line(one.name) if of > 1 else "", quote_span(*_within(one, quote, 0)), quote)
        for one, quote in places[:NAMED]
    ]
    return not_found(nearest, len(places), wanted.wanted, language=language, where=where)


def _within(one: Searchable, quote: Quote, context: int) -> tuple[Alignment, Quote]:
    """An alignment that holds the words around ``quote``, and the quote as its words are numbered there."""
    first = max(0, quote.first_word - context)
    alignment, moved = one.stretch(first, min(len(one.index.written), quote.end_word + context))
    return alignment, replace(quote, first_word=quote.first_word - moved, end_word=quote.end_word - moved)


def _describe(one: Searchable, quote: Quote, wanted: Search, scores: Sequence[float]) -> Match:
    alignment, here = _within(one, quote, wanted.context)
    words = one.index.written
    found = (alignment.speaker_of(number) for number in range(here.first_word, here.end_word))
    before = words[max(0, quote.first_word - wanted.context) : quote.first_word]
    after = words[quote.end_word : quote.end_word + wanted.context]
    best_other = scores[1:2] if quote.score == scores[0] else scores[:1]
    return Match(
        episode=one.name,
        quote=quote,
        span=quote_span(alignment, here),
        speakers=tuple(dict.fromkeys(speaker for speaker in found if speaker)),
        before=" ".join(before),
        after=" ".join(after),
        differences=() if wanted.is_pattern else find_differences(alignment.transcript, here, say=one.index.say),
        heard_again=find_again(alignment, here),
        margin=quote.score - best_other[0] if best_other and not wanted.is_pattern else None,
    )


def _words_of(turns: Sequence[Turn], speaker: str) -> frozenset[int]:
    """The words of everybody in whose name ``speaker`` stands, in any case."""
    return frozenset(
        number
        for turn in turns
        if turn.speaker and is_named(turn.speaker.name, speaker)
        for number in range(turn.first_word, turn.end_word)
    )


def is_named(name: str, part: str) -> bool:
    """Whether ``part`` stands in a speaker's name, in any case."""
    return part.casefold() in name.casefold()


def _speakers(one: Searchable) -> Iterator[str]:
    return (turn.speaker.name for turn in one.turns if turn.speaker)


def require_speaker(names: Iterable[str], speaker: str) -> None:
    """Refuse a ``speaker`` who has none of these ``names``.

    Raises:
        InputError: In that case; the message tells the names.
    """
    there = sorted(set(names))
    if not any(is_named(name, speaker) for name in there):
        more = f" and {len(there) - MOST_NAMES} more" if len(there) > MOST_NAMES else ""
        raise InputError(
            f"nobody with {speaker!r} in the name speaks here",
            remedy=f"There is {', '.join(there[:MOST_NAMES])}{more}." if there else "The transcript names no speakers.",
        )
