"""Alignment -> CueTrack: passages are gathered, laid out by the search, and timed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from clipper.cues.dialogue import Draft, pair_drafts
from clipper.cues.labels import NameStyle, SpeakerLabels, label_speakers
from clipper.cues.passage import Passage, Token, gather_passages
from clipper.cues.profile import NETFLIX_EN, Profile
from clipper.cues.search import Layout, lay_out
from clipper.cues.shots import snap_to_shots
from clipper.cues.timing import Speech, time_cues
from clipper.cues.width import count_characters, measure_columns
from clipper.model import Alignment, Cue, CueTrack, Line, Run, Span


def segment_cues(  # noqa: PLR0913  a value, and options that have defaults
    alignment: Alignment,
    profile: Profile = NETFLIX_EN,
    *,
    speakers: SpeakerLabels = SpeakerLabels.NONE,
    names: NameStyle = NameStyle.FULL,
    breaks: Collection[int] = (),
    shots_ms: Sequence[int] = (),
) -> CueTrack:
    """Lay out an alignment's words as cues.

    Every word that is heard is shown once, in its turn's order, and once more in each repeat in which it is heard
    again; what is shown nowhere is listed in ``hidden_words``. Cues are sorted, never overlap and lie inside the
    recording. Speech too fast to be read keeps its whole text (`check_cues` tells).
    ``Run.speaker`` is always set where the transcript names one; the role never stands in a cue.

    Args:
        alignment: Words with their times.
        profile: Limits and penalties.
        speakers: Which cues begin with ``Name: ``. NONE for WebVTT, which has voices.
        names: What of the name a label shows.
        shots_ms: When the picture cuts to a new shot: cues that begin or end near it are moved to it.
        breaks: First words of turns that no cue may join to the turn before: where the clips of a reel meet.
    """
    passages, hidden = gather_passages(alignment, profile, breaks=breaks)
    named = () if speakers is SpeakerLabels.NONE else [p.speaker for p in passages if p.speaker]
    labels = label_speakers(named, names, profile)
    drafts = pair_drafts(_draft_cues(alignment, passages, profile, labels, speakers), labels, profile)
    labelled = _choose_labels(drafts, labels, speakers)
    speeches = [
        Speech(span=draft.span, needed_ms=_reading_time(draft, label, profile))
        for draft, label in zip(drafts, labelled, strict=True)
    ]
    unsnapped = time_cues(speeches, profile, duration_ms=alignment.duration_ms)
    spans = snap_to_shots(unsnapped, speeches, shots_ms, profile)
    cues = tuple(
        Cue(start_ms=span.start_ms, end_ms=span.end_ms, lines=_render(draft, label, labels, profile))
        for draft, label, span in zip(drafts, labelled, spans, strict=True)
    )
    return CueTrack(cues=cues, language=alignment.transcript.language, hidden_words=hidden)


def _draft_cues(
    alignment: Alignment,
    passages: Sequence[Passage],
    profile: Profile,
    labels: dict[str, str],
    speakers: SpeakerLabels,
) -> list[Draft]:
    drafts: list[Draft] = []
    crosstalk = _find_crosstalk(passages)
    for index, passage in enumerate(passages):
        following = passages[index + 1].span.start_ms if index + 1 < len(passages) else alignment.duration_ms
        label = labels.get(passage.speaker or "")
        columns = measure_columns(f"{label}: ") if label else 0
        layouts = lay_out(
            passage,
            profile,
            language=alignment.transcript.language,
            next_start_ms=following,
            label_columns=_reserve_columns(passage, crosstalk[index], columns, speakers, profile),
        )
        drafts += [_draft(passage, layout) for layout in layouts]
    drafts.sort(key=lambda draft: draft.span.start_ms)
    return drafts


def _draft(passage: Passage, layout: Layout) -> Draft:
    upper = None if layout.line_break is None else layout.line_break - layout.first
    return Draft(speaker=passage.speaker, tokens=passage.tokens[layout.first : layout.end], upper=upper)


def _reserve_columns(
    passage: Passage, others: Sequence[Span], columns: int, speakers: SpeakerLabels, profile: Profile
) -> list[int]:
    """Columns to keep free for a label at each token of a passage, if a cue begins there.

    At a change of speaker that is the first token, and, where ``others`` speak meanwhile, any token whose cue may come
    after one of theirs.
    """
    tokens = passage.tokens
    if speakers is SpeakerLabels.ALWAYS or columns == 0:
        return [columns] * len(tokens)
    # The cue before a token's own began at most this long before the token before it ended.
    reach = max(profile.max_duration_ms, *(token.span.duration_ms for token in tokens))
    reserved = [columns]
    for before, token in pairwise(tokens):
        earliest = before.span.end_ms - reach
        near = any(other.start_ms <= token.span.start_ms and other.end_ms >= earliest for other in others)
        reserved.append(columns if near else 0)
    return reserved


def _find_crosstalk(passages: Sequence[Passage]) -> list[list[Span]]:
    """For every passage, the spans of the other speakers' passages that overlap or touch it."""
    found: list[list[Span]] = [[] for _ in passages]
    active: list[int] = []
    for index, passage in enumerate(passages):
        active = [other for other in active if passages[other].span.end_ms >= passage.span.start_ms]
        for other in active:
            if passages[other].speaker != passage.speaker:
                found[index].append(passages[other].span)
                found[other].append(passage.span)
        active.append(index)
    return found


