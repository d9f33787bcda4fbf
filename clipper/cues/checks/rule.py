"""What a rule is, what it looks at, and what it says of a cue that breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from clipper.cues.profile import Profile
from clipper.language import weigh_gaps
from clipper.model import Cue, CueFinding, CueTrack, Line, Severity

Looked = TypeVar("Looked")
DASHES = ("-", "‐", "–", "—")
_CHEVRON = re.compile(r">{2,3}(?=\s?\S)")
_CAPITAL = r"[^\W\d_a-z][\w.'’-]{0,30}"
LABEL = re.compile(rf"({_CAPITAL}(?: (?:{_CAPITAL}|\([^()]{{1,20}}\))){{0,3}}):(?=\s|$)")
"""A speaker's name in front of what is said: "Ada Lovelace: ", "MAN (on phone): "."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One place where a rule is broken.

    ``message`` says it whole. ``cue`` is the cue's index from 0 where the rule looked at more than one; ``time_ms`` a
    place other than the cue's start; ``severity`` takes the place of the rule's.
    """

    message: str
    value: float | str | None = None
    limit: float | str | None = None
    cue: int | None = None
    time_ms: int | None = None
    severity: Severity | None = None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A cue among its neighbours, as rules look at it.

    ``busy_until_ms`` is when the last of all cues that began before it ends, wherever they stand in the file; None if
    none did. ``shots_ms`` are the picture's cuts, in order, where known.
    """

    track: CueTrack
    profile: Profile
    index: int
    busy_until_ms: int | None = None
    shots_ms: Sequence[int] = ()

    @property
    def cue(self) -> Cue:
        """The cue that is judged."""
        return self.track.cues[self.index]

    @property
    def before(self) -> Cue | None:
        """The cue in front of it in the file."""
        return self.track.cues[self.index - 1] if self.index else None

    @property
    def after(self) -> Cue | None:
        """The cue behind it in the file."""
        return self.track.cues[self.index + 1] if self.index + 1 < len(self.track.cues) else None

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines as a viewer reads them."""
        return tuple(map(text_of, self.cue.lines))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in order."""
        return tuple(self.cue.text.split())

    @cached_property
    def is_dialogue(self) -> bool:
        """Whether more than one person speaks in it."""
        return self.speakers > 1

    @cached_property
    def speakers(self) -> int:
        """How many people speak in it, by voices, by names in front of lines, and by lines that begin as another's."""
        named = {label for label in map(label_of, self.lines) if label}
        begun = list(map(begins_speech, self.lines))
        marked = sum(begun) + (any(begun[1:]) and not begun[0])
        return max(len(voices(self.cue)), len(named), marked)

    @cached_property
    def gaps(self) -> tuple[list[int], list[bool]]:
        """``weigh_gaps`` for its words; first and last entry are the borders with what stands around it."""
        before = last_word(self.before) if self.follows(self.before, self.cue) else None
        after = first_word(self.after) if self.follows(self.cue, self.after) else None
        costs, ends = weigh_gaps([*before_or(before), *self.words, *before_or(after)], self.track.language)
        first = 1 if before else 0
        return costs[first : first + len(self.words) + 1], ends[first : first + len(self.words) + 1]

    def follows(self, first: Cue | None, second: Cue | None) -> bool:
        """Whether the second goes on where the first ends: one speaker, no long pause, no dash."""
        if first is None or second is None or not second.lines:
            return False
        is_new = begins_speech(text_of(second.lines[0])) or voices(first)[-1:] != voices(second)[:1]
        return not is_new and second.start_ms - first.end_ms <= self.profile.max_pause_ms


def before_or(word: str | None) -> list[str]:
    """A list of the word, if there is one."""
    return [word] if word else []


def text_of(line: Line) -> str:
    """A line as a viewer reads it."""
    return "".join(run.text for run in line)


def voices(cue: Cue) -> list[str]:
    """The speakers of a cue, in the order in which they come."""
    return list(dict.fromkeys(run.speaker for line in cue.lines for run in line if run.speaker))


def begins_with_dash(line: str) -> bool:
    """Whether a line begins as another speaker's."""
    return line.startswith(DASHES) and line.strip("-‐–— ") != ""


def label_of(line: str) -> str | None:
    """The name in front of a line, if there is one."""
    found = LABEL.match(line.lstrip("-‐–—> "))
    return found[1] if found else None


def begins_speech(line: str) -> bool:
    """Whether a line says itself that somebody else speaks: a dash, ">>", a name in capitals."""
    name = label_of(line)
    return begins_with_dash(line) or _CHEVRON.match(line) is not None or (name is not None and name.isupper())


def last_word(cue: Cue | None) -> str | None:
    """The last word of a cue."""
    words = cue.text.split() if cue else []
    return words[-1] if words else None


def first_word(cue: Cue | None) -> str | None:
    """The first word of a cue."""
    words = cue.text.split() if cue else []
    return words[0] if words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Looked]):
    """A point of the check list, about ``Seen`` cues or a ``SourceFile``.

    ``code`` is stable. ``key`` names the limit of the profile that it holds cues to, if there is one: `--limit` changes
    it. ``source`` says who else asks for it, as in ``cues.profile``.
    """

    code: str
    title: str
    severity: Severity
    find: Callable[[Looked], Iterator[Breach]] = field(repr=False)
    source: str = ""
    key: str = ""
    unit: str = ""
    remedy: str = ""


def as_finding(rule: Rule[Any], breach: Breach, track: CueTrack, profile: Profile, index: int | None) -> CueFinding:
    """A breach as a finding; ``index`` is its cue's, from 0."""
    cue = None if index is None else track.cues[index]
    time_ms = breach.time_ms if breach.time_ms is not None or cue is None else cue.start_ms
    named = f"cue {index + 1}" if index is not None else "the file"
    origin = "; ".join(part for part in (f"{profile.name}: {rule.key}" if rule.key else "", rule.source) if part)
    return CueFinding(
        code=rule.code,
        severity=breach.severity or rule.severity,
        where=named if time_ms is None else f"{named} at {_exact_clock(time_ms)}",
        message=breach.message,
        remedy=rule.remedy,
        rule=rule.title,
        source=origin,
        cue=None if index is None else index + 1,
        time_ms=time_ms,
        value=breach.value,
        limit=breach.limit,
        unit=rule.unit,
    )


def _exact_clock(time_ms: int) -> str:
    seconds, ms = divmod(abs(time_ms), 1000)
    sign = "-" if time_ms < 0 else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
