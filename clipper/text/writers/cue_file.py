"""Subtitles with other turns: a cue for each, or for the lines of several where they had one and have the same times.

Cues whose turns and times are as they were stay to the character; so does all that stands between cues (notes, styles,
regions). A cue that is written anew keeps its settings and the tags of its words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clipper.model import Transcript, TranscriptFormat, Turn
from clipper.text.writers.cue_blocks import find_blocks, find_placement, open_styles, styles_only, without_voices
from clipper.text.writers.cue_names import CueNames
from clipper.text.writers.cue_times import CueTimes
from clipper.text.writers.draft import Draft, check_turns, first_that_reads_back


def format_cue_file(transcript: Transcript, turns: Sequence[Turn], *, read: Callable[[str], Transcript]) -> str:
    """The text of the subtitle file that ``transcript`` was read from, with ``turns`` in place of its own.

    Args:
        transcript: As ``transcript_from_cues`` made it.
        turns: A partition of the same words. A cue takes the times of its first turn, rounded to the file's precision;
            where they are None, those of its old place. SubRip's cues are counted anew if their number changes; a new
            WebVTT cue has no id.
        read: Reads the text of such a file, as ``transcript`` was read.

    Raises:
        TranscriptError: If the file cannot hold these turns: nothing that would be read otherwise is ever returned.
        ValueError: If the turns do not partition the words.
    """
    check_turns(transcript, turns)
    return first_that_reads_back(_draft(transcript, turns), transcript, read)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How far a draft departs from the input, to be read right.

    ``names_all``: every turn is named. ``parts``: each turn has its own cue. ``unwraps``: one line a turn. ``plain``:
    every name is a voice or "Name: ", whatever the file has.
    """

    names_all: bool = False
    parts: bool = False
    unwraps: bool = False
    plain: bool = False


def _draft(transcript: Transcript, turns: Sequence[Turn]) -> Iterator[Draft]:
    file = _File(transcript)
    for unwraps in (False, True):
        for parts in (False, True):
            for names_all in (False, True):
                yield file.write(turns, _Manner(names_all=names_all, parts=parts, unwraps=unwraps))
    yield file.write(turns, _Manner(plain=True, parts=True))
    yield file.write(turns, _Manner(plain=True, parts=True, unwraps=True))


