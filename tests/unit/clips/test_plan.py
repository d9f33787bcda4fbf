from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from clipper.clips.edges import LEAN_MS, MOST_LEAN_MS, PAUSE_MS, scale_levels
from clipper.clips.plan import LEAD_MS, NEIGHBOUR_GUARD_MS, TAIL_MS, plan_clip, plan_reel
from clipper.errors import QuoteError
from clipper.model import Alignment, Clip, FrameRate, Quote, Recording, Span, Stream, StreamKind, TimedWord, WordStatus
from clipper.model.sound import Energy
from tests.talks import ROOM_DB, SPEECH_DB, loudness, talk


def quote(first_word: int, end_word: int) -> Quote:
    return Quote(first_word=first_word, end_word=end_word, score=1.0, wanted="", found="these words")


def plan(alignment: Alignment, first_word: int, end_word: int) -> Clip:
    return plan_clip(alignment, quote(first_word, end_word), loudness(alignment))


def test_a_long_pause_is_kept_up_to_its_limits() -> None:
    clip = plan(talk("one two three", gap_ms=900), 1, 2)  # "two" is said at 2200..2500
    assert 2200 - LEAD_MS <= clip.span.start_ms <= 2200 - LEAD_MS + 60
    assert 2500 + TAIL_MS - 60 <= clip.span.end_ms <= 2500 + TAIL_MS
    assert clip.quiet_start
    assert clip.quiet_end


def test_a_short_pause_is_cut_between_the_words() -> None:
    clip = plan(talk("one two three", gap_ms=PAUSE_MS), 1, 2)  # "two" is said at 1420..1720
    assert 1300 <= clip.span.start_ms <= 1420
    assert 1720 <= clip.span.end_ms <= 1840
    assert clip.quiet_start
    assert clip.quiet_end


def test_a_gap_as_short_as_a_stops_closure_is_cut_but_not_called_quiet() -> None:
    clip = plan(talk("one two three", gap_ms=PAUSE_MS - 20), 1, 2)  # "two" is said at 1400..1700
    assert 1300 <= clip.span.start_ms <= 1400
    assert 1700 <= clip.span.end_ms <= 1800
    assert not clip.quiet_start
    assert not clip.quiet_end


def test_where_words_touch_the_cut_leans_out_and_that_is_reported() -> None:
    clip = plan(talk("one two three", gap_ms=0), 1, 2)
    assert (clip.span.start_ms, clip.span.end_ms) == (1300 - LEAN_MS, 1600 + LEAN_MS)
    assert not clip.quiet_start
    assert not clip.quiet_end


def test_the_less_is_known_of_an_edge_the_farther_the_cut_leans() -> None:
    alignment = talk("one two three", gap_ms=0)
    one, two, three = alignment.words
    unsure = replace(alignment, words=(one, replace(two, start_error_ms=55, end_error_ms=300), three))
    clip = plan(unsure, 1, 2)
    assert (clip.span.start_ms, clip.span.end_ms) == (1300 - 55, 1600 + MOST_LEAN_MS)


def test_a_cut_never_leans_beyond_the_middle_of_a_neighbour() -> None:
    clip = plan(talk("one two three", gap_ms=0, word_ms=50), 1, 2)
    assert (clip.span.start_ms, clip.span.end_ms) == (1050 - 25, 1100 + 25)


def test_a_word_that_goes_on_longer_than_it_was_aligned_is_kept_to_its_pause() -> None:
    alignment = talk("mm two", gap_ms=900)  # "mm" is aligned at 1000..1300, and hummed until 1700
    db = loudness(alignment).db.copy()
    db[130:170] = SPEECH_DB
    clip = plan_clip(alignment, quote(0, 1), Energy(db=db, hop=160))
    assert 1700 <= clip.span.end_ms <= 2200
    assert clip.quiet_end


def test_a_soft_sound_inside_a_neighbour_is_no_place_to_cut() -> None:
    alignment = talk("one two three", gap_ms=0)
    db = loudness(alignment).db.copy()
    db[127:130] = db[160:163] = ROOM_DB  # a closure at the end of "one" and another at the beginning of "three"
    clip = plan_clip(alignment, quote(1, 2), Energy(db=db, hop=160))
    assert (clip.span.start_ms, clip.span.end_ms) == (1300 - LEAN_MS, 1600 + LEAN_MS)
    assert not clip.quiet_start
    assert not clip.quiet_end


def test_a_soft_sound_inside_the_quote_is_no_place_to_cut() -> None:
    alignment = talk("one two three", gap_ms=0)
    db = loudness(alignment).db.copy()
    db[130:133] = db[157:160] = ROOM_DB
    clip = plan_clip(alignment, quote(1, 2), Energy(db=db, hop=160))
    assert (clip.span.start_ms, clip.span.end_ms) == (1300 - LEAN_MS, 1600 + LEAN_MS)


def test_a_gap_that_is_not_soft_for_long_is_not_called_quiet() -> None:
    alignment = talk("one two", gap_ms=200)  # 1300..1500
    db = loudness(alignment).db.copy()
    db[130:139] = SPEECH_DB  # "one" goes on until 1390, whatever its span says
    clip = plan_clip(alignment, quote(0, 1), Energy(db=db, hop=160))
    assert 1390 <= clip.span.end_ms <= 1500
    assert not clip.quiet_end


