"""The interview's picture: two portraits under a night sky, the speaker's lit, and bars that move with the sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from tests.bench.synth.dialogue import Dialogue

WIDTH, HEIGHT = 640, 360
_SCALE = 3  # everything is drawn three times as large and reduced: smooth edges
_CENTRES = ((196, 150), (444, 150))
_RADIUS = 78
_ACCENTS = ((255, 176, 92), (104, 200, 214))
_NIGHT = (20, 24, 44)
_BARS, _BAR_WIDTH, _BAR_GAP, _BAR_HEIGHT = 31, 6, 4, 34
_BARS_AT = 326  # y of their middle
_FADE = 0.18  # of the way to the wanted light per frame: a quarter of a second or so

Pixels = npt.NDArray[np.float32]
Colour = tuple[int, int, int]


class Picture:
    """Draws the frames of a dialogue between two people.

    Args:
        labels: The two labels ("Name (Role)"), left and right.
        dialogue: Whose words say who speaks when.
        rate: Frames per second.
    """

    def __init__(self, labels: Sequence[str], dialogue: Dialogue, rate: int) -> None:
        self._labels = tuple(labels)
        self._dialogue = dialogue
        self._rate = rate

    def frames(self) -> Iterator[bytes]:
        """Every frame as RGB bytes."""
        dim = _still(self._labels, lit=(False, False))
        lit = (_still(self._labels, lit=(True, False)) - dim, _still(self._labels, lit=(False, True)) - dim)
        light = np.zeros(2)
        heights = np.zeros(_BARS)
        for number in range(round(self._dialogue.duration_ms * self._rate / 1000)):
            speaker = self._speaker_at(number * 1000 // self._rate)
            wanted = np.array([speaker == 0, speaker == 1], float)
            light += (wanted - light) * _FADE
            heights += (self._spectrum(number) - heights) * 0.55
            frame = dim + light[0] * lit[0] + light[1] * lit[1]
            _draw_bars(frame, heights, _mixed(light))
            yield np.clip(np.round(frame), 0, 255).astype(np.uint8).tobytes()

    def _speaker_at(self, time_ms: int) -> int | None:
        """Who is speaking, or about to within a fifth of a second; a short pause keeps the light where it is."""
        spoken = [word for word in self._dialogue.words if word.start_ms is not None and word.end_ms is not None]
        current = None
        for word in spoken:
            if word.start_ms is not None and word.start_ms - 120 <= time_ms:
                current = word
        if current is None or (current.end_ms is not None and time_ms > current.end_ms + 600):
            return None
        return self._labels.index(current.speaker)

    def _spectrum(self, number: int) -> npt.NDArray[np.float64]:
        """Bar heights 0..1 of a frame's sound, low notes in the middle."""
        rate = self._dialogue.rate
        start = number * rate // self._rate
        piece = self._dialogue.samples[start : start + 1024]
        power = np.abs(np.fft.rfft(np.pad(piece, (0, 1024 - len(piece))) * np.hanning(1024))) ** 2
        edges = np.geomspace(3, 200, _BARS // 2 + 2).astype(int)
        bands = [power[a : max(b, a + 1)].mean() for a, b in pairwise(edges)]
        level = np.clip((10 * np.log10(np.array(bands) + 1e-9) + 22) / 52, 0, 1)
        return np.concatenate([level[:0:-1], level])[:_BARS]


def _mixed(light: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    share = light / max(light.sum(), 1e-6)
    return np.asarray(share[0] * np.array(_ACCENTS[0]) + share[1] * np.array(_ACCENTS[1]))


def _draw_bars(frame: Pixels, heights: npt.NDArray[np.float64], colour: npt.NDArray[np.float64]) -> None:
    left = (WIDTH - _BARS * (_BAR_WIDTH + _BAR_GAP) + _BAR_GAP) // 2
    for number, height in enumerate(heights):
        x = left + number * (_BAR_WIDTH + _BAR_GAP)
        half = 1 + round(float(height) * _BAR_HEIGHT / 2)
        frame[_BARS_AT - half : _BARS_AT + half, x : x + _BAR_WIDTH] = colour * (0.35 + 0.6 * height)


def _still(labels: Sequence[str], *, lit: tuple[bool, bool]) -> Pixels:
    """The picture without its bars."""
    image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _NIGHT)
    draw = ImageDraw.Draw(image)
    _draw_sky(draw)
    _centred(draw, (WIDTH / 2, 30), "THE  QUIET  DISH", 17, (206, 210, 226))
    for side, label in enumerate(labels):
        name, _, role = label.partition(" (")
        role = role.removesuffix(")")
        bright = lit[side]
        _portrait(image, side, bright=bright)
        x = _CENTRES[side][0]
        _centred(draw, (x, 254), name, 16, (245, 246, 250) if bright else (142, 148, 172))
        for row, line in enumerate(role.split(", ")):
            _centred(draw, (x, 274 + 15 * row), line, 11, _ACCENTS[side] if bright else (98, 104, 130))
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return np.asarray(small, np.float32)


def _draw_sky(draw: ImageDraw.ImageDraw) -> None:
    for y in range(HEIGHT * _SCALE):
        share = y / (HEIGHT * _SCALE)
        draw.line([(0, y), (WIDTH * _SCALE, y)], fill=_blend((14, 17, 34), (38, 44, 76), share))
    rng = np.random.default_rng(11)
    for x, y, size in zip(rng.uniform(0, WIDTH, 90), rng.uniform(0, 240, 90), rng.uniform(0.4, 1.2, 90), strict=True):
        if y < 46 and abs(x - WIDTH / 2) < 90:
            continue  # no stars behind the title
        _disc(draw, (x, y), size, _blend((60, 66, 100), (190, 196, 220), float(rng.uniform())))
    hills = [(0, 312), (90, 296), (190, 306), (310, 290), (430, 304), (540, 294), (640, 308), (640, 360), (0, 360)]
    draw.polygon(_scaled(hills), fill=(13, 16, 31))
    _draw_dish(draw, (320, 292))


def _draw_dish(draw: ImageDraw.ImageDraw, foot: tuple[float, float]) -> None:
    """A small radio telescope on the hill between the two."""
    x, y = foot
    iron = (70, 78, 112)
    draw.polygon(_scaled([(x - 9, y + 6), (x, y - 26), (x + 9, y + 6)]), outline=iron, width=2 * _SCALE)
    angles = np.linspace(0.15 * np.pi, 1.05 * np.pi, 40)
    bowl = [(x + 3 + 26 * np.cos(a) * 0.95, y - 42 + 18 * np.sin(a) - 10 * np.cos(a)) for a in angles]
    draw.polygon(_scaled(bowl), fill=(88, 97, 134))
    draw.line(_scaled([(x + 3, y - 34), (x + 14, y - 66)]), fill=iron, width=2 * _SCALE)
    _disc(draw, (x + 14, y - 66), 2.6, (196, 202, 224))


def _portrait(image: Image.Image, side: int, *, bright: bool) -> None:
    """A face in a round window: hers with a bob of hair, his with a beard and glasses."""
    size = 2 * _RADIUS * _SCALE
    window = Image.new("RGB", (size, size), _blend(_NIGHT, _ACCENTS[side], 0.34 if bright else 0.13))
    draw = ImageDraw.Draw(window)
    (_draw_host if side == 0 else _draw_keeper)(draw)
    if not bright:
        window = Image.blend(window, Image.new("RGB", window.size, _NIGHT), 0.52)
    mask = Image.new("L", (size, size), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, size - 1, size - 1), fill=255)
    x, y = _CENTRES[side]
    image.paste(window, ((x - _RADIUS) * _SCALE, (y - _RADIUS) * _SCALE), mask)
    ring = _RADIUS + (5 if bright else 3)
    box = [(x - ring) * _SCALE, (y - ring) * _SCALE, (x + ring) * _SCALE, (y + ring) * _SCALE]
    colour = _ACCENTS[side] if bright else (74, 80, 108)
    ImageDraw.Draw(image).ellipse(box, outline=colour, width=(4 if bright else 2) * _SCALE)


