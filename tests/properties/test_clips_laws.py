"""Laws of finding quotes and planning clips."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.clips.captions import reel_alignment
from clipper.clips.choose import quote_span
from clipper.clips.differences import find_differences
from clipper.clips.edges import MOST_LEAN_MS
from clipper.clips.find import find_quotes
from clipper.clips.plan import plan_clip
from clipper.clips.units import split_units
from clipper.errors import QuoteError
from clipper.language.number_words import even_out_numbers
from clipper.model import Alignment, Placement, Quote
from clipper.model.sound import Energy
from tests.strategies import alignments
from tests.talks import loudness

NUMBER_WORDS = (
    "a",
    "and",
    "one",
    "two",
    "nineteen",
    "twenty",
    "hundred",
    "thousand",
    "oh",
    "half",
    "per",
    "cent",
    "sea",
)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[Alignment, int, int]:
    """An alignment and a range of its words whose first and last are searched words with letters."""
    alignment = draw(alignments(max_words=24).filter(lambda a: any(_is_findable(a, n) for n in range(len(a.words)))))
    ends = [number for number in range(len(alignment.words)) if _is_findable(alignment, number)]
    first = draw(st.sampled_from(ends))
    return alignment, first, draw(st.sampled_from([end for end in ends if end >= first])) + 1


def _is_findable(alignment: Alignment, number: int) -> bool:
    word = alignment.transcript.words[number]
    return word.searched and bool(split_units(word.text)) and "…" not in word.text and "[" not in word.text


def _units(alignment: Alignment, first: int, end: int) -> list[str]:
    return [unit for w in alignment.transcript.words[first:end] if w.searched for unit in split_units(w.text)]


@given(quoted())
def test_a_verbatim_quote_is_found_word_for_word(drawn: tuple[Alignment, int, int]) -> None:
    alignment, first, end = drawn
    wanted = " ".join(word.text.replace("…", "") for word in alignment.transcript.words[first:end] if word.searched)
    quotes = find_quotes(alignment, wanted)
    units = _units(alignment, first, end)
    assert quotes[0].score == pytest.approx(1.0)
    assert _units(alignment, quotes[0].first_word, quotes[0].end_word) == units
    text = _units(alignment, 0, len(alignment.words))
    places = sum(text[number : number + len(units)] == units for number in range(len(text)))
    if places == 1:
        assert (quotes[0].first_word, quotes[0].end_word) == (first, end)


@given(quoted())
def test_a_verbatim_quote_differs_in_nothing(drawn: tuple[Alignment, int, int]) -> None:
    alignment, first, end = drawn
    wanted = " ".join(word.text.replace("…", "") for word in alignment.transcript.words[first:end] if word.searched)
    assert find_differences(alignment.transcript, find_quotes(alignment, wanted)[0]) == ()


@given(quoted(), st.lists(st.sampled_from(["twenty", "oh", "a", "half", "don't", "um", "...", "[so]", "—", "$5"])))
def test_differences_name_words_as_they_are_written(drawn: tuple[Alignment, int, int], others: list[str]) -> None:
    alignment, first, end = drawn
    said = [word.text for word in alignment.transcript.words[first:end]]
    quote = Quote(first_word=first, end_word=end, score=0.5, wanted=" ".join([*others, *said, *others]), found="")
    for one in find_differences(alignment.transcript, quote):
        assert one.wanted or one.said
        assert set(one.said.split(" ")) <= {*said, ""}


@given(st.lists(st.sampled_from(NUMBER_WORDS)))
def test_numbers_in_words_are_made_even_in_order(words: list[str]) -> None:
    even = even_out_numbers([(word, number) for number, word in enumerate(words)])
    assert [number for _, number in even] == sorted(number for _, number in even)
    assert {number for number, word in enumerate(words) if word == "sea"} <= {number for _, number in even}


@given(alignments(), st.text(max_size=60))
def test_any_text_may_be_looked_for(alignment: Alignment, wanted: str) -> None:
    try:
        quotes = find_quotes(alignment, wanted)
    except QuoteError:
        return
    scores = [quote.score for quote in quotes]
    assert scores == sorted(scores, reverse=True)
    for quote in quotes:
        assert 0 <= quote.first_word < quote.end_word <= len(alignment.words)
        assert 0.0 <= quote.score <= 1.0


@given(quoted(), st.integers(0, 2**32 - 1))
def test_a_clip_holds_its_words_and_no_part_of_its_neighbours(drawn: tuple[Alignment, int, int], seed: int) -> None:
    alignment, first, end = drawn
    quote = Quote(first_word=first, end_word=end, score=1.0, wanted="", found="")
    speech = quote_span(alignment, quote)
    if speech is None:
        return
    rows = alignment.recordings[0].duration_ms // 10
    energy = Energy(db=np.random.default_rng(seed).uniform(-90, 0, rows).astype(np.float32), hop=160)
    clip = plan_clip(alignment, quote, energy)
    assert 0 <= clip.span.start_ms < clip.span.end_ms <= alignment.recordings[0].duration_ms
    assert clip.span.start_ms <= speech.start_ms <= speech.end_ms <= clip.span.end_ms
    neighbours = [w.span for w in (*alignment.words[:first], *alignment.words[end:]) if w.span]
    before = [span for span in neighbours if span.end_ms <= speech.start_ms]
    after = [span for span in neighbours if span.start_ms >= speech.end_ms]
    slivers = [max(0, span.end_ms - clip.span.start_ms) for span in before]
    assert max(slivers, default=0) <= (0 if clip.quiet_start else MOST_LEAN_MS)
    slivers = [max(0, clip.span.end_ms - span.start_ms) for span in after]
    assert max(slivers, default=0) <= (0 if clip.quiet_end else MOST_LEAN_MS)


@given(quoted(), st.integers(1, 500))
def test_silence_in_front_shifts_a_clip_by_its_length(drawn: tuple[Alignment, int, int], tens: int) -> None:
    alignment, first, end = drawn
    quote = Quote(first_word=first, end_word=end, score=1.0, wanted="", found="")
    speech = quote_span(alignment, quote)
    if speech is None or speech.start_ms < 300:
        return  # at the very start a cut is limited by the recording, not by the silence
    shifted = replace(
        alignment,
        recordings=tuple(replace(r, duration_ms=r.duration_ms + tens * 10) for r in alignment.recordings),
        words=tuple(replace(w, span=w.span.shift(tens * 10) if w.span else None) for w in alignment.words),
    )
    before = plan_clip(alignment, quote, loudness(alignment))
    after = plan_clip(shifted, quote, _with_silence(loudness(alignment), tens))
    assert after.span == before.span.shift(tens * 10)
    assert (after.quiet_start, after.quiet_end) == (before.quiet_start, before.quiet_end)


def _with_silence(energy: Energy, rows: int) -> Energy:
    return Energy(db=np.concatenate((np.full(rows, -120, dtype=np.float32), energy.db)), hop=energy.hop)


@given(quoted())
def test_a_clips_words_keep_their_distances(drawn: tuple[Alignment, int, int]) -> None:
    alignment, first, end = drawn
    quote = Quote(first_word=first, end_word=end, score=1.0, wanted="", found="")
    if quote_span(alignment, quote) is None:
        return
    clip = plan_clip(alignment, quote, loudness(alignment), lead_ms=0, tail_ms=0)
    placement = Placement(clip=clip, source_ms=clip.span.start_ms, at_ms=0, duration_ms=clip.span.duration_ms)
    cut = reel_alignment([(alignment, placement)], replace(clip.recording, duration_ms=clip.span.duration_ms))
    assert [w.text for w in cut.transcript.words] == [w.text for w in alignment.transcript.words[first:end]]
    for old, new in zip(alignment.words[first:end], cut.words, strict=True):
        if old.span and new.span and old.span.clamp(clip.span) == old.span:
            assert new.span == old.span.shift(-clip.span.start_ms)
