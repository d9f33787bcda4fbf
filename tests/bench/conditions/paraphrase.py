"""A free transcript: some sentences in other words, with contractions, with their clauses the other way round.

Words that are left as they were keep their true times; reworded ones are marked as misheard.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.bench.conditions.wording import sentences_of
from tests.bench.synth.dialogue import Dialogue, TrueWord

_JOINTS = {"and", "but", "so", "because", "while"}
_LEAST_WORDS = 3  # of a clause that changes its place


def paraphrase(dialogue: Dialogue, *, share: float = 0.5, seed: int = 0) -> Dialogue:
    """Reword ``share`` of the sentences: phrases by rewordings.txt; two clauses are perhaps swapped."""
    rng = random.Random(f"paraphrase {seed}")
    words: list[TrueWord] = []
    for places in sentences_of(dialogue):
        said = [dialogue.words[place] for place in places]
        if rng.random() < share:
            said = swap_clauses(said) if rng.random() < 0.3 else said
            said = reword(said)
        words += said
    return replace(dialogue, words=tuple(words))


def reword(said: Sequence[TrueWord]) -> list[TrueWord]:
    """Write every phrase that has another wording in that one."""
    out: list[TrueWord] = []
    place = 0
    while place < len(said):
        length, written = _match(said, place)
        if length:
            out += _rewritten(said[place : place + length], written)
            place += length
        else:
            out.append(said[place])
            place += 1
    return out


def swap_clauses(said: Sequence[TrueWord]) -> list[TrueWord]:
    """``A, and B.`` becomes ``B, and A.``; the shorter clause counts as moved: its words are marked as misheard."""
    joints = [at for at, word in enumerate(said) if _bare(word) in _JOINTS and said[at - 1].text[-1] == ","]
    able = [at for at in joints if at >= _LEAST_WORDS and len(said) - at - 1 >= _LEAST_WORDS]
    if not able:
        return list(said)
    before, joint, after = list(said[: able[0]]), said[able[0]], list(said[able[0] + 1 :])
    mark = after[-1].text[-1]
    after[-1] = replace(after[-1], text=after[-1].text[:-1] + ",")
    before[-1] = replace(before[-1], text=before[-1].text[:-1] + mark)
    if len(before) < len(after):
        before = [replace(word, misheard=True) for word in before]
    else:
        after = [replace(word, misheard=True) for word in after]
    swapped = [*after, replace(joint, misheard=True), *before]
    return [replace(word, turn=old.turn) for word, old in zip(swapped, said, strict=True)]


def _match(said: Sequence[TrueWord], place: int) -> tuple[int, str]:
    """How many words from ``place`` on have another wording, and which; the longest such phrase."""
    for length in range(min(4, len(said) - place), 0, -1):
        phrase = said[place : place + length]
        plain = all(word.start_ms is not None and not word.misheard for word in phrase)
        written = _rewordings().get(" ".join(_bare(word) for word in phrase))
        if written and plain and all(word.text[-1].isalpha() for word in phrase[:-1]):
            return length, written
    return 0, ""


def _rewritten(phrase: Sequence[TrueWord], written: str) -> list[TrueWord]:
    """The new words share the time of the old ones evenly; a mark behind the last stays."""
    texts = written.split()
    last = phrase[-1].text
    if phrase[0].text[0].isupper():
        texts[0] = texts[0][0].upper() + texts[0][1:]
    texts[-1] += "" if last[-1].isalnum() else last[-1]
    start, end = phrase[0].start_ms or 0, phrase[-1].end_ms or 0
    edges = [start + (end - start) * number // len(texts) for number in range(len(texts) + 1)]
    return [
        replace(phrase[0], text=text, spoken=text, misheard=True, start_ms=edges[number], end_ms=edges[number + 1])
        for number, text in enumerate(texts)
    ]


def _bare(word: TrueWord) -> str:
    return word.text.lower().strip(",.?!;:")


@cache
def _rewordings() -> dict[str, str]:
    lines = Path(__file__).with_name("rewordings.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" = ") for line in lines if line and not line.startswith("#")]
    return {said.lower().strip(","): written.strip(",") for said, written in pairs}
