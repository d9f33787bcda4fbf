"""Addresses read aloud: e-mail, web, @handles and #hashtags."""

from __future__ import annotations

import re
from collections.abc import Callable

from clipper.text.spoken.english.letters import spell_letters
from clipper.text.spoken.readings import SILENT, Readings, chain, either, optional, say

_ENDINGS = (
    "com org net edu gov mil info io ai co uk us ca de fr eu au nz in jp cn ru ch at be nl se no dk fi es it pl br tv"
    " fm me app dev xyz ly gg sh so to blog news wiki shop store online site tech cloud page live world"
)
KNOWN_ENDINGS = frozenset(_ENDINGS.split())
"""Last labels by which a token without "www." or "https://" is known as an address and not as a missing space."""

_SAID_AS_WORDS = frozenset(ending for ending in KNOWN_ENDINGS if len(ending) > 2) - {"edu", "gov", "xyz"}

_EMAIL = re.compile(r"(?P<local>[\w.+-]{1,64})@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_ADDRESS = re.compile(
    r"(?P<scheme>https?://)?(?P<www>www\.)?(?P<host>(?:[\w-]+\.)+[a-z]{2,24})(?P<path>[/?#:].*)?", re.IGNORECASE
)
_ENDING_ALONE = re.compile(r"\.([a-z]{2,5})", re.IGNORECASE)
_TAG = re.compile(r"(?P<sign>[@#])(?P<name>\w*[^\W\d]\w*)")
_SIGNS = {
    ".": say("dot"),
    "-": either(say("dash"), SILENT),
    "_": say("underscore", ""),
    "+": say("plus"),
    "/": say("slash"),
    "?": SILENT,
    "=": SILENT,
    "&": SILENT,
    "#": SILENT,
    "%": SILENT,
    ":": SILENT,
}

WordReader = Callable[[str], Readings]


def read_web(text: str, read_word: WordReader) -> Readings:
    """The readings of an address; none if ``text`` is no address. ``read_word`` reads a piece without signs."""
    for pattern, reader in _KINDS:
        match = pattern.fullmatch(text)
        if match:
            return reader(match, read_word)
    return ()


def _email(match: re.Match[str], read_word: WordReader) -> Readings:
    return chain(_pieces(match["local"], read_word), say("at"), _host(match["host"], read_word))


def _address(match: re.Match[str], read_word: WordReader) -> Readings:
    if not (match["scheme"] or match["www"] or match["host"].rpartition(".")[2].lower() in KNOWN_ENDINGS):
        return ()
    www = optional(chain(say("W W W"), say("dot"))) if match["www"] else SILENT
    host, path = chain(www, _host(match["host"], read_word)), (match["path"] or "").rstrip("/")
    if not path:
        return host
    return either(chain(host, _pieces(path, read_word))[:4], host[:2])


def _ending_alone(match: re.Match[str], read_word: WordReader) -> Readings:
    return chain(say("dot"), _label(match[1], read_word)) if match[1].lower() in KNOWN_ENDINGS else ()


def _tag(match: re.Match[str], read_word: WordReader) -> Readings:
    sign = say("at") if match["sign"] == "@" else say("hashtag")
    return chain(optional(sign), _pieces(match["name"], read_word))


def _host(host: str, read_word: WordReader) -> Readings:
    *labels, last = host.split(".")
    named = (chain(_pieces(label, read_word)[:2], say("dot")) for label in labels)
    return chain(*named, _label(last, read_word))


def _label(label: str, read_word: WordReader) -> Readings:
    """The last part: "com" is a word, "io" two letters, "edu" either."""
    label = label.lower()
    if label in _SAID_AS_WORDS:
        return say(label)
    return either(spell_letters(label), read_word(label)) if label not in {"me", "co"} else say(label)


def _pieces(text: str, read_word: WordReader) -> Readings:
    parts = (part for part in re.split(r"([^\w]|_)", text) if part)
    return chain(*(_SIGNS.get(part, SILENT) if not part.isalnum() else read_word(part)[:2] for part in parts))


_KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], WordReader], Readings]], ...] = (
    (_EMAIL, _email),
    (_ADDRESS, _address),
    (_ENDING_ALONE, _ending_alone),
    (_TAG, _tag),
)
