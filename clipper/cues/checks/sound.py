"""Rules about cues beside the sound: whether they come and go with their words, and say what is said.

An edge is judged by what it is off beyond the error interval of its word: what may be the aligner's fault is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clipper.cues.checks.cuts import appears_by_shot, vanishes_by_shot
from clipper.cues.checks.rule import Breach, Rule, as_finding
from clipper.cues.checks.times import count_cue_characters
from clipper.cues.profile import Profile
from clipper.cues.shots import ZONE_MS
from clipper.cues.spoken import SpokenCue, find_spoken
from clipper.model import Alignment, Cue, CueFinding, CueTrack, Severity, Span, WordStatus

_FRAMES = 2  # Netflix: within one or two frames of the sound
_EARLY_MS = 100  # TED: at most this long before the speech
_LATE_MS = 2_000  # BBC: never later after the words
_SPEECH_MS = 1_000  # shorter speech without a cue is a listener's remark, a breath, a cough
_SHOWN_WORDS = 8
_FEWEST_DEDUCED = 3
_NOT_SPOKEN, _INTERPOLATED = WordStatus.NOT_SPOKEN, WordStatus.INTERPOLATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A cue and what is heard of its words."""

    track: CueTrack
    profile: Profile
    alignment: Alignment
    index: int
    said: SpokenCue
    shots_ms: Sequence[int] = ()

    @property
    def cue(self) -> Cue:
        """The cue that is judged."""
        return self.track.cues[self.index]

    @property
    def frames_ms(self) -> Fraction:
        """How far off an edge may be."""
        return Fraction(_FRAMES * 1000) / self.profile.rate.fps

    @property
    def in_slack_ms(self) -> int:
        """How much farther off its in-time may be, because a cut of the picture has moved it."""
        return ZONE_MS if appears_by_shot(self.cue, self.shots_ms, self.profile) else 0

    @property
    def out_slack_ms(self) -> int:
        """How much farther off its out-time may be, because a cut of the picture has moved it."""
        return ZONE_MS if vanishes_by_shot(self.cue, self.shots_ms, self.profile) else 0

    @property
    def most_linger_ms(self) -> int:
        """How long it may stay: longer where it is closed to the next cue, or takes that long to be read."""
        cue, profile = self.cue, self.profile
        following = self.track.cues[self.index + 1 : self.index + 2]
        is_closed = bool(following) and following[0].start_ms - cue.end_ms <= profile.min_gap_ms + self.frames_ms
        needed_ms = profile.reading_ms(count_cue_characters(cue), len(cue.text.split()))
        may_stay = is_closed or cue.duration_ms <= needed_ms + self.frames_ms
        return max(profile.linger_ms, profile.max_linger_ms) if may_stay else profile.linger_ms


def check_sound(
    track: CueTrack, alignment: Alignment, profile: Profile, *, shots_ms: Sequence[int] = ()
) -> tuple[CueFinding, ...]:
    """What the sound says against a file's cues.

    Args:
        track: As read from a file's text.
        alignment: Of the transcript that was read from the same text.
        profile: Its frames and its lingering.
        shots_ms: The picture's cuts, where they are known: edges may be moved to them.
    """
    findings = [
        as_finding(rule, breach, track, profile, index)
        for index, said in enumerate(find_spoken(track, alignment))
        for heard in (
            Heard(track=track, profile=profile, alignment=alignment, index=index, said=said, shots_ms=shots_ms),
        )
        for rule in SOUND_RULES
        for breach in rule.find(heard)
    ]
    pair = (track, alignment)
    findings += [as_finding(NO_CUE, breach, track, profile, None) for breach in NO_CUE.find(pair)]
    return tuple(findings)


def _is_early(heard: Heard) -> Iterator[Breach]:
    first = heard.said.first
    if first is None or first.span is None:
        return
    early_ms = first.span.start_ms - heard.cue.start_ms
    sure_ms = early_ms - (first.start_error_ms or 0) - heard.in_slack_ms
    if sure_ms > heard.frames_ms:
        severity = Severity.ERROR if sure_ms > _EARLY_MS else Severity.WARNING
        message = f"appears {early_ms} ms before its first word, give or take {first.start_error_ms or 0} ms"
        yield Breach(value=early_ms, limit=round(heard.frames_ms), message=message, severity=severity)


def _is_late(heard: Heard) -> Iterator[Breach]:
    first = heard.said.first
    if first is None or first.span is None:
        return
    late_ms = heard.cue.start_ms - first.span.start_ms
    sure_ms = late_ms - (first.start_error_ms or 0) - heard.in_slack_ms
    if sure_ms > heard.frames_ms:
        severity = Severity.ERROR if sure_ms > _LATE_MS else Severity.WARNING
        message = f"appears {late_ms} ms after its first word began, give or take {first.start_error_ms or 0} ms"
        yield Breach(value=late_ms, limit=round(heard.frames_ms), message=message, severity=severity)


def _leaves_early(heard: Heard) -> Iterator[Breach]:
    last = heard.said.last
    if last is None or last.span is None:
        return
    early_ms = last.span.end_ms - heard.cue.end_ms
    if early_ms - (last.end_error_ms or 0) - heard.out_slack_ms > heard.frames_ms:
        message = f"vanishes {early_ms} ms before its last word ends, give or take {last.end_error_ms or 0} ms"
        yield Breach(value=early_ms, limit=round(heard.frames_ms), message=message)


