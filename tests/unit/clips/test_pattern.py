import pytest

from clipper.clips.index import index_transcript
from clipper.clips.pattern import find_pattern
from clipper.errors import QuoteError
from tests.talks import talk

TALK = talk("It is sixty-four feet of rust", "and 64 feet of", "sky [laughter] above us.")


def found(pattern: str) -> list[str]:
    return [quote.found for quote in find_pattern(index_transcript(TALK.transcript), pattern)]


def test_a_match_takes_whole_words_in_any_case() -> None:
    assert found("SIXTY.four|64") == ["sixty-four", "64"]
    assert found("ove") == ["above"]


def test_a_match_goes_across_turns_and_annotations() -> None:
    assert found(r"rust and 64") == ["rust and 64"]
    assert found(r"of sky \[laughter\]") == ["of sky [laughter]"]


def test_blanks_at_its_edges_and_empty_matches_take_no_word() -> None:
    assert found(r"\s64\s") == ["64"]
    assert found(r"\s|z*|^|$") == []


def test_a_match_holds_its_range() -> None:
    (quote,) = find_pattern(index_transcript(TALK.transcript), "feet of$|us\\.")
    assert (quote.first_word, quote.end_word, quote.score) == (13, 14, 1.0)


def test_only_some_words_may_be_asked_for() -> None:
    assert [quote.found for quote in find_pattern(index_transcript(TALK.transcript), "feet", only=range(6))] == ["feet"]
    assert find_pattern(index_transcript(TALK.transcript), "rust and", only=range(6)) == ()


@pytest.mark.parametrize("pattern", ["(", "[a", "*", r"\p{nothing}", "(?P<a>x)(?P<a"])
def test_what_is_no_regular_expression_is_refused(pattern: str) -> None:
    with pytest.raises(QuoteError, match="no regular expression"):
        find_pattern(index_transcript(TALK.transcript), pattern)


@pytest.mark.parametrize("pattern", [r"(a|aa)+\d", "(?R)", "(" * 3000 + ")" * 3000])
def test_a_pattern_that_never_ends_is_stopped(pattern: str) -> None:
    endless = talk("a" * 60 + " " + "aaa " * 30 + "!")
    with pytest.raises(QuoteError, match="takes more than"):
        find_pattern(index_transcript(endless.transcript), pattern, seconds=0.1)


def test_an_empty_transcript_is_searched() -> None:
    assert find_pattern(index_transcript(talk("[music]").transcript), "a") == ()
