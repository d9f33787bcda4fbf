from __future__ import annotations

from dataclasses import replace
from time import process_time

from clipper.cues import NETFLIX_EN, change_profile, fix_cues, load_profile, parse_subtitles
from clipper.cues.fixes import retime_cues
from clipper.model import Cue, CueTrack, Note, Run


def cue(start_ms: int, end_ms: int, *lines: str) -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, lines=tuple((Run(text=line),) for line in lines))


def times(*cues: Cue) -> list[tuple[int, int]]:
    return [(one.start_ms, one.end_ms) for one in retime_cues(cues, NETFLIX_EN)]


def test_a_cue_stays_until_it_is_read_if_there_is_silence() -> None:
    assert times(cue(0, 300, "Come in."), cue(5_000, 6_000, "Thanks.")) == [(0, 834), (5_000, 6_000)]
    assert times(cue(0, 1_000, "x" * 40), cue(5_000, 6_000, "Thanks.")) == [(0, 2_000), (5_000, 6_000)]


def test_a_cue_makes_room_for_the_next() -> None:
    assert times(cue(0, 3_000, "Come in."), cue(2_000, 4_000, "Thanks.")) == [(0, 1_917), (2_000, 4_000)]


def test_a_small_gap_is_closed_and_a_long_one_kept() -> None:
    assert times(cue(0, 2_000, "Come in."), cue(2_400, 4_000, "Thanks.")) == [(0, 2_317), (2_400, 4_000)]
    assert times(cue(0, 2_000, "Come in."), cue(2_500, 4_000, "Thanks.")) == [(0, 2_000), (2_500, 4_000)]


def test_no_cue_stays_longer_than_the_longest_time() -> None:
    assert times(cue(0, 9_000, "Come in."), cue(7_200, 9_000, "Thanks.")) == [(0, 7_000), (7_200, 9_000)]


def test_cues_are_sorted_and_those_of_one_moment_share_it_by_their_length() -> None:
    swapped = times(cue(3_000, 4_000, "Thanks."), cue(0, 2_000, "Come in."))
    assert swapped == [(0, 2_000), (3_000, 4_000)]
    (a, b), (c, d) = times(cue(0, 3_000, "x" * 10), cue(0, 3_000, "x" * 30))
    assert (a, d) == (0, 3_000)
    assert b == c - 83
    assert 700 < c < 850  # a quarter of three seconds, but for the gaps


def test_a_cue_that_runs_backwards_gets_the_time_that_it_needs() -> None:
    assert times(cue(2_000, 1_000, "Come in.")) == [(2_000, 2_834)]
    assert times(cue(-500, 1_000, "Come in.")) == [(0, 1_000)]


def test_a_wide_line_is_broken_where_a_reader_would_pause() -> None:
    wide = cue(1_000, 5_000, "Nobody in the whole town had heard the story of the old lighthouse.")
    fixed = fix_cues(CueTrack(cues=(wide,)), NETFLIX_EN)
    (found,) = fixed.track.cues
    assert found.text == "Nobody in the whole town\nhad heard the story of the old lighthouse."
    assert (found.start_ms, found.end_ms) == (1_000, 5_000)
    assert (fixed.retimed, fixed.rebroken, fixed.removed) == (0, 1, 0)


def test_too_many_lines_become_cues_that_share_the_time_by_their_characters() -> None:
    three = replace(
        cue(
            0, 6_000, "Nobody in the whole town had ever heard", "the story. The fishermen knew it,", "and never told."
        ),
        id="7",
        settings="line:0",
    )
    first, second = fix_cues(CueTrack(cues=(three,)), NETFLIX_EN).track.cues
    assert first.text == "Nobody in the whole town\nhad ever heard the story."
    assert second.text == "The fishermen knew it, and never told."
    assert (first.id, second.id) == ("7", "")
    assert first.settings == second.settings == "line:0"
    assert (first.start_ms, first.end_ms, second.end_ms) == (0, second.start_ms - 83, 6_000)
    assert 3_300 < second.start_ms < 3_500  # 50 of 88 characters


