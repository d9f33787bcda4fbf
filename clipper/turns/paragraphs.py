"""Words and who says them -> turns: those that an export cut apart are joined, and paragraphs follow sentences.

A cut that the transcript has where a sentence ends stays; one in mid-sentence goes. What is longer than a reader
likes is cut at the longest pause between two sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clipper.language import LIGHTLY_BOUND
from clipper.model import Speaker, TimedWord, Transcript, Turn
from clipper.turns.sentences import find_sentences

_LONGEST_MS, _USUAL_MS, _SHORTEST_MS = 90_000, 60_000, 25_000
"""A paragraph beyond the first is cut into pieces that last between the other two, if sentences end there."""
_SENTENCE_PAUSE_MS = 400  # ends a sentence, as far as one can know, where no full stops are written
_MS_A_WORD = 400  # 150 words a minute, where no times are known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The words of a transcript with who says them; ``ends[i]`` says that a sentence ends before word i."""

    transcript: Transcript
    speakers: Sequence[Speaker | None]
    ends: Sequence[bool]
    clock_ms: Sequence[int]
    pauses_ms: Sequence[int]

    @staticmethod
    def of(transcript: Transcript, speakers: Sequence[Speaker | None], timed: Sequence[TimedWord] | None) -> _Text:
        pauses_ms = _pauses(timed, len(speakers))
        return _Text(
            transcript=transcript,
            speakers=speakers,
            ends=_ends(transcript, pauses_ms if timed else None),
            clock_ms=_clock(timed, len(speakers)),
            pauses_ms=pauses_ms,
        )


def make_turns(
    transcript: Transcript,
    speakers: Sequence[Speaker | None],
    timed: Sequence[TimedWord] | None,
    *,
    joined: bool = True,
) -> tuple[Turn, ...]:
    """The turns of these speakers.

    A turn begins where its first word is heard (``header_ms``, until ``header_end_ms``); without times at the
    transcript's own one, or between those around it.

    Args:
        transcript: The words, and the cuts that it has.
        speakers: Who says each word.
        timed: When; None if nobody listened.
        joined: Whether cuts in mid-sentence go and long turns are cut; otherwise every cut of the transcript stays, as
            it should in a file of cues.
    """
    text = _Text.of(transcript, speakers, timed)
    stretches = _stretches(text, timed, joined=joined)
    starts = [first for stretch in stretches for first in (_paragraphs(stretch, text) if joined else [stretch.start])]
    headers = {turn.first_word: turn.header_char for turn in transcript.turns}
    times = _times(transcript, timed, starts)
    return tuple(
        Turn(
            speaker=speakers[first],
            first_word=first,
            end_word=end,
            header_ms=start_ms,
            header_end_ms=end_ms,
            header_char=headers.get(first, transcript.words[first].start_char),
        )
        for first, end, (start_ms, end_ms) in zip(starts, [*starts[1:], len(speakers)], times, strict=True)
    )


def _ends(transcript: Transcript, pauses_ms: Sequence[int] | None) -> list[bool]:
    """Whether a sentence ends before each word; where no full stops tell, by the pauses, or by the cuts if need be."""
    sentences = find_sentences([word.text for word in transcript.words], transcript.language)
    if sentences.marked:
        return sentences.ends
    cuts = {turn.first_word for turn in transcript.turns}
    return [
        points < LIGHTLY_BOUND and (index in cuts if pauses_ms is None else pauses_ms[index] >= _SENTENCE_PAUSE_MS)
        for index, points in enumerate(sentences.points)
    ]


def _clock(timed: Sequence[TimedWord] | None, count: int) -> list[int]:
    """About when each word is said, never running backwards."""
    if timed is None:
        return [index * _MS_A_WORD for index in range(count)]
    clock, now = [], 0
    for word in timed:
        now = max(now, word.span.start_ms if word.span else now)
        clock.append(now)
    return clock


