"""One written token without its neighbours: what kind of writing is it, and how is that read?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property

from clipper.text.spoken.english.acronyms import read_camel_case, read_capitals, read_dotted
from clipper.text.spoken.english.amounts import AMOUNT_SHAPES, CURRENCIES
from clipper.text.spoken.english.calendar import CALENDAR_SHAPES
from clipper.text.spoken.english.casual import unmask_oath, unstretch
from clipper.text.spoken.english.codes import CODE_SHAPES
from clipper.text.spoken.english.cut_off import read_stutter
from clipper.text.spoken.english.dictionary import read_list
from clipper.text.spoken.english.letters import spell_letters
from clipper.text.spoken.english.numbers import code_number, integer, number, plural
from clipper.text.spoken.english.web import read_web
from clipper.text.spoken.lexicon import parse_lexicon
from clipper.text.spoken.plain import PUNCTUATION, fold_letters, has_sound
from clipper.text.spoken.readings import SILENT, Readings, chain, either, say

SHAPES = CALENDAR_SHAPES + CODE_SHAPES + AMOUNT_SHAPES

_OUTER = "".join(char for char in PUNCTUATION if char not in "'.-")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
_CAPITALS = re.compile(r"([A-Z]{2,})('?s|'d|'ll|'re|'ve|ed|ing|er|ers)?")
_DOTTED = re.compile(r"((?:[A-Za-z]\.)+[A-Za-z]?)('?s)?")
_NUMERIC = re.compile(r"[$€£]?\d[\d.,:]*\S{0,3}")
_JOINTS = re.compile(r"([-–—/])")
_SIGN_RUNS = re.compile(r"([^\w'.,]+|_+|\.+|,+)")
_ATOMS = re.compile(r"\d+s(?![^\W\d_])|[^\W\d_]+(?:'[^\W\d_]+)*|\d+")

_LETTERS_IN_COMPOUND = 2
"""Capitals that are letters where they are joined to something: US-based, A/B, X-ray."""

_POWER = re.compile(r"\^([23])(?!\d)")
_POWERS = {"2": "-squared", "3": "-cubed"}

_SIGNS: dict[str, Readings] = {
    "&": say("and"),
    "@": say("at"),
    "%": say("percent"),
    "+": say("plus", "and"),
    "=": say("equals", "is"),
    "/": say("slash", "or"),
    "#": say("hashtag", "number", "pound"),
    "°": say("degrees"),
    "~": say("about", "approximately", "tilde"),
    "±": say("plus or minus"),
    "÷": say("divided by"),
    "<": say("less than"),
    ">": say("greater than"),
    "§": say("section"),
    **{sign: say(names[1], names[0]) for sign, names in CURRENCIES.items()},
}
"""What a sign says when it stands alone or between words; others (arrows, bullets, bars) are not said."""

_COMPARISONS = {"<": say("less than", "under", ""), ">": say("more than", "greater than", "over", "")}


class WordReader:
    """Reads tokens; ``knows`` tells whether a lower-case word has a listed pronunciation."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows

    def read(self, text: str, *, shouted: bool = False) -> Readings:
        """The readings of a plain token, punctuation and all; none if nothing in it can be said.

        Args:
            text: The token, from ``plain_text``.
            shouted: The words around it are all in capitals, so that capitals do not mean an acronym.
        """
        if text[:1] in _COMPARISONS and text[1:2].isdigit():
            return chain(_COMPARISONS[text[0]], self.read(text[1:], shouted=shouted))
        outer = text.strip(_OUTER)
        core = text.strip(PUNCTUATION)
        if text.startswith("–") and outer[:1].isdigit():
            outer = "-" + outer  # a dash set as a minus
        return (
            self._written_list(outer, core)
            or unmask_oath(text.strip("\"'()[].,;:?"))
            or self._shape(outer)
            or self._letters(outer, core, shouted=shouted)
            or self._compound(outer if outer[:1] in "-." else core)
            or _SIGNS.get(text.strip("'\".,;:!?") or text, ())
            or self._last_resort(core)
        )

    def _piece(self, text: str) -> Readings:
        """A part of a token: the same rules without those for what surrounds it."""
        if not text:
            return SILENT
        if text.isupper() and text.isalpha() and len(text) <= _LETTERS_IN_COMPOUND:
            letters = spell_letters(fold_letters(text))
            return letters if len(text) == 1 and letters else either(letters, self._letters(text, text, shouted=False))
        found = self._written_list(text, text) or self._shape(text) or self._letters(text, text, shouted=False)
        return found or self._signs_between(text)

    def _written_list(self, outer: str, core: str) -> Readings:
        for form in dict.fromkeys((outer, outer.rstrip("."), outer.strip("-"), outer.rstrip("-."), core)):
            found = self._writings.get(form.lower())
            if found:
                bare = form.lower().rstrip(".")
                sentence_end = form.endswith(".") and len(bare) > 1 and bare not in self._writings and self._knows(bare)
                return either(found, say(bare)) if sentence_end else found
        return ()

    def _shape(self, outer: str) -> Readings:
        if not any(char.isnumeric() for char in outer):
            return ()
        if outer.endswith("+"):
            stem = self._shape(outer[:-1])
            return chain(stem, say("plus", "")) if stem else ()
        for form in dict.fromkeys((outer.rstrip(".-"), outer.rstrip("'.-"), outer.strip("'.-"))):
            said = number(form)
            if said:
                return said
            for pattern, reader in SHAPES:
                match = pattern.fullmatch(form)
                said = reader(match) if match else ()
                if said:
                    return said
        return read_web(outer.rstrip("'.-"), self._piece) if "." in outer or "@" in outer or "#" in outer else ()

    def _letters(self, outer: str, core: str, *, shouted: bool) -> Readings:
        """A token of letters and apostrophes, or of letters with full stops, or an address."""
        for form in (outer.lower(), outer.lower().strip("."), core.lower() + "'"):
            if "'" in form and form in outer.lower() and self._knows(form):
                return say(form)
        dotted = _DOTTED.fullmatch(core)
        if dotted and "." in dotted[1][1:]:
            return read_dotted(dotted[1], dotted[2] or "", self._knows)
        if any(sign in core or outer.startswith(sign) for sign in ".@#"):
            address = read_web(outer.rstrip("'.-"), self._piece) or read_web(core, self._piece)
            if address:
                return address
        if len(core) == 1 and unicodedata.name(core, "").startswith("GREEK"):
            return say(unicodedata.name(core).split()[-1].lower())  # alpha, by its own name
        folded = fold_letters(core)
        return self._word(folded, shouted=shouted) if _WORD.fullmatch(folded) else ()

    def _word(self, word: str, *, shouted: bool) -> Readings:
        lower = word.lower()
        if len(word) == 1:
            return say("a") if lower == "a" else spell_letters(word)
        capitals = _CAPITALS.fullmatch(word)
        if capitals:
            return read_capitals(capitals[1], capitals[2] or "", self._knows, shouted=shouted)
        if not (word[1:].islower() or word.isupper()):
            return read_camel_case(word, self._knows)
        if self._knows(lower):
            return say(lower)
        stretched = unstretch(lower, self._knows)
        if stretched:
            return stretched
        spelled = len(lower) <= 6 and not re.search("[aeiouy']", lower)  # html, pdf, mp
        return either(spell_letters(lower), say(lower)) if spelled else say(lower)

    def _compound(self, text: str) -> Readings:
        """Parts joined by hyphens, dashes and slashes: ideas-execution, GPT-4, 10-20%, he/she, w-what."""
        parts = _JOINTS.split(_POWER.sub(lambda power: _POWERS[power[1]], text))
        if len(parts) == 1:
            return self._signs_between(text) if has_sound(text) else ()
        words = parts[::2]
        said: list[Readings] = [self._piece(words[0])]
        for joint, left, right in zip(parts[1::2], words[:-1], words[1:], strict=True):
            said += [_joint(joint, left, right), self._piece(right)]
        stutter = read_stutter(words)
        whole = chain(*said)
        return either(stutter, whole) if any(whole) else ()

    def _signs_between(self, text: str) -> Readings:
        """Parts joined by any other sign: 1+1=2, foo.bar, O'Neil@home; then runs of letters and of digits."""
        amount = self._shape(text[1:]) if text[:1] in _SIGNS else ()
        if amount:
            return chain(_SIGNS[text[:1]], amount)  # §3.2, >50%
        said: list[Readings] = []
        for part in _SIGN_RUNS.split(text):
            if has_sound(part):
                said.extend(self._atom(atom) for atom in _ATOMS.findall(part))
            elif part:
                said.append(_sign(part, before=bool(said)))
        whole = chain(*said)
        return whole if any(whole) else ()

    def _atom(self, atom: str) -> Readings:
        if atom[0].isdigit():
            digits = atom.rstrip("s")
            return plural(code_number(digits)) if digits != atom else code_number(digits)
        folded = fold_letters(atom)
        if len(folded) == 1:
            return spell_letters(folded)
        return self._word(folded, shouted=False) if _WORD.fullmatch(folded) else self._last_resort(atom)

    def _last_resort(self, core: str) -> Readings:
        """A script that nobody transliterates is read by the last word of its characters' names."""
        if not has_sound(core):
            return ()
        folded = re.findall("[A-Za-z]+|[0-9]+", fold_letters(core))
        if folded:
            return chain(
                *(integer(part) if part.isdigit() else self._word(part.title(), shouted=False) for part in folded)
            )
        names = [unicodedata.name(char, "letter").split("-")[0].split()[-1] for char in core if char.isalnum()]
        return say(" ".join(name.lower() for name in names if name.isalpha())) if names else ()

    @cached_property
    def _writings(self) -> dict[str, Readings]:
        entries = parse_lexicon(read_list("writings.txt"), source="writings.txt").entries
        return {" ".join(entry.written): entry.readings for entry in entries}


def _joint(sign: str, left: str, right: str) -> Readings:
    """What is said between two parts: "to" in a range, "or" in he/she, mostly nothing."""
    if sign == "/" and left[-1:].isdigit() and right.isalpha():
        return say("per", "a", "")  # $20/month
    numeric = bool(_NUMERIC.fullmatch(left) and _NUMERIC.fullmatch(right))
    if sign == "/":
        words = (left + right).islower() and (left + right).isalpha() and min(len(left), len(right)) > 1
        return say("or", "", "slash", "and") if words and right != "or" else say("", "slash")
    if not numeric:
        return SILENT
    return say("to", "") if sign in "-–" else say("", "to")


def _sign(run: str, *, before: bool) -> Readings:
    if run == ".":
        return say("dot", "", "point") if before else say("dot", "point")
    if run == ":":
        return say("", "to")  # odds of 3:1
    if run == "_":
        return say("", "underscore")
    return (
        _SIGNS.get(run, SILENT) if len(run) == 1 else chain(*(_SIGNS.get(char, SILENT) for char in run[:4])) or SILENT
    )
