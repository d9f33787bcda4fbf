"""What an alignment says about text that is not spoken, speech that has no text, and passages heard again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import groupby

from clipper.model import Alignment, Repeat, TimedWord, WordStatus
from tests.bench.ratio import NOTHING, Ratio
from tests.bench.synth.dialogue import Dialogue, TrueWord

PASSAGE_WORDS = 5  # from so many unspoken words in a row on they are a passage
_SPEECH_MS = 3000  # speech without text that must be told
_ALARM_MS = 1000  # reported speech without text that counts as an alarm
_TOLERANCE_MS = 200  # at the edges of a passage that is heard again

Times = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """Shares of what was told rightly; they add up over recordings.

    ``unspoken_*`` are about words with the status ``NOT_SPOKEN``, ``passage_*`` the same about runs of
    ``PASSAGE_WORDS`` and more (recall over true runs, precision over reported ones). ``speech_time`` and
    ``speech_spans`` are recalls of speech of 3 s and more without text: by time, and by spans of which half was told.
    ``alarms`` is reported spans of 1 s and more without any such speech, over minutes. ``repeat_*`` are about words and
    time of passages heard again, edges within 200 ms.
    """

    unspoken_recall: Ratio = NOTHING
    unspoken_precision: Ratio = NOTHING
    passage_recall: Ratio = NOTHING
    passage_precision: Ratio = NOTHING
    speech_time: Ratio = NOTHING
    speech_spans: Ratio = NOTHING
    alarms: Ratio = NOTHING
    repeat_recall: Ratio = NOTHING
    repeat_precision: Ratio = NOTHING
    repeat_time_recall: Ratio = NOTHING
    repeat_time_precision: Ratio = NOTHING

    def __add__(self, other: Passages) -> Passages:
        return Passages(
            **{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)}
        )


def measure_passages(alignment: Alignment, dialogue: Dialogue) -> Passages:
    """Compare an alignment with the truth of the dialogue that it is of."""
    words, found = dialogue.words, alignment.words
    told = [(span.start_ms, span.end_ms) for span in alignment.untranscribed]
    told_again = [(repeat.span.start_ms, repeat.span.end_ms) for repeat in alignment.repeats]
    long = [span for span in join_spans(dialogue.untranscribed) if span[1] - span[0] >= _SPEECH_MS]
    covers = [covered(span, [*told, *told_again]) for span in long]
    other_speech = [*dialogue.untranscribed, *_misheard_spans(words), *(span for word in words for span in word.again)]
    alarms = [s for s in told if s[1] - s[0] >= _ALARM_MS and not covered(s, other_speech)]
    return Passages(
        **_unspoken(words, found),
        speech_time=Ratio(part=sum(covers), whole=sum(end - start for start, end in long)),
        speech_spans=Ratio(
            part=sum(cover >= (end - start) / 2 for cover, (start, end) in zip(covers, long, strict=True)),
            whole=len(long),
        ),
        alarms=Ratio(part=len(alarms), whole=dialogue.duration_ms / 60_000),
        **_repeats(words, alignment.repeats),
    )


def _unspoken(words: Sequence[TrueWord], found: Sequence[TimedWord]) -> dict[str, Ratio]:
    """Misheard words and what nobody says stand outside: neither counted nor a border of a run."""
    pairs = [
        (word.start_ms is None, timed.status is WordStatus.NOT_SPOKEN)
        for word, timed in zip(words, found, strict=True)
        if not word.misheard and word.spoken
    ]
    true, told = [truth for truth, _ in pairs], [claim for _, claim in pairs]
    return {
        "unspoken_recall": _hits(true, told),
        "unspoken_precision": _hits(told, true),
        "passage_recall": _hits(_long_runs(true), told),
        "passage_precision": _hits(_long_runs(told), true),
    }


def _hits(asked: Sequence[bool], given: Sequence[bool]) -> Ratio:
    return Ratio(part=sum(a and g for a, g in zip(asked, given, strict=True)), whole=sum(asked))


def _long_runs(marks: Sequence[bool]) -> list[bool]:
    out: list[bool] = []
    for mark, run in groupby(marks):
        length = len(list(run))
        out += [mark and length >= PASSAGE_WORDS] * length
    return out


def _misheard_spans(words: Iterable[TrueWord]) -> list[Times]:
    return [(w.start_ms, w.end_ms) for w in words if w.misheard and w.start_ms is not None and w.end_ms is not None]


def _repeats(words: Sequence[TrueWord], told: Sequence[Repeat]) -> dict[str, Ratio]:
    """A word's second place is found if a repeat names the word and its span holds the place, give or take 200 ms."""
    true_places = [(place, span) for place, word in enumerate(words) for span in word.again]
    true_spans = join_spans([span for _, span in true_places], gap_ms=1000)
    told_spans = [(repeat.span.start_ms, repeat.span.end_ms) for repeat in told]
    recalled = sum(any(_names(repeat, place, span) for repeat in told) for place, span in true_places)
    claims = [(repeat, place) for repeat in told for place in range(repeat.first_word, repeat.end_word)]
    right = sum(any(_names(repeat, place, span) for span in words[place].again) for repeat, place in claims)
    return {
        "repeat_recall": Ratio(part=recalled, whole=len(true_places)),
        "repeat_precision": Ratio(part=right, whole=len(claims)),
        "repeat_time_recall": _time_share(true_spans, told_spans),
        "repeat_time_precision": _time_share(told_spans, true_spans),
    }


def _names(repeat: Repeat, place: int, span: Times) -> bool:
    return repeat.first_word <= place < repeat.end_word and (
        repeat.span.start_ms - _TOLERANCE_MS <= span[0] and span[1] <= repeat.span.end_ms + _TOLERANCE_MS
    )


def _time_share(asked: Sequence[Times], given: Sequence[Times]) -> Ratio:
    wide = [(start - _TOLERANCE_MS, end + _TOLERANCE_MS) for start, end in given]
    return Ratio(part=sum(covered(span, wide) for span in asked), whole=sum(end - start for start, end in asked))


def join_spans(spans: Iterable[Times], *, gap_ms: int = 0) -> list[Times]:
    """Spans in order, those joined between which there is at most ``gap_ms``."""
    joined: list[Times] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= gap_ms:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def covered(span: Times, by: Iterable[Times]) -> int:
    """Ms of ``span`` that lie in any of ``by``."""
    start, end = span
    return sum(max(0, min(end, e) - max(start, s)) for s, e in join_spans(by))