def _lingers(heard: Heard) -> Iterator[Breach]:
    last, profile = heard.said.last, heard.profile
    if last is None or last.span is None:
        return
    late_ms, most_ms = heard.cue.end_ms - last.span.end_ms, heard.most_linger_ms
    sure_ms = late_ms - (last.end_error_ms or 0) - heard.out_slack_ms
    if sure_ms > most_ms + heard.frames_ms:
        severity = Severity.ERROR if sure_ms > profile.max_linger_ms + heard.frames_ms else Severity.WARNING
        message = f"stays {late_ms} ms after its last word, more than {most_ms} ms"
        yield Breach(value=late_ms, limit=most_ms, message=message, severity=severity)


def _is_not_spoken(heard: Heard) -> Iterator[Breach]:
    said = heard.said
    if said.searched and not said.is_heard:
        yield Breach(value=_quote(heard, list(said.words)), message=f'nobody says "{_quote(heard, list(said.words))}"')


def _has_other_words(heard: Heard) -> Iterator[Breach]:
    if not heard.said.is_heard:
        return
    words = heard.alignment.words
    lost = [index for index in heard.said.words if words[index].status in (_NOT_SPOKEN, _INTERPOLATED)]
    for first, end in _runs(lost):
        # A word or two that are only deduced were mumbled; more of them were something else.
        if end - first >= _FEWEST_DEDUCED or any(words[index].status is _NOT_SPOKEN for index in range(first, end)):
            quote = _quote(heard, range(first, end))
            yield Breach(value=quote, message=f'nobody says "{quote}" here')


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of indices that follow each other, half open."""
    first = 0
    for at in range(1, len(indices) + 1):
        if at == len(indices) or indices[at] != indices[at - 1] + 1:
            yield indices[first], indices[at - 1] + 1
            first = at


def _has_no_cue(pair: tuple[CueTrack, Alignment]) -> Iterator[Breach]:
    track, alignment = pair
    cues = [Span(start_ms=max(0, cue.start_ms), end_ms=cue.end_ms) for cue in track.cues if _is_span(cue)]
    for speech in alignment.untranscribed:
        for part in _without(speech, sorted(cues)):
            if part.duration_ms >= _SPEECH_MS:
                message = f"{part.duration_ms / 1000:.1f} s of speech and no cue"
                yield Breach(value=part.duration_ms, limit=_SPEECH_MS, time_ms=part.start_ms, message=message)


def _is_span(cue: Cue) -> bool:
    return max(0, cue.start_ms) <= cue.end_ms


def _without(speech: Span, cues: Sequence[Span]) -> Iterator[Span]:
    """What of ``speech`` lies in no cue."""
    start_ms = speech.start_ms
    for cue in cues:
        if cue.end_ms <= start_ms or cue.start_ms >= speech.end_ms:
            continue
        if cue.start_ms > start_ms:
            yield Span(start_ms=start_ms, end_ms=cue.start_ms)
        start_ms = max(start_ms, cue.end_ms)
    if start_ms < speech.end_ms:
        yield Span(start_ms=start_ms, end_ms=speech.end_ms)


def _quote(heard: Heard, words: Sequence[int]) -> str:
    texts = [heard.alignment.transcript.words[index].text for index in words]
    return " ".join(texts[:_SHOWN_WORDS]) + (" ..." if len(texts) > _SHOWN_WORDS else "")


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

SOUND_RULES: tuple[Rule[Heard], ...] = (
    Rule(
        code="cue-early",
        title="cues appear with their first word",
        severity=_WARNING,
        find=_is_early,
        source="Netflix timing: 2 frames; TED: 100 ms",
        unit="ms",
        remedy="clipper sync puts every cue where its words are.",
    ),
    Rule(
        code="cue-late",
        title="cues appear with their first word",
        severity=_WARNING,
        find=_is_late,
        source="Netflix timing: 2 frames; BBC: never 2 s",
        unit="ms",
        remedy="clipper sync puts every cue where its words are.",
    ),
    Rule(
        code="cue-leaves-early",
        title="cues stay until their last word ends",
        severity=_ERROR,
        find=_leaves_early,
        source="Netflix timing",
        unit="ms",
        remedy="clipper sync puts every cue where its words are.",
    ),
    Rule(
        code="cue-lingers",
        title="cues go soon after their last word",
        severity=_WARNING,
        find=_lingers,
        source="Netflix timing: 0.5 s; BBC: 1.5 s",
        key="linger_ms",
        unit="ms",
        remedy="End it earlier.",
    ),
    Rule(
        code="text-not-spoken",
        title="cues say what is said",
        severity=_ERROR,
        find=_is_not_spoken,
        source="BBC 4: verbatim",
        remedy="Listen, and correct or remove it.",
    ),
    Rule(
        code="words-not-spoken",
        title="cues say what is said, word by word",
        severity=_WARNING,
        find=_has_other_words,
        source="BBC 4: verbatim",
        remedy="Listen, and correct it.",
    ),
)

NO_CUE: Rule[tuple[CueTrack, Alignment]] = Rule(
    code="speech-without-cue",
    title="what is said has a cue",
    severity=_WARNING,
    find=_has_no_cue,
    source="BBC 4: verbatim",
    unit="ms",
    remedy="Write what is said, or leave it if it is no part of the talk.",
)
