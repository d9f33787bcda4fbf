"""Laws of spelling out: whatever a stranger's transcript holds."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.model import PHONES
from clipper.text.spoken import Lexicon, spell_out
from clipper.text.spoken.plain import plain_text
from tests.spoken_words import transcript_of_tokens

_PIECES_TEXT = (
    "$ € 3 12 2012 1/2 .5 , . ; : - – — … ' ’ \" ( ) [ ] % & @ # + = / * _ ° ½ x s am pm GPU GPUs U.S. Mr. th st com"
    " www. https:// re the $3 billion kg May II XIV f*** né 东 пр 😀 \u200b \u0301 İ ß ﷺ"
)
_PIECES = st.sampled_from(_PIECES_TEXT.split())
_TOKENS = st.one_of(
    st.lists(_PIECES, min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp"]), min_size=1, max_size=12),
).filter(lambda token: token.split() == [token])
_TURNS = st.lists(st.lists(_TOKENS, min_size=1, max_size=6), min_size=1, max_size=3)


@settings(deadline=None, max_examples=150)
@given(_TURNS)
def test_every_word_is_spelled_out_in_known_phones(turns: list[list[str]]) -> None:
    transcript = transcript_of_tokens(turns)
    spoken = spell_out(transcript, lexicon=Lexicon())
    assert len(spoken) == len(transcript.words)
    for word, entry in zip(transcript.words, spoken, strict=True):
        assert entry.forms or not any(char.isalnum() for char in plain_text(word.text)), word.text
        assert len(entry.forms) <= 6
        for form in entry.forms:
            for unit in form.units:
                assert all(set(phones) <= set(PHONES) for phones in unit.pronunciations)


@settings(deadline=None, max_examples=50)
@given(_TURNS)
def test_spelling_out_turn_by_turn_changes_nothing(turns: list[list[str]]) -> None:
    together = spell_out(transcript_of_tokens(turns))
    apart = [word for tokens in turns for word in spell_out(transcript_of_tokens([tokens]))]
    ends = {sum(map(len, turns[: count + 1])) - 1 for count in range(len(turns))}
    for index, (one, other) in enumerate(zip(together, apart, strict=True)):
        # Whether a pause follows a turn is a matter of who speaks next.
        assert one == (replace(other, pause_after=one.pause_after) if index in ends else other)


@settings(deadline=None, max_examples=30)
@given(_PIECES, _PIECES)
def test_a_token_of_ten_thousand_characters_costs_no_more_than_a_long_one(left: str, right: str) -> None:
    (word,) = spell_out(transcript_of_tokens([[(left + right) * 5_000]]))
    assert all(len(form.units) <= 60 for form in word.forms)
    assert sum(len(unit.pronunciations[0]) for form in word.forms for unit in form.units) <= 6 * 4 * 120
