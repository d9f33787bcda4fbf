"""Matches as a person reads them, and as fields for machines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterator

from clipper.clips import Difference, one_line
from clipper.model.clock import clock
from clipper.pipeline.find_job import Found, Match, Search

_NAMED = 3  # broken files in one line


def describe_found(found: Found, *, several: bool) -> tuple[list[str], str]:
    """A few lines for every match, with its file where there are several, and one that sums up."""
    lines = [line for match in found.matches for line in _describe(match, several=several)]
    places = "1 place" if found.total == 1 else f"{found.total} places"
    if found.is_more:
        places += " or more (--regex finds them all)"
    more = f", of which {len(found.matches)} are listed (--limit)" if found.total > len(found.matches) else ""
    return lines, f"{places}{more}"


def _describe(match: Match, *, several: bool) -> Iterator[str]:
    name = f"{one_line(match.episode)}  " if several else ""
    when = "not heard" if match.span is None else f"{clock(match.span.start_ms)} to {clock(match.span.end_ms)}"
    who = one_line(", ".join(speaker.name for speaker in match.speakers)) or "somebody"
    yield f"{name}{when}  {who}   match {match.quote.score:.0%}{_margin(match)}"
    before = f"... {match.before} " if match.before else ""
    after = f" {match.after} ..." if match.after else ""
    yield f"    {one_line(f'{before}[{match.quote.found}]{after}')}"
    for difference in match.differences:
        yield f"    {one_line(_tell(difference))}"
    if match.heard_again:
        yield f"    heard again at {' and '.join(clock(span.start_ms) for span in match.heard_again)}"


def _margin(match: Match) -> str:
    if match.margin is None:
        return ""
    if match.margin >= 0:
        return f", {match.margin:.0%} above the next place"
    return f", {-match.margin:.0%} below the best place"


def _tell(difference: Difference) -> str:
    if not difference.said:
        return f'not said: "{difference.wanted}"'
    if not difference.wanted:
        return f'left out: "{difference.said}"'
    return f'not "{difference.wanted}" but "{difference.said}"'


def describe_passed_over(names: Collection[str]) -> str:
    """One line that names the files of folders that cannot be read, some of them if there are many."""
    some = ", ".join(one_line(name) for name in list(names)[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"clipper: passed over, because it cannot be read (clipper index says why): {some}{more}"


def found_fields(found: Found, wanted: Search) -> str:
    """The matches as JSON; the names are those that ``cut`` prints."""
    fields = {
        "wanted": wanted.wanted,
        "total": found.total,
        "matches": [_fields(match) for match in found.matches],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2)


def _fields(match: Match) -> dict[str, object]:
    return {
        "episode": match.episode,
        "found": match.quote.found,
        "score": round(match.quote.score, 4),
        "margin": None if match.margin is None else round(match.margin, 4),
        "first_word": match.quote.first_word,
        "end_word": match.quote.end_word,
        "speakers": [dataclasses.asdict(speaker) for speaker in match.speakers],
        "source_start_ms": match.span.start_ms if match.span else None,
        "source_end_ms": match.span.end_ms if match.span else None,
        "before": match.before,
        "after": match.after,
        "differences": [dataclasses.asdict(difference) for difference in match.differences],
        "heard_again": [dataclasses.asdict(span) for span in match.heard_again],
    }
