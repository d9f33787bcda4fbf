"""Endings and beginnings that are said in a predictable way: cats, wanted, tokenizing, unfriend."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Phones = tuple[str, ...]
Lookup = Callable[[str], tuple[Phones, ...]]

_VOICELESS = frozenset("P T K F TH".split())  # noqa: SIM905  a list of quoted phones is harder to read
_SIBILANT = frozenset("S Z SH ZH CH JH".split())  # noqa: SIM905
VOWELS = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())  # noqa: SIM905

_MIN_STEM = 3
"""Letters of the shortest stem: shorter ones ("th" + "ing") are chance."""

_ENDINGS: tuple[tuple[str, str], ...] = (
    ("n't", "AH N T"),
    ("in'", "IH N"),
    ("ing", "IH NG"),
    ("ers", "ER Z"),
    ("er", "ER"),
    ("est", "AH S T"),
    ("ness", "N AH S"),
    ("less", "L AH S"),
    ("ful", "F AH L"),
    ("ment", "M AH N T"),
    ("ments", "M AH N T S"),
    ("able", "AH B AH L"),
    ("ably", "AH B L IY"),
    ("ship", "SH IH P"),
    ("ish", "IH SH"),
    ("ism", "IH Z AH M"),
    ("ist", "IH S T"),
    ("ists", "IH S T S"),
    ("ize", "AY Z"),
    ("like", "L AY K"),
    ("wise", "W AY Z"),
    ("ly", "L IY"),
)
"""Endings that leave the stem's sound alone; -ity, -ion, -ic and others move the stress and are not here."""

_BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("non", "N AA N"),
    ("un", "AH N"),
    ("re", "R IY"),
    ("pre", "P R IY"),
    ("anti", "AE N T IY"),
    ("counter", "K AW N T ER"),
    ("over", "OW V ER"),
    ("under", "AH N D ER"),
    ("super", "S UW P ER"),
    ("hyper", "HH AY P ER"),
    ("multi", "M AH L T IY"),
    ("inter", "IH N T ER"),
    ("micro", "M AY K R OW"),
    ("crypto", "K R IH P T OW"),
    ("auto", "AO T OW"),
    ("bio", "B AY OW"),
    ("geo", "JH IY OW"),
    ("neuro", "N UH R OW"),
    ("mis", "M IH S"),
    ("de", "D IY"),
    ("co", "K OW"),
)

_MIN_REST = 4
"""Letters after a beginning: "de" + "ny" and "re" + "ad" are other words."""


def inflect(phones: Phones, suffix: str) -> Phones:
    """``phones`` with a written ending after them: 's, s, 'd, ed, 'll, 've, 're, 'm, ing.

    The plural and the past follow the last phone, as in any grammar of English: cats S, dogs Z, horses IH Z.
    """
    last = phones[-1]
    if suffix in {"'s", "s", "es"}:
        return phones + (("IH", "Z") if last in _SIBILANT else ("S",) if last in _VOICELESS else ("Z",))
    if suffix in {"'d", "ed", "d"}:
        voiceless = last in _VOICELESS or last in {"S", "SH", "CH"}
        return phones + (("IH", "D") if last in {"T", "D"} else ("T",) if voiceless else ("D",))
    fixed = {"'ll": "AH L", "'ve": "V" if last in VOWELS else "AH V", "'re": "ER", "'m": "M", "'": ""} | dict(_ENDINGS)
    return phones + tuple(fixed[suffix].split())


def derive(word: str, lookup: Lookup) -> tuple[Phones, ...]:
    """The pronunciations of ``word`` by its stem; none if no stem is known to ``lookup``."""
    for stem, suffix in _stems(word):
        found = lookup(stem)
        if found:
            return tuple(inflect(phones, suffix) for phones in found)
    for beginning, sound in _BEGINNINGS:
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= _MIN_REST:
            found = lookup(rest)
            if found:
                return tuple((*sound.split(), *phones) for phones in found)
    return ()


def _stems(word: str) -> Iterator[tuple[str, str]]:
    """Stem and ending, the surest first, each with the spellings that a stem may have had."""
    for clitic in ("'s", "'ll", "'d", "'ve", "'re", "'m"):
        if word.endswith(clitic):
            yield word[: -len(clitic)], clitic
    if word.endswith("s'"):
        yield word[:-1], "'"
    if word.endswith("ies"):
        yield word[:-3] + "y", "s"
    for suffix in ("es", "s"):
        if word.endswith(suffix) and not word.endswith(("ss", "us", "is")):
            yield from _respelled(word[: -len(suffix)], suffix, doubled=False)
    if word.endswith("ied"):
        yield word[:-3] + "y", "d"
    if word.endswith("ed"):
        yield from _respelled(word[:-2], "ed")
    for suffix, _ in _ENDINGS:
        if word.endswith(suffix):
            yield from _respelled(word[: -len(suffix)], suffix)


def _respelled(stem: str, suffix: str, *, doubled: bool = True) -> Iterator[tuple[str, str]]:
    if len(stem) < _MIN_STEM:
        return
    if suffix[0] in "aei":
        yield stem + "e", suffix
    yield stem, suffix
    if doubled and suffix[0] in "aei" and stem[-1] == stem[-2]:
        yield stem[:-1], suffix
    if stem.endswith("i"):
        yield stem[:-1] + "y", suffix
