from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.model import Alignment, Span
from clipper.model.envelope import Envelope
from clipper.review.breaks import find_music, split_speech
from tests.talks import talk

SPEECH_DB, ROOM_DB = -25, -65


def span(start_s: float, end_s: float) -> Span:
    return Span(start_ms=round(start_s * 1000), end_ms=round(end_s * 1000))


def with_speech(*untranscribed: Span) -> Alignment:
    """A minute of talk, a gap of a minute, a minute of talk."""
    alignment = talk("a b c d e f", "g h i j k l", word_ms=4000, gap_ms=1000, start_ms=60_000)
    words = tuple(
        replace(word, span=word.span.shift(60_000)) if word.span and index >= 6 else word
        for index, word in enumerate(alignment.words)
    )
    recording = replace(alignment.recordings[0], duration_ms=250_000)
    return replace(alignment, words=words, recordings=(recording,), untranscribed=untranscribed)


def envelope(alignment: Alignment, *loud: Span) -> Envelope:
    """The talk, and other sound as loud."""
    levels = [ROOM_DB] * (alignment.duration_ms // 500)
    for stretch in [*loud, *alignment.untranscribed, *(word.span for word in alignment.words if word.span)]:
        for column in range(stretch.start_ms // 500, stretch.end_ms // 500):
            levels[column] = SPEECH_DB
    return Envelope(duration_ms=alignment.duration_ms, low=(*levels,), middle=(*levels,), high=(*levels,))


def test_long_speech_between_found_words_is_likely_an_advertisement() -> None:
    breaks, other = split_speech(with_speech(span(95, 125)), None)
    assert [(one.span, one.speech_ms, one.near_music) for one in breaks] == [(span(95, 125), 30_000, False)]
    assert other == ()


def test_its_pauses_do_not_part_it() -> None:
    breaks, other = split_speech(with_speech(span(95, 103), span(104, 109), span(111, 118)), None)
    assert [(one.span, one.speech_ms) for one in breaks] == [(span(95, 118), 20_000)]
    assert other == ()


@pytest.mark.parametrize(
    "untranscribed",
    [
        (span(95, 105),),  # too short
        (span(95, 105), span(110, 120)),  # two remarks with a long silence between them
        (span(10, 40),),  # before the first word: an introduction, or a part that nobody wrote down
        (span(200, 240),),  # after the last
        (span(67.5, 78),),
    ],
)
def test_other_speech_without_text_is_not_called_so(untranscribed: tuple[Span, ...]) -> None:
    assert split_speech(with_speech(*untranscribed), None) == ((), untranscribed)


def test_a_found_word_parts_two_remarks() -> None:
    remarks = (span(61, 69), span(71, 79))  # a word begins at 70 s
    assert split_speech(with_speech(*remarks), None) == ((), remarks)


def test_beside_music_shorter_speech_is_suspicious_and_so_is_speech_before_the_first_word() -> None:
    alignment = with_speech(span(20, 30), span(200, 210))
    breaks, other = split_speech(alignment, envelope(alignment, span(8, 19)))
    assert [(one.span, one.near_music) for one in breaks] == [(span(20, 30), True)]
    assert other == (span(200, 210),)


def test_music_joins_the_speech_on_its_two_sides() -> None:
    alignment = with_speech(span(95, 100), span(112, 118))
    breaks, _ = split_speech(alignment, envelope(alignment, span(100, 112)))
    assert [one.span for one in breaks] == [span(95, 118)]


def test_music_is_loud_sound_that_is_no_speech() -> None:
    alignment = with_speech(span(95, 105))
    speech = [*alignment.untranscribed, *(word.span for word in alignment.words if word.span)]
    music = find_music(envelope(alignment, span(10, 30), span(120, 122)), speech)
    assert [abs(one.start_ms - 10_000) + abs(one.end_ms - 30_000) <= 2000 for one in music] == [True]


def test_without_any_talk_nothing_can_be_as_loud_as_it() -> None:
    assert find_music(Envelope(duration_ms=9000, low=(-9,) * 9, middle=(-9,) * 9, high=(-9,) * 9), []) == ()
