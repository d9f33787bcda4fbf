from __future__ import annotations

from clipper.text.spoken.readings import MAX_FORMS, MAX_UNITS, SILENT, chain, either, optional, say, taking_turns


def test_a_chain_joins_the_likeliest_first() -> None:
    assert chain(say("a b", "c"), say("d", "e")) == (("a", "b", "d"), ("a", "b", "e"), ("c", "d"), ("c", "e"))


def test_a_chain_passes_over_what_has_no_reading() -> None:
    assert chain(say("a"), (), SILENT, say("b")) == (("a", "b"),)


def test_the_number_of_alternatives_and_units_stays_small() -> None:
    many = chain(*[say("a", "b c")] * 200)
    assert len(many) <= MAX_FORMS
    assert max(map(len, many)) <= MAX_UNITS


def test_either_keeps_each_reading_once_in_order() -> None:
    assert either(say("a", "b"), say("b", "c")) == say("a", "b", "c")


def test_taking_turns_lets_every_option_have_its_first_choice_early() -> None:
    assert taking_turns(say("a", "b"), say("c", "d"), ()) == say("a", "c", "b", "d")


def test_optional_may_be_left_out() -> None:
    assert optional(say("www")) == (("www",), ())