def test_any_quiet_will_do_beside_the_end_of_the_recording() -> None:
    alignment = talk("one two", start_ms=60)
    clip = plan(replace(alignment, recordings=(replace(alignment.recordings[0], duration_ms=800),)), 0, 2)
    assert clip.quiet_start
    assert clip.quiet_end


def test_a_breath_is_kept_whole() -> None:
    alignment = talk("one two", gap_ms=900)
    db = loudness(alignment).db.copy()
    db[208:216] = SPEECH_DB - 12  # a breath at 2080..2160, before "two" at 2200
    clip = plan_clip(alignment, quote(1, 2), Energy(db=db, hop=160))
    assert 1950 <= clip.span.start_ms < 2080


def test_a_cough_ends_the_pause() -> None:
    alignment = talk("one two", gap_ms=900)
    db = loudness(alignment).db.copy()
    db[198:204] = SPEECH_DB  # at 1980..2040
    clip = plan_clip(alignment, quote(1, 2), Energy(db=db, hop=160))
    assert clip.span.start_ms >= 2040


def test_a_widened_cut_keeps_away_from_the_neighbour() -> None:
    clip = plan(talk("one two", gap_ms=200), 1, 2)  # "one" ends at 1300, "two" begins at 1500
    assert 1300 + NEIGHBOUR_GUARD_MS <= clip.span.start_ms < 1500


def test_another_turns_word_in_the_pause_is_a_neighbour() -> None:
    alignment = talk("one two three", "yes", gap_ms=900)
    yes = TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=2600, end_ms=2700), confidence=0.9)
    alignment = replace(alignment, words=(*alignment.words[:3], yes))
    assert plan(alignment, 1, 2).span.end_ms <= 2600


def test_speech_that_nobody_wrote_down_is_a_neighbour() -> None:
    alignment = replace(talk("one two", gap_ms=900), untranscribed=(Span(start_ms=1500, end_ms=2100),))
    assert plan(alignment, 1, 2).span.start_ms >= 2100


def test_words_without_a_time_at_the_edges_do_not_matter() -> None:
    alignment = talk("ah one two", unspoken=frozenset({"ah"}))
    assert plan(alignment, 0, 2).span == plan(alignment, 1, 2).span


def test_a_clip_is_on_the_recordings_own_timeline() -> None:
    alignment = talk("one two three")
    late = replace(
        alignment,
        recordings=(replace(alignment.recordings[0], offset_ms=5000),),
        words=tuple(replace(word, span=word.span.shift(5000)) for word in alignment.words if word.span),
    )
    assert plan_clip(late, quote(1, 2), loudness(alignment)).span == plan(alignment, 1, 2).span


def test_only_the_stretch_around_a_quote_need_be_measured() -> None:
    alignment = talk("one two three", gap_ms=900)
    whole = loudness(alignment)
    part = Energy(db=whole.db[150:400], hop=whole.hop, start=150 * whole.hop)
    assert plan_clip(alignment, quote(1, 2), part) == plan_clip(alignment, quote(1, 2), whole)


def test_a_quote_outside_the_recording_is_refused() -> None:
    alignment = talk("one two three")
    late = replace(alignment, recordings=(replace(alignment.recordings[0], offset_ms=1200),))
    with pytest.raises(QuoteError, match=r"not on talk\.wav"):
        plan(late, 0, 2)


def test_a_quote_that_was_not_heard_is_refused() -> None:
    with pytest.raises(QuoteError, match="no word"):
        plan(talk("one two", unspoken=frozenset({"two"})), 1, 2)


def test_a_quote_at_both_ends_of_the_recording_stays_inside() -> None:
    alignment = talk("one two", start_ms=0, gap_ms=0)
    whole = replace(alignment, recordings=(replace(alignment.recordings[0], duration_ms=600),))
    clip = plan(whole, 0, 2)
    assert 0 <= clip.span.start_ms <= 30
    assert 570 <= clip.span.end_ms <= 600


def test_nothing_measured_is_not_called_quiet() -> None:
    clip = plan_clip(talk("one two three"), quote(1, 2), Energy(db=np.zeros(0, dtype=np.float32), hop=160))
    assert not clip.quiet_start
    assert not clip.quiet_end
    assert clip.span.start_ms < clip.span.end_ms


def test_a_reel_is_as_large_as_its_largest_picture() -> None:
    reel = plan_reel([_clip(640, 360), _clip(1280, 720)])
    assert (reel.width, reel.height) == (1280, 720)


def test_a_reel_with_a_clip_of_sound_has_no_picture() -> None:
    reel = plan_reel([_clip(640, 360), plan(talk("one two"), 0, 1)])
    assert (reel.width, reel.height) == (None, None)


def _clip(width: int, height: int) -> Clip:
    rate = FrameRate(fps=Fraction(25))
    video = Stream(index=0, kind=StreamKind.VIDEO, codec="h264", width=width, height=height, frame_rate=rate)
    recording = Recording(content_hash="sha256:0", path="a.mp4", duration_ms=9000, streams=(video,))
    return Clip(recording=recording, span=Span(start_ms=0, end_ms=1000))


def test_levels_are_shares_of_the_loudest_moments() -> None:
    energy = Energy(db=np.repeat([-20.0, -40.0, -90.0], 10).astype(np.float32), hop=160)  # 100 ms each
    assert scale_levels(energy, 100) == pytest.approx([1.0, 0.545, 0.0], abs=0.06)
    assert scale_levels(Energy(db=np.zeros(0, np.float32), hop=160), 100) == []
