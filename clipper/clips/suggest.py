"""Passages worth clipping, best first, each with its reasons: a suggestion for whoever chooses, never a choice.

sentences -> runs of them that can stand alone, 10 to 60 s, between pauses -> signs for and against -> the best that do
not overlap. ``merits`` has the weights, ``openings`` what stands alone, ``voice`` what the sound adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from clipper.clips.choose import quote_within
from clipper.clips.edges import PAUSE_MS
from clipper.clips.merits import Merit, Signs, judge_passage
from clipper.clips.openings import Opening, is_cut_off, is_question, judge_opening, judge_question
from clipper.clips.plan import plan_clip
from clipper.clips.rhetoric import count_hedges, count_restart, find_figures
from clipper.clips.sentences import Sentence, split_sentences
from clipper.clips.surroundings import Surroundings
from clipper.clips.voice import measure_emphasis
from clipper.errors import QuoteError
from clipper.model import Alignment, Quote, Span, WordStatus
from clipper.model.sound import Energy

SHORTEST_MS, LONGEST_MS = 10_000, 60_000
"""Lengths of a clip that is passed on (issue 6): a thought needs the first, few people watch more than the second."""

_SURE = 0.3
"""Confidence below which a word may not be what is said. Set by judgement."""

_MOST_SENTENCES = 40
"""Of a passage: one in a second and a half. More are no talk but words that were squeezed together."""

_ANSWER_MS = 12_000
"""The longest question that is taken along with its answer."""

_SHORT_ANSWER = 4
"""Words of a reply that says little by itself: "Eleven years." """


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A passage: its words as a quote, where it lies on the episode's timeline, its score and what that is made of."""

    quote: Quote
    span: Span
    score: float
    merits: tuple[Merit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    first: int
    """Its first sentence; of an exchange that of the question."""
    end: int
    is_chosen: bool = False
    """Whether a cold open plays it: its makers judged that it can stand alone."""


def suggest_quotes(  # noqa: PLR0913  two values, and limits that have defaults
    alignment: Alignment,
    *,
    clutter: frozenset[int] = frozenset(),
    energy: Energy | None = None,
    shortest_ms: int = SHORTEST_MS,
    longest_ms: int = LONGEST_MS,
    only: str | None = None,
) -> Iterator[Suggestion]:
    """Every passage that can stand alone, best first, none overlapping a better one; take as many as are wanted.

    Each begins and ends with a sentence, in a pause of ``edges.PAUSE_MS`` or more; with ``energy`` the pause is heard
    as well (after laughter only that before it).

    Args:
        alignment: Where the words are; the first of its recordings would be cut.
        clutter: The words that a clean text leaves out.
        energy: The loudness of that recording, None where nothing can be heard.
        shortest_ms: The least length, from the first word to the last.
        longest_ms: The greatest.
        only: A part of the name of the speaker; questions to her are hers, too.
    """
    watcher = _Watcher(alignment, clutter, energy)
    judged = []
    played = _played(alignment, watcher.sentences, shortest_ms, longest_ms)
    for passage in chain(played, _passages(watcher.sentences, shortest_ms, longest_ms)):
        if watcher.may_be_cut(passage, only):
            merits = watcher.judge(passage)
            judged.append((sum(merit.points for merit in merits), passage, merits))
    judged.sort(key=lambda one: (-one[0], one[1].first))
    taken: list[Span] = []
    for score, passage, merits in judged:
        span = watcher.span(passage)
        if any(span.overlaps(other) for other in taken):
            continue
        quote = watcher.quote(passage, span, has_laughter=any(merit.name == "laughter" for merit in merits))
        if quote is not None:
            taken.append(span)
            yield Suggestion(quote=quote, span=span, score=round(score, 2), merits=merits)


def _passages(sentences: Sequence[Sentence], shortest_ms: int, longest_ms: int) -> Iterator[_Passage]:
    """Runs of one speaker's sentences, and questions of one with the answer of the next, of the wanted lengths."""
    for first, begun in enumerate(sentences):
        asks = _asks(sentences, first)
        for last in range(first, min(len(sentences), first + _MOST_SENTENCES)):
            said = sentences[last]
            ms = said.span.end_ms - begun.span.start_ms
            if said.stretch > begun.stretch + asks or ms > longest_ms:
                break
            if ms >= shortest_ms and (said.stretch != begun.stretch or not asks):
                yield _Passage(first=first, end=last + 1)


def _played(
    alignment: Alignment, sentences: Sequence[Sentence], shortest_ms: int, longest_ms: int
) -> Iterator[_Passage]:
    """What cold opens play, in whole sentences, whoever speaks them."""
    for repeat in alignment.repeats:
        inside = [
            number
            for number, one in enumerate(sentences)
            if repeat.first_word <= one.first_word and one.end_word <= repeat.end_word
        ]
        if not inside or sentences[inside[0]].span.start_ms < repeat.span.end_ms:
            continue
        ms = sentences[inside[-1]].span.end_ms - sentences[inside[0]].span.start_ms
        if shortest_ms <= ms <= longest_ms:
            yield _Passage(first=inside[0], end=inside[-1] + 1, is_chosen=True)


def _asks(sentences: Sequence[Sentence], first: int) -> bool:
    """Whether a question is asked that the next speaker answers: with this sentence, or with the one behind it."""
    begun = sentences[first]
    for last in range(first, min(first + 2, len(sentences) - 1)):
        said, following = sentences[last], sentences[last + 1]
        if said.stretch != begun.stretch or said.span.end_ms - begun.span.start_ms > _ANSWER_MS:
            return False
        if following.stretch != begun.stretch:
            return is_question(said.texts) and following.speaker != begun.speaker
    return False


class _Watcher:
    """What is known of an episode's sentences, asked passage by passage."""

    def __init__(self, alignment: Alignment, clutter: frozenset[int], energy: Energy | None) -> None:
        self._alignment, self._energy = alignment, energy
        self._language = alignment.transcript.language
        self._surroundings = Surroundings(alignment=alignment, energy=energy)
        self.sentences = split_sentences(alignment)
        voice = measure_emphasis(alignment, self.sentences, energy) if energy else (None,) * len(self.sentences)
        self._signs = [
            Signs(
                figures=find_figures(one.text),
                emphasis=emphasis,
                opening=self._opening(number),
                clutter=sum(index in clutter for index in one.words) + self._waste(number),
                unsure=self._unsure(one),
                has_overlap=any(one.span.overlaps(overlap.span) for overlap in alignment.overlaps),
            )
            for number, (one, emphasis) in enumerate(zip(self.sentences, voice, strict=True))
        ]

    def span(self, passage: _Passage) -> Span:
        """From the first word to the last, on the episode's timeline."""
        first, last = self.sentences[passage.first], self.sentences[passage.end - 1]
        return Span(start_ms=first.span.start_ms, end_ms=max(first.span.start_ms, last.span.end_ms))

    def may_be_cut(self, passage: _Passage, only: str | None) -> bool:
        """Whether a passage is whoever's is wanted, lies between pauses, stands alone, and does not break off."""
        sentences = self.sentences[passage.first : passage.end]
        first, last = sentences[0], sentences[-1]
        if only is not None and not (last.speaker and only.casefold() in last.speaker.name.casefold()):
            return False
        track = self._alignment.recordings[0].speaker
        if track is not None and any(one.speaker is None or one.speaker.name != track for one in sentences):
            return False
        if min(first.pause_before_ms, last.pause_after_ms) < PAUSE_MS:
            return False
        return passage.is_chosen or self._stands_alone(passage)

    def _stands_alone(self, passage: _Passage) -> bool:
        """Whether it neither leans on what was said before nor breaks off, nor asks what somebody else answers."""
        last = self.sentences[passage.end - 1]
        if is_cut_off(last.texts) or self._signs[passage.first].opening is Opening.DANGLES:
            return False
        return not is_question(last.texts) or self._goes_on(passage.end)

    def judge(self, passage: _Passage) -> tuple[Merit, ...]:
        """What speaks for and against it."""
        sentences = self.sentences[passage.first : passage.end]
        return judge_passage(
            sentences, self._signs[passage.first : passage.end], self._surroundings.look(sentences), self._language
        )

    def quote(self, passage: _Passage, span: Span, *, has_laughter: bool) -> Quote | None:
        """Its words, if cutting at its times cuts just them, and in silence; None otherwise."""
        first, end = self.sentences[passage.first].first_word, self.sentences[passage.end - 1].end_word
        quote = quote_within(self._alignment, span)
        if quote is None or (quote.first_word, quote.end_word) != (first, end):
            return None
        if self._energy is not None:
            try:
                clip = plan_clip(self._alignment, quote, self._energy)
            except QuoteError:  # not on the first recording
                return None
            if not clip.quiet_start or not (clip.quiet_end or has_laughter):
                return None
        return quote

    def _opening(self, number: int) -> Opening:
        """How a passage would begin with a sentence; a short reply ("Eleven years.") leans."""
        sentence = self.sentences[number]
        if _asks(self.sentences, number):
            return judge_question(sentence.texts, self._language)
        opening = judge_opening(sentence.texts, self._language)
        replies = number > 0 and self.sentences[number - 1].stretch != sentence.stretch
        is_short = len(sentence.texts) <= _SHORT_ANSWER
        return Opening.LEANS if replies and is_short and opening is Opening.FREE else opening

    def _waste(self, number: int) -> int:
        """Words of a sentence in which its speaker thinks aloud, or that the next one says anew."""
        sentence = self.sentences[number]
        anew = count_restart(sentence.texts, self.sentences[number + 1].texts) if self._goes_on(number + 1) else 0
        return count_hedges(sentence.text) + anew

    def _goes_on(self, following: int) -> bool:
        """Whether the speaker of the sentence before ``following`` goes on: her question waits for no answer."""
        sentences = self.sentences
        return following < len(sentences) and sentences[following].stretch == sentences[following - 1].stretch

    def _unsure(self, sentence: Sentence) -> int:
        """The words of a sentence that were hardly heard, or are written and not said."""
        words = self._alignment.words[sentence.first_word : sentence.end_word]
        hardly = sum(self._alignment.words[index].confidence < _SURE for index in sentence.words)
        return hardly + sum(word.status is WordStatus.NOT_SPOKEN for word in words)
