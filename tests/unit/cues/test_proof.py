from __future__ import annotations

from dataclasses import replace

from clipper.cues import NETFLIX_EN, Profile, check_cues, load_profile, plan_cues, prove_findings, segment_plan
from clipper.cues.certificate import Bound, Certificate
from clipper.cues.proof import TIME_LIMITS, prove_cues
from clipper.model import Alignment, Cue, CueTrack, Run
from tests.unit.cues.conversation import align

SOLO = replace(NETFLIX_EN, max_speakers=1)
HURRIED = align(
    ("Ada", "_2000 Did you see it?"), ("Bob", "Yes."), ("Ada", "And then we all went home again that night.")
)


def proofs_of(talk: Alignment, profile: Profile) -> list[Certificate | None]:
    plan = plan_cues(talk, profile)
    track = segment_plan(plan)
    broken = sorted({(one.cue or 1) - 1 for one in check_cues(track, profile) if one.code in TIME_LIMITS})
    proofs = prove_cues(track, plan, broken)
    return [proofs.get(cue) for cue in broken]


def test_a_word_that_has_no_time_in_any_cue_says_so_with_the_figures() -> None:
    (proof,) = proofs_of(HURRIED, SOLO)
    assert proof is not None
    assert proof.bound is Bound.NO_LAYOUT
    assert proof.text == (
        'the one legal cue with "Yes." has too little time: a cue stays 0.834 s at least; from 0:03.960 on '
        "it can be on screen for 0.209 s: the next words begin at 0:04.250"
    )


def test_a_cue_of_two_speakers_makes_room_and_needs_no_proof() -> None:
    assert proofs_of(HURRIED, NETFLIX_EN) == []


def test_fast_speech_is_proven_cue_by_cue() -> None:
    words = " ".join(["harbours", "lanterns", "and", "instruments"] * 12)
    proofs = proofs_of(align(("Ada", f"{words}."), per_character_ms=30), NETFLIX_EN)
    assert len(proofs) > 3
    assert all(proof is not None and proof.bound is Bound.NO_LAYOUT for proof in proofs)


def test_a_limit_that_could_be_kept_has_no_proof() -> None:
    plan = plan_cues(align(("Ada", "We left the harbour at night.")), NETFLIX_EN)
    (cue,) = segment_plan(plan).cues
    (run,) = cue.lines[0]
    halves = (
        Cue(start_ms=cue.start_ms, end_ms=1_300, lines=((replace(run, text="We left", end_word=2),),)),
        Cue(start_ms=1_500, end_ms=cue.end_ms, lines=((replace(run, text="the harbour at night.", first_word=2),),)),
    )
    track = CueTrack(cues=halves)
    findings = [one for one in check_cues(track) if one.code == "cue-too-short"]
    assert [one.cue for one in findings] == [1]
    assert [one.proof for one in prove_findings(findings, track, plan)] == [""]


def test_words_that_are_not_the_alignments_have_no_proof() -> None:
    plan = plan_cues(HURRIED, SOLO)
    track = CueTrack(cues=(Cue(start_ms=0, end_ms=100, lines=((Run(text="Perhaps."),),)),))
    assert [one.proof for one in prove_findings(check_cues(track), track, plan) if one.code in TIME_LIMITS] == ["", ""]


def test_people_who_talk_at_once_are_held_against_the_time_that_all_have() -> None:
    talk = align(
        ("Ada", "@1000 We went out that night and nobody knew it."),
        ("Bob", "@1100 Nobody ever told me that you were there."),
        ("Ada", "@3000 Well."),
        per_character_ms=30,
    )
    proofs = proofs_of(talk, load_profile("bbc"))
    assert {proof.bound for proof in proofs if proof} == {Bound.CROWDED}
