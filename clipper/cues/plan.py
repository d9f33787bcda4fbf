"""Alignment -> plan: which words are laid out together, and where a cue has to make room for a label."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clipper.cues.labels import NameStyle, SpeakerLabels, label_speakers
from clipper.cues.legal import NO_LABEL, Label, Stretch
from clipper.cues.passage import Passage, gather_passages
from clipper.cues.profile import NETFLIX_EN, Profile
from clipper.cues.width import count_characters, measure_columns
from clipper.model import Alignment, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be laid out: stretches in order of their start, each by itself.

    ``labels`` are the speakers' where cues carry them, as ``speakers`` says; ``hidden_words`` are shown nowhere.
    """

    alignment: Alignment
    profile: Profile
    speakers: SpeakerLabels
    labels: Mapping[str, str]
    stretches: tuple[Stretch, ...]
    hidden_words: tuple[int, ...]


def plan_cues(
    alignment: Alignment,
    profile: Profile = NETFLIX_EN,
    *,
    speakers: SpeakerLabels = SpeakerLabels.NONE,
    names: NameStyle = NameStyle.FULL,
    breaks: Collection[int] = (),
) -> Plan:
    """What `segment_cues` lays out, and `prove_findings` looks through; its arguments are those of `segment_cues`."""
    passages, hidden = gather_passages(alignment, profile, breaks=breaks)
    named = () if speakers is SpeakerLabels.NONE else [p.speaker for p in passages if p.speaker]
    labels = label_speakers(named, names, profile)
    return Plan(
        alignment=alignment,
        profile=profile,
        speakers=speakers,
        labels=labels,
        stretches=tuple(_make_stretches(alignment, passages, profile, labels, speakers)),
        hidden_words=hidden,
    )


def _make_stretches(
    alignment: Alignment,
    passages: Sequence[Passage],
    profile: Profile,
    labels: Mapping[str, str],
    speakers: SpeakerLabels,
) -> Iterator[Stretch]:
    """Passages that follow each other are one stretch; each in which somebody else talks is one of its own."""
    crosstalk = _find_crosstalk(passages)
    names = [_label_of(labels.get(passage.speaker or "")) for passage in passages]
    reserved = [
        _reserve(passage, crosstalk[at], names[at], speakers, profile.max_duration_ms)
        for at, passage in enumerate(passages)
    ]
    for at in range(1, len(passages)):
        goes_on = passages[at - 1].speaker == passages[at].speaker and not (crosstalk[at - 1] or crosstalk[at])
        if goes_on and speakers is SpeakerLabels.CHANGE:
            reserved[at][0] = NO_LABEL
    for first, end in _group(crosstalk):
        following = passages[end].span.start_ms if end < len(passages) else None
        if following is not None and crosstalk[first]:
            following = max(following, passages[first].span.end_ms)
        yield Stretch(
            passages[first:end],
            profile,
            language=alignment.transcript.language,
            next_start_ms=following,
            duration_ms=alignment.duration_ms,
            labels=reserved[first:end],
            names=names[first:end],
            is_crowded=bool(crosstalk[first]),
        )


def _group(crosstalk: Sequence[Sequence[Span]]) -> Iterator[tuple[int, int]]:
    first = 0
    for at in range(1, len(crosstalk) + 1):
        if at == len(crosstalk) or crosstalk[at] or crosstalk[at - 1]:
            yield first, at
            first = at


def _find_crosstalk(passages: Sequence[Passage]) -> list[list[Span]]:
    """For every passage, the spans of the other passages that overlap it."""
    found: list[list[Span]] = [[] for _ in passages]
    active: list[int] = []
    for index, passage in enumerate(passages):
        active = [other for other in active if passages[other].span.end_ms > passage.span.start_ms]
        for other in active:
            found[index].append(passages[other].span)
            found[other].append(passage.span)
        active.append(index)
    return found


def _label_of(label: str | None) -> Label:
    if not label:
        return NO_LABEL
    prefix = f"{label}: "
    return Label(columns=measure_columns(prefix), characters=count_characters(prefix), words=len(label.split()))


def _reserve(
    passage: Passage, others: Sequence[Span], label: Label, speakers: SpeakerLabels, longest_ms: int
) -> list[Label]:
    """The label to make room for at each token of a passage, if a cue begins there.

    At a change of speaker that is the first token, and, where ``others`` speak meanwhile, any token whose cue may come
    after one of theirs.
    """
    tokens = passage.tokens
    if speakers is SpeakerLabels.ALWAYS or not label.columns:
        return [label] * len(tokens)
    reserved = [label]
    if not others:
        return [*reserved, *[NO_LABEL] * (len(tokens) - 1)]
    # The cue before a token's own began at most this long before the token before it ended.
    reach = max(longest_ms, *(token.span.duration_ms for token in tokens))
    for before, token in pairwise(tokens):
        earliest = before.span.end_ms - reach
        near = any(other.start_ms <= token.span.start_ms and other.end_ms >= earliest for other in others)
        reserved.append(label if near else NO_LABEL)
    return reserved
