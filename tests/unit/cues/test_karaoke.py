from __future__ import annotations

from clipper.cues import add_word_times, segment_cues
from clipper.model import CueTrack
from tests.talks import talk


def timed(track: CueTrack) -> list[list[list[tuple[str, int | None]]]]:
    return [[[(run.text, run.start_ms) for run in line] for line in cue.lines] for cue in track.cues]


def test_every_word_but_the_first_has_its_time() -> None:
    alignment = talk("Who goes there", start_ms=1_000)
    assert timed(add_word_times(segment_cues(alignment), alignment)) == [
        [[("Who ", None), ("goes ", 1_400), ("there", 1_800)]]
    ]


def test_words_without_a_time_go_with_the_word_before_them() -> None:
    alignment = talk("Who [laughs] goes there [bell]", start_ms=1_000)
    assert timed(add_word_times(segment_cues(alignment), alignment)) == [
        [[("Who [laughs] ", None), ("goes ", 1_400), ("there [bell]", 1_800)]]
    ]


def test_a_word_that_is_cut_in_two_has_one_time() -> None:
    alignment = talk(f"see https://example.org/{'a-rather-long/' * 4}end now")
    track = add_word_times(segment_cues(alignment), alignment)
    assert [cue.text for cue in track.cues] == [cue.text for cue in segment_cues(alignment).cues]
    times = [run.start_ms for cue in track.cues for line in cue.lines for run in line if run.start_ms]
    assert sorted(set(times)) == [1_400, 1_800]
