"""What an editor would say of single cues."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from clipper.cues import NETFLIX_EN, NameStyle, SpeakerLabels, segment_cues
from clipper.cues.width import measure_columns
from clipper.model import Alignment, Repeat, Span, WordStatus
from tests.unit.cues.conversation import align, texts

SOLO = replace(NETFLIX_EN, max_speakers=1)
"""One speaker a cue."""


def test_a_short_sentence_is_one_cue_on_one_line() -> None:
    assert texts(segment_cues(align(("Ada", "We left the harbour at night.")))) == ["We left the harbour at night."]


def test_the_transcripts_cut_in_mid_sentence_is_no_reason_to_break() -> None:
    track = segment_cues(align(("Ada", "We left the"), ("Ada", "harbour at night.")))
    assert texts(track) == ["We left the harbour at night."]


def test_a_change_of_speaker_begins_a_cue() -> None:
    track = segment_cues(align(("Ada", "We left"), ("Milo", "at night.")), SOLO)
    assert texts(track) == ["We left", "at night."]
    assert [cue.lines[0][0].speaker for cue in track.cues] == ["Ada", "Milo"]


def test_a_pause_over_the_limit_is_an_empty_screen() -> None:
    track = segment_cues(align(("Ada", "We left _1600 at night.")))
    assert texts(track) == ["We left", "at night."]
    assert track.cues[0].end_ms < track.cues[1].start_ms - 500


def test_a_cue_breaks_where_the_sentence_ends() -> None:
    track = segment_cues(
        align(("Ada", "Nobody had told us anything about the weather. The boat was already far out when it began."))
    )
    assert [text.replace("\n", " ") for text in texts(track)] == [
        "Nobody had told us anything about the weather.",
        "The boat was already far out when it began.",
    ]


def test_lines_break_after_a_comma_rather_than_in_the_middle() -> None:
    track = segment_cues(align(("Ada", "When the storm came in, nobody was on the boat.")))
    assert texts(track) == ["When the storm came in,\nnobody was on the boat."]


@pytest.mark.parametrize(
    ("sentence", "together"),
    [
        ("The person that I would ask about it is Anna Castellano from the lab.", "Anna Castellano"),
        ("It was the week in which we all first heard of Dr. Castellano there.", "Dr. Castellano"),
        ("We were many miles out and the engine needed more than 64 gallons.", "64 gallons"),
        ("They never once told us what it was that the Bank of Ellery wanted.", "the Bank of Ellery"),
        ("I have said it before and will say it again: it does not matter now.", "does not matter"),
    ],
)
def test_what_belongs_together_stays_on_a_line(sentence: str, together: str) -> None:
    assert together in "\n".join(texts(segment_cues(align(("Ada", sentence)))))


@pytest.mark.parametrize("word", ["the", "of", "and", "my", "we", "was", "not"])
def test_no_line_ends_with_a_word_that_leans_on_the_next(word: str) -> None:
    filler = "people talk about harbours every single morning"
    track = segment_cues(align(("Ada", f"{filler} {word} {filler} {word} {filler} {word} {filler}.")))
    for line in "\n".join(texts(track)).split("\n"):
        assert not line.endswith(f" {word}"), line


def test_one_short_word_does_not_stand_alone() -> None:
    sentence = "I wrote that letter to the whole committee of the harbour laboratory on a Sunday in the rain there."
    for text in texts(segment_cues(align(("Ada", sentence)))):
        assert all(len(line.split()) > 1 for line in text.split("\n")), text


def test_words_that_were_not_spoken_are_hidden_and_listed() -> None:
    track = segment_cues(align(("Ada", "We ~all left ~early")))
    assert texts(track) == ["We left"]
    assert track.hidden_words == (1, 3)
    assert [(run.first_word, run.end_word) for run in track.cues[0].lines[0]] == [(0, 1), (2, 3)]


def test_a_dash_stays_with_the_word_before_it_and_an_annotation_in_its_turn() -> None:
    track = segment_cues(align(("Ada", "[sighs] Well — yes. [laughs]")))
    assert texts(track) == ["[sighs] Well — yes. [laughs]"]
    assert track.cues[0].start_ms == 1_000


def test_an_annotation_turn_is_shown_in_a_silence_that_is_long_enough() -> None:
    track = segment_cues(align(("Ada", "Come in."), ("Room", "[door slams]"), ("Milo", "_2000 Thanks.")))
    assert texts(track) == ["Come in.", "[door slams]", "Thanks."]


def test_an_annotation_turn_without_silence_is_hidden_and_listed() -> None:
    track = segment_cues(align(("Ada", "Come in."), ("Room", "[door slams]"), ("Milo", "_900 Thanks.")))
    assert texts(track) == ["Come in.", "Thanks."]
    assert track.hidden_words == (2, 3)


def test_what_is_no_part_of_the_talk_is_never_shown() -> None:
    alignment = align(("Ada", "Come in. [00:12]"), (None, "@9000 [END OF TRANSCRIPT]"), end_ms=20_000)
    words = tuple(replace(word, shown=word.searched) for word in alignment.transcript.words)
    track = segment_cues(replace(alignment, transcript=replace(alignment.transcript, words=words)))
    assert texts(track) == ["Come in."]
    assert track.hidden_words == (2, 3, 4, 5)


def test_no_lone_bracket_remains_of_a_parenthesis_that_was_not_spoken() -> None:
    track = segment_cues(align(("Ada", "A field ( ~see ~this ) of sheep (or goats).")))
    assert texts(track) == ["A field of sheep (or goats)."]


def test_an_interjection_gets_its_own_time_in_crosstalk() -> None:
    track = segment_cues(
        align(
            ("Ada", "We went out that night and nobody knew it."), ("Milo", "@2000 Really?"), ("Ada", "@9000 Really.")
        )
    )
    assert texts(track)[1:] == ["Really?", "Really."]
    first, second, third = track.cues
    assert first.end_ms <= second.start_ms
    assert second.duration_ms >= NETFLIX_EN.min_duration_ms
    assert third.start_ms == 9_000


def test_a_word_longer_than_a_line_is_cut_at_a_joint() -> None:
    url = "https://data.example.org/harbour/measurements/2009/sensors.csv"
    (text,) = texts(segment_cues(align(("Ada", url))))
    assert text.replace("\n", "") == url
    assert text.split("\n")[0][-1] in "/."


def test_words_that_touch_in_the_transcript_get_no_space() -> None:
    assert texts(segment_cues(align((None, "今日は、いい天気です。")))) == ["今日は、いい天気です。"]


class TestLabels:
    talk = align(("Ada Brandt", "We left."), ("Milo Quist", "When?"), ("Ada Brandt", "At night. _1600 Late."))

    def test_a_label_stands_where_the_speaker_changes(self) -> None:
        track = segment_cues(self.talk, SOLO, speakers=SpeakerLabels.CHANGE)
        assert texts(track) == ["Ada Brandt: We left.", "Milo Quist: When?", "Ada Brandt: At night.", "Late."]
        assert track.cues[0].lines[0][0].first_word is None

    def test_a_label_can_stand_in_every_cue(self) -> None:
        track = segment_cues(self.talk, SOLO, speakers=SpeakerLabels.ALWAYS, names=NameStyle.FIRST)
        assert texts(track) == ["Ada: We left.", "Milo: When?", "Ada: At night.", "Ada: Late."]

    def test_a_role_is_never_shown(self) -> None:
        assert "Guest" not in "".join(texts(segment_cues(self.talk, speakers=SpeakerLabels.ALWAYS)))

    def test_a_label_counts_in_the_length_of_its_line(self) -> None:
        talk = align(("Ada Brandt", "When the storm came in, nobody slept."))
        assert texts(segment_cues(talk)) == ["When the storm came in, nobody slept."]
        labelled = segment_cues(talk, speakers=SpeakerLabels.CHANGE)
        assert texts(labelled) == ["Ada Brandt: When the storm came in,\nnobody slept."]


def test_no_cue_spans_a_break_even_where_one_speaker_goes_on() -> None:
    alignment = align(("Ada", "We left the"), ("Ada", "harbour at night."))
    assert texts(segment_cues(alignment, breaks={3})) == ["We left the", "harbour at night."]


def hear_again(alignment: Alignment, first: int, end: int, *, at_ms: int) -> Alignment:
    """The words ``first..end`` a second time, at ``at_ms``, said as they are at their own place."""
    spans = [word.span for word in alignment.words[first:end]]
    start_ms = min(span.start_ms for span in spans if span)
    moved = tuple(span and span.shift(at_ms - start_ms) for span in spans)
    known = [span for span in moved if span]
    repeat = Repeat(first_word=first, end_word=end, span=known[0].hull(known[-1]), score=0.8, spans=moved)
    return replace(alignment, repeats=(*alignment.repeats, repeat))


class TestHeardAgain:
    """A passage that is written once and heard twice."""

    talk = align(("Ada", "@20000 Come in."), ("Milo", "We left the harbour — at night."), ("Ada", "_900 And then?"))

    def test_a_cold_open_has_its_cues_and_each_cue_its_speaker(self) -> None:
        track = segment_cues(hear_again(self.talk, 0, 9, at_ms=1000), SOLO, speakers=SpeakerLabels.CHANGE)
        assert texts(track) == [
            "Ada: Come in.",
            "Milo: We left the harbour — at night.",
            "Ada: Come in.",
            "Milo: We left the harbour — at night.",
            "Ada: And then?",
        ]
        assert track.cues[0].start_ms == 1000
        assert track.cues[0].words == track.cues[2].words == (0, 1)
        assert track.hidden_words == ()

    def test_part_of_a_turn_is_shown_as_far_as_it_is_heard(self) -> None:
        assert texts(segment_cues(hear_again(self.talk, 3, 6, at_ms=1000)))[0] == "left the harbour"

    def test_a_repeat_is_no_continuation_of_its_own_place(self) -> None:
        """Nor is what follows it: another place of the talk begins there."""
        track = segment_cues(hear_again(align(("Ada", "We left. We came.")), 0, 4, at_ms=2400))
        assert texts(track) == ["We left. We came.", "We left. We came."]

    def test_words_that_are_heard_only_there_are_shown_there(self) -> None:
        talk = align(("Ada", "@9000 Come ~in now."))
        spans = (Span(start_ms=1000, end_ms=1200), Span(start_ms=1200, end_ms=1300), None)
        repeat = Repeat(first_word=0, end_word=3, span=Span(start_ms=1000, end_ms=1300), score=0.8, spans=spans)
        track = segment_cues(replace(talk, repeats=(repeat,)))
        assert texts(track) == ["Come in", "Come now."]
        assert talk.words[1].status is WordStatus.NOT_SPOKEN
        assert track.hidden_words == ()

    def test_one_in_the_middle_of_another_turn_is_crosstalk(self) -> None:
        talk = align(("Milo", "No."), ("Ada", "@9000 We went out that night and nobody knew it at all."))
        track = segment_cues(hear_again(talk, 0, 1, at_ms=10_000), speakers=SpeakerLabels.CHANGE)
        assert sorted(texts(track))[-2:] == ["Milo: No.", "Milo: No."]
        assert all(before.end_ms <= after.start_ms for before, after in pairwise(track.cues))

    def test_an_annotation_stands_in_a_silence_and_not_upon_what_is_heard_again(self) -> None:
        talk = align(("Room", "[music]"), ("Ada", "@9000 Come in, both of you."))
        track = segment_cues(hear_again(talk, 1, 6, at_ms=200))
        assert texts(track) == ["Come in, both of you.", "[music]", "Come in, both of you."]
        for at_ms in range(200, 8000, 1800):
            talk = hear_again(talk, 1, 6, at_ms=at_ms)
        assert "[music]" not in texts(segment_cues(talk))

    def test_where_only_the_place_of_the_whole_is_known_nothing_is_shown_there(self) -> None:
        repeat = Repeat(first_word=0, end_word=2, span=Span(start_ms=1000, end_ms=1900), score=0.8)
        assert segment_cues(replace(self.talk, repeats=(repeat,))) == segment_cues(self.talk)


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("ذهبنا إلى الميناء ليلا، ولم يكن أحد هناك. ثم عدنا إلى البيت قبل الفجر.", "."),
        ("הלכנו אל הנמל בלילה, ולא היה שם איש. אחר כך חזרנו הביתה לפני הזריחה.", "."),
        ("昨日の夜、港に行きました。 しかし、誰もいませんでした。 それで家に帰りました。", "。"),
        ("เมื่อคืนนี้เราไปที่ท่าเรือ แต่ไม่มีใครอยู่ที่นั่น เราจึงกลับบ้านก่อนรุ่งสาง", ""),
        ("Nous avons quitté le port 👩‍👩‍👧‍👦 de nuit, mais personne n'était là. Puis nous sommes rentrés.", "."),
    ],
)
def test_every_script_is_laid_out_whole_in_its_own_order_and_within_the_columns(said: str, end: str) -> None:
    track = segment_cues(align((None, said), per_character_ms=90))
    assert " ".join(" ".join(texts(track)).split()) == said
    assert all(measure_columns(line) <= NETFLIX_EN.max_columns for text in texts(track) for line in text.split("\n"))
    assert all(text.endswith((end, "،", ",", "、")) for text in texts(track))


def test_a_monologue_keeps_its_cues_but_for_those_near_an_edit() -> None:
    said = [f"We left the harbour {way}, and nobody on the {where} knew it." for way in _WAYS for where in _PLACES]
    before = segment_cues(align(("Ada", " ".join(said))))
    after = segment_cues(align(("Ada", " ".join(["We left the old harbour by boat.", *said[1:]]))))
    moved = [cue.text for cue in after.cues if cue.text not in {one.text for one in before.cues}]
    assert 0 < len(moved) <= 2
    assert [cue.text for cue in after.cues[4:]] == [cue.text for cue in before.cues[-len(after.cues[4:]) :]]


_WAYS = ("by night", "one autumn morning", "in a great hurry", "without a single word", "slowly")
_PLACES = ("boat", "other side of the bay", "island", "pier", "hill behind the church", "train")
