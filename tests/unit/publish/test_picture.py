from __future__ import annotations

from dataclasses import replace

from clipper.model import Alignment, Speaker, TimedWord, WordStatus
from clipper.model.envelope import Envelope
from clipper.publish.picture import draw_lanes, draw_waves, speaker_colours
from clipper.review import diagnose
from tests.talks import talk


def named(alignment: Alignment, *names: str | None) -> Alignment:
    turns = tuple(
        replace(turn, speaker=Speaker(name=name) if name else None)
        for turn, name in zip(alignment.transcript.turns, names, strict=True)
    )
    return replace(alignment, transcript=replace(alignment.transcript, turns=turns))


def test_the_most_talkative_speaker_comes_first_and_the_seventh_shares_a_lane() -> None:
    names = [*"abcdefgh"]
    alignment = named(talk(*["word " * (10 - k) for k in range(8)]), *names)
    assert speaker_colours(alignment) == {**{name: k + 1 for k, name in enumerate("abcdef")}, "g": 0, "h": 0}
    lanes = [lane for lane in draw_lanes(alignment, diagnose(alignment)) if lane.kind.startswith("speaker")]
    assert [lane.name for lane in lanes] == [*"abcdef", "Other speakers"]
    assert len(lanes[-1].marks) == 2


def test_turns_without_a_speaker_have_a_lane_too() -> None:
    alignment = named(talk("a b", "c"), None, None)
    assert draw_lanes(alignment, diagnose(alignment))[0].name == "Words without a name"


def test_a_mark_lies_where_its_words_are() -> None:
    alignment = talk("a b", start_ms=1000, word_ms=400, gap_ms=100)  # 3 s long
    (mark,) = draw_lanes(alignment, diagnose(alignment))[0].marks
    assert (mark.x, mark.width) == (33.333, 30.0)


def test_words_closer_than_a_pixel_are_one_mark_and_interpolated_ones_are_another() -> None:
    alignment = talk("word " * 5000, word_ms=100, gap_ms=0)
    guessed = TimedWord(status=WordStatus.INTERPOLATED, span=alignment.words[2500].span)
    words = (*alignment.words[:2500], guessed, *alignment.words[2501:])
    lanes = {lane.kind: lane for lane in draw_lanes(replace(alignment, words=words), diagnose(alignment))}
    assert [mark.kind for mark in lanes["words"].marks] == ["found", "guessed", "found"]


def test_a_wave_lies_where_its_recording_does() -> None:
    alignment = talk("a b c d", word_ms=1000)
    late = replace(alignment.recordings[0], offset_ms=alignment.duration_ms, speaker="Ada Brandt")
    both = replace(alignment, recordings=(alignment.recordings[0], late))
    quiet = Envelope(duration_ms=alignment.duration_ms, low=(-99, -99), middle=(-99, -99), high=(-99, 0))
    (wave,) = draw_waves(both, (None, quiet))
    assert (wave.name, wave.x, wave.width) == ("Ada Brandt", 50.0, 50.0)
    assert wave.middle == "M0 50L1000 50L1000 50L0 50Z"
    assert wave.loud == "M0 50L1000 1L1000 99L0 50Z"
