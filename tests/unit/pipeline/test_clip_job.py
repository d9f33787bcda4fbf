from dataclasses import replace
from pathlib import Path

import pytest

from clipper.errors import InputError
from clipper.media.tool import FFmpeg
from clipper.model import Clip, Quote, Recording, Repeat, Severity, Span
from clipper.pipeline.clip_job import QuoteCutter, find_faults
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.store.cache import Cache
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


def test_a_quote_of_somebody_who_is_not_on_the_track_is_refused() -> None:
    alignment = talk("we left the harbour", "at night I think")
    track = replace(alignment.recordings[0], speaker="Ada Brandt")
    episode = Episode(alignment=replace(alignment, recordings=(track,)), folder=Path(), inputs=())
    ffmpeg = FFmpeg(path="ffmpeg", version="7.1", encoders=frozenset(), filters=frozenset())
    cutter = QuoteCutter(episode, Listener(ffmpeg=ffmpeg, cache=Cache(None)))
    with pytest.raises(InputError, match="carries Ada Brandt only, and Milo Quist is quoted"):
        cutter.plan(cutter.choose("at night I think"))
