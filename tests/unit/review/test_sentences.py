from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.model import Alignment, Overlap, Pin, Repeat, Span, SpeakerChange
from clipper.review import describe, diagnose
from tests.talks import talk


def said(alignment: Alignment) -> list[str]:
    return list(describe(alignment, diagnose(alignment)))


def with_headers(alignment: Alignment, *headers_ms: int) -> Alignment:
    turns = tuple(replace(turn, header_ms=ms) for turn, ms in zip(alignment.transcript.turns, headers_ms, strict=True))
    return replace(alignment, transcript=replace(alignment.transcript, turns=turns))


def test_a_perfect_alignment_needs_one_sentence() -> None:
    assert said(talk("one two [laughter] three")) == [
        "Found 3 of 3 words: coverage 100.0 % (of the whole text: 100.0 %); 1 annotation not searched."
    ]


def test_words_pinned_as_not_spoken_are_counted_apart() -> None:
    alignment = talk("a lost gone b", unspoken=frozenset({"lost", "gone"}))
    assert said(replace(alignment, pins=(Pin(first_word=1, end_word=3),))) == [
        "Found 2 of 2 words: coverage 100.0 % (of the whole text: 100.0 %); 2 words pinned as not spoken."
    ]


def test_an_excerpt_is_called_by_its_name() -> None:
    first, second, *_ = said(talk("lost lost a b", "c d", "lost", unspoken=frozenset({"lost"})))
    assert first == (
        "Found 4 of 4 words from the first to the last one found: coverage 100.0 % (of the whole text: 57.1 %)."
    )
    assert second == "Outside the recording: the first 2 words (turn 1) and the last 1 word (turn 3) of the text."


def test_a_missing_word_never_leaves_a_hundred_percent() -> None:
    alignment = talk("a " * 3000 + "lost b", unspoken=frozenset({"lost"}), word_ms=10, gap_ms=1)
    assert "coverage 99.9 %" in said(alignment)[0]


def test_text_that_is_not_spoken_is_quoted_with_its_place() -> None:
    alignment = talk("a b lost gone c", "d", unspoken=frozenset({"lost", "gone"}))
    assert said(alignment)[1:] == [
        'Text that is not spoken: 2 words in turn 1, line 1, about 0:01.7: "lost gone".',
        'To check: 1 place, the worst at 0:01.7 in turn 1: "lost gone" (not found).',
    ]


def test_nothing_found_is_said_plainly() -> None:
    first, *_ = said(talk("lost lost", unspoken=frozenset({"lost"})))
    assert first == "Found 0 of 2 words: coverage 0.0 % (of the whole text: 0.0 %)."


def test_a_text_of_annotations_is_said_to_be_one() -> None:
    assert said(talk("[music] [applause]")) == ["The text holds no word that could be searched."]


def test_likely_ads_and_other_speech_are_told_apart() -> None:
    alignment = talk("a b", "c d", word_ms=3000, gap_ms=60_000)
    speech = (Span(start_ms=10_000, end_ms=40_000), Span(start_ms=70_000, end_ms=72_000))
    assert said(replace(alignment, untranscribed=speech))[1:3] == [
        "Likely an ad break (long speech without text), 30.0 s: 0:10.0 to 0:40.0.",
        "Other speech without text: 2.0 s in 1 place: 1:10.0 to 1:12.0.",
    ]


def heard_again(*places_ms: tuple[int, int]) -> tuple[Repeat, ...]:
    """The first two words of turn 2, again and again."""
    return tuple(
        Repeat(first_word=2, end_word=4, span=Span(start_ms=start_ms, end_ms=end_ms), score=0.9)
        for start_ms, end_ms in places_ms
    )


@pytest.mark.parametrize(
    ("place_ms", "sentence"),
    [
        ((600, 21_300), "0:00.6 to 0:21.3 is said again at 0:30.8 (turn 2): a cold open, it seems"),
        ((30_100, 30_600), "0:30.1 to 0:30.6 is said again at 0:30.8 (turn 2)"),  # among the words before it
        ((32_000, 34_000), "0:32.0 to 0:34.0 was said before at 0:30.8 (turn 2)"),
    ],
)
def test_what_is_heard_twice_is_told_with_both_places(place_ms: tuple[int, int], sentence: str) -> None:
    alignment = talk("a b", "c d", "e f", start_ms=30_000)
    longer = replace(alignment.recordings[0], duration_ms=60_000)
    assert f"Heard twice: {sentence}." in said(replace(alignment, recordings=(longer,), repeats=heard_again(place_ms)))


def test_of_many_repeats_three_are_told() -> None:
    alignment = replace(talk("a b", "c d", start_ms=30_000), repeats=heard_again(*[(k, k + 900) for k in range(5)]))
    (sentence,) = (one for one in said(alignment) if one.startswith("Heard twice"))
    assert sentence.count(";") == 3
    assert sentence.endswith("; and 2 more.")


