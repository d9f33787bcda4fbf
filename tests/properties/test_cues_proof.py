"""Laws of the proofs: what they say of all layouts is true of every one, counted out by brute force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.cues import NETFLIX_EN, Profile, check_cues, plan_cues, prove_cues, segment_plan
from clipper.cues.certificate import Bound
from clipper.cues.proof import TIME_LIMITS
from clipper.cues.timing import Speech, time_cues
from clipper.language import CLAUSE_END, weigh_gaps
from clipper.model import Alignment, Cue, CueTrack, Run, Span
from tests.unit.cues.conversation import align

HARD = {"cue-too-wide", "cue-has-too-many-lines", "cue-too-long", "cue-has-too-many-words"}
WORDS = ("a", "of", "Yes.", "rope", "harbour", "night,", "lanterns.", "and")
Group = tuple[tuple[int, ...], ...]
"""A cue as the words of its lines."""


@st.composite
def talks(draw: st.DrawFn) -> Alignment:
    """One speaker or two in turn, at most seven words, fast or slow."""
    turns = []
    for name in ("Ada", "Milo")[: draw(st.integers(1, 2))]:
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
        pauses = draw(st.lists(st.sampled_from((0, 0, 0, 300, 900, 2_000)), min_size=len(words), max_size=len(words)))
        turns.append((name, " ".join(f"_{pause} {word}" for pause, word in zip(pauses, words, strict=True))))
    tail_ms = draw(st.sampled_from((100, 3_000)))
    talk = align(*turns, per_character_ms=draw(st.sampled_from((65, 80, 110))))
    (recording,) = talk.recordings
    return replace(talk, recordings=(replace(recording, duration_ms=recording.duration_ms - 3_000 + tail_ms),))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    return replace(
        NETFLIX_EN,
        max_columns=draw(st.sampled_from((9, 14, 24))),
        max_label_columns=9,
        max_lines=draw(st.sampled_from((1, 2))),
        max_speakers=draw(st.sampled_from((1, 2))),
        max_words=draw(st.sampled_from((None, 3))),
        max_cps=draw(st.sampled_from((None, 9, 12))),
        max_wpm=draw(st.sampled_from((None, 160))),
        min_duration_ms=draw(st.sampled_from((300, 834, 1_500))),
        max_duration_ms=draw(st.sampled_from((2_000, 7_000))),
        min_gap_frames=draw(st.sampled_from((0, 2))),
        max_linger_ms=draw(st.sampled_from((500, 1_500))),
    )


def every_layout(talk: Alignment, profile: Profile) -> Iterator[list[Group]]:
    """Every way to cut the words into cues that a viewer may see at all, times aside."""
    count = len(talk.words)
    border = talk.turns[1].first_word if len(talk.turns) > 1 else None
    for cuts in (chosen for size in range(count) for chosen in combinations(range(1, count), size)):
        options = [list(lines_of(talk, profile, tuple(range(a, b)), border)) for a, b in pairwise((0, *cuts, count))]
        yield from map(list, product(*options))


def lines_of(talk: Alignment, profile: Profile, words: tuple[int, ...], border: int | None) -> Iterator[Group]:
    """One line, or where it is too narrow each pair of lines; of two speakers a line each."""
    spans = [span for word in words if (span := talk.words[word].span)]
    pauses = [b.start_ms - a.end_ms for (a, b), word in zip(pairwise(spans), words[1:], strict=True) if word != border]
    is_long = len(words) > 1 and spans[-1].end_ms - spans[0].start_ms > profile.max_duration_ms
    if is_long or any(pause > profile.max_pause_ms for pause in pauses):
        return
    if border is not None and words[0] < border <= words[-1]:
        at = words.index(border)
        apart = spans[at].start_ms - spans[at - 1].end_ms
        halves = ((0, border), (border, len(talk.words)))
        gaps = [weigh_gaps(text_of(talk, tuple(range(a, b))).split(), "en")[0] for a, b in halves]
        whole = gaps[0][words[0]] <= CLAUSE_END and gaps[1][words[-1] + 1 - border] <= CLAUSE_END
        if profile.max_speakers > 1 and apart < profile.chain_below_ms and whole:
            yield words[:at], words[at:]
    elif len(text_of(talk, words)) <= profile.max_columns or len(words) == 1:
        yield (words,)
    else:
        yield from ((words[:at], words[at:]) for at in range(1, len(words)))


def text_of(talk: Alignment, words: tuple[int, ...]) -> str:
    return " ".join(talk.transcript.words[word].text for word in words)


def show(talk: Alignment, profile: Profile, layout: list[Group]) -> CueTrack:
    """The layout as a track, timed as clipper times its own."""
    speeches, lines = [], []
    for group in layout:
        is_dialogue = talk.speaker_of(group[0][0]) != talk.speaker_of(group[-1][0])
        texts = ["-" * is_dialogue + text_of(talk, words) for words in group]
        spans = [span for words in group for word in words if (span := talk.words[word].span)]
        needed = profile.reading_ms(sum(map(len, texts)), sum(map(len, group)))
        speeches.append(Speech(span=Span(start_ms=spans[0].start_ms, end_ms=spans[-1].end_ms), needed_ms=needed))
        lines.append(tuple((Run(text=text),) for text in texts))
    spans = time_cues(speeches, profile, duration_ms=talk.duration_ms)
    return CueTrack(
        cues=tuple(
            Cue(start_ms=span.start_ms, end_ms=span.end_ms, lines=each) for span, each in zip(spans, lines, strict=True)
        )
    )


def broken_sets(talk: Alignment, profile: Profile) -> set[frozenset[int]]:
    """For every legal layout the words of its cues that break a limit of time."""
    found = set()
    for layout in every_layout(talk, profile):
        findings = check_cues(show(talk, profile, layout), profile)
        if not any(one.code in HARD and sum(map(len, layout[(one.cue or 1) - 1])) > 1 for one in findings):
            cues = {(one.cue or 1) - 1 for one in findings if one.code in TIME_LIMITS}
            found.add(frozenset(word for cue in cues for words in layout[cue] for word in words))
    return found


@given(talks(), profiles())
@settings(max_examples=150, deadline=None)
def test_a_proof_is_true_of_every_layout_and_no_exception_goes_without(talk: Alignment, profile: Profile) -> None:
    plan = plan_cues(talk, profile)
    track = segment_plan(plan)
    broken = {(one.cue or 1) - 1 for one in check_cues(track, profile) if one.code in TIME_LIMITS}
    proofs = prove_cues(track, plan, sorted(broken))
    assert proofs.keys() == broken
    layouts = broken_sets(talk, profile)
    excused = {word for cue in broken for word in track.cues[cue].words}
    assert frozenset(excused) in layouts
    for cue, proof in proofs.items():
        words = set(track.cues[cue].words)
        anyhow = [one for one in layouts if not one & words]
        spared = [one for one in anyhow if one <= excused - words]
        assert (proof.bound is Bound.NO_LAYOUT) == (not anyhow)
        assert (proof.bound is Bound.ONLY_TORN) == bool(spared)
