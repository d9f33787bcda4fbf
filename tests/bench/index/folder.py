"""A folder of a thousand hours: the bench's texts, each hour in words of its own, saved with made-up times."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from clipper.language import is_function_word
from clipper.store.episode_document import KIND, SCHEMA
from tests.bench.find.texts import every_word

HOURS = 1000
WORDS = 9000
"""Words an hour: 150 a minute."""

_BENCH = Path(__file__).parents[3] / ".bench"
_WORD_MS = 390
_TURN_WORDS = (20, 120)
_ALIKE = 40
"""Words that are about as frequent and may take each other's place: so no hour says what another says, and words are as
frequent in the folder as they are in the texts."""


def thousand_hours() -> Path:
    """The folder, made if it is not there yet: about 1 GB, in one or two minutes."""
    folder = _BENCH / "index"
    folder.mkdir(parents=True, exist_ok=True)
    words = every_word()
    for number in range(HOURS):
        path = folder / f"{number:04}.json"
        if not path.exists():
            part = path.with_suffix(".part")
            part.write_text(_document(hour(words, number), number), encoding="utf-8")
            part.replace(path)
    return folder


def hour(words: Sequence[str], number: int) -> list[str]:
    """The words of one hour: a stretch of the texts, and from the second time round on with other content words."""
    first = number * WORDS
    stretch = [words[at % len(words)] for at in range(first, first + WORDS)]
    swap = _swapped(tuple(words), first // len(words))
    return [swap.get(word, word) for word in stretch]


def _swapped(words: tuple[str, ...], around: int, known: dict[int, dict[str, str]] = {}) -> dict[str, str]:  # noqa: B006
    if around not in known:
        rng = random.Random(around)
        ranked = [word for word, _ in Counter(words).most_common() if not is_function_word(word.lower(), "en")]
        known[around] = {}
        for first in range(0, len(ranked) if around else 0, _ALIKE):
            alike = ranked[first : first + _ALIKE]
            known[around].update(zip(alike, rng.sample(alike, len(alike)), strict=True))
    return known[around]


def _document(words: Sequence[str], number: int) -> str:
    """An EPISODE.json as ``encode_alignment`` writes it, without its checks: a hundredth of the time."""
    transcript = {"source": f"{number:04}.txt", "format": "plain", "language": "en", "text": " ".join(words)}
    stream = {"path": f"{number:04}.wav", "content_hash": f"sha256:{number:064}", "streams": []}
    fields = {
        "clipper": KIND,
        "schema": SCHEMA,
        "version": "0.1.0",
        "transcript": transcript,
        "recordings": [{**stream, "duration_ms": (len(words) + 1) * _WORD_MS}],
        "turns": list(_turns(len(words), number)),
    }
    head = ",\n".join(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
    return f'{{\n{head},\n"words": [\n' + ",\n".join(_rows(words)) + "\n]\n}\n"


def _rows(words: Sequence[str]) -> Iterator[str]:
    char = 0
    for at, word in enumerate(words):
        start_ms = at * _WORD_MS
        yield (
            f'  {{"text": {json.dumps(word, ensure_ascii=False)}, "start_char": {char}, '
            f'"end_char": {char + len(word)}, '
            f'"status": "aligned", "start_ms": {start_ms}, "end_ms": {start_ms + _WORD_MS - 20}, "confidence": 0.971, '
            '"start_error_ms": 21, "end_error_ms": 24}'
        )
        char += len(word) + 1


def _turns(words: int, number: int) -> Iterator[dict[str, object]]:
    rng, first = random.Random(number), 0
    while first < words:
        end = min(words, first + rng.randint(*_TURN_WORDS))
        yield {"speaker": {"name": rng.choice((f"Guest {number}", "Ada Brandt"))}, "first_word": first, "end_word": end}
        first = end
