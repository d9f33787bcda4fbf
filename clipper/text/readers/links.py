"""Markdown's links, found by ``labelled`` before heads are looked for and by ``words`` in every text.

Of ``[the words](https://...)`` only the words are read, of ``[00:00:06](https://...)`` only the timestamp (Descript
links each to its place), and of an image nothing.
"""

from __future__ import annotations

import re

from clipper.text.readers.clock import is_stamp
from clipper.text.readers.passage import MARKUP, Passage

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]\n]{0,300}+)\]"
    r"\((?:https?://|mailto:|www\.)[^\s()]{1,2000}+(?:\([^\s()]{0,200}+\)[^\s()]{0,2000}+)?"
    r"(?:[ \t]\"[^\"\n]{0,200}+\")?\)"
)
"""An inline link with an address as CommonMark has it: one pair of brackets within, a title in quotes behind."""


def hide_links(folded: str) -> str:
    """``folded`` with the markup of its links overwritten by ``MARKUP``; same length."""
    return _LINK.sub(_hide, folded) if "](" in folded else folded


def _hide(found: re.Match[str]) -> str:
    text = found["text"]
    if found["image"] or not text.strip():
        return MARKUP * len(found[0])
    kept = f"[{text}]" if is_stamp(text) else f"{MARKUP}{text}{MARKUP}"
    return kept + MARKUP * (len(found[0]) - len(kept))


def remove_links(passage: Passage) -> Passage:
    """``passage`` without the markup of its links."""
    text = hide_links(passage.text)
    if MARKUP not in text:
        return passage
    kept = [i for i, character in enumerate(text) if character != MARKUP]
    return Passage(
        text="".join(text[i] for i in kept),
        starts=[passage.starts[i] for i in kept],
        ends=[passage.ends[i] for i in kept],
    )