def test_a_repeat_whose_words_have_no_place_of_their_own_is_told_as_such() -> None:
    alignment = talk("a b", "lost lost", "c d", start_ms=30_000, unspoken=frozenset({"lost"}))
    assert "Heard twice: 0:00.6 to 0:21.3 holds words of turn 2, which were not found in their own place." in said(
        replace(alignment, repeats=heard_again((600, 21_300)))
    )


def test_speech_that_a_repeat_explains_is_neither_an_ad_nor_without_text() -> None:
    alignment = talk("a b", "c d", "e f", word_ms=3000, gap_ms=60_000, start_ms=30_000)
    speech = [Span(start_ms=s, end_ms=e) for s, e in ((500, 21_900), (40_000, 70_000), (100_000, 103_000))]
    repeats = heard_again((600, 21_300), (40_200, 69_900))
    sentences = said(replace(alignment, untranscribed=tuple(speech), repeats=repeats))
    assert not [one for one in sentences if "ad break" in one or "before the first word" in one]
    assert "Speech without text: 3.0 s in 1 place: 1:40.0 to 1:43.0." in sentences


def test_what_lies_around_the_talk_is_told() -> None:
    alignment = replace(talk("a b", start_ms=25_000), untranscribed=(Span(start_ms=1000, end_ms=5000),))
    assert "The recording holds 25.0 s before the first word found (4.0 s of it speech)." in said(alignment)


@pytest.mark.parametrize(
    ("headers_ms", "sentence"),
    [
        ((1100, 31_100, 61_000), "Header times are right (+0.10 s in the median)."),
        ((998, 30_998, 60_998), "Header times are right (+0.00 s in the median)."),
        (
            (61_000, 91_000, 121_000),
            "Header times run 60.0 s late throughout: right time = header time - 60.0 s.",
        ),
        (
            (0, 1, 2),
            "Header times follow no pattern: 31.0 s early in the median, give or take 30.0 s.",
        ),
    ],
)
def test_header_times_are_judged_in_words(headers_ms: tuple[int, ...], sentence: str) -> None:
    alignment = talk("a", "b", "c", gap_ms=29_700)  # the turns begin at 1, 31 and 61 s
    assert sentence in said(with_headers(alignment, *headers_ms))


def test_a_drift_comes_with_its_formula() -> None:
    alignment = talk(*"abcdefghij", gap_ms=59_700, start_ms=0)
    headers = [round(60_000 * k * 1.01) for k in range(10)]
    assert "Header times drift by +1.00 %: right time = header time x 0.99010." in said(
        with_headers(alignment, *headers)
    )
    late = [ms + 2020 for ms in headers]
    assert "Header times drift by +1.00 %: right time = header time x 0.99010 - 2.0 s." in said(
        with_headers(alignment, *late)
    )


def test_steps_wrong_ones_and_wrong_order_are_named() -> None:
    alignment = talk(*"abcdefghij", gap_ms=59_700, start_ms=0)
    headers = [60_000 * k - (30_000 if k >= 5 else 0) for k in range(10)]
    headers[2] = 30_000
    (sentence,) = (one for one in said(with_headers(alignment, *headers)) if one.startswith("Header"))
    assert sentence == (
        "Header times jump, as where something was put in or cut out: right, 30.0 s early from turn 6; "
        "beside that, one is wrong, at turn 3 by 90.0 s; in the wrong order at turn 3."
    )


def test_text_of_strangers_cannot_steer_the_terminal() -> None:
    alignment = talk("a \x1b[31mlost b", unspoken=frozenset({"\x1b[31mlost"}))
    assert "\x1b" not in "".join(said(alignment))


def test_words_under_a_wrong_speaker_are_counted() -> None:
    alignment = talk("one two three four", "five six")
    ada, bob = (turn.speaker for turn in alignment.transcript.turns)
    assert bob
    sure = SpeakerChange(first_word=1, end_word=3, before=ada, after=bob, evidence=(), confidence=0.95, is_applied=True)
    doubtful = replace(sure, first_word=3, end_word=4, confidence=0.6, is_applied=False)
    assert said(replace(alignment, changes=(sure, doubtful)))[-1] == (
        "Under a wrong speaker: 2 words in 1 place, put under the right one; perhaps 1 place more, left alone "
        "(clipper turns lists them)."
    )
    assert said(replace(alignment, changes=(doubtful,)))[-1] == (
        "Under a wrong speaker: perhaps 1 place, left alone (clipper turns lists them)."
    )


def test_people_who_talk_at_once_are_told_with_the_first_places() -> None:
    span = [Span(start_ms=at, end_ms=at + 400) for at in (1000, 5000, 61_000, 70_000)]
    overlaps = tuple(Overlap(first=0, second=1, span=one) for one in span)
    alignment = replace(talk("one two", "three"), overlaps=overlaps)
    assert said(alignment)[-1] == (
        "Two people talk at once in 4 places (0:01.0, 0:05.0, 1:01.0 ...; clipper turns lists them)."
    )
