"""Alignment -> CueTrack: passages are gathered, laid out by the search, and timed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from clipper.cues.dialogue import Draft, pair_drafts
from clipper.cues.labels import NameStyle, SpeakerLabels
from clipper.cues.legal import Stretch
from clipper.cues.passage import Token
from clipper.cues.plan import Plan, plan_cues
from clipper.cues.profile import NETFLIX_EN, Profile
from clipper.cues.search import Layout, lay_out
from clipper.cues.shots import snap_to_shots
from clipper.cues.timing import Speech, time_cues
from clipper.cues.width import count_characters, measure_columns
from clipper.model import Alignment, Cue, CueTrack, Line, Run


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
    plan = plan_cues(alignment, profile, speakers=speakers, names=names, breaks=breaks)
    return segment_plan(plan, shots_ms=shots_ms)


def segment_plan(plan: Plan, *, shots_ms: Sequence[int] = ()) -> CueTrack:
    """Lay out a plan's words as cues; see `segment_cues`."""
    alignment, profile, labels = plan.alignment, plan.profile, plan.labels
    drafts = pair_drafts(_draft_cues(plan.stretches), labels, profile)
    labelled = _choose_labels(drafts, labels, plan.speakers)
    speeches = [
        Speech(span=draft.span, needed_ms=_reading_time(draft, label, labels, profile))
        for draft, label in zip(drafts, labelled, strict=True)
    ]
    unsnapped = time_cues(speeches, profile, duration_ms=alignment.duration_ms)
    spans = snap_to_shots(unsnapped, speeches, shots_ms, profile)
    cues = tuple(
        Cue(start_ms=span.start_ms, end_ms=span.end_ms, lines=_render(draft, label, labels, profile))
        for draft, label, span in zip(drafts, labelled, spans, strict=True)
    )
    return CueTrack(cues=cues, language=alignment.transcript.language, hidden_words=plan.hidden_words)


def _draft_cues(stretches: Sequence[Stretch]) -> list[Draft]:
    drafts = [_draft(stretch, layout) for stretch in stretches for layout in lay_out(stretch)]
    drafts.sort(key=lambda draft: draft.span.start_ms)
    return drafts


def _draft(stretch: Stretch, layout: Layout) -> Draft:
    first, end, at = layout.first, layout.end, layout.line_break
    speaker = stretch.speaker(first)
    if layout.is_reply and at is not None:
        reply = Draft(speaker=stretch.speaker(at), tokens=stretch.tokens[at:end], upper=None)
        return Draft(speaker=speaker, tokens=stretch.tokens[first:at], upper=None, reply=reply)
    upper = None if at is None else at - first
    return Draft(speaker=speaker, tokens=stretch.tokens[first:end], upper=upper, is_crowded=stretch.is_crowded)


def _choose_labels(drafts: Sequence[Draft], labels: Mapping[str, str], speakers: SpeakerLabels) -> list[str | None]:
    chosen: list[str | None] = []
    shown: str | None = None
    for draft in drafts:
        label = labels.get(draft.speaker or "")
        is_change = draft.speaker != shown
        chosen.append(label if speakers is SpeakerLabels.ALWAYS or is_change else None)
        shown = draft.reply.speaker if draft.reply else draft.speaker
    return chosen


def _reading_time(draft: Draft, label: str | None, labels: Mapping[str, str], profile: Profile) -> int:
    turns = (draft, draft.reply) if draft.reply else (draft,)
    shown = [label] if not draft.reply else [labels.get(turn.speaker or "") for turn in turns]
    prefixes = [f"{name}: " if name else "-" * bool(draft.reply) for name in shown]
    tokens = [token for turn in turns for token in turn.tokens]
    characters = sum(token.characters + token.spaces for token in tokens) - sum(t.tokens[0].spaces for t in turns)
    words = len({token.word for token in tokens}) + sum(len(name.split()) for name in shown if name)
    return profile.reading_ms(characters + sum(map(count_characters, prefixes)), words)


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
