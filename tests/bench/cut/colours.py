"""Pictures of known colours, and the colours that a player shows of a cut: ITU-T H.273 in numpy, without ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

Colours = npt.NDArray[np.float64]
"""[patches, 3]: red, green, blue."""

PATCH = 64
LUMA = {
    "bt709": (0.2126, 0.0722),
    "smpte170m": (0.299, 0.114),
    "bt470bg": (0.299, 0.114),
    "smpte240m": (0.212, 0.087),
    "bt2020nc": (0.2627, 0.0593),
}
"""How much of luma is red, and blue."""

MATRIX_NAMES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc"}
BT709_TO_2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
"""ITU-R BT.2087."""

WHITE_NITS = 203.0

SDR_PATCHES: Colours = np.array(
    [(0, 0, 0), (255, 255, 255), (64, 64, 64), (128, 128, 128), (192, 192, 192), (200, 30, 30), (30, 180, 40),
     (40, 50, 200), (224, 172, 140), (250, 220, 20), (20, 200, 220), (180, 40, 170)], np.float64,
) / 255  # fmt: skip

HDR_PATCHES: Colours = np.array(
    [(0, 0, 0), (0.02, 0.02, 0.02), (0.1, 0.1, 0.1), (0.18, 0.18, 0.18), (0.28, 0.28, 0.28), (0.28, 0.02, 0.02),
     (0.03, 0.25, 0.04), (0.04, 0.05, 0.27), (0.6, 0.6, 0.6), (1, 1, 1), (2.5, 2.5, 2.5), (4.9, 4.9, 4.9)], np.float64,
)  # fmt: skip
"""Linear light of BT.709's colours, 1 is the white of 203 nits; the last four are brighter than what stays as it is."""

UNTOUCHED = 8
"""How many of the HDR patches a tone mapping may not change: below .3 of white."""


@dataclass(frozen=True, kw_only=True)
class Storing:
    """How a picture of patches is stored: size, matrix, range, transfer, bits, codec, and whether it says so."""

    name: str
    size: tuple[int, int] = (1280, 720)
    matrix: str = "bt709"
    transfer: str = "bt709"
    is_full: bool = False
    is_tagged: bool = True
    bits: int = 8
    codec: tuple[str, ...] = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "2")
    ending: str = "mp4"
    is_rgb: bool = False

    @property
    def is_hdr(self) -> bool:
        """Whether its patches are ``HDR_PATCHES``."""
        return self.transfer in ("smpte2084", "arib-std-b67")


def make_patches(storing: Storing, path: Path, ffmpeg: str) -> Path:
    """Write two seconds of the patches, with a tone."""
    width, height = storing.size
    colours = _signal(storing)
    planes = _planes(colours, storing)
    layout = "gbrp" if storing.is_rgb else f"yuv420p{'10le' if storing.bits == 10 else ''}"
    raw = path.with_suffix(".raw")
    raw.write_bytes(b"".join(plane.tobytes() for plane in planes))
    told = storing.matrix
    primaries = "bt2020" if told == "bt2020nc" else told
    tags = f"setparams=range={'pc' if storing.is_full else 'tv'}"
    if storing.is_tagged and not storing.is_rgb:
        transfer = storing.transfer if primaries in ("bt709", "bt2020") else told
        tags += f":colorspace={told}:color_primaries={primaries}:color_trc={transfer}"
    subprocess.run(
        [
            *(ffmpeg, "-nostdin", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", layout),
            *("-s", f"{width}x{height}", "-r", "25", "-i", str(raw), "-f", "lavfi", "-i", "sine=r=48000:d=2"),
            *("-vf", f"loop=loop=49:size=1:start=0,{tags}", *storing.codec, "-pix_fmt", layout, str(path)),
        ],
        check=True,
    )
    raw.unlink()
    return path


def shown_colours(path: Path, patches: int, *, number: int = 10) -> Colours:
    """What a player shows of the patches of a file's frame ``number``, 0..1; no tags: guessed by the height."""
    with av.open(str(path)) as container:
        frame = next(islice(container.decode(video=0), number, None))
        planes = [
            np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
            for plane in frame.planes
        ]
    tagged = MATRIX_NAMES.get(int(frame.colorspace))
    matrix = tagged or ("bt709" if frame.height >= 720 else "smpte170m")
    yuv = np.array([[_middle(plane, spot, frame.width) for plane in planes] for spot in _spots(patches, frame.width)])
    return _to_rgb(yuv, matrix, is_full=int(frame.color_range) == 2)


def expected_colours(storing: Storing) -> Colours:
    """What a player should show, 0..1: the patches' own colours, HDR's as a screen of gamma 2.4 shows them."""
    return HDR_PATCHES.clip(0, 1) ** (1 / 2.4) if storing.is_hdr else SDR_PATCHES


def _signal(storing: Storing) -> Colours:
    if storing.matrix == "bt2020nc" and not storing.is_hdr:
        return (SDR_PATCHES**2.4 @ BT709_TO_2020.T).clip(0, 1) ** (1 / 2.4)
    if not storing.is_hdr:
        return SDR_PATCHES
    light = HDR_PATCHES @ BT709_TO_2020.T
    return _pq(light * WHITE_NITS) if storing.transfer == "smpte2084" else _hlg(light * WHITE_NITS)


def _pq(nits: Colours) -> Colours:
    """SMPTE ST 2084."""
    power = (nits.clip(0) / 10_000) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375


def _hlg(nits: Colours) -> Colours:
    """ITU-R BT.2100: back through the system gamma of a display of 1,000 nits, then the camera's curve."""
    display = nits.clip(0) / 1000
    bright = (display @ np.array([0.2627, 0.678, 0.0593]))[:, None].clip(1e-9)
    scene = (display * bright ** (1 / 1.2 - 1)).clip(0, 1)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), a * np.log((12 * scene - b).clip(1e-9)) + c)


