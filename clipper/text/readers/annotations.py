"""What stands in a transcript and is said by nobody: "[laughter]", "(crosstalk)", "*sighs*", a timestamp in the text.

Brackets, braces and angle brackets always hold a note. Round brackets hold one only if their content is a known kind of
note or stands alone, because speakers do speak in parentheses ("which I doubt"): speech that is not searched is lost,
while a note that is searched is merely not found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clipper.text.readers.clock import CLOCK, find_stamp_lines, is_stamp

_NOTE_WORDS = frozenset(
    """
    applause applauds applauding cheering cheers clapping claps laugh laughs laughter laughing chuckle chuckles
    chuckling giggles giggling snickers sigh sighs sighing cough coughs coughing sneezes sniffs sniffles gasps groans
    groaning moans grunts whistles whistling sings singing hums humming whispers whispering shouts shouting yells
    screams crying sobs sobbing clears throat yawns breathes exhales inhales snaps crosstalk overlap overlapping
    overlaps simultaneous interposing inaudible indistinct indiscernible unintelligible unclear garbled muffled
    indecipherable incomprehensible music musical jingle instrumental pause pauses silence beep beeps bleep bleeped
    noise static ringing rings chatter chattering phonetic ph sp sic redacted censored expletive foreign translated
    interruption gap break ad advertisement sponsor commercial censor clip plays playing continues technical
    """.split()  # noqa: SIM905  a quoted list of this length cannot be read
)
"""Words that name a sound, a gap in what was understood, or an editor's act: GoTranscript, Rev and SDH style guides."""

_NOTE_OPENINGS = (
    "speaking ",
    "speaks ",
    "in spanish",
    "in french",
    "in german",
    "foreign language",
    "off mic",
    "off-mic",
)
"""How a note begins that holds none of the words above: "speaking Korean", "in French", "off mic"."""

_SPEECH_WORDS = frozenset(
    """
    i i'm i've i'd i'll me my mine we we're we've us our you you're your which that that's this who what where when why
    how is are was were be been am isn't aren't wasn't because if but so or not don't didn't doesn't have has had do
    does did would could should can can't will won't maybe probably actually basically like just it it's there's of
    course yes no yeah okay well
    """.split()  # noqa: SIM905  a quoted list of this length cannot be read
)
"""Words that a remark holds and a stage direction does not: pronouns of the two who talk, copulas, conjunctions."""

_LONGEST_NOTE = 6  # words; "(speaking in a foreign language)", "(crosstalk 00:04:12)"; a longer parenthesis is a remark
_LONGEST_DIRECTION = 4  # words of an unlisted note that stands alone as a sentence: "(door slams shut)"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_FULL_WIDTH = str.maketrans("（）［］【】〔〕", "()[][][]")
_TAG = re.compile(r"</?[^\W\d_]|<\d|<♪")
_STARRED = re.compile(r"\*([^*\n]{1,60})\*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = '.?!…。？！"”»'
_LINK = re.compile(
    r"\((?:(?:see|via|link|source|from|at|here)\b:?\s{1,4}){0,2}(?:https?://|www\.)\S{1,500}+(?<=\))", re.IGNORECASE
)
"""Brackets around an address: "(https://...)", "(see https://...)"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A range of characters that nobody says.

    ``is_note`` is False for an editor's brackets ("[the] company"), ``is_shown`` for a timestamp and a link: they serve
    whoever reads the file and tell a viewer nothing.
    """

    start: int
    end: int
    is_note: bool
    is_shown: bool = True


def find_annotations(text: str) -> list[Annotation]:
    """The annotations of a turn's text in order, without overlap; time is linear in the text's length."""
    stamps = find_stamp_lines(text)
    if len(stamps) == 1 and text[slice(*stamps[0])].strip() == text.strip():
        stamps = []  # "12:30" may be all that somebody answers
    found = [Annotation(start=start, end=end, is_note=True, is_shown=False) for start, end in stamps]
    found += [
        Annotation(start=star.start(), end=star.end(), is_note=True)
        for star in _STARRED.finditer(text)
        if is_note(star[1]) or _stands_alone(text, star.start(), star.end(), star[1])
    ]
    for start, end in _find_pairs(text):
        annotation = _judge_pair(text, start, end)
        if annotation is not None:
            found.append(annotation)
    return _outermost(found)


def is_note(content: str) -> bool:
    """Whether the content of brackets names a sound, a gap or a time: "laughs", "inaudible 00:12", "speaking Thai"."""
    if len(content) > 200:
        return False
    plain = content.strip(" .…!?-–—_*[](){}<>♪♫\n").casefold().replace("’", "'")
    if not plain:
        return False
    if is_stamp(plain):
        return True
    words = re.sub(CLOCK, " ", plain)
    tokens = _WORD.findall(words)
    if len(tokens) > _LONGEST_NOTE or _SPEECH_WORDS.intersection(tokens):
        return False
    return not tokens or bool(_NOTE_WORDS.intersection(tokens)) or plain.startswith(_NOTE_OPENINGS)


def _judge_pair(text: str, start: int, end: int) -> Annotation | None:
    content = text[start + 1 : end - 1]
    opening = text[start].translate(_FULL_WIDTH)
    if is_stamp(content):
        return Annotation(start=start, end=end, is_note=True, is_shown=False)
    if opening != "(":
        return Annotation(start=start, end=end, is_note=is_note(content))
    if _LINK.fullmatch(text, start, end):
        return Annotation(start=start, end=end, is_note=True, is_shown=False)
    if is_note(content) or _stands_alone(text, start, end, content):
        return Annotation(start=start, end=end, is_note=True)
    return None


def _stands_alone(text: str, start: int, end: int, content: str) -> bool:
    """Whether an unlisted bracket is a stage direction: a whole turn, line or sentence, and worded as no remark is."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(content[:200])]
    if not words or _SPEECH_WORDS.intersection(words) or len(content) > 200:
        return False
    before = text[max(0, start - 80) : start].rstrip(" \t")
    after = text[end : end + 80].lstrip(" \t")
    if (not before or before[-1] == "\n") and (not after or after[0] == "\n"):
        return True
    starts_sentence = not before or before[-1] in _SENTENCE_END + "\n"
    ends_sentence = not after or after[0] == "\n" or (after[0].isupper() and content[-1] not in ",;")
    return starts_sentence and ends_sentence and len(words) <= _LONGEST_DIRECTION


def _find_pairs(text: str) -> list[tuple[int, int]]:
    """Matching brackets as ranges, within a paragraph. A bracket without its partner is a character like any other."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS.values(), 0)
    for index, character in enumerate(text.translate(_FULL_WIDTH)):
        if character in waiting and (character != "<" or _TAG.match(text, index)):
            stack.append((character, index))
            waiting[character] += 1
        elif character in _PAIRS and waiting[_PAIRS[character]]:
            opening = ""
            while opening != _PAIRS[character]:
                opening, start = stack.pop()
                waiting[opening] -= 1
            pairs.append((start, index + 1))
        elif character == "\n" and text[index + 1 : index + 2] == "\n":
            stack.clear()
            waiting = dict.fromkeys(waiting, 0)
    return pairs


def _outermost(found: list[Annotation]) -> list[Annotation]:
    kept: list[Annotation] = []
    for annotation in sorted(found, key=lambda a: (a.start, -a.end)):
        if not kept or annotation.start >= kept[-1].end:
            kept.append(annotation)
    return kept
