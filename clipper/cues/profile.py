"""What a delivery asks of its cues: hard limits, wishes, and what breaking a wish costs the search.

Sources are keyed as in Netflix's timed-text guides (general requirements [N-GR], English [N-EN], timing [N-TG]), the
BBC subtitle guidelines v1.2.5 [BBC, section], TED's translator guide [TED] and Subtitle Edit's checks [SE].
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalties:
    """What the search pays, in points; 100 is "an editor would send it back".

    No source gives such numbers. They follow the order of BBC 3.10 (text and timing beat line breaks) and the break
    lists of Netflix and BBC 3.4 to 3.9, and were set by reading the cues of a fast, disfluent interview.
    """

    cue: int = 22  # every cue: fewer and fuller ones, as long as the text allows
    line_share: float = 0.5  # a line break hurts half as much as the same break between cues: both halves stay in sight
    two_sentences: int = 9  # two short whole sentences in one cue (BBC 3.8 allows them), per join
    two_long_sentences: int = 45  # whole sentences that are not short: BBC 3.2 wants one each
    short_head: int = 26  # "Yeah. And then we ..." where the answer word is too short to stand alone
    short_tail: int = 70  # "... in the room. Yeah."
    sentence_head: int = 110  # a whole sentence, and the beginning of another that goes on in the next cue
    sentence_tail: int = 80  # the end of a sentence, and another whole one
    sentence_ends: int = 150  # the end of one sentence and the beginning of the next: both torn
    too_short: int = 130  # a cue with no time at all; less in proportion, none at the minimum
    too_fast: int = 110  # a cue read in no time at all; less in proportion, none at the reading speed
    pause_inside: int = 60  # at the longest pause allowed inside a cue; less in proportion from `quiet_pause_ms` on
    orphan: int = 60  # a cue of one short word torn from its sentence
    lone_sentence: int = 12  # a cue of one short whole sentence: fine, but better with company
    lone_line: int = 34  # one short word alone on a line
    lone_label: int = 48  # a speaker's label alone on the upper line: clumsy, but better than a torn phrase
    unbalanced: int = 40  # one line empty beside a full one; less in proportion, none from `line_ratio` on
    top_heavy: int = 8  # the upper line is full and the lower one empty; less in proportion (Netflix: bottom-heavy)
    untimed: int = 200  # a cue in which nobody speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The limits of a delivery. All times in ms, widths in columns (an East Asian wide character takes two)."""

    name: str
    max_columns: int = 42  # [N-EN], [TED]
    max_lines: int = 2  # [N-GR], [TED]; the search lays out one or two
    min_duration_ms: int = 1_000  # [TED], Amazon; Netflix's 5/6 s is meant for one or two words [N-TG]
    max_duration_ms: int = 7_000  # [N-GR], [TED]
    max_cps: int = 20  # graphemes per second, spaces counted, line breaks not: adult programmes [N-EN], counted as [SE]
    max_pause_ms: int = 1_500  # a silence worth an empty screen: [BBC 4] "no gap, or >= 1 s, better 1.5 s"; [N-EN] 2 s
    quiet_pause_ms: int = 350  # from here a pause is heard as a break: inter-quartile pauses of read speech lie below
    linger_ms: int = 500  # a cue stays this long after its last word where nothing follows [N-TG]
    max_linger_ms: int = (
        1_500  # and up to this where it needs the time to be read [BBC: out-time <= 1.5 s after speech]
    )
    min_gap_ms: int = 83  # 2 frames at 24 fps; Subtitle Edit stores the same number for Netflix [N-TG], [SE]
    chain_below_ms: int = 500  # a smaller gap is closed to `min_gap_ms` [N-TG]
    min_annotation_ms: int = 1_000  # a turn that is an annotation only needs this much silence to be shown
    line_ratio: float = 0.5  # the shorter line should reach this share of the longer [TED]
    short_columns: int = 12  # an orphan, an answer word: "Yeah.", "Of course."
    short_sentence_columns: int = 34  # two of them may share a cue [BBC 3.8 "short"]: most of a line each
    max_label_columns: int = 24  # a speaker's prefix may take up to this; a longer name is shortened
    penalties: Penalties = field(default_factory=Penalties)

    def __post_init__(self) -> None:
        if self.max_lines not in (1, 2):
            raise ValueError(f"cues have one or two lines, not {self.max_lines}")
        if not 4 <= self.max_label_columns <= self.max_columns:
            raise ValueError("a line holds a speaker's label, and that at least an initial, an ellipsis and a colon")
        if not 0 < self.min_duration_ms <= self.max_duration_ms:
            raise ValueError("the shortest cue is not longer than the longest")


NETFLIX_EN = Profile(name="netflix-en")