def _planes(colours: Colours, storing: Storing) -> Sequence[npt.NDArray[np.generic]]:
    kind = np.uint16 if storing.bits == 10 else np.uint8
    if storing.is_rgb:
        values = np.round(colours[:, [1, 2, 0]] * 255)
        return [_paint(values[:, plane], storing.size, 1).astype(kind) for plane in range(3)]
    values = np.round(_to_yuv(colours, storing.matrix, is_full=storing.is_full) * 2 ** (storing.bits - 8))
    return [_paint(values[:, plane], storing.size, 1 if plane == 0 else 2).astype(kind) for plane in range(3)]


def _paint(values: npt.NDArray[np.float64], size: tuple[int, int], by: int) -> npt.NDArray[np.float64]:
    plane = np.full((size[1] // by, size[0] // by), values[0])
    patch = PATCH // by
    for value, (x, y) in zip(values, _spots(len(values), size[0]), strict=True):
        plane[y // by : y // by + patch, x // by : x // by + patch] = value
    return plane


def _spots(patches: int, width: int) -> Sequence[tuple[int, int]]:
    """The upper left corners of the patches."""
    a_row = width // PATCH
    return [(number % a_row * PATCH, number // a_row * PATCH) for number in range(patches)]


def _middle(plane: npt.NDArray[np.uint8], spot: tuple[int, int], width: int) -> float:
    by = width // plane.shape[1]
    x, y = (spot[0] + PATCH // 4) // by, (spot[1] + PATCH // 4) // by
    half = PATCH // 2 // by
    return float(plane[y : y + half, x : x + half].mean())


def _to_yuv(rgb: Colours, matrix: str, *, is_full: bool) -> Colours:
    red, blue = LUMA[matrix]
    luma = rgb @ np.array([red, 1 - red - blue, blue])
    chroma = [(rgb[:, 2] - luma) / (2 * (1 - blue)), (rgb[:, 0] - luma) / (2 * (1 - red))]
    if is_full:
        return np.stack([luma * 255, *(128 + 255 * each for each in chroma)], 1).clip(0, 255)
    return np.stack([16 + 219 * luma, *(128 + 224 * each for each in chroma)], 1)


def _to_rgb(yuv: Colours, matrix: str, *, is_full: bool) -> Colours:
    red, blue = LUMA[matrix]
    scale, zero, chroma = (255, 0, 255) if is_full else (219, 16, 224)
    luma, b, r = (yuv[:, 0] - zero) / scale, (yuv[:, 1] - 128) / chroma, (yuv[:, 2] - 128) / chroma
    shown_r, shown_b = luma + 2 * (1 - red) * r, luma + 2 * (1 - blue) * b
    shown_g = (luma - red * shown_r - blue * shown_b) / (1 - red - blue)
    return np.stack([shown_r, shown_g, shown_b], 1).clip(0, 1)