def test_styles_and_voices_stay_with_their_words() -> None:
    runs = (
        Run(text="Nobody in the whole town had ", speaker="Ada"),
        Run(text="ever heard the story of", speaker="Ada", style=frozenset({"i"})),
        Run(text=" the old lighthouse.", speaker="Ada"),
    )
    (found,) = fix_cues(CueTrack(cues=(Cue(start_ms=0, end_ms=5_000, lines=(runs,)),)), NETFLIX_EN).track.cues
    assert [[(run.text, run.style) for run in line] for line in found.lines] == [
        [("Nobody in the whole town had ", frozenset()), ("ever", frozenset({"i"}))],
        [("heard the story of", frozenset({"i"})), (" the old lighthouse.", frozenset())],
    ]
    assert {run.speaker for line in found.lines for run in line} == {"Ada"}


def test_two_speakers_get_a_cue_each() -> None:
    profile = change_profile(NETFLIX_EN, {"max_columns": 30}, source="test")
    dialogue = cue(0, 4_000, "-Nobody in the whole town had heard it.", "-Thanks.")
    fixed = fix_cues(CueTrack(cues=(dialogue,)), profile).track.cues
    assert [one.text.replace("\n", " ") for one in fixed] == ["-Nobody in the whole town had heard it.", "-Thanks."]


def test_cues_without_a_text_are_removed() -> None:
    fixed = fix_cues(CueTrack(cues=(cue(0, 1_000), cue(2_000, 4_000, "Hi."))), NETFLIX_EN)
    assert [one.text for one in fixed.track.cues] == ["Hi."]
    assert fixed.removed == 1
    assert not fixed.keeps_cues


def test_comments_stay_before_what_became_of_their_cue() -> None:
    long = cue(2_000, 9_000, *["so many words that they need a line of their own"] * 4)
    track = CueTrack(
        cues=(cue(0, 1_000, ""), long, cue(12_000, 14_000, "Yes.")),
        notes=(Note(text="of the empty one", cue=0), Note(text="of the last", cue=2), Note(text="at the end", cue=3)),
    )
    fixed = fix_cues(track, NETFLIX_EN).track
    assert len(fixed.cues) > 3
    assert [(note.text, note.cue) for note in fixed.notes] == [
        ("of the empty one", 0),
        ("of the last", len(fixed.cues) - 1),
        ("at the end", len(fixed.cues)),
    ]


def test_a_mark_that_combines_with_a_space_hides_no_word() -> None:
    cue = Cue(start_ms=0, end_ms=4_000, lines=((Run(text="a"),), (Run(text="b c \u0cd5"),)))
    once = fix_cues(CueTrack(cues=(cue,)), load_profile("vertical")).track
    assert all(len(one.text.split()) <= 3 for one in once.cues)
    assert [word for one in once.cues for word in one.text.split()] == ["a", "b", "c", "\u0cd5"]
    assert fix_cues(once, load_profile("vertical")).rebroken == 0


def test_pieces_of_a_cue_say_where_they_stand_in_the_file() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:05.000\nNobody in the whole town &amp; <i>all around had</i>\nheard the story.\n"
    track = parse_subtitles(text, source="a.vtt")
    (cue,) = fix_cues(track, replace(NETFLIX_EN, max_columns=36)).track.cues
    assert cue.lines != track.cues[0].lines
    for run in (run for line in cue.lines for run in line):
        assert run.source_chars is not None
        for char, place in zip(run.text, run.source_chars, strict=True):
            assert text[place] == char or char == " " or (char, text[place : place + 5]) == ("&", "&amp;")


def test_a_cue_of_many_lines_takes_as_long_as_their_number_says() -> None:
    begun = process_time()
    fixed = fix_cues(CueTrack(cues=(cue(0, 9_000_000, *["- a"] * 20_000),)), NETFLIX_EN)
    assert len(fixed.track.cues) > 5_000
    assert process_time() - begun < 15  # with all that follows joined for every line it is minutes
