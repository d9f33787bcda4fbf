"""An alignment -> the honest word about it: what is missing on either side, which times are wrong, what to check."""

from __future__ import annotations

from itertools import pairwise

from clipper.model import Alignment, Span
from clipper.model.diagnosis import Diagnosis, Passage
from clipper.model.envelope import Envelope
from clipper.review.breaks import split_speech
from clipper.review.doubts import find_doubts
from clipper.review.guesses import find_guesses
from clipper.review.headers import compare_headers
from clipper.review.passages import find_missing
from clipper.review.repeats import place_repeats, unexplained_speech

_MOST_EDGE_WORDS = 30  # a longer beginning or end without a place belongs to another part of the talk: nothing to check
_OUT_OF_ORDER_MS = 500  # people fall into each other's words by less


def diagnose(alignment: Alignment, envelope: Envelope | None = None) -> Diagnosis:
    """Say what an alignment is worth.

    Args:
        alignment: The alignment.
        envelope: The loudness of its first recording, if it is known: music beside speech tells of advertisements.
    """
    before, between, after = find_missing(alignment)
    breaks, other = split_speech(alignment, envelope)
    inner = alignment.found_span or Span(start_ms=0, end_ms=alignment.duration_ms)
    for repeat in alignment.repeats:
        inner = inner.hull(repeat.span)
    speech = unexplained_speech(alignment)
    edges = [passage for passage in (before, after) if passage and passage.words > _MOST_EDGE_WORDS]
    return Diagnosis(
        found=alignment.found,
        searched_inside=alignment.found + sum(passage.words for passage in between),
        searched=len(alignment.sought),
        coverage=alignment.coverage,
        text_coverage=alignment.text_coverage,
        found_span=alignment.found_span,
        text_before=before,
        text_after=after,
        before_ms=inner.start_ms,
        after_ms=max(0, alignment.duration_ms - inner.end_ms),
        speech_before_ms=sum(span.duration_ms for span in speech if span.end_ms <= inner.start_ms),
        speech_after_ms=sum(span.duration_ms for span in speech if span.start_ms >= inner.end_ms),
        not_spoken_passages=between,
        guessed_passages=find_guesses(alignment),
        likely_ads=breaks,
        other_speech=other,
        repeats=place_repeats(alignment),
        headers=compare_headers(alignment),
        turns_out_of_order=_turns_out_of_order(alignment),
        doubts=find_doubts(alignment, outside=[_words_of(passage) for passage in edges]),
    )


def _words_of(passage: Passage) -> range:
    return range(passage.first_word, passage.end_word)


def _turns_out_of_order(alignment: Alignment) -> tuple[int, ...]:
    """Turns whose first found word lies clearly before that of the turn in front."""
    starts = []
    for number, turn in enumerate(alignment.transcript.turns):
        spans = [word.span for word in alignment.words[turn.first_word : turn.end_word] if word.span]
        if spans:
            starts.append((number, spans[0].start_ms))
    return tuple(turn for (_, before), (turn, start) in pairwise(starts) if start < before - _OUT_OF_ORDER_MS)
