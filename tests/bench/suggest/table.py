"""How often a planted passage is among the five suggestions, beside chance; whether borders are right; the time."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice

from clipper.clips import LONGEST_MS, SHORTEST_MS, suggest_quotes
from clipper.clips.edges import PAUSE_MS
from clipper.clips.sentences import split_sentences
from clipper.cues.clean import find_clutter
from tests.bench.find.texts import reported, sentences
from tests.bench.score import format_table
from tests.bench.suggest.dialogues import Dialogue, Plant, make_dialogue
from tests.bench.synth.sentences import SentenceMaker

DIALOGUES = 40
LISTED = 5
_DRAWS = 200

ROWS = {
    "as all the others": Plant(),
    "4 dB louder": Plant(louder_db=4),
    "laughter after it": Plant(has_laughter=True),
    "4 dB louder, laughter after it": Plant(louder_db=4, has_laughter=True),
    "a strong statement": Plant(is_statement=True),
    "a strong statement, 4 dB louder": Plant(is_statement=True, louder_db=4),
    "a strong statement, louder, laughter": Plant(is_statement=True, louder_db=4, has_laughter=True),
}


def meets(first: int, end: int, planted: range) -> bool:
    """Whether words ``first`` to ``end`` hold at least half of the planted passage, and it fills half of them."""
    common = min(end, planted.stop) - max(first, planted.start)
    return 2 * common >= len(planted) and 2 * common >= end - first


def suggest_table() -> Iterator[str]:
    """A table for each kind of text around the planted passages, and the time for an hour."""
    maker = SentenceMaker(1)
    texts = {
        "sentences from a grammar": [tuple(token.written for token in maker.sentence()) for _ in range(4000)],
        **{text.name: sentences(text.words) for text in reported()},
    }
    for name, text in texts.items():
        yield _table(name, text)
    yield _speed(texts["sentences from a grammar"])


def _table(name: str, text: Sequence[Sequence[str]]) -> str:
    rows = []
    for told, plant in ROWS.items():
        hits, first, lucky, wrong, listed = 0, 0, 0.0, 0, 0
        for seed in range(DIALOGUES):
            one = make_dialogue(text, plant, seed)
            clutter = find_clutter(one.alignment)
            found = list(islice(suggest_quotes(one.alignment, clutter=clutter, energy=one.energy), LISTED))
            met = [meets(s.quote.first_word, s.quote.end_word, one.planted) for s in found]
            hits, first, lucky = hits + any(met), first + any(met[:1]), lucky + _chance(one, seed)
            listed += len(found)
            wrong += sum(not _is_clean(one, s.quote.first_word, s.quote.end_word) for s in found)
        rows.append(
            (told, *(f"{share / DIALOGUES:.0%}" for share in (hits, first, lucky)), f"{listed - wrong} of {listed}")
        )
    title = f"One passage planted in ten minutes of talk ({name}), {DIALOGUES} dialogues a row"
    return format_table(
        title, ("the passage is", f"in the first {LISTED}", "first", "by chance", "clean borders"), rows
    )


def _is_clean(one: Dialogue, first: int, end: int) -> bool:
    """Whether a passage begins and ends with a sentence, where nobody speaks for a pause."""
    words = one.alignment.words
    before, begun = words[first - 1].span if first else None, words[first].span
    ended, after = words[end - 1].span, words[end].span if end < len(words) else None
    if begun is None or ended is None:
        return False
    is_quiet = (before is None or before.gap_to(begun) >= PAUSE_MS) and (
        after is None or ended.gap_to(after) >= PAUSE_MS
    )
    return first in one.begins and end in one.ends and is_quiet


def _chance(one: Dialogue, seed: int) -> float:
    """How often five runs of whole sentences of one speaker, of allowed lengths, drawn at random, meet the passage."""
    rng = random.Random(f"chance {seed}")
    there = split_sentences(one.alignment)
    hits = 0
    for _ in range(_DRAWS):
        drawn: list[tuple[int, int]] = []
        while len(drawn) < LISTED:
            first = rng.randrange(len(there))
            ends = [
                said.end_word
                for said in there[first : first + 40]
                if said.stretch == there[first].stretch
                and SHORTEST_MS <= said.span.end_ms - there[first].span.start_ms <= LONGEST_MS
            ]
            if ends:
                drawn.append((there[first].first_word, rng.choice(ends)))
        hits += any(meets(first, end, one.planted) for first, end in drawn)
    return hits / _DRAWS


def _speed(text: Sequence[Sequence[str]]) -> str:
    one = make_dialogue(text, Plant(), 1, minutes=60)
    begun = time.process_time()
    clutter = find_clutter(one.alignment)
    list(islice(suggest_quotes(one.alignment, clutter=clutter), LISTED))
    without = time.process_time() - begun
    begun = time.process_time()
    list(islice(suggest_quotes(one.alignment, clutter=clutter, energy=one.energy), LISTED))
    took = time.process_time() - begun
    words = len(one.alignment.words)
    return f"An hour ({words} words): {without:.1f} s without sound, {took:.1f} s with its loudness at hand"
