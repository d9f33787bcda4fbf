"""Candidates -> the one quote that was meant, or a plain list of what could have been meant. Never a silent pick."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.clips.excerpt import shorten_text
from clipper.clips.units import read_wanted
from clipper.errors import QuoteError
from clipper.model import Alignment, Quote, Span

LEAST_TRUST, SHORT_WEIGHT, MOST_NEEDED = 0.5, 10, 0.65
"""Trust of ``LEAST_TRUST + SHORT_WEIGHT / words²``, at most ``MOST_NEEDED``, makes a place the quote: .65 for 8
words, .60 for 10, .54 for 15, .51 for 30; chance reaches farther with few. Set among 60,000 words of speeches (1953 to
1962): of 1,600 texts of 8 to 30 words each, 99.8 % of the sentences of other speeches are refused, 99.4 % of phrases
put together and 99.6 % of passages in another order; of the quotes of which 35 % of the words are wrong 1.6 %. With the
bare score in the place of trust, and as many refused of each of the former, these are 4.8 %."""

SHORT_WORDS, SHORT_NEEDED = 8, 0.7
"""Fewer words need as much: a wrong one changes the sense ("back in the age of reason"), and some other place nearly
always has the rest."""

AMBIGUOUS_WORDS = 0.5
"""Two places that differ by less than half a word (hesitations, spelling) are equally good for a reader."""

AMBIGUOUS_SCORE = 0.05
"""Among inexact places, differences below this are chance: machine transcripts spell a passage twice in two ways."""

AT_REACH_MS = 60_000
"""How far a given time may be off: people read it from a player, a note, or a transcript's header."""

NAMED = 5
"""How many places a message lists: enough to choose from, short enough to read."""


def quote_span(alignment: Alignment, quote: Quote) -> Span | None:
    """When ``quote`` is spoken on the episode's timeline; None where none of its words was heard.

    Words without a time (not spoken, not searched) at its edges or inside do not matter.
    """
    spans = [word.span for word in alignment.words[quote.first_word : quote.end_word] if word.span is not None]
    if not spans:
        return None
    return Span(start_ms=min(span.start_ms for span in spans), end_ms=max(span.end_ms for span in spans))


def quote_within(alignment: Alignment, span: Span) -> Quote | None:
    """The words whose middle lies in ``span`` of the episode's timeline, as a quote; None where there is none."""
    held = [
        index
        for index, word in enumerate(alignment.words)
        if word.span and 2 * span.start_ms <= word.span.start_ms + word.span.end_ms < 2 * span.end_ms
    ]
    if not held:
        return None
    first, end = held[0], held[-1] + 1
    found = " ".join(word.text for word in alignment.transcript.words[first:end])
    return Quote(first_word=first, end_word=end, score=1.0, wanted=found, found=found)


def find_again(alignment: Alignment, quote: Quote) -> tuple[Span, ...]:
    """Where the whole of ``quote`` is heard again, in order of time: its place in each repeat that holds it."""
    heard = [index for index in range(quote.first_word, quote.end_word) if alignment.words[index].span]
    found = []
    for repeat in alignment.repeats:
        spans = [span for index, span in repeat.places.items() if index in heard]
        if spans and repeat.first_word <= heard[0] and heard[-1] < repeat.end_word:
            found.append(spans[0].hull(spans[-1]))
    return tuple(sorted(found))


def choose_quote(
    alignment: Alignment, quotes: Sequence[Quote], wanted: str, *, at_ms: int | None = None, nth: int | None = None
) -> Quote:
    """The one place among ``quotes`` that is meant by ``wanted``.

    Args:
        alignment: Where the quotes were found.
        quotes: What ``find_quotes`` returned for ``wanted``, best first.
        wanted: The text that was asked for.
        at_ms: Only places within a minute of this time of the episode; of equally good ones the nearest.
        nth: Where several places are equally good, this one in order of time, from 1.

    Raises:
        QuoteError: If no place matches well enough (the message names the nearest), if several are equally good and
            neither ``at_ms`` nor ``nth`` chooses, if there is none at ``at_ms`` or no ``nth``, or if the place was not
            heard.
    """
    words = count_words(wanted, language=alignment.transcript.language)
    found = find_accepted(quotes, words)
    if not found:
        nearest = [("", quote_span(alignment, quote), quote) for quote in quotes[:NAMED]]
        raise not_found(nearest, len(quotes), wanted, language=alignment.transcript.language)
    heard = [quote for quote in found if quote_span(alignment, quote)]
    if not heard:
        raise QuoteError(
            f'the words of "{shorten_text(found[0].found)}" stand in the transcript but were not heard',
            remedy="Choose a neighbouring sentence, or align the episode again if the words are in it.",
        )
    if at_ms is not None:
        heard = _near(alignment, heard, at_ms, wanted)
    rivals = find_rivals(heard, words)
    if nth is not None:
        if not 1 <= nth <= len(rivals):
            raise QuoteError(
                f'there is no number {nth} of "{shorten_text(wanted)}"', remedy=_listing(alignment, rivals)
            )
        return sorted(rivals, key=lambda quote: quote.first_word)[nth - 1]
    if at_ms is not None:
        return min(rivals, key=lambda quote: (_distance_ms(alignment, quote, at_ms), quote.first_word))
    if len(rivals) > 1:
        how = "is said" if rivals[0].score == 1.0 else "could be meant"
        raise QuoteError(
            f'"{shorten_text(wanted)}" {how} in {len(rivals)} places',
            remedy=f"{_listing(alignment, rivals)}\nGive more words, or choose one with --at TIME or --nth N.",
        )
    return rivals[0]


