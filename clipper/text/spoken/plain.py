"""Untrusted written words brought to plain characters, before any rule looks at them."""

from __future__ import annotations

import unicodedata

MAX_CHARS = 120
"""Characters of a token that are spelled out. The longest English words have 45 and most addresses fewer than 100; what
lies beyond is not read, so that a hostile token costs no more than a long one."""

PUNCTUATION = "\"'`()[]{}<>«»‹›„“”‚*_…,;:!?¿¡.—–-|^\\‒―。、，：；！？「」『』（）"
"""What surrounds a word without being said."""

_REPLACED = {
    **dict.fromkeys("’‘ʼ‛′´", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑⁃−﹣－", "-"),
    **dict.fromkeys("‒–―", "–"),
    "…": "...",
    "⁄": "/",
    "∕": "/",
    "×": "x",
    "²": "^2",
    "³": "^3",
    "™": "",
    "®": "",
    "©": "",
}


def plain_text(token: str) -> str:
    """The token with one kind of apostrophe, hyphen and digit, nothing invisible, at most ``MAX_CHARS`` long."""
    token = token[:MAX_CHARS].replace("+/-", "±")
    if token.isascii() and token.isprintable():
        return token
    return "".join(_plain_character(char) for char in unicodedata.normalize("NFC", token))[:MAX_CHARS]


def fold_letters(text: str) -> str:
    """The letters in ASCII: "café" as "cafe", "Привет" as "Privet", "東京" as "DongJing"; what has none is left out."""
    if text.isascii():
        return text
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if stripped.isascii():
        return stripped
    from anyascii import anyascii  # noqa: PLC0415  its tables are read only where a script needs them

    return "".join(c for c in anyascii(stripped) if c.isascii() and c.isprintable())


def has_sound(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(char.isalnum() for char in text)


def _plain_character(char: str) -> str:
    if char in _REPLACED:
        return _REPLACED[char]
    category = unicodedata.category(char)
    if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Me", "Sk"}:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if unicodedata.decomposition(char).startswith(("<fraction>", "<square>")) or char in "°ªº":
        return char
    return unicodedata.normalize("NFKC", char)
