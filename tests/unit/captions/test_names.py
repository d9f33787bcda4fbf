from __future__ import annotations

from clipper.captions import Labels, Picture, draw_captions, load_style
from clipper.captions.names import plan_introductions
from clipper.model import Cue, Speaker
from tests.ass_reading import FACE, ReadEvent, cue, read_events, track

ADA, BOB = Speaker(name="Ada Lovelace", role="Mathematician"), Speaker(name="Bob")


def says(who: Speaker, start_ms: int, end_ms: int) -> Cue:
    return cue(start_ms, end_ms, "some words", speaker=who.name)


def planned(*cues: Cue, duration_ms: int = 60_000) -> list[tuple[str, int, int]]:
    introductions, _ = plan_introductions(track(*cues), [ADA, BOB], duration_ms)
    return [(one.person.name, one.start_ms, one.end_ms) for one in introductions]


def test_each_is_named_once_at_their_first_words() -> None:
    cues = (says(ADA, 500, 3000), says(BOB, 9000, 12_000), says(ADA, 15_000, 18_000))
    assert planned(*cues) == [("Ada Lovelace", 500, 4500), ("Bob", 9000, 13_000)]


def test_who_takes_over_soon_takes_the_place() -> None:
    assert planned(says(ADA, 0, 3000), says(BOB, 3000, 5000)) == [("Ada Lovelace", 0, 3000), ("Bob", 3000, 7000)]


def test_who_begins_sooner_waits_until_the_first_name_was_read() -> None:
    assert planned(says(ADA, 0, 1000), says(BOB, 1000, 4000)) == [("Ada Lovelace", 0, 2500), ("Bob", 2500, 6500)]


def test_nobody_is_named_while_somebody_else_speaks() -> None:
    cues = (says(ADA, 0, 1000), says(BOB, 1000, 2000), says(ADA, 2000, 8000), says(BOB, 8000, 9000))
    assert planned(*cues) == [("Ada Lovelace", 0, 4000), ("Bob", 8000, 12_000)]


def test_a_name_ends_with_the_clip() -> None:
    assert planned(says(ADA, 0, 3000), duration_ms=2000) == [("Ada Lovelace", 0, 2000)]


def test_who_is_not_named_is_told() -> None:
    _, findings = plan_introductions(track(says(ADA, 0, 3000)), [ADA, BOB], 60_000)
    assert [(one.code, "Bob" in one.message) for one in findings] == [("speaker-not-named", True)]


def drawn(labels: Labels, *cues: Cue, style: str = "bold") -> list[ReadEvent]:
    picture = Picture(width=1080, height=1920, duration_ms=10_000)
    overlay = draw_captions(track(*cues), style=load_style(style), picture=picture, fonts=[FACE], labels=labels)
    return [event for event in read_events(overlay.ass_text) if event.style not in ("Caption", "Panel")]


def test_a_name_stands_over_its_role_on_a_panel() -> None:
    panel, name = drawn(Labels(people=(ADA,)), says(ADA, 0, 3000))
    assert (panel.style, name.style) == ("NamePanel", "Name")
    assert panel.shown == name.shown == "Ada Lovelace\nMathematician"


def test_a_long_name_is_broken_and_a_speaker_without_a_role_has_one_line() -> None:
    long = Speaker(name="Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe-Schillingsfürst")
    _, name = drawn(Labels(people=(long,)), says(long, 0, 3000))
    assert name.shown.replace("\n", " ") == long.name
    assert name.shown.count("\n") == 1


def test_a_name_stands_above_the_cues_of_its_time() -> None:
    def height(*lines: str) -> float:
        _, name = drawn(Labels(people=(ADA,)), cue(0, 3000, *lines, speaker=ADA.name))
        return float(name.blocks[0].split(",")[1].split(")")[0])

    assert height("one", "two", "three") < height("one", "two") < height("one")


def test_a_title_stands_at_the_top_from_first_to_last() -> None:
    (title,) = drawn(Labels(title="Ideas: {cheap} \\N\nand rare"))
    assert (title.style, title.start, title.end) == ("Title", "0:00:00.00", "0:00:10.00")
    assert title.shown.replace("\n", " ") == "Ideas: {cheap} \\N and rare"
    assert title.blocks[0].startswith("\\an8")


def test_a_title_has_the_panel_of_its_style() -> None:
    assert [event.style for event in drawn(Labels(title="Ideas"), style="boxed")] == ["TitlePanel", "Title"]
