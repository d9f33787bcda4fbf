"""What ``clipper suggest`` prints, and the file that it writes."""

from __future__ import annotations

import shlex

from clipper.cli.suggest_report import describe_suggested
from clipper.clips import Merit, Suggestion
from clipper.model import Quote, Span, Speaker
from clipper.pipeline.quote_planner import Wish
from clipper.pipeline.suggest_job import Candidate, Suggested, format_suggestions
from clipper.pipeline.wish_file import read_wishes

SPAN = Span(start_ms=3_661_234, end_ms=3_680_500)


def suggested(found: str = "The hard part was the silence.", name: str = "Ada") -> Suggested:
    one = Suggestion(
        quote=Quote(first_word=4, end_word=10, score=1.0, wanted=found, found=found),
        span=SPAN,
        score=5.6,
        merits=(
            Merit(name="contrast", points=9.0, reason="a contrast"),
            Merit(name="clutter", points=-3.4, reason="2 of 60 words\nare fillers"),
        ),
    )
    candidate = Candidate(suggestion=one, speakers=(Speaker(name=name),), before="we", after="And", heard_again=())
    return Suggested(candidates=(candidate,), with_sound=True, diagnostics=())


def test_a_suggestion_is_a_head_its_words_its_reasons_and_the_line_to_paste() -> None:
    (paragraph,) = describe_suggested(suggested(), ["my talk.json"])
    assert paragraph.splitlines() == [
        "1. 1:01:01.2 to 1:01:20.5  Ada   19 s, 6 points",
        "    The hard part was the silence.",
        "     +9.0  a contrast",
        "     -3.4  2 of 60 words are fillers",
        "    clipper cut 'my talk.json' --at 1:01:01.234-1:01:20.500 -o clips/",
    ]


def test_the_line_to_paste_keeps_a_nasty_name_one_word() -> None:
    name = "it's; rm -rf ~ $(x) `y`.json"
    (paragraph,) = describe_suggested(suggested(), [name])
    assert shlex.split(paragraph.splitlines()[-1])[2] == name


def test_the_file_of_quotes_is_read_back_as_the_stretches_whatever_is_said() -> None:
    told = suggested("one\n0:01-0:02\nrm \x1b[31m", "Ada\nBrandt")
    text = format_suggestions(told, heading=("from a\nb.json", ""))
    assert read_wishes(text, source="quotes.txt") == (Wish(span=SPAN),)
    assert "\x1b" not in text
    assert "#    + a contrast" in text or "# + a contrast" in text
