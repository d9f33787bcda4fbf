"""How far to trust the benchmark's truth: ``python -m tests.bench.check_truth`` sets it beside pocketsphinx.

pocketsphinx's own forced alignment is a witness with errors of its own (on hand labels: joins between words 15 ms in
the mean, edges beside a pause 20 to 40 ms outside the word), so what matters is the median (an offset of ours) and the
scatter at joins. Beside pauses the truth is where the clean sound begins and ends, and the witness's bias shows.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from pocketsphinx import Decoder

from tests.bench.synth.cast import LABELS
from tests.bench.synth.dialogue import Dialogue, TrueWord
from tests.bench.synth.make import make_dialogue

_MARGIN_MS = 150
_PAUSE_MS = 60
_WIDE = {"beam": 1e-120, "wbeam": 1e-100, "pbeam": 1e-120}  # the default beams lose one utterance in ten


def witness(dialogue: Dialogue, said: list[TrueWord], decoder: Decoder) -> list[tuple[int, int]]:
    """Where pocketsphinx puts each word of one person's turn, in ms; nothing if it fails or lacks a word."""
    spoken = [(i, re.sub(r"[^a-z']", "", w)) for i, word in enumerate(said) for w in word.spoken.lower().split()]
    if any(decoder.lookup_word(word) is None for _, word in spoken):
        return []
    first = max(0, (said[0].start_ms or 0) - _MARGIN_MS)
    sound = dialogue.samples[first * 16 : ((said[-1].end_ms or 0) + _MARGIN_MS) * 16]
    decoder.set_align_text(" ".join(word for _, word in spoken))
    decoder.start_utt()
    decoder.process_raw((sound * 32767).astype("<i2").tobytes(), full_utt=True)
    try:
        decoder.end_utt()
    except RuntimeError:
        return []
    found = [segment for segment in decoder.seg() or () if segment.word[0] not in "<["]
    if len(found) != len(spoken):
        return []
    spans: dict[int, tuple[int, int]] = {}
    for (i, _), segment in zip(spoken, found, strict=True):
        start, end = first + 10 * segment.start_frame, first + 10 * segment.end_frame + 10
        spans[i] = (spans.get(i, (start, end))[0], end)
    return [spans[i] for i in range(len(said))]


def turns(dialogue: Dialogue) -> Iterator[list[TrueWord]]:
    """The spoken words of each turn."""
    for number in range(len(dialogue.turns)):
        said = [word for word in dialogue.words if word.turn == number and word.start_ms is not None]
        if said:
            yield said


def main() -> None:
    """Print the table."""
    decoder = Decoder(loglevel="FATAL", **_WIDE)
    out = sys.stdout.write
    out("voice       edge               n   witness - truth: median  scatter (MAD)  within 25 ms of the median\n")
    for voice in LABELS:
        errors: dict[str, list[int]] = defaultdict(list)
        dialogue = make_dialogue(3, 11, cast=(voice,))
        for said in turns(dialogue):
            spans = witness(dialogue, said, decoder)
            for i, (start, end) in enumerate(spans):
                begun, ended = said[i].start_ms or 0, said[i].end_ms or 0
                gap = begun - (said[i - 1].end_ms or 0) if i else 1000
                after = (said[i + 1].start_ms or 0) - ended if i + 1 < len(said) else 1000
                errors["start after pause" if gap > _PAUSE_MS else "join"].append(start - begun)
                if after > _PAUSE_MS:
                    errors["end before pause"].append(end - ended)
        for edge, values in sorted(errors.items()):
            apart = np.abs(np.array(values) - np.median(values))
            share = float(np.mean(apart <= 25))
            row = f"{np.median(values):12.0f} ms {np.median(apart):14.0f} ms {share:16.2f}"
            out(f"{voice:11} {edge:17} {len(values):4} {row}\n")


if __name__ == "__main__":
    main()
