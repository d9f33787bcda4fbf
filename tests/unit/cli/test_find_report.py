"""What ``clipper find`` prints."""

from __future__ import annotations

import json

from clipper.cli.find_report import describe_found, describe_passed_over, found_fields
from clipper.clips import Difference
from clipper.model import Quote, Span, Speaker
from clipper.pipeline.find_job import Found, Match, Search


def match(**given: object) -> Match:
    fields: dict[str, object] = {
        "episode": "talk.json",
        "quote": Quote(first_word=4, end_word=6, score=0.875, wanted="all at sea", found="out at sea."),
        "span": Span(start_ms=61_200, end_ms=62_000),
        "speakers": (Speaker(name="Ada"), Speaker(name="Milo")),
        "before": "we were",
        "after": "And then",
        "differences": (Difference(wanted="all", said="out"),),
        "heard_again": (),
        "margin": 0.125,
    }
    return Match(**{**fields, **given})  # type: ignore[arg-type]


def printed(one: Match, *, several: bool = False) -> list[str]:
    return describe_found(Found(matches=(one,), total=1), several=several)[0]


def test_a_match_is_a_head_its_words_and_what_differs() -> None:
    assert printed(match()) == [
        "1:01.2 to 1:02.0  Ada, Milo   match 88%, 12% above the next place",
        "    ... we were [out at sea.] And then ...",
        '    not "all" but "out"',
    ]


def test_several_episodes_are_named() -> None:
    assert printed(match(), several=True)[0].startswith("talk.json  1:01.2 to")


def test_a_worse_place_says_by_how_much_and_a_single_one_nothing() -> None:
    assert printed(match(margin=-0.05))[0].endswith("match 88%, 5% below the best place")
    assert printed(match(margin=None))[0].endswith("match 88%")


def test_words_on_one_side_only() -> None:
    differences = (Difference(wanted="all", said=""), Difference(wanted="", said="out"))
    assert printed(match(differences=differences))[2:] == ['    not said: "all"', '    left out: "out"']


def test_what_is_heard_again_or_never_is_told() -> None:
    again = (Span(start_ms=1000, end_ms=2000), Span(start_ms=95_000, end_ms=96_000))
    assert printed(match(heard_again=again))[-1] == "    heard again at 0:01.0 and 1:35.0"
    assert printed(match(span=None, speakers=()))[0].startswith("not heard  somebody")


def test_nothing_that_a_terminal_would_obey_is_printed() -> None:
    hostile = "a\x1b[2J\u202eb"
    quote = Quote(first_word=0, end_word=1, score=0.5, wanted=hostile, found=hostile)
    lines = printed(
        match(
            episode=hostile,
            quote=quote,
            before=hostile,
            speakers=(Speaker(name=hostile),),
            differences=(Difference(wanted=hostile, said=hostile),),
        ),
        several=True,
    )
    assert all(line.isprintable() for line in lines)


def test_the_summary_counts_what_is_listed_and_what_is_not() -> None:
    assert describe_found(Found(matches=(match(),), total=1), several=False)[1] == "1 place"
    some = Found(matches=(match(),), total=500, is_more=True)
    assert describe_found(some, several=False)[1] == (
        "500 places or more (--regex finds them all), of which 1 are listed (--limit)"
    )


def test_the_fields_are_named_like_those_of_cut() -> None:
    fields = json.loads(found_fields(Found(matches=(match(),), total=1), Search(wanted="all at sea")))
    assert (fields["wanted"], fields["total"]) == ("all at sea", 1)
    (one,) = fields["matches"]
    assert {"found", "score", "first_word", "end_word", "speakers", "source_start_ms", "source_end_ms"} < set(one)
    assert (one["source_start_ms"], one["score"], one["margin"]) == (61_200, 0.875, 0.125)
    assert one["differences"] == [{"wanted": "all", "said": "out"}]


def test_broken_files_of_a_folder_are_told_in_one_line() -> None:
    assert describe_passed_over(["a.json"]).endswith(": a.json")
    assert describe_passed_over([f"{number}\n.json" for number in range(5)]).endswith(
        ": 0 .json, 1 .json, 2 .json and 2 more"
    )
