from dataclasses import replace

from clipper.model import Clip, Quote, Recording, Repeat, Severity, Span
from clipper.model.clip_proof import ClipProof, EdgeProof
from clipper.pipeline.clip_faults import find_faults, find_unproven
from tests.talks import talk

WANTED = "then I saw somebody say that ideas are cheap in the age of plenty"
FOUND = "Then I saw, I saw someone say something like: ideas are so cheap in this age of plenty,"

TALK = talk("then I saw somebody say that ideas are cheap in the age of plenty")


def clip(*, found: str = FOUND, score: float = 0.8, quiet_start: bool = True, quiet_end: bool = True) -> Clip:
    return Clip(
        recording=Recording(content_hash="sha256:0", path="talk.wav", duration_ms=9000, streams=()),
        span=Span(start_ms=0, end_ms=1000),
        quote=Quote(first_word=0, end_word=9, score=score, wanted=WANTED, found=found),
        quiet_start=quiet_start,
        quiet_end=quiet_end,
    )


def test_a_quote_that_differs_is_shown_as_wanted_and_as_found() -> None:
    (finding,) = find_faults([clip()], TALK)
    assert finding.code == "quote-differs"
    assert finding.where == '"then I saw somebody say that ideas ... the age of plenty"'
    assert finding.message == f'said is: "{FOUND}" (match 80%)'


def test_a_long_found_text_is_shortened_between_words() -> None:
    (finding,) = find_faults([clip(found="\x1b[2Jperhaps " + "nobody knows it " * 40 + "at all")], TALK)
    shown = finding.message.split('"')[1]
    assert len(shown) <= 120
    assert shown.startswith("[2Jperhaps nobody")
    assert shown.endswith("it at all")
    assert " ... " in shown


def test_each_edge_without_a_pause_is_told() -> None:
    begins, ends = find_faults([clip(score=1.0, quiet_start=False, quiet_end=False)], TALK)
    assert begins.code == ends.code == "cut-without-pause"
    assert "begins" in begins.message
    assert "ends" in ends.message
    assert begins.where.startswith('"then I saw')


def test_a_clean_cut_of_a_verbatim_quote_says_nothing() -> None:
    assert find_faults([clip(score=1.0)], TALK) == []


def test_a_loose_match_is_a_warning() -> None:
    assert find_faults([clip(score=0.9)], TALK)[0].severity is Severity.INFO
    assert find_faults([clip(score=0.7)], TALK)[0].severity is Severity.WARNING


def test_a_quote_that_is_heard_in_another_place_too_is_told_where() -> None:
    spans = tuple(Span(start_ms=6500 + 100 * k, end_ms=6600 + 100 * k) for k in range(9))
    repeat = Repeat(first_word=0, end_word=9, span=Span(start_ms=6500, end_ms=7400), score=0.9, spans=spans)
    (finding,) = find_faults([clip(score=1.0)], replace(TALK, repeats=(repeat,)))
    assert (finding.code, finding.severity) == ("quote-heard-again", Severity.INFO)
    assert finding.message == "it is also heard at 0:06.5"


EDGE = EdgeProof(
    word="plenty",
    is_whole=True,
    off_ms=4,
    neighbour="and",
    neighbour_heard=False,
    loud_ms=0,
    cut_dbfs=-60.0,
)


def unproven(start: EdgeProof, end: EdgeProof) -> list[str]:
    proof = ClipProof(start=start, end=end, whole_dbfs=-20.0)
    return [f"{finding.code}: {finding.message}" for finding in find_unproven(proof, clip())]


def test_a_proven_clip_says_nothing() -> None:
    assert unproven(EDGE, EDGE) == []
    assert unproven(replace(EDGE, is_whole=None), EDGE) == []  # not recognised again is no accusation
    assert find_unproven(None, clip()) == []


def test_a_word_that_was_not_recognised_whole_and_a_neighbour_that_was_are_told() -> None:
    assert unproven(replace(EDGE, is_whole=False), replace(EDGE, neighbour_heard=True)) == [
        'word-not-whole: the first word "plenty" was not recognised whole when the clip was listened to again',
        'neighbour-heard: "and" can be heard after it',
    ]
