from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clipper.clips.plan import plan_clip
from clipper.clips.tighten import JOINED_PAUSE_MS, KEPT_PAUSE_MS, Tightened, tighten_clip
from clipper.model import Alignment, FrameRate, Quote, Span, Stream, StreamKind
from clipper.model.sound import Energy
from tests.talks import SPEECH_DB, loudness, talk


def tighten(alignment: Alignment, clutter: set[int], energy: Energy | None = None) -> Tightened:
    words = len(alignment.words)
    energy = energy or loudness(alignment)
    clip = plan_clip(alignment, Quote(first_word=0, end_word=words, score=1.0, wanted="", found=""), energy)
    tight = tighten_clip(alignment, clip, energy, clutter)
    assert tight.pieces[0].start_ms == clip.span.start_ms
    assert tight.pieces[-1].end_ms == clip.span.end_ms
    return tight


def test_a_filler_between_pauses_leaves_and_its_neighbours_stay_whole() -> None:
    tight = tighten(talk("one um two", gap_ms=200), {1})  # 1000..1300, 1500..1800, 2000..2300
    (removal,) = tight.removed
    assert removal.words == (1,)
    assert 1300 <= removal.span.start_ms <= 1500
    assert 1800 <= removal.span.end_ms <= 2000
    joined_ms = (removal.span.start_ms - 1300) + (2000 - removal.span.end_ms)
    assert JOINED_PAUSE_MS[0] <= joined_ms <= JOINED_PAUSE_MS[1] + 40
    assert tight.left == ()


def test_in_a_film_pieces_begin_and_end_between_frames() -> None:
    alignment = talk("one um two", "three", gap_ms=200)
    video = Stream(index=0, kind=StreamKind.VIDEO, codec="h264", start_ms=13, frame_rate=FrameRate(fps=Fraction(25)))
    filmed = replace(alignment, recordings=(replace(alignment.recordings[0], streams=(video,)),))
    (removal,) = tighten(filmed, {1}).removed
    assert [(ms - 13) % 40 for ms in (removal.span.start_ms, removal.span.end_ms)] == [0, 0]


def test_a_filler_that_touches_its_neighbour_stays_and_is_told() -> None:
    tight = tighten(talk("one um two", gap_ms=0), {1})
    assert tight.removed == ()
    assert tight.left == (1,)
    assert len(tight.pieces) == 1


def test_the_first_and_the_last_word_stay_whatever_they_are() -> None:
    tight = tighten(talk("um one um", gap_ms=200), {0, 2})
    assert tight.removed == ()


def test_a_long_pause_is_shortened() -> None:
    tight = tighten(talk("one two", gap_ms=2000), set())  # 1000..1300, 3300..3600
    (removal,) = tight.removed
    assert removal.words == ()
    assert abs((2000 - removal.span.duration_ms) - KEPT_PAUSE_MS) <= 40


def test_a_pause_in_which_somebody_laughs_stays() -> None:
    alignment = talk("one two", gap_ms=2000)
    db = loudness(alignment).db.copy()
    db[200:240] = SPEECH_DB
    assert tighten(alignment, set(), Energy(db=db, hop=160)).removed == ()


def test_several_fillers_in_a_row_leave_together() -> None:
    (removal,) = tighten(talk("one um uh two", gap_ms=200), {1, 2}).removed
    assert removal.words == (1, 2)


@given(st.integers(2, 9), st.sets(st.integers(0, 8)), st.integers(0, 1500), st.integers(0, 2**31))
def test_what_stays_holds_every_other_word_whole(count: int, clutter: set[int], gap_ms: int, seed: int) -> None:
    alignment = talk(" ".join(f"w{number}" for number in range(count)), gap_ms=gap_ms)
    rows = len(loudness(alignment).db)
    energy = Energy(db=np.random.default_rng(seed).uniform(-80, -10, rows).astype(np.float32), hop=160)
    tight = tighten(alignment, clutter, energy)
    gone = {index for removal in tight.removed for index in removal.words}
    assert gone <= clutter
    for index, word in enumerate(alignment.words):
        assert word.span is not None
        inside = [piece for piece in tight.pieces if word.span.clamp(piece) == word.span]
        assert (len(inside) == 1) == (index not in gone)
        if index in gone:
            assert not any(piece.overlaps(word.span) for piece in tight.pieces)
    ends = [Span(start_ms=a.end_ms, end_ms=b.start_ms) for a, b in zip(tight.pieces, tight.pieces[1:], strict=False)]
    assert ends == [removal.span for removal in tight.removed]