class _File:
    """The file's cues, and the file with other turns."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.text = transcript.text
        self.words = transcript.words
        self.blocks = find_blocks(self.text, self.words)
        starts = [block.payload[0] for block in self.blocks]
        self.block_of = [bisect_right(starts, word.start_char) - 1 for word in self.words]
        self.names = CueNames(transcript, self.blocks, self.block_of)
        self.newline = next((end for end in ("\r\n", "\n", "\r") if end in self.text), "\n")
        self.own = {turn.first_word: turn for turn in transcript.turns}
        ends = [block.payload[1] for block in self.blocks]
        self.joints = ["", *(self.text[end : after.start] for end, after in zip(ends, self.blocks[1:], strict=False))]
        self.joint = next((joint for joint in self.joints if joint.isspace()), self.newline * 2)

    def write(self, turns: Sequence[Turn], manner: _Manner) -> Draft:
        """The file with ``turns`` in place of its own."""
        times = CueTimes(self.transcript, self.blocks)
        as_read: list[Turn] = []
        written: list[list[str]] = [[] for _ in self.blocks]
        for cue in self._group(turns, manner):
            number = self.block_of[cue[0].first_word]
            line, start_ms, end_ms = times.write(self.blocks[number], cue)
            written[number].append(line + self._payload(cue, as_read[-1] if as_read else None, manner))
            as_read += [replace(turn, header_ms=start_ms, header_end_ms=end_ms) for turn in cue]
        return Draft(text=self._assemble(written), turns=tuple(as_read))

    def _group(self, turns: Sequence[Turn], manner: _Manner) -> Iterator[list[Turn]]:
        """The turns of each cue."""

        def key(turn: Turn) -> tuple[int | None, ...]:
            apart = turn.first_word if manner.parts and not self._is_as_before(turn) else -1
            return self.block_of[turn.first_word], turn.header_ms, turn.header_end_ms, apart

        for _, cue in groupby(turns, key):
            yield list(cue)

    def _is_as_before(self, turn: Turn) -> bool:
        own = self.own.get(turn.first_word)
        return own is not None and (own.end_word, own.speaker) == (turn.end_word, turn.speaker)

    def _assemble(self, written: Sequence[Sequence[str]]) -> str:
        """The file with the cues ``written`` in place of each; those without words stay."""
        worded = set(self.block_of)
        count = sum(len(cues) or number not in worded for number, cues in enumerate(written))
        ids = [self.text[block.start : block.timings] for block in self.blocks]
        counts_anew = self.transcript.format is TranscriptFormat.SRT and count != len(written) and bool(ids[0].strip())
        pieces, pending, at = [self.text[: self.blocks[0].start]], "", 0
        for number, block in enumerate(self.blocks):
            cues = written[number] or ([] if number in worded else [self.text[block.timings : block.payload[1]]])
            joint = pending.rstrip() + self.joints[number] if pending.strip() else self.joints[number]
            pending = "" if cues else joint
            for index, cue in enumerate(cues):
                at += 1
                id_line = "" if index else ids[number]
                if counts_anew:
                    id_line = re.sub(r"\d+", str(at), id_line, count=1) or f"{at}{self.newline}"
                pieces.append((self.joint if index else joint) + id_line + cue)
        return "".join([*pieces, self.text[self.blocks[-1].payload[1] :]])

    def _payload(self, cue: Sequence[Turn], before: Turn | None, manner: _Manner) -> str:
        """The lines of a cue: as they stand where nothing in them changes."""
        number = self.block_of[cue[0].first_word]
        block = self.blocks[number]
        labels = []
        for turn in cue:
            chosen = self.names.choose(turn, before, names_all=manner.names_all)
            labels.append(self.names.plain(turn) if manner.plain else chosen)
            before = turn
        is_same = all(
            self._is_as_before(turn) and self.names.is_own(turn, label) for turn, label in zip(cue, labels, strict=True)
        )
        first, end = cue[0].first_word, cue[-1].end_word
        if is_same and number not in (*self.block_of[first - 1 : first], *self.block_of[end : end + 1]):
            return self.text[slice(*block.payload)]
        lines = []
        for turn, label in zip(cue, labels, strict=True):
            closes = bool(label.voice) and (len(cue) > 1 or self.names.closes_voices)
            lines.append(label.voice + label.prefix + self._body(turn, manner) + "</v>" * closes)
        return find_placement(self.text, block.payload[0], self.words[first].start_char) + self.newline.join(lines)

    def _body(self, turn: Turn, manner: _Manner) -> str:
        """The words of a turn with the tags that hold for them."""
        pieces = []
        for word in range(turn.first_word, turn.end_word):
            number, start = self.block_of[word], self.words[word].start_char
            payload = self.blocks[number].payload[0]
            if word == turn.first_word or self.block_of[word - 1] != number:
                space = "" if word == turn.first_word else " " if manner.unwraps else self.newline
                pieces.append(space + "".join(opening for opening, _ in open_styles(self.text, payload, start)))
            else:
                gap = self.text[self.words[word - 1].end_char : start]
                gap = f" {styles_only(gap)}" if word in self.own else without_voices(gap)
                pieces.append(re.sub(r"[\r\n]+", " ", gap) if manner.unwraps else gap)
            end = self.words[word].end_char
            pieces.append(self.text[start:end])
            if word + 1 == turn.end_word or self.block_of[word + 1] != number:
                pieces += [closing for _, closing in reversed(open_styles(self.text, payload, end))]
        return "".join(pieces)
