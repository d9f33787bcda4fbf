"""The time lines of cues, written over."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.model import Transcript, TranscriptFormat, Turn
from clipper.text.readers.clock import read_clock
from clipper.text.writers.cue_blocks import Block
from clipper.text.writers.heads import rewrite
from clipper.text.writers.times import InOrder, TimeStyle, first_known

_SHORTEST_MS = 1000
"""Length of a cue whose end is not known, where it begins after that of its old place."""


class CueTimes:
    """The times of a file's cues, and others like them, in order."""

    def __init__(self, transcript: Transcript, blocks: Sequence[Block]) -> None:
        self._transcript = transcript
        self._text = transcript.text
        written = [self._text[slice(*one)] for block in blocks for one in block.times]
        self._style = TimeStyle((one for one in written if read_clock(one) is not None), minutes_end=True)
        self._order = InOrder()

    def write(self, block: Block, cue: Sequence[Turn]) -> tuple[str, int, int]:
        """The time line of the turns ``cue`` made from that of ``block``, its settings kept; and what it will say."""
        first, last = self._own(cue[0].first_word), self._own(cue[-1].end_word - 1)
        old = (first.header_ms or 0, first.header_end_ms or 0)
        samples = [self._text[slice(*one)] for one in block.times]
        units = [
            self._style.unit_ms(sample) if read_clock(sample) == ms else 1
            for sample, ms in zip(samples, old, strict=True)
        ]
        given_ms, given_end_ms = cue[0].header_ms, cue[0].header_end_ms
        start_ms = old[0] if given_ms is None else self._order.round(given_ms, units[0])
        if given_end_ms is not None:
            end_ms = self._order.round_end(given_end_ms, units[1])
        else:
            end_ms = first_known(last.header_end_ms, old[1]) or 0
            end_ms = end_ms if given_ms is None or end_ms > start_ms else start_ms + _SHORTEST_MS
        edits = [
            ((one[0] - block.timings, one[1] - block.timings), self._clock(sample, old_ms, new_ms))
            for one, sample, old_ms, new_ms in zip(block.times, samples, old, (start_ms, end_ms), strict=True)
            if new_ms != old_ms
        ]
        return rewrite(self._text[block.timings : block.payload[0]], edits), start_ms, end_ms

    def _own(self, word: int) -> Turn:
        return self._transcript.turns[self._transcript.turn_of(word)]

    def _clock(self, sample: str, old_ms: int, time_ms: int) -> str:
        """A time like ``sample``, or in the format's full form where that is an odd one."""
        if read_clock(sample) == old_ms:
            return self._style.write(sample, time_ms)
        mark = "." if self._transcript.format is TranscriptFormat.VTT else ","
        seconds, ms = divmod(time_ms, 1000)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{ms:03}"
