from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.align import Unsearched
from clipper.errors import CoverageError
from clipper.model import Alignment, Diagnostic, Pin, Severity, Span, WordStatus
from clipper.pipeline.coverage import describe_unsearched, judge_coverage
from tests.talks import talk

INVENTED = ["none", "of", "this", "was", "ever", "said", "by", "anybody"]
ALIGNMENT = talk(
    "we left the harbour at six", " ".join(INVENTED), "and the wind got up [laughter]", unspoken=frozenset(INVENTED)
)


def judge(
    alignment: Alignment = ALIGNMENT, *, least: float = 0.8, partial: bool = False, reasons: tuple[Diagnostic, ...] = ()
) -> CoverageError | None:
    return judge_coverage(alignment, least=least, partial=partial, reasons=reasons)


def test_what_is_missing_is_said_in_plain_words_with_the_ways_out() -> None:
    problem = judge()
    assert problem is not None
    assert problem.exit_code == 11
    assert "talk.txt: only 57% of the words were found in talk.wav" in problem.message
    assert "80% are asked for" in problem.message
    assert '8 words from turn 2 on ("none of this was ever said by anybody")' in problem.message
    assert "Nothing was written" in problem.remedy
    assert "--partial" in problem.remedy
    assert "--min-coverage 57 " in problem.remedy


def test_what_was_asked_for_is_told_as_it_was_asked() -> None:
    problem = judge(least=0.585)
    assert problem is not None
    assert "only 57% of the words were found in talk.wav" in problem.message
    assert "58.5% are asked for" in problem.message


def test_what_is_wanted_all_the_same_is_kept_and_still_told() -> None:
    problem = judge(partial=True)
    assert problem is not None
    assert problem.remedy.startswith("What was found is kept.")


def test_enough_is_enough() -> None:
    assert judge(least=0.57) is None
    assert judge(least=0.0) is None
    assert judge(replace(ALIGNMENT, pins=(Pin(first_word=6, end_word=14),)), least=1.0) is None
    assert judge(talk("[music] [applause]")) is None


def test_words_that_are_only_guessed_are_not_enough() -> None:
    alignment = talk(" ".join(f"w{number}" for number in range(40)))
    words = [
        replace(word, status=WordStatus.INTERPOLATED) if index % 3 else word
        for index, word in enumerate(alignment.words)
    ]
    guessed = replace(alignment, words=tuple(words))
    problem = judge(guessed)
    assert problem is not None
    assert "talk.txt: only 14 of the 40 words found in talk.wav are heard in their order" in problem.message
    assert "order in which it is said" in problem.remedy
    assert "--partial" in problem.remedy
    assert judge(guessed, least=0.35) is None
    kept = judge(guessed, partial=True)
    assert kept is not None
    assert kept.remedy.startswith("What was found is kept.")


def test_the_longest_passages_are_named_first_and_the_others_counted() -> None:
    lost = [f"lost{number}" for number in range(15)]
    parts = [
        "here I am",
        " ".join(lost[:1]),
        "a b",
        " ".join(lost[1:3]),
        "c d",
        " ".join(lost[3:10]),
        "e",
        lost[10],
        "f",
    ]
    problem = judge(talk(*parts, unspoken=frozenset(lost)), least=0.9)
    assert problem is not None
    named = problem.message.split("Not found: ")[1]
    assert named.startswith("7 words from turn 6 on")
    assert named.index("2 words from turn 4") < named.index("1 word from turn 2")
    assert named.endswith("; and 1 more passage.")


def excerpt(*, words: int, word_ms: int) -> Alignment:
    """So many words are heard of a text of 400 more."""
    return talk("lost " * 200, "word " * words, "lost " * 200, unspoken=frozenset({"lost"}), word_ms=word_ms, gap_ms=0)


def test_an_excerpt_is_not_judged_by_what_lies_around_it() -> None:
    assert judge(excerpt(words=100, word_ms=600)) is None


@pytest.mark.parametrize(("words", "word_ms"), [(100, 599), (99, 900), (20, 300)])
def test_what_is_shorter_than_a_minute_or_a_hundred_words_is_no_excerpt(words: int, word_ms: int) -> None:
    problem = judge(excerpt(words=words, word_ms=word_ms))
    assert problem is not None
    assert f"only {words * 100 // (words + 400)}% of the words were found" in problem.message
    assert f"60 s: {words} words in {words * word_ms // 1000} s)" in problem.message
    assert "200 words from turn 1 on" in problem.message
    assert "200 words from turn 3 on" in problem.message
    assert judge(excerpt(words=words, word_ms=word_ms), least=0.04) is None


def test_a_short_text_that_is_found_needs_to_be_no_excerpt() -> None:
    assert judge(talk("one two three four five lost", unspoken=frozenset({"lost"}))) is None


def test_a_pin_that_may_be_the_reason_is_named() -> None:
    doubt = Diagnostic(code="pin-against-sound", severity=Severity.WARNING, where="pins.txt:3", message="it is so")
    problem = judge(reasons=(doubt,))
    assert problem is not None
    assert "\npins.txt:3: it is so." in problem.message


def test_where_nothing_was_found_all_is_missing() -> None:
    problem = judge(talk("one two", unspoken=frozenset({"one", "two"})))
    assert problem is not None
    assert "only 0% of the words" in problem.message
    assert "2 words from turn 1" in problem.message


def test_what_was_too_long_to_search_is_named() -> None:
    lost = Unsearched(first_word=6, end_word=14, span=Span(start_ms=61_000, end_ms=662_000))
    (finding,) = describe_unsearched([lost], ALIGNMENT.transcript, "talk.wav")
    assert finding.code == "not-searched"
    assert finding.where == "talk.txt"
    assert '8 words ("none of this was ever said by anybody")' in finding.message
    assert "between 1:01.0 and 11:02.0 of talk.wav" in finding.message
    assert "too long" in finding.message
    problem = judge(reasons=(finding,))
    assert problem is not None
    assert finding.message in problem.message
