from __future__ import annotations

import pytest

from clipper.errors import InputError
from clipper.model import Span
from clipper.pipeline.quote_planner import Wish
from clipper.pipeline.wish_file import read_span, read_wishes


def test_each_line_is_a_quote_a_quote_near_a_time_or_a_stretch() -> None:
    text = """# for the trailer
ideas are cheap, execution is everything

\N{LEFT DOUBLE QUOTATION MARK}we left the harbour\N{RIGHT DOUBLE QUOTATION MARK} @ 12:03
12:03-12:41
1:02:03.5 --> 1:02:09
write to me @ home
"""
    assert read_wishes(text, source="quotes.txt") == (
        Wish(text="ideas are cheap, execution is everything"),
        Wish(text="we left the harbour", at_ms=723_000),
        Wish(span=Span(start_ms=723_000, end_ms=761_000)),
        Wish(span=Span(start_ms=3_723_500, end_ms=3_729_000)),
        Wish(text="write to me @ home"),
    )


def test_a_stretch_that_runs_backwards_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match=r"quotes\.txt, line 2: 12:41-12:03 ends before it begins"):
        read_wishes("some words\n12:41-12:03\n", source="quotes.txt")


def test_a_file_without_a_quote_is_refused() -> None:
    with pytest.raises(InputError, match=r"quotes\.txt: there is no quote in it"):
        read_wishes("# nothing yet\n\n", source="quotes.txt")


@pytest.mark.parametrize("written", ["12:03", "twelve-thirteen", "12:03-", "12:03-12:41-12:50", "well-known"])
def test_anything_else_is_no_stretch_of_time(written: str) -> None:
    assert read_span(written) is None
