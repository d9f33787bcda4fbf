from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from clipper.model import Alignment, Recording, Repeat, Span, Speaker, SpeakerChange
from clipper.model.envelope import Envelope
from clipper.publish import Player, Report, render_report
from clipper.review import describe, diagnose
from clipper.text import format_pins
from tests.page import Element, page_data, read_page
from tests.strategies import alignments
from tests.talks import talk

EVIL = "</script><img src=x onerror=alert(1)>\u2028'\"&{{7*7}}"


def report(alignment: Alignment, *, player: Player | None = None, loud: bool = False) -> Report:
    diagnosis = diagnose(alignment)
    levels = (-60, -30, -20, -50)
    envelope = Envelope(duration_ms=alignment.duration_ms, low=levels, middle=levels, high=levels) if loud else None
    return Report(
        alignment=alignment,
        diagnosis=diagnosis,
        sentences=describe(alignment, diagnosis),
        pin_lines=format_pins((doubt.pin for doubt in diagnosis.doubts), alignment.transcript),
        envelopes=(envelope,),
        players=(player,),
    )


def page_of(alignment: Alignment, *, player: Player | None = None, loud: bool = False) -> Element:
    return read_page(render_report(report(alignment, player=player, loud=loud)))


AGAIN = Repeat(
    first_word=0,
    end_word=2,
    span=Span(start_ms=3000, end_ms=3300),
    score=0.8,
    spans=(Span(start_ms=3000, end_ms=3100), Span(start_ms=3150, end_ms=3300)),
)
HEARD = Player(url="talk.wav", is_video=False)
TALK = talk("one two lost three", "four [sighs] five", unspoken=frozenset({"lost"}))


def with_headers(alignment: Alignment, late_ms: int) -> Alignment:
    turns = tuple(
        replace(turn, header_ms=span.start_ms + late_ms) if (span := alignment.words[turn.first_word].span) else turn
        for turn in alignment.transcript.turns
    )
    return replace(alignment, transcript=replace(alignment.transcript, turns=turns))


def test_the_page_has_its_parts_in_order() -> None:
    page = page_of(with_headers(TALK, 50), player=HEARD, loud=True)
    assert page.all("h1")[0].text == "talk.txt on talk.wav"
    assert [one.text for one in page.all("h2")] == [
        "In short", "The whole recording", "The transcript's own times", "Places to check, worst first", "Every word",
    ]  # fmt: skip
    headings = {one.attributes["id"] for one in page.all("section")}
    assert {one.attributes["href"] for one in page.all("a")} == {f"#{name}" for name in headings}


def test_the_sentences_stand_on_top() -> None:
    shown = page_of(TALK).one("summary")
    assert [one.text for one in shown.all("li")] == [*report(TALK).sentences]


def test_every_word_is_there_with_its_kind_and_its_times() -> None:
    page = page_of(TALK, player=HEARD)
    words = [word for turn in page.all("article") for word in turn.all("p")[0].children if isinstance(word, Element)]
    assert [(word.text, word.attributes["class"]) for word in words] == [
        ("one", "s"), ("two", "s"), ("lost", "n"), ("three", "s"), ("four", "s"), ("[sighs]", "x"), ("five", "s"),
    ]  # fmt: skip
    assert [word.tag for word in words].count("s") == 1
    data = page_data(page)
    assert data["starts"] == [1000, 1400, None, 1800, 2200, None, 2600]
    assert data["ends"][0] == 1300
    assert data["turns"] == [0, 4]
    assert data["sources"] == [{"url": "talk.wav", "name": "talk.wav", "offset": 0}]


def test_a_doubtful_place_shows_its_words_its_reason_and_its_line() -> None:
    (row,) = page_of(TALK, player=HEARD).all("tbody")[0].all("tr")
    assert row.all("mark")[0].text == "lost"
    assert row.all("td")[1].text == "Ada Brandt, turn 1 one two lost three four [sighs] five"
    assert row.all(kind="reason")[0].text == "not found"
    assert row.all("input")[0].attributes["value"] == "lost @ turn 1 = not spoken"
    assert [button.text for button in row.all("button")] == ["0:01.7", "Copy", "Take player's time"]


