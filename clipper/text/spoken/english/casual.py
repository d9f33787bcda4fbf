"""Writing that imitates speech: sooo, noooo, f***ing."""

from __future__ import annotations

import re
from collections.abc import Callable

from clipper.text.spoken.readings import Readings, either, say

_STRETCH = re.compile(r"(.)\1{2,}")
_DOUBLE_OR_MORE = re.compile(r"(.)\1+")
_MASK = re.compile(r"(?P<head>[a-z]+)(?P<mask>[*#@$%!_•-]{2,}|[*])(?P<tail>[a-z]*)", re.IGNORECASE)
_MASK_SIGNS = re.compile(r"[*#@$•]")

_OATHS = (
    "fuck fucking fucked fucker fuckers fucks motherfucker motherfucking shit shitty shits bullshit shithole"
    " bitch bitches ass asses asshole assholes damn damned goddamn hell bastard cunt dick dicks pussy piss pissed"
    " crap cock whore"
)
"""The words that are masked in practice; the mask says nothing by itself."""


def unstretch(word: str, knows: Callable[[str], bool]) -> Readings:
    """The listed words that a stretched one may be: sooo -> so, goood -> good; none if it is not stretched."""
    if not _STRETCH.search(word):
        return ()
    ends_stretched = word[-1] == word[-2]
    single, double = _STRETCH.sub(r"\1", word), _STRETCH.sub(r"\1\1", word)
    last_single = re.sub(r"(.)\1+$", r"\1", double)
    all_single = _DOUBLE_OR_MORE.sub(r"\1", word)
    order = (last_single, single, double, all_single) if ends_stretched else (double, single, all_single)
    known = [form for form in dict.fromkeys(order) if knows(form)]
    return say(*known[:2]) if known else either(say(double), say(single))


def unmask_oath(text: str) -> Readings:
    """The oaths that fit a masked one, those of its length first; without a match the letters that are left."""
    match = _MASK.fullmatch(text)
    if not match or not _MASK_SIGNS.search(match["mask"]) or len(match["mask"] + match["tail"]) < 2:
        return ()
    head, tail = match["head"].lower(), match["tail"].lower()
    fitting = [w for w in _OATHS.split() if len(w) > len(head + tail) and w.startswith(head) and w.endswith(tail)]
    fitting.sort(key=lambda word: abs(len(word) - len(text)))
    if fitting:
        return say(*fitting[:3])
    return say(head + tail) if "*" in match["mask"] else ()
