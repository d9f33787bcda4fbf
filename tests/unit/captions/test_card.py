from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clipper.captions import Card, Picture, draw_captions, load_style
from clipper.captions.canvas import lay_canvas
from clipper.captions.card import draw_card, names_end
from clipper.captions.fonts import FontShelf
from clipper.captions.names import fit_title, title_end
from clipper.model import Cue, CueTrack, Run, Speaker
from clipper.store.fonts import load_shipped_faces

STYLE, FACES = load_style("bold"), load_shipped_faces()
ADA, MILO = Speaker(name="Ada Brandt", role="Host"), Speaker(name="Milo {\\p1}m 0 0", role="")


def cue(start_ms: int, end_ms: int, text: str, who: Speaker) -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, lines=((Run(text=text, speaker=who.name),),))


TRACK = CueTrack(
    cues=(
        cue(200, 900, "one", ADA),
        cue(1000, 1900, "two", ADA),
        cue(2000, 2900, "three", MILO),
        cue(3000, 3900, "four", ADA),
    )
)


def draw(levels: tuple[float, ...], duration_ms: int = 4000) -> tuple[str, str]:
    overlay = draw_captions(
        TRACK,
        style=STYLE,
        picture=Picture(width=1080, height=1080, duration_ms=duration_ms),
        fonts=FACES,
        card=Card(levels=levels, people=(ADA, MILO)),
    )
    return overlay.ass_text, overlay.ground_text


def names(text: str) -> list[tuple[str, str]]:
    rows = (line.split(",", 9) for line in text.splitlines() if ",CardName," in line)
    return [(f"{row[1]}-{row[2]}", re.sub(r"\{[^}]*\}", "", row[9])) for row in rows]


def test_who_speaks_is_shown_from_the_first_word_to_the_next_speakers() -> None:
    shown = names(draw((0.5,) * 40)[0])
    assert [at for at, _ in shown] == ["0:00:00.00-0:00:02.00", "0:00:02.00-0:00:03.00", "0:00:03.00-0:00:04.00"]
    assert [name.startswith("Ada") for _, name in shown] == [True, False, True]


def test_a_name_draws_nothing_but_itself() -> None:
    text, _ = draw((0.5,) * 40)
    drawings = [line for line in text.splitlines() if "\\p1" in line and ",Shape," not in line]
    assert all("\\\u2060p1" in line for line in drawings)  # the backslash is no command


LONG = Speaker(
    name="Professor Dr. Wilhelmina Konstantinopolskaya-Featherstonehaugh O'Brien",
    role="Emerita Director of Comparative Historical Linguistics at the Skarrowby Radio Observatory",
)
SIZES = st.sampled_from([(1080, 1920), (1080, 1080), (1080, 1350), (1920, 1080), (640, 360)])


@given(size=SIZES, title=st.integers(0, 60).map(lambda words: "wherever words " * words))
def test_a_long_title_and_a_long_name_never_overlap(size: tuple[int, int], title: str) -> None:
    canvas, shelf = lay_canvas(*size), FontShelf(faces=FACES)
    room = names_end(canvas) - canvas.top
    block = fit_title(title, STYLE, canvas, shelf, height=0.45 * room)
    end = title_end(block, STYLE, canvas)
    assert end <= canvas.top + (0.8 if len(title) > 300 else 0.45) * room + 1
    track = CueTrack(cues=(cue(0, 900, "one", LONG),))
    events = draw_card(Card(levels=(), people=(LONG,)), track, STYLE, canvas, shelf, 900, top=end)
    (name,) = (event.text for event in events if event.style == "CardName")
    sizes = [float(px) for px in re.findall(r"\\fs([\d.]+)", name)]
    height = sum(sizes[0] if at == 0 else sizes[-1] for at in range(name.count("\\N") + 1))
    assert height <= names_end(canvas) - end + sizes[0]


def test_a_card_without_sound_has_no_bars_and_one_without_a_card_no_ground() -> None:
    assert "\\move" not in draw(())[0]
    plain = draw_captions(TRACK, style=STYLE, picture=Picture(width=1080, height=1080, duration_ms=4000), fonts=FACES)
    assert plain.ground_text == ""
    assert "\\move" not in plain.ass_text


def test_what_stands_still_is_not_drawn_into_every_frame() -> None:
    text, ground = draw((0.5,) * 40)
    assert "\\blur" in ground
    assert "\\blur" not in text


@given(st.lists(st.floats(0, 1), min_size=1, max_size=90))
def test_every_bar_passes_the_middle_when_its_sound_is_heard(levels: list[float]) -> None:
    duration_ms = 100 * len(levels)
    text, _ = draw(tuple(levels), duration_ms)
    passing = re.findall(r"Dialogue: 1,(\S+?),(\S+?),Shape.*?\\move\(([\d.-]+),[\d.]+,([\d.-]+),", text)
    assert len(passing) == 2 * -(-len(levels) // 20)  # heard and still to be heard, 20 bars an event
    for number, (start, end, from_x, to_x) in enumerate(passing[::2]):
        start_ms, end_ms = _ms(start), _ms(end)
        if end_ms == start_ms:
            continue
        speed = (float(to_x) - float(from_x)) / (end_ms - start_ms)
        assert abs(float(from_x) + speed * (number * 2000 - start_ms) - 540) < 0.1
    assert all(_ms(a[0]) <= _ms(b[0]) for a, b in pairwise(passing))


def _ms(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round(1000 * (int(hours) * 3600 + int(minutes) * 60 + float(seconds)))