def test_an_error_interval_is_shown_once_it_is_known() -> None:
    words = (replace(TALK.words[0], start_error_ms=40, end_error_ms=310), *TALK.words[1:])
    page = page_of(replace(TALK, words=words), player=HEARD)
    assert [one.text for one in page.all(kind="interval")] == ["± 310 ms"]
    assert page_data(page)["errors"][:2] == [[40, 310], [None, None]]
    assert page_data(page_of(TALK))["errors"] == []


def test_the_picture_has_a_lane_for_each_speaker_and_for_what_is_wrong() -> None:
    alignment = replace(
        TALK,
        untranscribed=(Span(start_ms=0, end_ms=900), Span(start_ms=2950, end_ms=3400)),
        repeats=(AGAIN,),
    )
    picture = page_of(alignment, loud=True).one("picture")
    assert [one.text for one in picture.all(kind="name")] == [
        "Sound", "Ada Brandt", "Milo Quist", "Words found", "Text not spoken", "Speech without text", "Heard again",
        "To check", "",
    ]  # fmt: skip
    assert picture.all("path")[0].attributes["d"].startswith("M0 ")


def test_what_is_heard_again_is_in_the_picture_and_its_words_can_be_followed_there() -> None:
    page = page_of(replace(TALK, untranscribed=(Span(start_ms=2950, end_ms=3400),), repeats=(AGAIN,)), player=HEARD)
    (mark,) = page.all("rect", kind="again")
    assert mark.all("title")[0].text == "0:03.0 turn 1, heard again"
    assert page_data(page)["again"] == [[3000, 3100, 0], [3150, 3300, 1]]
    assert [one.text for one in page.all("dd")][-1] == "0 s"


def test_without_header_times_there_is_no_plot() -> None:
    assert not page_of(TALK).all(kind="plot")


def test_a_page_without_the_recording_says_so_and_offers_nothing_to_play() -> None:
    page = page_of(TALK)
    assert "nothing can be played" in page.all(kind="notice")[0].text
    assert not [
        *page.all("audio"),
        *page.all("video"),
        *page.all(kind="play"),
        *page.all(kind="take"),
        *page.all("path"),
    ]
    assert page.all(kind="copy")


@pytest.mark.parametrize(("is_video", "tag"), [(True, "video"), (False, "audio")])
def test_there_is_one_player(is_video: bool, tag: str) -> None:
    page = page_of(TALK, player=Player(url="talk", is_video=is_video), loud=True)
    assert [one.tag for one in [*page.all("audio"), *page.all("video")]] == [tag]
    assert not page.all(kind="notice")


def test_the_track_of_a_speaker_is_played_for_the_own_turns() -> None:
    first = TALK.recordings[0]
    tracks = tuple(replace(first, path=f"{name}.wav", speaker=name) for name in ("Ada Brandt", "Milo Quist"))
    diagnosed = report(replace(TALK, recordings=tracks))
    players = (Player(url="a.wav", is_video=False), Player(url="m.wav", is_video=False))
    data = page_data(read_page(render_report(replace(diagnosed, envelopes=(None, None), players=players))))
    assert [source["url"] for source in data["sources"]] == ["a.wav", "m.wav"]
    assert data["turnSources"] == [0, 1]
    # With a recording of everybody first, that one is played; with one track gone, the other.
    mixed = replace(diagnosed, alignment=replace(TALK, recordings=(first, tracks[1])), envelopes=(None, None))
    assert page_data(read_page(render_report(replace(mixed, players=players))))["turnSources"] == [0, 0]
    gone = replace(diagnosed, envelopes=(None, None), players=(None, players[1]))
    assert page_data(read_page(render_report(gone)))["turnSources"] == [0, 0]


def hostile() -> Alignment:
    alignment = talk("one two", "three four", unspoken=frozenset({"two"}))
    word = replace(alignment.transcript.words[1], text=EVIL)
    turns = tuple(
        replace(turn, speaker=Speaker(name=EVIL, role=EVIL), header_ms=0) for turn in alignment.transcript.turns
    )
    words = (alignment.transcript.words[0], word, *alignment.transcript.words[2:])
    transcript = replace(alignment.transcript, words=words, turns=turns, source=EVIL)
    return replace(alignment, transcript=transcript, recordings=(replace(alignment.recordings[0], path=EVIL),))


