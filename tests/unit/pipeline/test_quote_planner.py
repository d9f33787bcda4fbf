from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clipper.errors import InputError, QuoteError
from clipper.media.tool import FFmpeg
from clipper.model import Alignment, Span
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.quote_planner import QuotePlanner, Wish
from clipper.store.cache import Cache
from tests.talks import talk

TALK = talk("we left the harbour", "at night I think")  # words at 1000, 1400 ... of 300 ms each


def planner(alignment: Alignment = TALK) -> QuotePlanner:
    ffmpeg = FFmpeg(path="ffmpeg", version="7.1", encoders=frozenset(), filters=frozenset())
    episode = Episode(alignment=alignment, folder=Path(), inputs=())
    return QuotePlanner(episode, Listener(ffmpeg=ffmpeg, cache=Cache(None)))


def test_a_quote_of_somebody_who_is_not_on_the_track_is_refused() -> None:
    track = replace(TALK.recordings[0], speaker="Ada Brandt")
    plans = planner(replace(TALK, recordings=(track,)))
    wish = Wish(text="at night I think")
    with pytest.raises(InputError, match="carries Ada Brandt only, and Milo Quist is quoted"):
        plans.plan(wish, plans.choose(wish))


def test_a_stretch_of_time_means_the_words_whose_middle_lies_in_it() -> None:
    quote = planner().choose(Wish(span=Span(start_ms=1500, end_ms=2900)))
    assert quote is not None
    assert quote.found == "left the harbour at"


def test_a_stretch_in_which_nothing_is_said_is_cut_as_it_was_wished() -> None:
    wish = Wish(span=Span(start_ms=0, end_ms=900))
    plans = planner()
    assert plans.choose(wish) is None
    clip = plans.plan(wish, None, pad_ms=50).clip
    assert (clip.quote, clip.span) == (None, Span(start_ms=0, end_ms=950))
    assert plans.speakers(None) == ()


def test_a_stretch_beyond_the_recording_is_refused() -> None:
    with pytest.raises(QuoteError, match=r"0:01\.0 to 1:40\.0 is not on talk\.wav, which covers 0:00\.0 to 0:05\.2"):
        planner().choose(Wish(span=Span(start_ms=1000, end_ms=100_000)))


def test_who_speaks_is_told_in_order() -> None:
    plans = planner()
    quote = plans.choose(Wish(text="harbour at night"))
    assert [speaker.name for speaker in plans.speakers(quote)] == ["Ada Brandt", "Milo Quist"]
