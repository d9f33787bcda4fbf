"""Laws of suggesting passages, for any episode."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clipper.clips.choose import quote_within
from clipper.clips.edges import PAUSE_MS
from clipper.clips.sentences import split_sentences
from clipper.clips.suggest import suggest_quotes
from clipper.model import Alignment
from tests.strategies import alignments
from tests.talks import loudness

SENTENCES = ("The old boat went along the coast.", "And he left!", "Why is that so?", "Never buy a boat, um, twice.")


@st.composite
def talks(draw: st.DrawFn) -> Alignment:
    """Any order of sentences by two speakers, with pauses or without."""
    from tests.talks import talk  # noqa: PLC0415

    turns = draw(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), min_size=1, max_size=6))
    return talk(*(" ".join(turn) for turn in turns), gap_ms=draw(st.sampled_from((40, 140))))


@given(talks(), st.booleans())
def test_suggestions_are_whole_sentences_between_pauses_apart_from_each_other(
    alignment: Alignment, hears: bool
) -> None:
    energy = loudness(alignment) if hears else None
    found = list(suggest_quotes(alignment, energy=energy, shortest_ms=3000, longest_ms=20_000))
    sentences = split_sentences(alignment)
    begins = {one.first_word: one for one in sentences}
    ends = {one.end_word: one for one in sentences}
    for one in found:
        first, last = begins[one.quote.first_word], ends[one.quote.end_word]
        assert min(first.pause_before_ms, last.pause_after_ms) >= PAUSE_MS
        assert 3000 <= one.span.duration_ms <= 20_000
        assert quote_within(alignment, one.span) == one.quote
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    spans = sorted(one.span for one in found)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(spans))


@given(alignments())
def test_any_episode_has_suggestions_or_none_but_never_an_error(alignment: Alignment) -> None:
    for one in suggest_quotes(alignment, shortest_ms=1, longest_ms=600_000):
        assert one.quote.first_word < one.quote.end_word
        assert quote_within(alignment, one.span) == one.quote