def test_text_of_strangers_stays_text() -> None:
    html = render_report(report(hostile(), player=HEARD, loud=True))
    page = read_page(html)
    assert "alert(1)>" not in html
    assert "\u2028" not in "".join(str(child) for child in page.one("data").children)
    assert "49" not in page.all("h1")[0].text
    shown = " ".join(EVIL.split())
    assert shown.split(" on ")[0] in page.all("h1")[0].text
    assert shown in page.one("check").text
    assert shown in page.one("transcript").text
    assert page.all("title")[0].text.startswith(shown[:30])
    assert page_data(page)["sources"][0]["name"] == EVIL.rpartition("/")[2]
    assert not page.all("img")
    assert len(page.all("script")) == 2


def test_a_name_that_is_not_utf8_can_be_written() -> None:
    recording = replace(TALK.recordings[0], path="talk\udcff.wav")
    render_report(report(replace(TALK, recordings=(recording,)), player=HEARD)).encode()


@settings(max_examples=30)
@given(alignments())
def test_any_alignment_makes_a_whole_page_that_asks_for_nothing(alignment: Alignment) -> None:
    html = render_report(report(alignment, player=HEARD, loud=alignment.duration_ms > 0))
    page = read_page(html)
    shown = [word.text for turn in page.all("article") for word in turn.all("p")[0].all()]
    assert shown == [" ".join(word.text.split()) for word in alignment.transcript.words]
    for element in page.all():
        assert not [name for name in element.attributes if name.startswith("on") or name in {"src", "style"}]
        assert element.attributes.get("href", "#").startswith("#")
    policy = next(one for one in page.all("meta") if "http-equiv" in one.attributes).attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    for percent in re.findall(r'="(-?[\d.]+)%"', html):
        assert -25 <= float(percent) <= 125


def test_three_hours_are_still_a_page() -> None:
    turn = " ".join(f"word{k}" for k in range(100))
    page = render_report(
        report(with_headers(talk(*[turn] * 300, word_ms=300, gap_ms=60), 100), player=HEARD, loud=True)
    )
    assert len(page) < 3_500_000


def test_only_the_worst_places_stand_in_the_table() -> None:
    alignment = talk(*["a lost b"] * 250, unspoken=frozenset({"lost"}))
    check = page_of(alignment).one("check")
    assert len(check.all("tbody")[0].all("tr")) == 200
    assert "the worst 200 of 250" in check.text


def test_each_place_has_the_line_that_pins_the_whole_of_it() -> None:
    check = page_of(talk("no lost [sighs] gone a lost", "lost b", unspoken=frozenset({"lost", "gone"}))).one("check")
    assert sorted(one.attributes["value"] for one in check.all("input")) == [
        "lost #2 @ turn 1 = not spoken",
        "lost @ turn 2 = not spoken",
        "lost [sighs] gone @ turn 1 = not spoken",
    ]


def test_a_place_that_no_words_can_name_has_no_line() -> None:
    check = page_of(talk("a ♪ b", unspoken=frozenset({"♪"}))).one("check")
    assert check.all("input") == []
    assert "pin a word beside it" in check.text


def test_a_recording_of_no_length_does_not_break_the_page() -> None:
    nothing = Recording(content_hash="sha256:0", path="nothing.wav", duration_ms=0, streams=())
    alignment = talk("lost", unspoken=frozenset({"lost"}))
    page_of(replace(alignment, recordings=(nothing,)))


def test_words_under_a_wrong_name_are_noted_beside_their_turn() -> None:
    change = SpeakerChange(
        first_word=1,
        end_word=3,
        before=TALK.transcript.turns[0].speaker,
        after=Speaker(name=EVIL),
        evidence=(),
        confidence=0.95,
        is_applied=True,
    )
    page = page_of(replace(TALK, changes=(change, replace(change, first_word=4, end_word=5, is_applied=False))))
    notes = [note.text for note in page.all("em")]
    assert notes == [f"“two lost” is {EVIL}".replace("\u2028", " "), f"“four” is perhaps {EVIL}".replace("\u2028", " ")]


def test_a_name_under_which_nobody_truly_speaks_is_shown_all_the_same() -> None:
    turns = TALK.transcript.turns
    repaired = tuple(replace(turn, speaker=Speaker(name="Somebody else")) for turn in turns)
    page = page_of(replace(TALK, repaired=repaired))
    names = {name.text for name in page.all("bdi")}
    assert {turn.speaker.name for turn in turns if turn.speaker} <= names