def _draw_host(draw: ImageDraw.ImageDraw) -> None:
    skin, hair, coat = (238, 190, 156), (74, 44, 40), (190, 84, 74)
    _ellipse(draw, (78, 70), (45, 50), hair)
    draw.rounded_rectangle(_box((33, 66), (123, 116)), 16 * _SCALE, fill=hair)
    _ellipse(draw, (78, 172), (62, 52), coat)
    draw.rounded_rectangle(_box((67, 100), (89, 130)), 8 * _SCALE, fill=_blend(skin, (0, 0, 0), 0.12))
    _ellipse(draw, (78, 78), (33, 39), skin)
    draw.pieslice(_box((42, 28), (114, 92)), 180, 360, fill=hair)
    draw.polygon(_scaled([(42, 60), (114, 60), (108, 66), (70, 58), (50, 72)]), fill=hair)
    _face(draw, (78, 78), (60, 36, 34), (196, 96, 88))
    for x in (44, 112):
        _disc(draw, (x, 96), 3.4, (255, 214, 140))


def _draw_keeper(draw: ImageDraw.ImageDraw) -> None:
    skin, beard, coat = (226, 178, 146), (206, 208, 212), (52, 84, 110)
    _ellipse(draw, (78, 174), (68, 54), coat)
    draw.polygon(_scaled([(78, 150), (58, 124), (98, 124)]), fill=(232, 226, 210))
    _ellipse(draw, (78, 92), (37, 42), beard)
    _ellipse(draw, (78, 74), (34, 38), skin)
    draw.pieslice(_box((41, 58), (115, 134)), 0, 180, fill=beard)
    draw.pieslice(_box((40, 24), (116, 96)), 180, 360, fill=(60, 66, 84))
    draw.rounded_rectangle(_box((38, 54), (118, 63)), 4 * _SCALE, fill=(78, 86, 108))
    _face(draw, (78, 76), (50, 42, 44), (170, 100, 92))
    for x in (63, 93):
        draw.ellipse(_box((x - 11, 66), (x + 11, 86)), outline=(60, 54, 56), width=2 * _SCALE)
    draw.line(_scaled([(74, 75), (82, 75)]), fill=(60, 54, 56), width=2 * _SCALE)


def _face(draw: ImageDraw.ImageDraw, centre: tuple[float, float], ink: Colour, lips: Colour) -> None:
    x, y = centre
    for eye in (x - 15, x + 15):
        _disc(draw, (eye, y), 3.6, ink)
    draw.arc(_box((x - 10, y + 8), (x + 10, y + 24)), 20, 160, fill=lips, width=3 * _SCALE)


def _blend(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _scaled(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]


def _box(one: tuple[float, float], other: tuple[float, float]) -> list[float]:
    return [one[0] * _SCALE, one[1] * _SCALE, other[0] * _SCALE, other[1] * _SCALE]


def _disc(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, fill: Colour) -> None:
    _ellipse(draw, centre, (radius, radius), fill)


def _ellipse(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radii: tuple[float, float], fill: Colour) -> None:
    (x, y), (rx, ry) = centre, radii
    draw.ellipse(_box((x - rx, y - ry), (x + rx, y + ry)), fill=fill)


def _centred(draw: ImageDraw.ImageDraw, middle: tuple[float, float], text: str, size: float, fill: Colour) -> None:
    font = ImageFont.load_default(size * _SCALE)
    draw.text((middle[0] * _SCALE, middle[1] * _SCALE), text, font=font, fill=fill, anchor="mm")
