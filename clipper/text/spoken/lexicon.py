r"""The user's own pronunciations: a small text file that wins over every rule.

::

    # written = what is said        alternatives are separated by |
    SSI       = S S I               # single capitals are letter names
    AlexNet   = alex net | /AE L AH K S N EH T/
    C#        = C sharp
    Zoe Kray  = /Z OW IY/ /K R EY/  # several written words: one spoken word each

A line that begins with ``#`` is a comment (write ``\#AI`` for an entry that begins so).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clipper.errors import TranscriptError
from clipper.model import PHONES, SpokenUnit
from clipper.text.spoken.plain import PUNCTUATION, plain_text
from clipper.text.spoken.readings import Reading, Readings

_COMMENT = re.compile(r"(?:^|\s)#(?:\s.*)?$")
_EQUALS = re.compile(r"\s=\s|=")
_PIECE = re.compile(r"/[^/]*/|[^\s/]+|/")
_SPOKEN = re.compile(r"'?[^\W\d_](?:[^\W\d_]|['’.-])*")
_LETTER = re.compile(r"[A-Z](?:'s)?")
_KNOWN_PHONES = frozenset(PHONES)


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """One line: the written words (as compared: plain, case folded) and the ways to say them."""

    written: tuple[str, ...]
    readings: Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Entries in file order; a later entry for the same written form adds its alternatives behind the earlier ones."""

    entries: tuple[LexiconEntry, ...] = ()
    _index: dict[tuple[str, ...], Readings] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, ...], Readings] = {}
        for entry in self.entries:
            index[entry.written] = tuple(dict.fromkeys(index.get(entry.written, ()) + entry.readings))
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_longest", max((len(entry.written) for entry in self.entries), default=0))

    def match(self, words: Sequence[str], at: int) -> tuple[Readings, ...]:
        """The readings of the longest entry that begins at ``words[at]``, one per written word; empty without one.

        Case and surrounding punctuation do not matter, unless the entry itself has that punctuation.
        """
        for count in range(min(self._longest, len(words) - at), 0, -1):
            found = self._find(words[at : at + count])
            if found:
                return (found,) if count == 1 else tuple(tuple((r[i],) for r in found) for i in range(count))
        return ()

    def _find(self, words: Sequence[str]) -> Readings:
        plain = [plain_text(word).casefold() for word in words]
        return self._index.get(tuple(plain)) or self._index.get(tuple(word.strip(PUNCTUATION) for word in plain), ())


def parse_lexicon(text: str, *, source: str) -> Lexicon:
    """Read a user's lexicon, one ``written = spoken`` entry a line.

    Args:
        text: The file's text.
        source: Its name, for messages.

    Raises:
        TranscriptError: On a line without ``=``, an unknown phone, or alternatives that do not fit.
    """
    lines = enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
    return Lexicon(
        entries=tuple(entry for number, line in lines for entry in _parse_line(line, _Place(source, number)))
    )


@dataclass(frozen=True, slots=True)
class _Place:
    source: str
    line: int

    def error(self, column: int, message: str, remedy: str) -> TranscriptError:
        return TranscriptError(message, path=self.source, line=self.line, column=column + 1, remedy=remedy)


def _parse_line(line: str, place: _Place) -> Iterator[LexiconEntry]:
    if line.lstrip().startswith("#") or not line.strip():
        return
    line = _COMMENT.sub("", line)
    equals = _EQUALS.search(line)
    if equals is None:
        raise place.error(len(line) - len(line.lstrip()), "an entry needs '='", "Write it as: written = spoken words")
    left, begin = line[: equals.start()].strip().removeprefix("\\"), equals.end()
    written = tuple(plain_text(word).casefold() for word in left.split())
    if not written:
        raise place.error(equals.start(), "nothing is written before '='", "Write it as: written = spoken words")
    readings: list[Reading] = []
    for alternative in line[begin:].split("|"):
        reading = tuple(_parse_alternative(alternative, begin, place))
        if len(written) > 1 and len(reading) != len(written):
            remedy = "Give one spoken word (or one /.../) for each, or write the entry for a single word."
            raise place.error(begin, f"{len(written)} written words, but {len(reading)} spoken ones", remedy)
        readings.append(_named(reading, written))
        begin += len(alternative) + 1
    yield LexiconEntry(written=written, readings=tuple(readings))


def _named(reading: Reading, written: tuple[str, ...]) -> Reading:
    """Bare pronunciations go by the name of the written word that they stand for."""
    if len(reading) != len(written):
        return reading
    return tuple(
        SpokenUnit(text=name, pronunciations=unit.pronunciations) if isinstance(unit, SpokenUnit) else unit
        for unit, name in zip(reading, written, strict=True)
    )


def _parse_alternative(alternative: str, begin: int, place: _Place) -> Iterator[str | SpokenUnit]:
    pieces = list(_PIECE.finditer(alternative))
    if not pieces:
        raise place.error(begin, "nothing is said here", "Write spoken words or /PHONES/ after '=' and between '|'.")
    for piece in pieces:
        column = begin + piece.start()
        if piece[0].startswith("/"):
            yield _parse_phones(piece[0], column, place)
        elif _SPOKEN.fullmatch(piece[0]):
            yield piece[0] if _LETTER.fullmatch(piece[0]) else piece[0].lower()
        else:
            remedy = "Write numbers and signs as words (four, sharp), letter names as single capitals (G P T)."
            raise place.error(column, f"{piece[0]!r} is not a spoken word", remedy)


def _parse_phones(piece: str, column: int, place: _Place) -> SpokenUnit:
    phones = [(m[0].upper().rstrip("012"), m.start()) for m in re.finditer(r"[^\s/]+", piece)]
    if not phones or len(piece) == 1:
        raise place.error(column, "an empty or unfinished pronunciation", "Write phones between slashes: /AH L EH K S/")
    for phone, offset in phones:
        if phone not in _KNOWN_PHONES:
            raise place.error(column + offset, f"{phone!r} is not a phone", f"The phones are: {' '.join(PHONES)}")
    names = tuple(phone for phone, _ in phones)
    return SpokenUnit(text=f"/{' '.join(names)}/", pronunciations=(names,))
