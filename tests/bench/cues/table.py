"""Every profile on an hour of dialogue, fast speech and slow: what is broken, where breaks fall, how long it takes.

Words have their true times, so that only the layout is measured; the seconds are those of the layout. Beside it a
greedy layout, as most tools have it: a line is filled as long as the next word fits, a cue has two lines, and ends at a
long pause or at a change of speakers.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clipper.cues import BUILT_IN, Plan, Profile, check_cues, load_profile, plan_cues, prove_cues, segment_plan
from clipper.cues.certificate import Bound
from clipper.language import BOUND, SENTENCE_END, weigh_gaps
from clipper.model import Alignment, Cue, CueTrack, Recording, Run, Span, TimedWord, WordStatus
from clipper.text import parse_transcript
from tests.bench import conditions as world
from tests.bench.long_talks import parts_of_hours
from tests.bench.score import format_table
from tests.bench.synth import Dialogue, VoiceMissing

_HARD = ("cues-out-of-order", "cues-overlap", "cue-is-empty", "cue-has-too-many-lines", "cue-too-wide", "cue-too-long",
         "cue-has-too-many-words")  # fmt: skip
_SOFT = ("cue-too-short", "cue-too-fast", "gap-too-small")
_HEADINGS = (
    "", "cues", "text", "hard (0)", *(code.removeprefix("cue-").removeprefix("gap-") for code in _SOFT), "soft cues",
    "no layout + moved + torn", "unproven (0)", "function-word edges (3%)", "two sentence parts (3%)", "s",
)  # fmt: skip


def cues_table() -> Iterator[str]:
    """A table for each kind of speech."""
    try:
        hour = world.join_dialogues(parts_of_hours(1))
    except VoiceMissing as missing:
        yield f"cues: skipped, {missing}"
        return
    for name, tempo in (("an hour of dialogue", 1.0), ("the same 1.4 times as fast", 1.4), ("slow, 0.75", 0.75)):
        alignment = _alignment_of(hour, tempo)
        rows = []
        for profile in map(load_profile, BUILT_IN):
            began = time.monotonic()
            plan = plan_cues(alignment, profile)
            track = segment_plan(plan)
            seconds = f"{time.monotonic() - began:.1f}"
            rows.append(_row(profile.name, track, alignment, profile, seconds=seconds, plan=plan))
            if profile.max_lines == 2:
                rows.append(_row("  filled greedily", _fill_greedily(alignment, profile), alignment, profile))
        yield format_table(f"Cues: {name}, {len(alignment.words)} words with true times", _HEADINGS, rows)


def _alignment_of(dialogue: Dialogue, tempo: float) -> Alignment:
    """The truth as an alignment, said ``tempo`` times as fast."""
    words, end_ms = [], 0
    for word in dialogue.words:
        if word.start_ms is None or word.end_ms is None:
            words.append(TimedWord(status=WordStatus.UNSEARCHED))
            continue
        start_ms = max(end_ms, round(word.start_ms / tempo))
        end_ms = max(start_ms, round(word.end_ms / tempo))
        words.append(TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=start_ms, end_ms=end_ms), confidence=1.0))
    recording = Recording(
        content_hash="sha256:" + "0" * 64, path="talk.wav", duration_ms=round(dialogue.duration_ms / tempo), streams=()
    )
    transcript = parse_transcript(dialogue.transcript(), source="talk.txt")
    return Alignment(transcript=transcript, recordings=(recording,), words=tuple(words))


def _row(
    name: str, track: CueTrack, alignment: Alignment, profile: Profile, *, seconds: str = "", plan: Plan | None = None
) -> tuple[str, ...]:
    found = check_cues(track, profile)
    findings = Counter(finding.code for finding in found)
    soft = sorted({(finding.cue or 1) - 1 for finding in found if finding.code in _SOFT})
    edges = _judge_edges(track, alignment)
    shown = [word for cue in track.cues for word in cue.words]
    whole = shown == [index for index in range(len(alignment.words)) if index not in set(track.hidden_words)]
    return (
        name,
        f"{len(track.cues)}",
        "whole" if whole else "BROKEN",
        f"{sum(findings[code] for code in _HARD)}",
        *(f"{findings[code]}" for code in _SOFT),
        f"{len(soft) / max(1, len(track.cues)):.1%}",
        *(_judge_proofs(track, plan, soft) if plan else ("", "")),
        f"{edges.function_words:.1%}",
        f"{edges.two_parts:.1%}",
        seconds,
    )


def _judge_proofs(track: CueTrack, plan: Plan, soft: Sequence[int]) -> tuple[str, str]:
    """How many cues with a broken limit no legal layout spares, how many only at others' cost, only by tearing; and
    how many have no proof: those that a layout could have kept."""
    proofs = prove_cues(track, plan, soft)
    bounds = Counter(proof.bound for proof in proofs.values())
    kinds = (Bound.NO_LAYOUT, Bound.ONLY_MOVED, Bound.ONLY_TORN)
    return " + ".join(f"{bounds[kind]}" for kind in kinds), f"{len(soft) - len(proofs)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edges:
    """Shares of the breaks (of lines and cues) that follow a function word, and of the cues that hold the end of one
    sentence and the beginning of another that are both torn."""

    function_words: float
    two_parts: float


def _judge_edges(track: CueTrack, alignment: Alignment) -> _Edges:
    texts = [word.text for word in alignment.transcript.words]
    points, ends = weigh_gaps(texts, alignment.transcript.language)
    starts = {turn.first_word for turn in alignment.turns}
    breaks = [
        run.first_word
        for cue in track.cues
        for line in cue.lines
        for run in line[:1]
        if run.first_word is not None and run.first_word not in starts
    ]
    torn = 0
    for cue in track.cues:
        first, last = cue.words[0], cue.words[-1] + 1
        inner = any(ends[word] for word in cue.words[1:])
        torn += inner and not (ends[first] or first in starts) and not (ends[last] or last in starts)
    bad = sum(points[word] >= BOUND > SENTENCE_END for word in breaks)
    return _Edges(function_words=bad / max(1, len(breaks)), two_parts=torn / max(1, len(track.cues)))


def _fill_greedily(alignment: Alignment, profile: Profile) -> CueTrack:
    """Cues as most tools make them."""
    groups: list[list[int]] = []
    speakers = {word: turn.speaker for turn in alignment.turns for word in range(turn.first_word, turn.end_word)}
    before: int | None = None
    for index, word in enumerate(alignment.words):
        if word.span is None:
            continue
        last = alignment.words[before].span if before is not None else None
        apart = last is not None and word.span.start_ms - last.end_ms > profile.max_pause_ms
        changed = before is not None and speakers[before] != speakers[index]
        if not groups or apart or changed or len(_fill_lines(alignment, [*groups[-1], index], profile)) > 2:
            groups.append([])
        groups[-1].append(index)
        before = index
    cues = [_cue_of(alignment, group, profile) for group in groups]
    chained = [
        replace(cue, end_ms=min(cue.end_ms, after.start_ms - profile.min_gap_ms)) for cue, after in pairwise(cues)
    ]
    return CueTrack(
        cues=(*chained, cues[-1]),
        hidden_words=tuple(index for index, word in enumerate(alignment.words) if word.span is None),
    )


def _fill_lines(alignment: Alignment, words: Sequence[int], profile: Profile) -> list[list[int]]:
    lines: list[list[int]] = [[]]
    for index in words:
        text = " ".join(alignment.transcript.words[i].text for i in [*lines[-1], index])
        if lines[-1] and len(text) > profile.max_columns:
            lines.append([])
        lines[-1].append(index)
    return lines


def _cue_of(alignment: Alignment, words: Sequence[int], profile: Profile) -> Cue:
    spans = [span for index in words if (span := alignment.words[index].span)]
    lines = tuple(
        (
            Run(
                text=" ".join(alignment.transcript.words[i].text for i in line),
                first_word=line[0],
                end_word=line[-1] + 1,
            ),
        )
        for line in _fill_lines(alignment, words, profile)
    )
    return Cue(start_ms=spans[0].start_ms, end_ms=spans[-1].end_ms + profile.linger_ms, lines=lines)
