"""Which legacy encoding a text file is in, when it is not Unicode: for subtitles from the time before UTF-8.

A guess, and told as one (`TextFile.encoding`). Latin text is Windows-1252 where it can be; what is mostly not ASCII is
asked for the scripts that people wrote subtitles in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_LATIN = "cp1252"
_CENTRAL_EUROPE = "cp1250"
_CARONS = b"\x8d\x8f\x9d"
"""Ť, Ź and ť there, and nothing in Windows-1252. Text without any of them cannot be told from it."""
_SINGLE_BYTE = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256")
_MOSTLY = 0.5
"""Share of letters beyond ASCII above which a text is not in Latin script: Czech, at the far end, has 0.2."""
_COMMON = 0.7
"""Share of characters that are common ones in an encoding: subtitles in the right one have .9, in a wrong one .5."""
_SAMPLE = 100_000  # bytes


def guess_encoding(data: bytes) -> str:
    """The Python name of the encoding that ``data``, which is not UTF-8, is most likely in."""
    sample = data[:_SAMPLE]
    letters = sum(byte > 0x7F or chr(byte).isalpha() for byte in sample)
    if sum(byte > 0x7F for byte in sample) <= _MOSTLY * letters:
        return _CENTRAL_EUROPE if any(byte in _CARONS for byte in sample) else _LATIN
    scores = {name: _score(sample, name) for name in _IS_COMMON}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _COMMON else _guess_single_byte(sample)


def _guess_single_byte(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  20 ms that hardly any file needs

    # Hebrew has no capitals, and its letters end where Russian's commonest endings begin.
    if all(0xE0 <= byte <= 0xFA for byte in sample if byte >= 0xC0):
        return "cp1255"
    found = from_bytes(sample, cp_isolation=list(_SINGLE_BYTE)).best()
    return found.encoding if found else _LATIN


def _score(sample: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that are common in what ``encoding`` is for; 0 if it cannot be that."""
    for end in (len(sample), len(sample) - 1):  # the sample may end within a character
        try:
            chars = [char for char in sample[:end].decode(encoding) if char > "\x7f"]
        except UnicodeDecodeError:
            continue
        is_common = _IS_COMMON[encoding]
        return sum(is_common(char.encode(encoding), char) for char in chars) / max(1, len(chars))
    return 0.0


# The first halves of these tables are ordered by how often a character is used; kana and Hangul tell by themselves,
# and of equal scores the first counts: Hangul read as Chinese is common characters, too.
_IS_COMMON: Mapping[str, Callable[[bytes, str], bool]] = {
    "cp949": lambda code, char: len(code) == 2 and code[1] > 0xA0 and ("가" <= char <= "힣" or code[0] == 0xA1),
    "gb18030": lambda code, _: (
        len(code) == 2 and code[1] > 0xA0 and (0xB0 <= code[0] <= 0xD7 or code[0] in (0xA1, 0xA3))
    ),
    "big5": lambda code, _: 0xA4 <= code[0] <= 0xC6 or code[0] == 0xA1,
    "shift_jis": lambda code, char: "\u3000" <= char <= "\u30ff" or (len(code) == 2 and 0x88 <= code[0] <= 0x97),
    "euc_jp": lambda code, char: "\u3000" <= char <= "\u30ff" or (len(code) == 2 and 0xB0 <= code[0] <= 0xCF),
}
