from __future__ import annotations

from clipper.model import Overlap, Span, Speaker, TimedWord, Turn, WordStatus
from clipper.turns import find_overlaps

ADA, BOB = Speaker(name="Ada"), Speaker(name="Bob")


def timed(*spans: tuple[int, int] | None) -> list[TimedWord]:
    return [
        TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=span[0], end_ms=span[1]))
        if span
        else TimedWord(status=WordStatus.NOT_SPOKEN)
        for span in spans
    ]


def turns(*speakers: Speaker) -> list[Turn]:
    return [Turn(speaker=who, first_word=2 * n, end_word=2 * n + 2) for n, who in enumerate(speakers)]


def test_two_people_who_talk_at_once_overlap_for_as_long_as_they_do() -> None:
    words = timed((0, 400), (500, 1000), (800, 1200), (1300, 1500), (1400, 2000), None)
    assert list(find_overlaps(turns(ADA, BOB, ADA), words)) == [
        Overlap(first=0, second=1, span=Span(start_ms=800, end_ms=1000)),
        Overlap(first=1, second=2, span=Span(start_ms=1400, end_ms=1500)),
    ]


def test_a_turn_within_a_long_one_and_those_behind_it_are_all_found() -> None:
    words = timed((0, 400), (400, 5000), (800, 900), (950, 1000), (2000, 2100), (2200, 2300))
    assert [(one.first, one.second) for one in find_overlaps(turns(ADA, BOB, BOB), words)] == [(0, 1), (0, 2)]


def test_what_one_says_while_the_other_pauses_is_no_overlap() -> None:
    words = timed((0, 400), (4000, 5000), (800, 900), (3950, 4100))
    assert list(find_overlaps(turns(ADA, BOB), words)) == [
        Overlap(first=0, second=1, span=Span(start_ms=4000, end_ms=4100))
    ]
    assert not list(find_overlaps(turns(ADA, BOB), timed((0, 400), (4000, 5000), (800, 900), (3000, 3100))))
    twice = find_overlaps(turns(ADA, BOB), timed((0, 400), (4000, 5000), (300, 500), (4900, 5100)))
    assert [(one.span.start_ms, one.span.end_ms) for one in twice] == [(300, 400), (4900, 5000)]


def test_a_breath_does_not_part_an_overlap() -> None:
    (one,) = find_overlaps(turns(ADA, BOB), timed((0, 400), (600, 1000), (100, 500), (500, 900)))
    assert one.span == Span(start_ms=100, end_ms=900)


def test_one_speaker_does_not_overlap_and_neither_do_turns_that_touch() -> None:
    assert not list(find_overlaps(turns(ADA, ADA), timed((0, 400), (500, 1000), (800, 1200), (1300, 1500))))
    assert not list(find_overlaps(turns(ADA, BOB), timed((0, 400), (500, 1000), (1000, 1200), None)))
