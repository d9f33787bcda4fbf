"""What speaks for a passage as a clip, and what against it: every part of its score, named, weighed and explained.

The weights were set by reading what came of them for the sample and for six minutes of one interview. Nobody's taste
was measured: they say in which order the signs count, no more. A sign that is fully there counts its points, one
that is half there half of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clipper.clips.excerpt import shorten_text
from clipper.clips.openings import Opening, is_question
from clipper.clips.rhetoric import are_parallel, find_contrast, is_courtesy, is_phrase
from clipper.clips.sentences import Sentence
from clipper.clips.voice import Emphasis

POINTS: Mapping[str, float] = {
    "cold-open": 40,  # the recording plays it twice: whoever made the episode chose it
    "laughter": 14,  # behind it, in the transcript or in the sound
    "laughter-within": 8,  # in it, in the transcript
    "emphasis": 12,  # the voice is raised, beside the speaker's own
    "reaction": 7,  # a listener answers with a remark or an exclamation
    "contrast": 9,  # "not this but that", opposites side by side
    "parallel": 8,  # sentences that begin alike
    "ending": 8,  # it ends with a short sentence that one remembers
    "surprise": 6,  # "it turns out", "nobody knew"
    "claim": 6,  # "the truth is", "nobody", "the hardest"
    "story": 5,  # "one night", "I remember"
    "address": 4,  # "you", or tells the listener to do something
    "number": 3,  # figures make it concrete
    "exchange": 5,  # a question and its answer: whoever hears it knows what it is about
    "hook": 4,  # the first sentence is short, or already says something of the above
    "length": 5,  # 12 to 25 s: long enough for a thought, short enough to be passed on
    "long": -10,  # beyond that: full at 60 s, where only a strong passage holds a listener
    "plain": -12,  # the share of it (beyond a third) that says nothing of the above
    "leans": -6,  # begins with "so", "yeah" or a word that points back
    "question-left": -2,  # ends with a question that the speaker asks herself
    "clutter": -16,  # fillers, doubled words, false starts, "you know": full at one word in ten
    "unsure": -10,  # words that were hardly heard, or are written and not said: full at one in five
    "overlap": -10,  # two people talk at once
    "interrupted": -3,  # a listener puts in a remark
    "courtesy": -10,  # thanks, greetings, advertising
}
"""The points of each sign where it is fully there."""

_CLUTTER_SHARE, _UNSURE_SHARE = 1 / 10, 1 / 5
_SHORT_MS, _GOOD_FROM_MS, _GOOD_TO_MS, _GOOD_NO_MORE_MS, _LONG_MS = 8_000, 12_000, 25_000, 40_000, 60_000
_EMPHASIS_FROM, _EMPHASIS_FULL = 0.7, 2.5
"""Deviations from the speaker's usual level: one sentence in four lies above the first, one in a hundred above the
second, if levels are spread normally."""

_LOUDEST_OF_MANY = 0.7
"""Times the logarithm of their number is about how far the loudest of several sentences lies above them by chance (1.03
deviations of four, 1.42 of eight)."""

_LAUGHTER_FROM_MS, _LAUGHTER_FULL_MS = 300, 900
_HOOK_WORDS = 12
_POINTED = frozenset(("contrast", "claim", "surprise", "story"))
"""What makes a point by itself; "you" and a number may stand in any sentence."""

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Merit:
    """A sign, what it counts, and what a person is told of it."""

    name: str
    points: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of each sentence: its figures of speech, its emphasis, how many of its words are clutter or unsure.

    ``has_overlap`` says that somebody else talks at the same time.
    """

    figures: Mapping[str, str]
    emphasis: Emphasis | None
    opening: Opening
    clutter: int
    unsure: int
    has_overlap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of a passage beyond its words.

    ``laughter`` and ``reaction`` are what is written behind it (or ""), ``laughter_within`` what is written inside;
    ``loud_ms`` is how long it is loud behind it where nobody says a word; ``heard_again_at`` is where a cold open plays
    it (in words, or ""), ``heard_again_share`` how much of the two is the same.
    """

    laughter: str = ""
    laughter_within: str = ""
    reaction: str = ""
    loud_ms: int = 0
    heard_again_at: str = ""
    heard_again_share: float = 0.0
    is_exchange: bool = False
    remarks_within: int = 0


def judge_passage(
    sentences: Sequence[Sentence], signs: Sequence[Signs], around: Around, language: str
) -> tuple[Merit, ...]:
    """All that counts for or against a passage, the weightiest first."""
    found = [
        *_of_surroundings(around),
        *_of_words(sentences, signs, language),
        *_of_voice(sentences, signs),
        *_of_form(sentences, signs, language),
        *_of_faults(sentences, signs, around, language),
    ]
    return tuple(sorted((one for one in found if one.points), key=lambda one: -abs(one.points)))


def _merit(name: str, strength: float, reason: str) -> Merit:
    return Merit(name=name, points=round(POINTS[name] * min(1.0, max(0.0, strength)), 2), reason=reason)


def _of_surroundings(around: Around) -> Iterator[Merit]:
    if around.heard_again_at:
        share = around.heard_again_share**2  # squared, so that the borders which its makers chose win
        yield _merit(
            "cold-open",
            share,
            f"heard again at {around.heard_again_at}: the makers of the episode chose it",
        )
    if around.laughter:
        yield _merit("laughter", 1, f"{shorten_text(around.laughter, limit=_SHOWN)} after it")
    elif around.laughter_within:
        yield _merit("laughter-within", 1, f"{shorten_text(around.laughter_within, limit=_SHOWN)} in it")
    else:
        strength = (around.loud_ms - _LAUGHTER_FROM_MS) / (_LAUGHTER_FULL_MS - _LAUGHTER_FROM_MS)
        heard = f"{around.loud_ms / 1000:.1f} s of loud sound without words after it (laughter, applause, music?)"
        yield _merit("laughter", strength, heard)
    if around.reaction:
        yield _merit("reaction", 1, f'the answer is "{shorten_text(around.reaction, limit=_SHOWN)}"')
    if around.is_exchange:
        yield _merit("exchange", 1, "a question and its answer")


_TOLD = {
    "contrast": "a contrast",
    "claim": "a strong claim",
    "surprise": "a surprise",
    "story": "tells a story",
    "address": "speaks to the listener",
    "number": "a number",
}


def _of_words(sentences: Sequence[Sentence], signs: Sequence[Signs], language: str) -> Iterator[Merit]:
    for name, told in _TOLD.items():
        shown = [sign.figures[name] for sign in signs if name in sign.figures]
        if name == "contrast":
            pairs = (find_contrast(one.texts, other.texts) for one, other in pairwise(sentences))
            shown += [pair for pair in pairs if pair]
        if shown:
            evidence = ", ".join(f'"{shorten_text(one, limit=_SHOWN)}"' for one in list(dict.fromkeys(shown))[:2])
            # a second sign of the same kind makes it surer; the lists of phrases are wide
            yield _merit(name, 0.7 if len(shown) == 1 else 1, f"{told}: {evidence}")
    alike = [other for one, other in pairwise(sentences) if are_parallel(one.texts, other.texts, language)]
    if alike:
        yield _merit("parallel", 1, f'two sentences begin alike: "{" ".join(alike[0].texts[:3])} ..."')


def _plain_share(sentences: Sequence[Sentence], signs: Sequence[Signs], language: str) -> float:
    """How much of the words stands in sentences that make no point, alone or with the sentence beside them."""
    pointed = {number for number, sign in enumerate(signs) if sign.figures.keys() & _POINTED}
    for number, (one, other) in enumerate(pairwise(sentences)):
        if find_contrast(one.texts, other.texts) or are_parallel(one.texts, other.texts, language):
            pointed |= {number, number + 1}
    if is_phrase(sentences[-1].texts, language):
        pointed.add(len(sentences) - 1)
    plain = sum(len(one.words) for number, one in enumerate(sentences) if number not in pointed)
    return plain / sum(len(one.words) for one in sentences)


def _of_voice(sentences: Sequence[Sentence], signs: Sequence[Signs]) -> Iterator[Merit]:
    """The voice raised in one sentence, or throughout: whichever is less likely by chance."""
    raised = [(one.emphasis, said) for said, one in zip(sentences, signs, strict=True) if one.emphasis]
    if not raised:
        return
    count = len(raised)
    loudest, said = max(raised, key=lambda pair: pair[0].deviations)
    in_one = loudest.deviations - _LOUDEST_OF_MANY * math.log(count)
    throughout = sum(one.deviations for one, _ in raised) / math.sqrt(count)
    who = said.speaker.name if said.speaker else "the speaker"
    if in_one >= throughout or count == 1:
        louder_db, where = loudest.louder_db, f': "{shorten_text(said.text, limit=_SHOWN)}"'
    else:
        louder_db, where = sum(one.louder_db for one, _ in raised) / count, ", throughout"
    strength = (max(in_one, throughout) - _EMPHASIS_FROM) / (_EMPHASIS_FULL - _EMPHASIS_FROM)
    yield _merit("emphasis", strength, f"{louder_db:.1f} dB louder than {who} usually is{where}")


def _of_form(sentences: Sequence[Sentence], signs: Sequence[Signs], language: str) -> Iterator[Merit]:
    first, last = sentences[0], sentences[-1]
    if len(sentences) > 1 and is_phrase(last.texts, language):
        yield _merit("ending", 1, f'ends with a short sentence: "{last.text}"')
    if signs[0].figures.keys() & _POINTED or len(first.texts) <= _HOOK_WORDS:
        yield _merit("hook", 1, f'begins with a point: "{shorten_text(first.text, limit=_SHOWN)}"')
    ms = last.span.end_ms - first.span.start_ms
    rising = (ms - _SHORT_MS) / (_GOOD_FROM_MS - _SHORT_MS)
    falling = (_GOOD_NO_MORE_MS - ms) / (_GOOD_NO_MORE_MS - _GOOD_TO_MS)
    yield _merit("length", min(rising, falling), f"{ms / 1000:.0f} s long")
    yield _merit("long", (ms - _GOOD_TO_MS) / (_LONG_MS - _GOOD_TO_MS), f"{ms / 1000:.0f} s are long for a clip")


def _of_faults(sentences: Sequence[Sentence], signs: Sequence[Signs], around: Around, language: str) -> Iterator[Merit]:
    words = sum(len(one.words) for one in sentences)
    clutter, unsure = sum(one.clutter for one in signs), sum(one.unsure for one in signs)
    plain = _plain_share(sentences, signs, language)
    yield _merit("plain", (plain - 1 / 3) * 1.5, f"{plain:.0%} of it makes no point that the words show")
    if signs[0].opening is Opening.LEANS:
        yield _merit("leans", 1, "its beginning leans on what was said before")
    if is_question(sentences[-1].texts):
        yield _merit("question-left", 1, "ends with a question")
    yield _merit(
        "clutter", clutter / words / _CLUTTER_SHARE, f"{clutter} of {words} words are fillers, false starts or the like"
    )
    yield _merit("unsure", unsure / words / _UNSURE_SHARE, f"{unsure} of {words} words were hardly heard, or not said")
    if any(one.has_overlap for one in signs):
        yield _merit("overlap", 1, "two people talk at once")
    if around.remarks_within:
        yield _merit("interrupted", 1, "a listener puts in a remark")
    if any(is_courtesy(one.text) for one in sentences):
        yield _merit("courtesy", 1, "thanks, greets or advertises")