def count_words(wanted: str, *, language: str) -> int:
    """How many words a wanted text has, as they are compared."""
    return len(read_wanted(wanted, language=language).units)


def find_accepted(quotes: Sequence[Quote], words: int) -> list[Quote]:
    """Those of ``quotes`` that match a text of ``words`` words well enough to be it."""
    least = SHORT_NEEDED if words < SHORT_WORDS else min(MOST_NEEDED, LEAST_TRUST + SHORT_WEIGHT / words**2)
    return [quote for quote in quotes if quote.trust >= least]


def _near(alignment: Alignment, quotes: Sequence[Quote], at_ms: int, wanted: str) -> list[Quote]:
    near = [quote for quote in quotes if _distance_ms(alignment, quote, at_ms) <= AT_REACH_MS]
    if not near:
        raise QuoteError(
            f'"{shorten_text(wanted)}" is not said within a minute of {_clock(at_ms)}',
            remedy=f"It is here:\n{_listing(alignment, quotes)}",
        )
    return near


def find_rivals(quotes: Sequence[Quote], words: int) -> list[Quote]:
    """The best of ``quotes`` (not empty) and those that match a text of ``words`` words about as well."""
    best = quotes[0].score
    return [quote for quote in quotes if best - quote.score < rival_margin(best, words)]


def rival_margin(best: float, words: int) -> float:
    """How far below the best score a place of a text of ``words`` words may lie and still be about as good."""
    margin = AMBIGUOUS_WORDS / max(1, words)
    return margin if best == 1.0 else max(margin, AMBIGUOUS_SCORE)


def not_found(
    nearest: Sequence[tuple[str, Span | None, Quote]],
    count: int,
    wanted: str,
    *,
    language: str = "en",
    where: str = "this episode",
) -> QuoteError:
    """The refusal of a text that is nowhere, with the nearest places.

    Args:
        nearest: An episode's name ("" where there is only one), when it is said, and what is most like it; best first.
        count: How many places are like it at all.
        wanted: The text that was asked for.
        language: BCP 47 tag of the text.
        where: What was searched, in words.
    """
    message = f'"{shorten_text(wanted)}" is not in {where}'
    if not nearest:
        remedy = "Check the words, or that this is the right episode."
        if read_wanted(wanted, language=language).gaps:
            remedy += " What stands around ... must be said in this order, no more than a minute apart."
        return QuoteError(message, remedy=remedy)
    lines = [
        f"  {number}. {name + '  ' if name else ''}{_place(span, quote)}"
        for number, (name, span, quote) in enumerate(nearest[:NAMED], start=1)
    ]
    listing = "\n".join((*lines, *_and_more(count)))
    return QuoteError(message, remedy=f"The nearest places:\n{listing}\nGive the words as they are there.")


def _listing(alignment: Alignment, quotes: Sequence[Quote]) -> str:
    inorder = sorted(quotes, key=lambda quote: quote.first_word)
    lines = [
        f"  {number}. {_place(quote_span(alignment, quote), quote)}"
        for number, quote in enumerate(inorder[:NAMED], start=1)
    ]
    return "\n".join((*lines, *_and_more(len(quotes))))


def _and_more(count: int) -> tuple[str, ...]:
    return (f"  ... and {count - NAMED} more",) if count > NAMED else ()


def _place(span: Span | None, quote: Quote) -> str:
    when = "(not heard)" if span is None else _clock(span.start_ms)
    return f'{when}  {quote.score:.2f}  "{shorten_text(quote.found)}"'


def _clock(time_ms: int) -> str:
    seconds, ms = divmod(time_ms, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"


def _distance_ms(alignment: Alignment, quote: Quote, at_ms: int) -> int:
    span = quote_span(alignment, quote)
    return 0 if span is None else max(span.start_ms - at_ms, at_ms - span.end_ms, 0)
