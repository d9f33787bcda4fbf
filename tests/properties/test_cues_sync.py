"""Laws of putting a file's cues at their words: no cue, text or order changes, and the result can be written."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clipper.cues import NETFLIX_EN, format_srt, sync_cues, verify_written
from clipper.cues.formats import SubtitleFormat
from tests.unit.cues.heard import Times, hear, read

_texts = st.sampled_from(("Nobody had heard it.", "The keeper knew.", "[music]", "Yes."))
_said = st.one_of(
    st.none(), st.tuples(st.integers(0, 500_000), st.integers(0, 9_000)).map(lambda at: (at[0], at[0] + at[1]))
)
_cues = st.lists(st.tuples(st.integers(0, 30_000), st.integers(1, 8_000), _texts, _said), min_size=1, max_size=8)


@given(_cues)
def test_cues_keep_their_text_and_order_and_can_be_written(drawn: list[tuple[int, int, str, Times | None]]) -> None:
    drawn = [(0, 1_000, "Yes.", None), *drawn]  # a file in which nobody speaks is no transcript
    start_ms, cues = 0, []
    for gap_ms, length_ms, text, _ in drawn:
        start_ms += gap_ms
        cues.append((start_ms, start_ms + length_ms, text))
    track, text = read(*cues)
    synced = sync_cues(track, hear(track, text, [said for *_, said in drawn]), NETFLIX_EN).track
    assert [cue.lines for cue in synced.cues] == [cue.lines for cue in track.cues]
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(synced.cues))
    verify_written(format_srt(synced), synced, SubtitleFormat.SRT)
