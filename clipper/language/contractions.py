"""English contractions -> the words that they stand for, so that "don't" and "do not" can be compared.

Only where one reading is usual: "'s" is "is" behind a pronoun and else a possessive; "'d" is taken for "would".
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WHOLE = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "let's": "let us",
    "o'clock": "o'clock",
    "y'all": "you all",
    "'cause": "because",
    "'til": "until",
    "till": "until",
    "'em": "them",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "gimme": "give me",
    "lemme": "let me",
    "dunno": "do not know",
    "kinda": "kind of",
    "sorta": "sort of",
    "outta": "out of",
    "cuz": "because",
    "ok": "okay",
    "alright": "all right",
    "mr": "mister",
    "mrs": "missus",
    "dr": "doctor",
    "vs": "versus",
}
_IS = _words("it he she that this what who where when how why there here one everybody everyone nobody")
_NOT = _words("do does did is are was were has have had would could should must need might")
_BARE = {f"{verb}nt": f"{verb} not" for verb in _NOT} | {
    "cant": "can not",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "youve": "you have",
    "theyre": "they are",
    "theyve": "they have",
    "weve": "we have",
    "thats": "that is",
    "whats": "what is",
}
"""Written without the apostrophe, as in a hurry; only those that are no word themselves ("were", "its", "wont")."""

_ENDINGS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"))


def expand_contraction(word: str) -> str:
    """``word`` (in lower case, its apostrophes straight) in full, or as it is: "we'll," is "we will"."""
    bare = _strip_marks(word)
    if found := _WHOLE.get(bare):
        return found
    bare = bare.lstrip("'")
    if found := _WHOLE.get(bare) or _BARE.get(bare):
        return found
    stem, apostrophe, ending = bare.rpartition("'")
    if not apostrophe:
        return word
    if ending == "s":
        return f"{stem} is" if stem in _IS else word
    for written, said in _ENDINGS:
        if bare.endswith(written) and len(bare) > len(written):
            return f"{bare.removesuffix(written)} {said}"
    return word


def _strip_marks(word: str) -> str:
    """Without the marks around it; an apostrophe before it stays ("'cause")."""
    first, end = 0, len(word)
    while first < end and not (word[first].isalnum() or word[first] == "'"):
        first += 1
    while first < end and not word[end - 1].isalnum():
        end -= 1
    return word[first:end]
