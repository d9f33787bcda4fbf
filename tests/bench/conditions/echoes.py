"""Passages that are heard more than once: a cold open, a chorus of which the text has one copy."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tests.bench.conditions.splice import insert_sound, pauses
from tests.bench.conditions.wording import leave_out
from tests.bench.synth.dialogue import Dialogue, TrueWord


def add_cold_open(
    dialogue: Dialogue, *, seconds: float = 20, written: bool = False, headers_follow: bool = True, seed: int = 0
) -> Dialogue:
    """Play a passage from the middle before everything, then a second of silence: it is heard twice.

    Args:
        dialogue: What it is put before.
        seconds: About how long it is.
        written: Whether the text has it twice as well. If not, the truth of its words stays the second time: the first
            is where they are heard again, and is listed as untranscribed.
        headers_follow: Whether the header times know of it.
        seed: Which passage.
    """
    start, end = _passage(dialogue, seconds, seed)
    rate = dialogue.rate
    passage = dialogue.samples[round(start * rate / 1000) : round(end * rate / 1000)]
    sound = np.concatenate([passage, np.zeros(rate, np.float32)])
    places = [place for place, word in enumerate(dialogue.words) if _lies_in(word, start, end)]
    first = {place: _span(dialogue.words[place], -start) for place in places}
    if written:
        after = insert_sound(dialogue, 0, sound, headers_follow=headers_follow)
        return _with_text_before(after, places, list(first.values()))
    hull = (min(s for s, _ in first.values()), max(e for _, e in first.values()))
    after = insert_sound(dialogue, 0, sound, speech=[hull], headers_follow=headers_follow)
    words = (replace(w, again=(first[i], *w.again)) if i in first else w for i, w in enumerate(after.words))
    return replace(after, words=tuple(words))


def write_once(dialogue: Dialogue, lines: Sequence[str]) -> Dialogue:
    """Keep only the first copy of the ``lines`` in the text; the others are where its words are heard again."""
    wanted = " ".join(lines).split()
    texts = [word.text for word in dialogue.words]
    copies = [at for at in range(len(texts)) if texts[at : at + len(wanted)] == wanted]
    words = list(dialogue.words)
    for offset in range(len(wanted) if copies else 0):
        later = tuple(_span(words[at + offset]) for at in copies[1:])
        words[copies[0] + offset] = replace(words[copies[0] + offset], again=later)
    gone = {at + offset for at in copies[1:] for offset in range(len(wanted))}
    return leave_out(replace(dialogue, words=tuple(words)), gone)


def _passage(dialogue: Dialogue, seconds: float, seed: int) -> tuple[int, int]:
    """A stretch from the middle, from pause to pause."""
    stops = pauses(dialogue)
    middle = [at for at in stops if dialogue.duration_ms * 0.3 < at < dialogue.duration_ms * 0.8]
    start = random.Random(f"cold open {seed}").choice(middle or stops)
    end = min((at for at in stops if at > start), key=lambda at: abs(at - start - seconds * 1000), default=start)
    return start, end


def _with_text_before(dialogue: Dialogue, places: Sequence[int], spans: Sequence[tuple[int, int]]) -> Dialogue:
    """Write the words at ``places`` once more before everything, in turns like theirs, said at ``spans``."""
    numbers = sorted({dialogue.words[place].turn for place in places})
    copies = [
        replace(dialogue.words[place], turn=numbers.index(dialogue.words[place].turn), start_ms=start, end_ms=end)
        for place, (start, end) in zip(places, spans, strict=True)
    ]
    heads = [
        replace(dialogue.turns[number], header_ms=next(w.start_ms for w in copies if w.turn == new))
        for new, number in enumerate(numbers)
    ]
    later = [replace(word, turn=word.turn + len(heads)) for word in dialogue.words]
    return replace(dialogue, turns=(*heads, *dialogue.turns), words=(*copies, *later))


def _lies_in(word: TrueWord, start_ms: int, end_ms: int) -> bool:
    return word.start_ms is not None and start_ms <= word.start_ms < end_ms


def _span(word: TrueWord, by_ms: int = 0) -> tuple[int, int]:
    if word.start_ms is None or word.end_ms is None:
        raise ValueError(f"{word.text!r} is not spoken")
    return word.start_ms + by_ms, word.end_ms + by_ms
