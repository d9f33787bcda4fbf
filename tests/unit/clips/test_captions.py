from dataclasses import replace

import pytest

from clipper.clips.captions import reel_alignment
from clipper.model import Alignment, Clip, Placement, Quote, Recording, Repeat, Span, WordStatus
from tests.talks import SPEAKERS, talk

CUT = Recording(content_hash="sha256:1", path="cut.mp4", duration_ms=60_000, streams=())
TALK = talk("one two three", "four five six")  # words every 400 ms from 1000


def place(  # noqa: PLR0917  numbers that read well in a row
    alignment: Alignment, first: int, end: int, source_ms: int, at_ms: int = 0, length_ms: int = 5000
) -> Placement:
    quote = Quote(first_word=first, end_word=end, score=1.0, wanted="", found="")
    recording = alignment.recordings[0]
    span = Span(start_ms=source_ms, end_ms=recording.duration_ms)
    clip = Clip(recording=recording, span=span, quote=quote)
    return Placement(clip=clip, source_ms=source_ms, at_ms=at_ms, duration_ms=length_ms)


def spans(alignment: Alignment) -> list[tuple[int, int] | None]:
    return [(w.span.start_ms, w.span.end_ms) if w.span else None for w in alignment.words]


def test_a_clips_words_are_timed_from_its_measured_start() -> None:
    cut = reel_alignment([(TALK, place(TALK, 1, 3, source_ms=1360))], CUT)
    assert [word.text for word in cut.transcript.words] == ["two", "three"]
    assert spans(cut) == [(40, 340), (440, 740)]
    assert cut.recordings == (CUT,)


def test_turns_keep_their_speakers_and_stand_on_lines_of_their_own() -> None:
    cut = reel_alignment([(TALK, place(TALK, 2, 4, source_ms=1700))], CUT)
    assert cut.transcript.text == "three\nfour"
    assert [turn.speaker for turn in cut.transcript.turns] == list(SPEAKERS)
    for word in cut.transcript.words:
        assert cut.transcript.text[word.start_char : word.end_char] == word.text


def test_words_that_a_cut_shortens_end_with_the_clip() -> None:
    cut = reel_alignment([(TALK, place(TALK, 0, 2, source_ms=1020, length_ms=600))], CUT)
    assert spans(cut) == [(0, 280), (380, 600)]


def test_a_recordings_place_on_the_timeline_is_respected() -> None:
    alignment = replace(
        TALK,
        recordings=(replace(TALK.recordings[0], offset_ms=7000),),
        words=tuple(replace(word, span=word.span.shift(7000)) for word in TALK.words if word.span),
    )
    assert spans(reel_alignment([(alignment, place(alignment, 1, 3, source_ms=1360))], CUT)) == [(40, 340), (440, 740)]


def test_words_without_a_time_stay_and_have_none() -> None:
    alignment = talk("one ah two", unspoken=frozenset({"ah"}))
    cut = reel_alignment([(alignment, place(alignment, 0, 3, source_ms=1000))], CUT)
    assert spans(cut) == [(0, 300), None, (400, 700)]
    assert cut.words[1].status is WordStatus.NOT_SPOKEN


def test_a_clip_without_a_quote_holds_the_words_whose_middle_it_holds() -> None:
    placement = place(TALK, 0, 1, source_ms=1160, length_ms=1000)  # the middle of "one" is at 1150
    placement = replace(placement, clip=replace(placement.clip, quote=None))
    assert [w.text for w in reel_alignment([(TALK, placement)], CUT).transcript.words] == ["two", "three"]


def test_a_clip_has_the_words_of_the_place_that_it_was_cut_at() -> None:
    """Words 3 and 4 are heard again before everything else."""
    again = tuple(Span(start_ms=start_ms, end_ms=start_ms + 300) for start_ms in (100, 500))
    repeat = Repeat(first_word=3, end_word=5, span=again[0].hull(again[1]), score=0.8, spans=again)
    alignment = replace(TALK, repeats=(repeat,))
    own = reel_alignment([(alignment, place(alignment, 3, 5, source_ms=2000, length_ms=1200))], CUT)
    assert spans(own) == [(200, 500), (600, 900)]
    assert own.repeats == ()
    first = place(alignment, 0, 1, source_ms=0, length_ms=1700)
    opening = reel_alignment([(alignment, replace(first, clip=replace(first.clip, quote=None)))], CUT)
    assert [word.text for word in opening.transcript.words] == ["four", "five", "one", "two"]
    assert spans(opening) == [(100, 400), (500, 800), (1000, 1300), (1400, 1700)]
    assert [turn.speaker for turn in opening.transcript.turns] == [SPEAKERS[1], SPEAKERS[0]]
    later = replace(place(alignment, 0, 1, source_ms=2000, length_ms=1200), clip=replace(first.clip, quote=None))
    assert [word.text for word in reel_alignment([(alignment, later)], CUT).transcript.words] == ["four", "five", "six"]


def test_a_reel_holds_its_clips_words_in_playing_order() -> None:
    parts = [
        (TALK, place(TALK, 4, 6, source_ms=2500, at_ms=0, length_ms=1000)),
        (TALK, place(TALK, 0, 2, source_ms=960, at_ms=1000, length_ms=900)),
    ]
    reel = reel_alignment(parts, CUT)
    assert reel.transcript.text == "five six\none two"
    assert spans(reel) == [(100, 400), (500, 800), (1040, 1340), (1440, 1740)]
    assert [turn.first_word for turn in reel.transcript.turns] == [0, 2]


def test_turns_end_where_clips_do_even_in_one_voice() -> None:
    parts = [
        (TALK, place(TALK, 0, 1, source_ms=1000, at_ms=0, length_ms=300)),
        (TALK, place(TALK, 2, 3, source_ms=1800, at_ms=300, length_ms=300)),
    ]
    assert len(reel_alignment(parts, CUT).transcript.turns) == 2


def test_untranscribed_speech_moves_along() -> None:
    alignment = replace(TALK, untranscribed=(Span(start_ms=1300, end_ms=1400), Span(start_ms=3400, end_ms=3500)))
    cut = reel_alignment([(alignment, place(alignment, 0, 3, source_ms=1000, length_ms=1200))], CUT)
    assert cut.untranscribed == (Span(start_ms=300, end_ms=400),)


def test_a_clip_beyond_the_end_of_the_file_is_a_bug() -> None:
    with pytest.raises(ValueError, match="do not make up"):
        reel_alignment([(TALK, place(TALK, 0, 1, source_ms=1000, at_ms=60_001))], CUT)
