"""What a delivery asks of its cues: hard limits, wishes, and what breaking a wish costs the search.

Each profile that comes along is a file in ``profiles/`` with a source beside every number; the defaults here are what
such a file need not say. Sources are keyed as in Netflix's timed-text guides (general requirements [N-GR], English
[N-EN], timing [N-TG]), the BBC subtitle guidelines v1.2.5 [BBC, section], TED's translator guide [TED] and Subtitle
Edit's checks [SE].
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fractions import Fraction
from importlib import resources
from typing import get_type_hints

from clipper.errors import InputError
from clipper.model import FrameRate

_LEAST_LABEL = 4  # columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalties:
    """What the search pays, in points; 100 is "an editor would send it back".

    No source gives such numbers. They follow the order of BBC 3.10 (text and timing beat line breaks) and the break
    lists of Netflix and BBC 3.4 to 3.9, and were set by reading the cues of a fast, disfluent interview.
    """

    cue: int = 22  # every cue: fewer and fuller ones, as long as the text allows
    line_share: float = 0.5  # a line break hurts half as much as the same break between cues: both halves stay in sight
    two_sentences: int = 24  # two short whole sentences in one cue (BBC 3.8 allows them), per join: where time is short
    two_long_sentences: int = 45  # whole sentences that are not short: BBC 3.2 wants one each
    short_head: int = 26  # "Yeah. And then we ..." where the answer word is too short to stand alone
    short_tail: int = 70  # "... in the room. Yeah."
    sentence_head: int = 110  # a whole sentence, and the beginning of another that goes on in the next cue
    sentence_tail: int = 80  # the end of a sentence, and another whole one
    sentence_ends: int = (
        300  # the end of one sentence and the beginning of the next: both torn; BBC 3.2 and TED forbid it
    )
    limit_broken: int = 400  # a cue that is too short or too fast at all: kept to wherever any layout can
    too_short: int = 130  # a cue with no time at all; less in proportion, none at the minimum
    too_fast: int = 110  # a cue read in no time at all; less in proportion, none at the reading speed
    pause_inside: int = 60  # at the longest pause allowed inside a cue; less in proportion from `quiet_pause_ms` on
    orphan: int = 60  # a cue of one short word torn from its sentence
    lone_sentence: int = 12  # a cue of one short whole sentence: fine, but better with company
    lone_line: int = 34  # one short word alone on a line
    lone_label: int = 48  # a speaker's label alone on the upper line: clumsy, but better than a torn phrase
    unbalanced: int = 40  # one line empty beside a full one; less in proportion, none from `line_ratio` on
    top_heavy: int = 8  # the upper line is full and the lower one empty; less in proportion (Netflix: bottom-heavy)
    two_speakers: int = 90  # two people in one cue: only where a limit is broken otherwise [BBC 5.6]
    untimed: int = 200  # a cue in which nobody speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The limits of a delivery. Times in ms, widths in columns (an East Asian wide character takes two).

    None says that there is no such limit. ``rate`` is the frame rate on whose frames cues begin and end.

    Raises:
        ValueError: If the limits contradict each other.
    """

    name: str
    max_columns: int = 42  # [N-EN], [TED]
    max_lines: int = 2  # [N-GR], [TED]; the search lays out one or two
    max_words: int | None = None  # of a cue
    max_speakers: int = 1  # of a cue: two have a line each, where one has too little time alone
    min_duration_ms: int = 834  # 5/6 s [N-GR]
    min_ms_a_word: int = 0  # of a cue's duration
    max_duration_ms: int = 7_000  # [N-GR], [TED]
    max_cps: int | None = None  # graphemes per second, spaces counted, line breaks not [SE]
    max_wpm: int | None = None  # words per minute
    max_pause_ms: int = 1_500  # a silence worth an empty screen: [BBC 4] "no gap, or >= 1 s, better 1.5 s"; [N-EN] 2 s
    quiet_pause_ms: int = 350  # from here a pause is heard as a break: inter-quartile pauses of read speech lie below
    linger_ms: int = 500  # a cue stays this long after its last word where nothing follows [N-TG]
    max_linger_ms: int = 1_500  # and up to this where it needs the time to be read [BBC 4]
    min_gap_frames: int = 2  # [N-TG]
    chain_below_ms: int = 500  # a smaller gap is closed to the smallest [N-TG]
    min_annotation_ms: int = 1_000  # a turn that is an annotation only needs this much silence to be shown
    line_ratio: float = 0.5  # the shorter line should reach this share of the longer [TED]
    short_columns: int = 12  # an orphan, an answer word: "Yeah.", "Of course."
    short_sentence_columns: int = 34  # two of them may share a cue [BBC 3.8 "short"]: most of a line each
    max_label_columns: int = 24  # a speaker's prefix may take up to this; a longer name is shortened
    rate: FrameRate = field(default=FrameRate(fps=Fraction(24)))
    penalties: Penalties = field(default_factory=Penalties)

    def __post_init__(self) -> None:
        if self.max_lines not in (1, 2):
            raise ValueError(f"cues have one or two lines, not {self.max_lines}")
        for key in ("max_columns", "max_label_columns"):
            if getattr(self, key) < _LEAST_LABEL:
                raise ValueError(
                    f"{key} = {getattr(self, key)} leaves no room for a speaker's label: {_LEAST_LABEL} at least"
                )
        if self.max_label_columns > self.max_columns:
            raise ValueError(
                f"max_label_columns = {self.max_label_columns} is wider than max_columns = {self.max_columns}"
            )
        if self.min_duration_ms > self.max_duration_ms:
            raise ValueError(
                f"min_duration_ms = {self.min_duration_ms} is longer than max_duration_ms = {self.max_duration_ms}"
            )
        if self.max_speakers not in (1, 2):
            raise ValueError(f"a cue has one or two speakers, not {self.max_speakers}")
        for key in ("max_words", "max_cps", "max_wpm", "min_duration_ms"):
            if (limit := getattr(self, key)) is not None and limit < 1:
                raise ValueError(f"{key} = {limit} is less than 1")

    @property
    def min_gap_ms(self) -> int:
        """The smallest gap between cues as whole ms: what frames that far apart are at least."""
        return int(self.min_gap_frames) * 1000 * self.rate.fps.denominator // self.rate.fps.numerator

    def reading_ms(self, characters: int, words: int) -> int:
        """How long a cue must be on screen, rounded up: one that is, is neither too fast nor too short."""
        needed = max(self.min_duration_ms, words * self.min_ms_a_word)
        if self.max_cps:
            needed = max(needed, -(-characters * 1000 // self.max_cps))
        return max(needed, -(-words * 60_000 // self.max_wpm)) if self.max_wpm else needed


BUILT_IN = ("netflix-en", "bbc", "ted", "dcmp", "podcast", "vertical", "youtube")
"""The profiles that come along, each a file in ``profiles/``."""


def load_profile(name: str) -> Profile:
    """One of the ``BUILT_IN`` profiles.

    Raises:
        InputError: If there is none of that name.
    """
    if name not in BUILT_IN:
        raise InputError(
            f"there is no profile {name!r}", remedy=f"There are {', '.join(BUILT_IN)}, or a file of yours."
        )
    text = (resources.files("clipper.cues") / "profiles" / f"{name}.toml").read_text("utf-8")
    return parse_profile(text, source=f"{name}.toml", name=name)


def parse_profile(text: str, *, source: str, name: str) -> Profile:
    """A profile from its file: ``key = value`` lines of TOML, keys as in ``Profile`` and ``Penalties``.

    ``based_on = "bbc"`` takes what is not said from that profile; otherwise from the defaults.

    Raises:
        InputError: For what is no TOML, an unknown key, a value of the wrong kind, or limits that contradict.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InputError(
            f"{source}: {problem}", remedy="A profile has a line for each limit: max_columns = 32"
        ) from problem
    base = given.pop("based_on", None)
    profile = load_profile(str(base)) if base is not None else Profile(name=name)
    return change_profile(replace(profile, name=name), given, source=source)


def change_profile(profile: Profile, changes: Mapping[str, object], *, source: str) -> Profile:
    """The profile with some limits changed.

    Raises:
        InputError: See ``parse_profile``.
    """
    kinds = {key: kind for key, kind in get_type_hints(Profile).items() if key not in _NOT_LIMITS}
    weights = set(get_type_hints(Penalties))
    for key, value in changes.items():
        if key not in kinds and key not in weights:
            near = get_close_matches(key, [*kinds, *weights], n=1)
            raise InputError(
                f"{source}: there is no limit {key!r}", remedy=f"Did you mean {near[0]!r}?" if near else _KEYS
            )
        if fault := _fault_of(key, value, is_whole=key in kinds and key not in _SHARES):
            raise InputError(f"{source}: {key} = {value!r} {fault}", remedy=_KEYS)
    limits = {key: value for key, value in changes.items() if key in kinds}
    columns = limits.get("max_columns")
    if isinstance(columns, int | float) and "max_label_columns" not in limits:
        limits["max_label_columns"] = min(profile.max_label_columns, columns)
    prices = {key: value for key, value in changes.items() if key in weights}
    try:
        return replace(profile, **limits, penalties=replace(profile.penalties, **prices))  # type: ignore[arg-type]
    except ValueError as problem:
        raise InputError(f"{source}: {problem}", remedy=_KEYS) from problem


def _fault_of(key: str, value: object, *, is_whole: bool) -> str | None:
    """Why a value is none for any limit or price; None if it is one."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return "is not a number"
    if is_whole and value != int(value):
        return "is not a whole number"
    if value < 0:
        return "is less than 0"
    return "is more than 1" if key in _SHARES and value > 1 else None


_SHARES = ("line_ratio",)
_NOT_LIMITS = ("name", "rate", "penalties")
_KEYS = "The limits and their units stand in the profiles that come along: clipper/cues/profiles/netflix-en.toml."

NETFLIX_EN = load_profile("netflix-en")
