"""Why a cue is too short or too fast: a proof that no legal layout has the time, or none.

A proof speaks of all layouts, not of the one that was chosen: `Ways` looks at every chain of legal cues. A cue has no
proof where such a chain exists (then the layout is to blame), or where the alignment does not tell (a cut of the
picture, words that are not the alignment's).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clipper.cues.certificate import Bound, Certificate, certify_crowd
from clipper.cues.legal import Step, Stretch
from clipper.cues.plan import Plan
from clipper.cues.ways import Ways, find_seams
from clipper.model import Cue, CueFinding, CueTrack

TIME_LIMITS = frozenset({"cue-too-short", "cue-too-fast", "gap-too-small"})
"""The findings that are asked for a proof: limits that speech may leave no room for."""

_REMEDY = "Times and breaks do not help: shorten the text, or accept it."


def prove_findings(findings: Sequence[CueFinding], track: CueTrack, plan: Plan) -> tuple[CueFinding, ...]:
    """The findings about `TIME_LIMITS` with their proofs, where there are any.

    Args:
        findings: What `check_cues` says of the track.
        track: Cues of the words of ``plan``, however they were laid out.
        plan: What may be laid out together; see `plan_cues`.
    """
    numbers = sorted({finding.cue - 1 for finding in findings if finding.cue and finding.code in TIME_LIMITS})
    proofs = {number: certificate.text for number, certificate in _prove(track, plan, numbers)}
    return tuple(
        replace(finding, proof=proofs[finding.cue - 1], remedy=_REMEDY)
        if finding.cue and finding.code in TIME_LIMITS and finding.cue - 1 in proofs
        else finding
        for finding in findings
    )


def prove_cues(track: CueTrack, plan: Plan, numbers: Sequence[int]) -> dict[int, Certificate]:
    """The proofs of those cues, by their index, that have one."""
    return dict(_prove(track, plan, numbers))


def _prove(track: CueTrack, plan: Plan, numbers: Sequence[int]) -> Iterator[tuple[int, Certificate]]:
    if not numbers:
        return
    shown = _Shown(track, plan.stretches)
    for number in numbers:
        found = shown.find(track.cues[number])
        if found is None:
            continue
        at, step = found
        stretch = plan.stretches[at]
        if stretch.is_crowded:
            certificate = certify_crowd(plan.stretches, at)
        else:
            certificate = certify(stretch, step, *shown.ways(at, step))
        if certificate:
            yield number, certificate


def certify(stretch: Stretch, step: Step, ways: Ways, anyhow: Ways) -> Certificate | None:
    """Why no layout keeps the limits for the words of one cue; None if one does.

    Args:
        stretch: Where the cue stands.
        step: The cue.
        ways: Where layouts can break that break limits for no other words than those that have none kept now.
        anyhow: Where layouts can break, whatever limits they break.
    """
    if step.keeps or ways.spare(step.first, step.end, whole=True):
        return None
    mine = range(step.first, step.end)
    way = anyhow.spare(step.first, step.end, whole=False)
    if way is None:
        return Certificate.of(stretch, Bound.NO_LAYOUT, range(*_core(anyhow, step.first, step.end)))
    if torn := ways.spare(step.first, step.end, whole=False):
        return Certificate.of(stretch, Bound.ONLY_TORN, mine, torn)
    return Certificate.of(stretch, Bound.ONLY_MOVED, mine, way)


def _core(ways: Ways, first: int, end: int) -> tuple[int, int]:
    """The fewest of the tokens, in a row from the left, for which there is no way either."""
    stop = first + 1
    while ways.spare(first, stop, whole=False):
        stop += 1
    while first + 1 < stop and not ways.spare(first + 1, stop, whole=False):
        first += 1
    return first, min(stop, end)


class _Shown:
    """Which tokens of which stretch each cue of a track shows."""

    def __init__(self, track: CueTrack, stretches: Sequence[Stretch]) -> None:
        self.stretches = stretches
        self.places: dict[int, list[tuple[int, int]]] = {}
        for at, stretch in enumerate(stretches):
            for index, token in enumerate(stretch.tokens):
                self.places.setdefault(token.word, []).append((at, index))
        self.seams: dict[int, list[int]] = {}
        self.steps: dict[int, list[Step]] = {}
        self.known: dict[tuple[int, int], tuple[Ways, Ways]] = {}
        for cue in track.cues:
            if found := self.find(cue):
                self.steps.setdefault(found[0], []).append(found[1])

    def find(self, cue: Cue) -> tuple[int, Step] | None:
        """A cue's stretch and its tokens; None if they are no legal cue of any."""
        words = cue.words
        text = "".join(run.text for line in cue.lines for run in line if run.first_word is not None).replace(" ", "")
        for at, first in sorted(
            self.places.get(words[0], ()) if words else (), key=lambda place: self._apart(place, cue)
        ):
            stretch, end, rest = self.stretches[at], first, text
            while rest and end < len(stretch.tokens) and rest.startswith(stretch.tokens[end].text.replace(" ", "")):
                rest = rest.removeprefix(stretch.tokens[end].text.replace(" ", ""))
                end += 1
            if not rest:
                return next(((at, step) for step in stretch.steps[end] if step.first == first), None)
        return None

    def _apart(self, place: tuple[int, int], cue: Cue) -> int:
        return abs(self.stretches[place[0]].start[place[1]] - cue.start_ms)

    def ways(self, at: int, step: Step) -> tuple[Ways, Ways]:
        """The ways between the seams around a cue: with what breaks limits now excused, and with all."""
        if at not in self.seams:
            self.seams[at] = find_seams(self.stretches[at])
        seams = self.seams[at]
        behind = bisect_right(seams, step.first)
        begin, stop = seams[behind - 1], seams[behind]
        if (at, begin) not in self.known:
            inside = (one for one in self.steps[at] if begin <= one.first and one.end <= stop and not one.keeps)
            broken = {token for one in inside for token in range(one.first, one.end)}
            stretch = self.stretches[at]
            self.known[at, begin] = Ways(stretch, begin, stop, broken), Ways(stretch, begin, stop, range(begin, stop))
        return self.known[at, begin]
