"""Labelled text (header, inline and plain layout) with other turns.

Between two turns stand three things: a joint (the line break or blank lines), a head, and the space behind it. Where a
turn begins as one did before, all three stay; where one begins anew, the joint is the file's usual one and the head a
sample of the same speaker's; where one began and does not now, one space is left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clipper.model import Speaker, Transcript, Turn
from clipper.text.readers.labelled import find_heads
from clipper.text.writers.draft import Draft
from clipper.text.writers.heads import Head, Range, hide_markup, measure_head, split_gap
from clipper.text.writers.times import InOrder, TimeStyle, first_known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How far a draft departs from the input, to be read right.

    ``names_all``: no head carries on without a name. ``times_all``: turns without a time get that of their old place,
    or of the turn before. ``keeps_lines``: where a head was taken out, its line break stays. ``sets_apart``: a blank
    line before each turn. ``unwraps``: no line breaks within a turn. ``labels``: every head is
    "[00:41] Name (Role): ", the form that needs the least about it to be read.
    """

    names_all: bool = False
    times_all: bool = False
    keeps_lines: bool = False
    sets_apart: bool = False
    unwraps: bool = False
    labels: bool = False


_MANNERS = (
    _Manner(),
    _Manner(names_all=True),
    _Manner(keeps_lines=True),
    _Manner(times_all=True),
    _Manner(times_all=True, keeps_lines=True),
    _Manner(sets_apart=True),
    _Manner(times_all=True, sets_apart=True, unwraps=True),
    _Manner(sets_apart=True, labels=True),
    _Manner(times_all=True, sets_apart=True, unwraps=True, labels=True),
)


def draft_labelled(transcript: Transcript, turns: Sequence[Turn]) -> Iterator[Draft]:
    """Drafts of the file with ``turns``, the one most like it first."""
    file = _File(transcript)
    for manner in _MANNERS:
        yield file.write(turns, manner)