def _pauses(timed: Sequence[TimedWord] | None, count: int) -> list[int]:
    """The pause in front of each word, 0 where none is known."""
    pauses = [0] * count
    before = None
    for index, word in enumerate(timed or ()):
        if word.span is not None:
            pauses[index] = before.gap_to(word.span) if before else 0
            before = word.span
    return pauses


def _stretches(text: _Text, timed: Sequence[TimedWord] | None, *, joined: bool) -> Iterator[range]:
    """Words that belong in one turn, but for its length."""
    cuts = {turn.first_word for turn in text.transcript.turns}
    words = text.transcript.words
    back = _runs_back(timed)
    first = 0
    for index in range(1, len(words) + 1):
        if index < len(words):
            same = text.speakers[index] == text.speakers[index - 1] and words[index].shown == words[index - 1].shown
            is_cut = index in cuts and (text.ends[index] or not joined)
            if same and index not in back and not is_cut:
                continue
        yield range(first, index)
        first = index


def _runs_back(timed: Sequence[TimedWord] | None) -> set[int]:
    """Words that begin before the one in front ends, as where people talk on tracks of their own: a turn never does."""
    found, end_ms = set(), 0
    for index, word in enumerate(timed or ()):
        if word.span is not None:
            if word.span.start_ms < end_ms:
                found.add(index)
            end_ms = word.span.end_ms
    return found


def _paragraphs(stretch: range, text: _Text) -> Iterator[int]:
    """Where the paragraphs of a stretch begin."""
    yield stretch.start
    if text.clock_ms[stretch.stop - 1] - text.clock_ms[stretch.start] <= _LONGEST_MS:
        return
    clock = text.clock_ms
    begun, last = clock[stretch.start], clock[stretch.stop - 1]
    places = [at for at in stretch[1:] if text.ends[at] and last - clock[at] >= _SHORTEST_MS]
    while last - begun > _USUAL_MS:
        near = [at for at in places if clock[at] - begun >= _SHORTEST_MS]
        usual = [at for at in near if clock[at] - begun <= _USUAL_MS] or near[:1]
        if not usual:
            return
        place = max(usual, key=lambda at: (text.pauses_ms[at], at))
        yield place
        begun = clock[place]


def _times(
    transcript: Transcript, timed: Sequence[TimedWord] | None, starts: Sequence[int]
) -> list[tuple[int | None, int | None]]:
    """When each turn begins and ends: as it was heard, or as the transcript has it."""
    return [
        _heard_time(timed, first, end) if timed is not None else _written_times(transcript, first, end)
        for first, end in zip(starts, [*starts[1:], len(transcript.words)], strict=True)
    ]


def _heard_time(timed: Sequence[TimedWord], first: int, end: int) -> tuple[int | None, int | None]:
    spans = [word.span for word in timed[first:end] if word.span]
    return (spans[0].start_ms, spans[-1].end_ms) if spans else (None, None)


def _written_times(transcript: Transcript, first: int, end: int) -> tuple[int | None, int | None]:
    last = transcript.turns[transcript.turn_of(end - 1)]
    end_ms = last.header_end_ms
    if end_ms is not None and last.end_word != end:
        end_ms = _written_time(transcript, end)
    return _written_time(transcript, first), end_ms


def _written_time(transcript: Transcript, first: int) -> int | None:
    """The time that the transcript has for a word, or where it lies between the headers around it."""
    turn = transcript.turns[transcript.turn_of(first)]
    if turn.first_word == first or turn.header_ms is None:
        return turn.header_ms
    later = (other.header_ms for other in transcript.turns if other.first_word >= turn.end_word)
    end_ms = turn.header_end_ms or next((ms for ms in later if ms is not None and ms >= turn.header_ms), None)
    if end_ms is None:
        end_ms = turn.header_ms + (turn.end_word - turn.first_word) * _MS_A_WORD
    share = (first - turn.first_word) / (turn.end_word - turn.first_word)
    return round(turn.header_ms + share * (end_ms - turn.header_ms))