def _choose_labels(drafts: Sequence[Draft], labels: dict[str, str], speakers: SpeakerLabels) -> list[str | None]:
    chosen: list[str | None] = []
    shown: str | None = None
    for draft in drafts:
        label = labels.get(draft.speaker or "")
        is_change = draft.speaker != shown
        chosen.append(label if speakers is SpeakerLabels.ALWAYS or is_change else None)
        shown = draft.reply.speaker if draft.reply else draft.speaker
    return chosen


def _reading_time(draft: Draft, label: str | None, profile: Profile) -> int:
    tokens = (*draft.tokens, *(draft.reply.tokens if draft.reply else ()))
    characters = sum(token.characters + token.spaces for token in tokens) - draft.tokens[0].spaces
    if label:
        characters += count_characters(label) + 2
    return profile.reading_ms(characters, len({token.word for token in tokens}))


def _render(draft: Draft, label: str | None, labels: Mapping[str, str], profile: Profile) -> tuple[Line, ...]:
    tokens, upper = draft.tokens, draft.upper
    if draft.reply:
        return tuple(_render_turn(one, labels) for one in (draft, draft.reply))
    prefix = (Run(text=f"{label}: ", speaker=draft.speaker),) if label else ()
    if upper is not None and not label:
        whole = _render_line(tokens, draft.speaker)
        if upper == 0 or measure_columns("".join(run.text for run in whole)) <= profile.max_columns:
            upper = None  # the room was kept for a label that is not needed
    if upper is None:
        return (prefix + _render_line(tokens, draft.speaker),)
    if upper == 0:
        return ((Run(text=f"{label}:", speaker=draft.speaker),), _render_line(tokens, draft.speaker))
    return (prefix + _render_line(tokens[:upper], draft.speaker), _render_line(tokens[upper:], draft.speaker))


def _render_turn(draft: Draft, labels: Mapping[str, str]) -> Line:
    """One of two speakers' lines: with a dash [N-SDH], or with the speaker's label."""
    label = labels.get(draft.speaker or "")
    return (Run(text=f"{label}: " if label else "-", speaker=draft.speaker), *_render_line(draft.tokens, draft.speaker))


def _render_line(tokens: Sequence[Token], speaker: str | None) -> Line:
    """One run per unbroken range of words; a space between two runs ends the first."""
    runs: list[Run] = []
    start = 0
    for index in range(1, len(tokens) + 1):
        if index < len(tokens) and tokens[index].word - tokens[index - 1].word <= 1:
            continue
        part = tokens[start:index]
        text = part[0].text + "".join(" " * token.spaces + token.text for token in part[1:])
        space = " " * tokens[index].spaces if index < len(tokens) else ""
        runs.append(Run(text=text + space, speaker=speaker, first_word=part[0].word, end_word=part[-1].word + 1))
        start = index
    return tuple(runs)
