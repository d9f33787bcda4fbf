"""Captions as ffmpeg draws them: where their pixels lie, and that a nasty text draws its own letters only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from clipper.captions import BUILT_IN, Labels, Picture, draw_captions, lay_canvas, load_style
from clipper.captions.cues import place_cues
from clipper.captions.fonts import FontShelf
from clipper.media.overlay import burning
from clipper.media.run import QUIET_ARGUMENTS, running_command
from clipper.media.tool import find_ffmpeg
from clipper.model import Cue, Overlay, Speaker
from clipper.store.fonts import load_shipped_faces
from tests.ass_reading import cue, track

pytestmark = pytest.mark.integration

GREY = 128
"""Of the picture beneath: letters are lighter, edges and panels darker."""
VERTICAL = Picture(width=540, height=960, duration_ms=4000)
NASTY = r"it's 50%: {\p1}m 0 0 l 300 0 300 300 0 300{\p0} \N \h \{x\} a\b {\an8}"


def drawn_pixels(overlay: Overlay, picture: Picture, at_ms: int = 1500) -> npt.NDArray[np.bool_]:
    """Which pixels of the frame at ``at_ms`` are not the grey beneath."""
    ffmpeg = find_ffmpeg()
    source = f"color=c=#808080:s={picture.width}x{picture.height}:r=25:d=4,format=gray"
    with burning(overlay, ffmpeg) as drawn:
        graph = f"{drawn.filter},trim=start={at_ms / 1000},format=gray"
        command = [ffmpeg.path, *QUIET_ARGUMENTS, "-f", "lavfi", "-i", source, "-vf", graph, "-frames:v", "1"]
        command += ["-f", "rawvideo", "pipe:1"]
        with running_command(command, doing="drawing", cwd=drawn.cwd) as running:
            frame = np.frombuffer(running.read(picture.width * picture.height), np.uint8)
            running.finish()
    return np.abs(frame.reshape(picture.height, picture.width).astype(int) - GREY) > 8


def draw(
    *cues: Cue, style: str = "bold", picture: Picture = VERTICAL, labels: Labels | None = None
) -> npt.NDArray[np.bool_]:
    overlay = draw_captions(
        track(*cues),
        style=load_style(style),
        picture=picture,
        fonts=load_shipped_faces(),
        labels=labels or Labels(),
    )
    return drawn_pixels(overlay, picture)


def bounds(pixels: npt.NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """The left, top, right and bottom edge of what was drawn."""
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


@pytest.mark.parametrize("style", BUILT_IN)
@pytest.mark.parametrize("size", [(540, 960), (540, 540), (540, 675), (960, 540)])
def test_everything_lies_inside_the_safe_area(style: str, size: tuple[int, int]) -> None:
    canvas = lay_canvas(*size)
    labels = Labels(
        people=(Speaker(name="Ada", role="Professor emerita of comparative historical linguistics and director"),),
        title="Ideas are cheap, and execution is everything that counts",
    )
    pixels = draw(
        cue(0, 4000, "When people say that ideas are so cheap, (gjpqy)", "how come no one is having any of them?"),
        style=style,
        picture=Picture(width=size[0], height=size[1], duration_ms=4000),
        labels=labels,
    )
    left, top, right, bottom = bounds(pixels)
    assert canvas.left <= left
    assert right <= canvas.right
    assert canvas.top <= top
    assert bottom <= canvas.bottom
    assert bottom > canvas.bottom - 0.1 * size[1]


@pytest.mark.parametrize("lines", [[NASTY], ["Donaudampfschifffahrtsgesellschaftskapitänsmütze"], ["WWWWWWWWWW " * 6]])
def test_a_nasty_text_draws_nothing_beside_its_letters(lines: Sequence[str]) -> None:
    canvas = lay_canvas(VERTICAL.width, VERTICAL.height)
    left, _, right, bottom = bounds(pixels := draw(cue(0, 4000, *lines)))
    assert canvas.left <= left < right <= canvas.right
    assert bottom <= canvas.bottom
    # Letters cover a third of their block or less; the square that {\\p1} would paint is solid.
    assert pixels[: int(canvas.bottom)].mean() < 0.25


def test_the_reading_of_the_grammar_is_that_of_libass() -> None:
    """What a command would do is seen in the frame, so that the test above could fail."""
    overlay = draw_captions(
        track(cue(0, 4000, "x")), style=load_style("bold"), picture=VERTICAL, fonts=load_shipped_faces()
    )
    raw = Overlay(ass_text=overlay.ass_text[:-2] + "{\\p1}m 0 0 l 900 0 900 900 0 900\n", fonts=overlay.fonts)
    assert drawn_pixels(raw, VERTICAL).sum() > 20 * drawn_pixels(overlay, VERTICAL).sum()


def test_lit_words_do_not_move() -> None:
    overlay = draw_captions(
        track(cue(0, 4000, "one two three four")),
        style=load_style("bold"),
        picture=VERTICAL,
        fonts=load_shipped_faces(),
    )
    frames = [bounds(drawn_pixels(overlay, VERTICAL, at_ms=at_ms)) for at_ms in (40, 1500, 3500)]
    assert frames[0] == frames[1] == frames[2]


@pytest.mark.parametrize(
    "text", ["Grüße, señor Łódź", "Οι ιδέες", "Съешь ещё", "مرحبا بالعالم", "שלום עולם", "♪ la la ♪ → ✓"]
)
def test_a_line_is_as_wide_as_was_reckoned(text: str) -> None:
    """Never wider, so that it fits; narrower by kerning, and by a quarter where Arabic letters join."""
    style, canvas = load_style("plain"), lay_canvas(960, 540)
    (placed,) = place_cues(track(cue(0, 4000, text)), style, canvas, FontShelf(faces=load_shipped_faces()))
    left, _, right, _ = bounds(
        draw(cue(0, 4000, text), style="plain", picture=Picture(width=960, height=540, duration_ms=4000))
    )
    reach = 2 * (style.outline + style.shadow) * placed.block.em
    assert right - left <= placed.block.width + reach + 1
    assert right - left >= 0.7 * placed.block.width
