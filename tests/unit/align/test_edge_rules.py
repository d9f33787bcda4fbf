from __future__ import annotations

from itertools import product

from clipper.align.edge_rules import CLASS_OF, PhoneClass
from clipper.align.edge_tables import EDGE_RULES
from clipper.model import PHONES


def test_every_phone_has_a_class() -> None:
    assert set(CLASS_OF) == set(PHONES)
    assert set(CLASS_OF.values()) == set(PhoneClass)


def test_the_tables_speak_of_every_class_and_of_every_pair() -> None:
    for table in (EDGE_RULES.start_rise, EDGE_RULES.end_rise, EDGE_RULES.start_late_ms, EDGE_RULES.end_late_ms):
        assert set(table) == set(PhoneClass)
    assert set(EDGE_RULES.join_late_ms) == set(product(PhoneClass, PhoneClass))


def test_the_tables_correct_habits_and_do_not_replace_what_is_heard() -> None:
    """A rise is a share of the way up; what is taken back is a few rows of the 10 ms search at the most."""
    rises = [*EDGE_RULES.start_rise.values(), *EDGE_RULES.end_rise.values()]
    assert all(rise is None or 0.1 <= rise <= 0.9 for rise in rises)
    for table in (EDGE_RULES.start_late_ms, EDGE_RULES.end_late_ms, EDGE_RULES.join_late_ms):
        assert all(abs(late) <= 30 for late in table.values())
