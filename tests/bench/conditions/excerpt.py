"""A part against the whole: little sound with all the text, little text with all the sound, sentences cut out."""

from __future__ import annotations

import random

from tests.bench.conditions.headers import change_headers
from tests.bench.conditions.splice import remove_sound
from tests.bench.conditions.wording import leave_out, sentences_of
from tests.bench.synth.dialogue import Dialogue

_SEAM_MS = 20  # kept before the first and after the last word when sound is cut out


def take_excerpt(dialogue: Dialogue, start_ms: int, end_ms: int, *, headers_follow: bool = False) -> Dialogue:
    """Keep only [start_ms, end_ms) of the sound; the text stays whole."""
    dialogue = remove_sound(dialogue, end_ms, dialogue.duration_ms)
    return remove_sound(dialogue, 0, start_ms, headers_follow=headers_follow)


def take_text(dialogue: Dialogue, start_ms: int, end_ms: int) -> Dialogue:
    """Keep only the text that is said in [start_ms, end_ms), its header times counted from ``start_ms``."""
    gone = {
        place
        for place, word in enumerate(dialogue.words)
        if word.start_ms is None or not start_ms <= word.start_ms < end_ms
    }
    return change_headers(leave_out(dialogue, gone), lambda _, time: time - start_ms)


def cut_sentences(dialogue: Dialogue, *, count: int = 4, least_words: int = 6, seed: int = 0) -> Dialogue:
    """Cut the sound of ``count`` sentences out: their text was never spoken (in this recording)."""
    rng = random.Random(f"cut sentences {seed}")
    able = [said for said in sentences_of(dialogue)[1:-1] if len(said) >= least_words]
    share = len(able) / count
    for number in reversed(range(count)):
        said = able[rng.randrange(round(number * share), round((number + 1) * share))]
        start, end = dialogue.words[said[0]].start_ms, dialogue.words[said[-1]].end_ms
        if start is not None and end is not None:
            dialogue = remove_sound(dialogue, start - _SEAM_MS, end + _SEAM_MS, headers_follow=False)
    return dialogue