class _File:
    """What the file's own turns look like, and the file with others."""

    def __init__(self, transcript: Transcript) -> None:
        self.text = transcript.text
        self.words = transcript.words
        self.transcript = transcript
        self.heads: dict[int, Head] = {}
        self.joints: dict[int, str] = {}
        self.clings: dict[int, str] = {}
        self._measure()
        self.samples = [head for head in self.heads.values() if head.is_whole]
        layouts = Counter(head.layout for head in self.samples)
        kinds = {head.layout: head for head in reversed(self.samples)}
        self.kinds = [kinds[layout] for layout, _ in layouts.most_common()]
        self.times = TimeStyle(written for head in self.samples for written in head.written_times)
        self.is_timed = any(head.clocks for head in self.samples)
        self.newline = next((end for end in ("\r\n", "\n", "\r") if end in self.text), "\n")
        usual = Counter(joint for word, joint in self.joints.items() if word in self.heads or not self.heads)
        usual = Counter({joint: count for joint, count in usual.items() if joint.isspace()})
        self.joint = usual.most_common(1)[0][0] if usual else self.newline * 2

    def _measure(self) -> None:
        """The heads of the turns, what stands before them, and what clings to the word behind them."""
        openings = {opening.start_char: opening for opening in find_heads(self.text)}
        hidden = hide_markup(self.text)
        for turn in self.transcript.turns:
            word, first_char = turn.first_word, self.words[turn.first_word].start_char
            before = self.words[word - 1].end_char if word else 0
            opening = openings.get(turn.header_char)
            if opening is None:
                self.clings[word] = split_gap(self.text[before:first_char])[1]
                self.joints[word] = self.text[before : first_char - len(self.clings[word])]
                continue
            start, head = measure_head(self.text, hidden, opening, turn, first_char)
            self.heads[word] = head
            self.joints[word] = self.text[before:start]
            self.clings[word] = self.text[start + len(head.text) + len(head.space) : first_char]

    def write(self, turns: Sequence[Turn], manner: _Manner) -> Draft:
        """The file with ``turns`` in place of its own."""
        pieces: list[str] = []
        as_read: list[Turn] = []
        order = InOrder()
        for turn in turns:
            written, timed = self._write_head(turn, as_read[-1] if as_read else None, order, manner)
            pieces.append(self._joint(turn.first_word, manner, has_head=bool(written)))
            pieces.append(written + self._cling(turn.first_word))
            pieces.append(self._body(turn, manner))
            as_read.append(timed)
        pieces.append(self.text[self.words[-1].end_char :])
        return Draft(text="".join(pieces), turns=tuple(as_read))

    def _gap(self, word: int) -> str:
        return self.text[self.words[word - 1].end_char : self.words[word].start_char]

    def _cling(self, word: int) -> str:
        return self.clings[word] if word in self.clings else split_gap(self._gap(word))[1]

    def _joint(self, word: int, manner: _Manner, *, has_head: bool) -> str:
        own = self.joints.get(word)
        if word == 0:
            return own or ""
        if own is not None and (word in self.heads) == has_head and not manner.sets_apart:
            return own
        left = own.rstrip() if own is not None else split_gap(self._gap(word))[0]
        return left + (self.newline * 2 if manner.sets_apart else self.joint)

    def _body(self, turn: Turn, manner: _Manner) -> str:
        """The words of a turn with what stands between them."""
        pieces = []
        for word in range(turn.first_word, turn.end_word):
            if word > turn.first_word:
                gap = self._gap(word)
                if word in self.joints:
                    space = self.newline if manner.keeps_lines else " "
                    gap = self.joints[word].rstrip() + space + self.clings[word]
                elif manner.unwraps and not gap.isprintable():
                    gap = " ".join(split_gap(gap))
                pieces.append(gap)
            pieces.append(self.text[self.words[word].start_char : self.words[word].end_char])
        return "".join(pieces)

    def _write_head(self, turn: Turn, before: Turn | None, order: InOrder, manner: _Manner) -> tuple[str, Turn]:
        """The head of ``turn``, and the turn with the times that a reader will find in it."""
        start_ms = turn.header_ms
        if manner.times_all and self._is_shown(turn):
            start_ms = first_known(start_ms, self._place_ms(turn.first_word), before.header_ms if before else None)
        turn = replace(turn, header_ms=start_ms if self.is_timed else None)
        carries_on = before.speaker == turn.speaker if before else turn.speaker is None
        carries_on = carries_on and (turn.speaker is None or not manner.names_all)
        head = None if manner.labels else self._choose(turn, carries_on=carries_on)
        if head is None:
            return self._label(turn, order)
        edits, found = self._edit_times(head, turn, order)
        return head.written_anew(None if carries_on and head.name is None else turn.speaker, edits), found

    def _label(self, turn: Turn, order: InOrder) -> tuple[str, Turn]:
        """A head made of nothing but what it has to say."""
        speaker, start_ms, clock = turn.speaker, turn.header_ms, ""
        if speaker is None:
            start_ms = None
        if start_ms is not None:
            sample = next(written for head in self.samples for written in head.written_times)
            start_ms = order.round(start_ms, self.times.unit_ms(sample))
            clock = f"[{self.times.write(sample, start_ms)}] "
        role = f" ({speaker.role})" if speaker and speaker.role else ""
        return f"{clock}{speaker.name}{role}: " if speaker else "", replace(
            turn, header_ms=start_ms, header_end_ms=None
        )

    def _is_shown(self, turn: Turn) -> bool:
        """Whether it is a turn of the talk, and no title or credit."""
        return any(word.shown for word in self.words[turn.first_word : turn.end_word])

    def _place_ms(self, word: int) -> int | None:
        return self.transcript.turns[self.transcript.turn_of(word)].header_ms

    def _edit_times(self, head: Head, turn: Turn, order: InOrder) -> tuple[list[tuple[Range, str]], Turn]:
        if not head.clocks:
            edits = [] if head.first_word == turn.first_word else head.without_time()
            return edits, replace(turn, header_ms=head.start_ms, header_end_ms=head.end_ms)
        if turn.header_ms is None:
            return head.without_time(), replace(turn, header_end_ms=None)
        samples = head.written_times
        unit_ms = self.times.unit_ms(samples[0])
        start_ms = order.round(turn.header_ms, unit_ms)
        edits, end_ms = [], None
        if start_ms != head.start_ms:
            edits.append((head.clocks[0], self.times.write(samples[0], start_ms)))
            edits += [(head.link, "")] if head.link else []  # it leads to another place
        if len(samples) > 1 and turn.header_end_ms is None:
            edits.append(((head.clocks[0][1], head.clocks[1][1]), ""))
        elif len(samples) > 1 and turn.header_end_ms is not None:
            end_ms = order.round_end(turn.header_end_ms, self.times.unit_ms(samples[1]))
            if end_ms != head.end_ms:
                edits.append((head.clocks[1], self.times.write(samples[1], end_ms)))
        return edits, replace(turn, header_ms=start_ms, header_end_ms=end_ms)

    def _choose(self, turn: Turn, *, carries_on: bool) -> Head | None:
        """The head that ``turn`` had, or else a sample: one of its speaker's, or one in the commonest layout.

        ``carries_on`` says that a time alone is enough, as the speaker is that of the turn before.
        """
        speaker, wants_time = turn.speaker, turn.header_ms is not None
        own = self.heads.get(turn.first_word)
        is_theirs = own is not None and (carries_on if own.name is None else own.speaker == speaker)
        if own is not None and is_theirs and (own.stamp or not wants_time):
            return own
        if speaker is None:
            timed = [head for head in self.samples if head.clocks and head.speaker is None]
            return self._nearest(timed, turn.first_word, wants_time=True) if wants_time and carries_on else None
        theirs = [one for one in self.samples if one.name and one.speaker == speaker and (one.clocks or not wants_time)]
        if theirs:
            return self._nearest(theirs, turn.first_word, wants_time=wants_time)
        return self._commonest(speaker, wants_time=wants_time)

    @staticmethod
    def _nearest(heads: Sequence[Head], word: int, *, wants_time: bool) -> Head | None:
        """The nearest head, of those with a time if one is wanted; the one before rather than the one behind."""
        at = bisect_left(heads, word, key=lambda head: head.first_word)
        near = [*reversed(heads[:at]), *heads[at:]]
        near.sort(key=lambda head: (bool(head.clocks) != wants_time, abs(head.first_word - word)))
        return near[0] if near else None

    def _commonest(self, speaker: Speaker, *, wants_time: bool) -> Head | None:
        """A head in the commonest layout that has a name, and a time and a role if the new one has."""

        def rank(head: Head) -> tuple[bool, bool, bool]:
            return bool(head.name), bool(head.clocks) == wants_time, bool(head.role) == bool(speaker.role)

        return max(self.kinds, key=rank, default=None)
