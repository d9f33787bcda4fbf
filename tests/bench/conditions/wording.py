"""A transcript that is not what was said: words left out, made up or misheard."""

from __future__ import annotations

import random
from collections.abc import Set
from dataclasses import replace

from tests.bench.synth.dialogue import SENTENCE_ENDS, Dialogue, TrueWord
from tests.bench.synth.sentences import SentenceMaker

_ONE_PASSAGE_MS = 1000  # words left out with less between them make one untranscribed passage
_FILLERS = (("um,",), ("uh,",), ("well,",), ("like,",), ("you", "know,"), ("i", "mean,"))


def leave_out(dialogue: Dialogue, places: Set[int]) -> Dialogue:
    """Take the words at ``places`` out of the text; what they say becomes untranscribed."""
    heard: list[tuple[int, int]] = []
    last = -2
    for place in sorted(places):
        word = dialogue.words[place]
        if word.start_ms is None or word.end_ms is None:
            continue
        if place == last + 1 and heard and 0 <= word.start_ms - heard[-1][1] < _ONE_PASSAGE_MS:
            heard[-1] = (heard[-1][0], word.end_ms)
        else:
            heard.append((word.start_ms, word.end_ms))
        last = place
    kept = tuple(word for place, word in enumerate(dialogue.words) if place not in places)
    return replace(dialogue, words=kept, untranscribed=tuple(sorted([*dialogue.untranscribed, *heard])))


def sentences_of(dialogue: Dialogue) -> list[range]:
    """The places of each sentence's words: what one person says up to a full stop."""
    ranges: list[range] = []
    first = 0
    for place, word in enumerate(dialogue.words):
        after = dialogue.words[place + 1] if place + 1 < len(dialogue.words) else None
        if after is None or word.text[-1] in SENTENCE_ENDS or after.speaker != word.speaker:
            ranges.append(range(first, place + 1))
            first = place + 1
    return ranges


def drop_words(dialogue: Dialogue, *, share: float = 0.1, seed: int = 0) -> Dialogue:
    """Leave out ``share`` of the words that were spoken (never a turn's last one)."""
    rng = random.Random(f"drop {seed}")
    left = [sum(word.turn == number for word in dialogue.words) for number in range(len(dialogue.turns))]
    gone: set[int] = set()
    for place, word in enumerate(dialogue.words):
        if left[word.turn] > 1 and rng.random() < share:
            left[word.turn] -= 1
            gone.add(place)
    return leave_out(dialogue, gone)


def drop_sentences(dialogue: Dialogue, *, count: int = 4, least_words: int = 8, seed: int = 0) -> Dialogue:
    """Leave out ``count`` sentences, none beside another."""
    rng = random.Random(f"drop sentences {seed}")
    able = [said for said in sentences_of(dialogue) if len(said) >= least_words]
    share = len(able) / count
    chosen = [able[rng.randrange(round(n * share), round((n + 1) * share) - 1)] for n in range(count)]
    return leave_out(dialogue, {place for said in chosen for place in said})


def drop_stretch(dialogue: Dialogue, *, seconds: float = 60, seed: int = 0) -> Dialogue:
    """Leave out what is said in about ``seconds``, whole sentences."""
    rng = random.Random(f"drop stretch {seed}")
    start = rng.uniform(0.2, 0.5) * dialogue.duration_ms
    gone: set[int] = set()
    for said in sentences_of(dialogue):
        begun, ended = dialogue.words[said[0]].start_ms, dialogue.words[said[-1]].end_ms
        if begun is not None and ended is not None and start <= begun and ended < start + seconds * 1000:
            gone.update(said)
    return leave_out(dialogue, gone)


def clean_text(dialogue: Dialogue) -> Dialogue:
    """Leave out fillers and the first of two equal words, as a tidy transcript does."""
    texts = [word.text.lower() for word in dialogue.words]
    gone: set[int] = set()
    for place, text in enumerate(texts):
        for filler in _FILLERS:
            if tuple(texts[place : place + len(filler)]) == filler:
                gone.update(range(place, place + len(filler)))
        if text.isalpha() and text == "".join(texts[place + 1 : place + 2]).strip(",.?!"):
            gone.add(place)
    return leave_out(dialogue, gone)


def add_words(dialogue: Dialogue, *, share: float = 0.1, seed: int = 0) -> Dialogue:
    """Put in words that nobody said, ``share`` of the number there are."""
    rng = random.Random(f"add {seed}")
    other = _other_words(seed)
    words: list[TrueWord] = []
    for word in dialogue.words:
        words.append(word)
        if rng.random() < share:
            text = rng.choice(other)
            words.append(TrueWord(text=text, spoken=text, speaker=word.speaker, turn=word.turn))
    return replace(dialogue, words=tuple(words))


def substitute_words(dialogue: Dialogue, *, share: float = 0.1, seed: int = 0) -> Dialogue:
    """Write another word for ``share`` of them: each is marked as misheard, with the times of the right one."""
    rng = random.Random(f"substitute {seed}")
    other = _other_words(seed)
    return replace(
        dialogue, words=tuple(_misheard(w, rng, other) if rng.random() < share else w for w in dialogue.words)
    )


def corrupt_words(dialogue: Dialogue, *, share: float = 0.1, seed: int = 0) -> Dialogue:
    """``share`` of the words wrong: four in ten another word, three left out, three made up."""
    wrong = substitute_words(dialogue, share=0.4 * share, seed=seed)
    wrong = drop_words(wrong, share=0.3 * share, seed=seed + 1)
    return add_words(wrong, share=0.3 * share, seed=seed + 2)


def _misheard(word: TrueWord, rng: random.Random, other: list[str]) -> TrueWord:
    if word.start_ms is None:
        return word
    text = rng.choice(other)
    return replace(word, text=text, spoken=text, misheard=True)


def _other_words(seed: int) -> list[str]:
    maker = SentenceMaker(70_000 + seed, filler_share=0)
    tokens = [token for _ in range(60) for token in maker.sentence()]
    return [token.spoken.lower() for token in tokens if token.spoken.isalpha() and len(token.spoken) > 3]
