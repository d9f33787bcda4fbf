"""What a picture needs so that it looks right everywhere: whole frames, SDR in 8 bits, square pixels, honest tags.

ffmpeg turns a phone's picture upright by itself. All else is decided here from what the first frames say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import av
from av.video.reformatter import ColorRange, ColorTrc

PQ, HLG = int(ColorTrc.SMPTE2084), int(ColorTrc.ARIB_STD_B67)
BT709, BT601_PAL, BT601_NTSC = 1, 5, 6
BT2020, BT2020_CONSTANT = 9, 10
UNSPECIFIED = 2
"""Numbers of ITU-T H.273, as in every codec and in ffmpeg."""

HD_HEIGHT = 720
"""Lines from which a picture that does not name its colours is taken for BT.709, below for BT.601: as players do."""

WHITE_NITS = 203
"""What HDR shows as the white of a page (ITU-R BT.2408): 58 % of PQ, 75 % of HLG."""

PEAK = Fraction(1000, WHITE_NITS)
"""The brightest that keeps a shade of its own, as a multiple of that white: HDR is graded to 1,000 nits mostly, and
HLG's reference display has as many."""

HLG_SOFTENING = 0.16
"""Of every colour that becomes grey. HLG's brightening (a power of 1.2) is meant for the luminance; zscale has it for
each channel by itself, which saturates: 28 of 255 levels off for a dark red, 8 with this (mean of 400 colours: 4.9 and
1.3; greys are exact)."""

MOST_STRETCH = 4
"""Pixels longer than this are an error of the file, not a shape."""

_MATRICES = {
    BT709: "bt709",
    BT601_PAL: "bt470bg",
    BT601_NTSC: "smpte170m",
    BT2020: "2020_ncl",
    BT2020_CONSTANT: "2020_cl",
}
_PRIMARIES = {BT709: "bt709", BT601_PAL: "bt470bg", BT601_NTSC: "smpte170m"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a picture is stored: fields, colours and the shape of its pixels.

    ``matrix`` and ``transfer`` are numbers of H.273 (2: not told); ``is_full_range`` says that black is 0, not 16.
    ``pixel_shape`` is width by height of a pixel.
    """

    height: int = HD_HEIGHT
    is_interlaced: bool = False
    is_rgb: bool = False
    matrix: int = BT709
    transfer: int = BT709
    is_full_range: bool = False
    pixel_shape: Fraction = Fraction(1)

    @property
    def is_hdr(self) -> bool:
        """Whether it is brighter than an ordinary screen can show."""
        return self.transfer in (PQ, HLG)


PLAIN_LOOK = Look()
"""What needs nothing done."""


def read_look(frames: Iterable[av.VideoFrame], pixel_shape: Fraction | None) -> Look:
    """Read how a picture is stored from its first frames; what players assume where there is none."""
    seen = list(frames)
    if not seen:
        return PLAIN_LOOK
    first = seen[0]
    shape = pixel_shape or Fraction(1)
    return Look(
        height=first.height,
        is_interlaced=any(frame.interlaced_frame for frame in seen),
        is_rgb=first.format.is_rgb or first.format.has_palette,
        matrix=int(first.colorspace),
        transfer=int(first.color_trc),
        is_full_range=int(first.color_range) == int(ColorRange.JPEG),
        pixel_shape=shape if Fraction(1, MOST_STRETCH) <= shape <= MOST_STRETCH else Fraction(1),
    )


def whole_frames(look: Look) -> list[str]:
    """The filters that make whole frames of fields: one for each frame, so that no count or time changes.

    Frames that are not flagged as interlaced pass as they are.
    """
    return ["bwdif=mode=send_frame:deint=interlaced"] if look.is_interlaced else []


def plain_colours(look: Look) -> list[str]:
    """The filters that make SDR of a usual matrix in the usual range, tagged as what it is; none where it is so.

    HDR becomes BT.709: up to 30 % of white untouched, the light above pressed together (``mobius``), hue kept.
    """
    if look.is_hdr:
        known = f"tin={'smpte2084' if look.transfer == PQ else 'arib-std-b67'}:{_input_colours(look)}"
        return [
            f"zscale={known}:t=linear:npl={WHITE_NITS}",
            "format=gbrpf32le",
            *([_soften(HLG_SOFTENING)] if look.transfer == HLG else []),
            "zscale=p=bt709",
            f"tonemap=mobius:param=0.3:desat=0:peak={float(PEAK):.4f}",
            "zscale=t=bt709:m=bt709:r=tv:p=bt709",
        ]
    if look.is_rgb:
        return ["scale=out_color_matrix=bt709:out_range=tv", tag_colours(BT709)]
    if look.matrix in (BT2020, BT2020_CONSTANT):
        return [f"zscale=tin=2020_10:{_input_colours(look)}:t=bt709:m=bt709:r=tv:p=bt709"]
    if look.matrix not in (BT709, BT601_PAL, BT601_NTSC, UNSPECIFIED):
        return ["scale=out_color_matrix=bt709:out_range=tv", tag_colours(BT709)]
    assumed = BT709 if look.height >= HD_HEIGHT else BT601_NTSC
    told = [tag_colours(assumed)] if look.matrix == UNSPECIFIED else []
    return [*told, "scale=out_range=tv"] if look.is_full_range else told


def square_pixels(look: Look) -> list[str]:
    """The filters that make square pixels by stretching the shorter side, so that no detail is lost."""
    if look.pixel_shape == 1:
        return []
    size = "w='if(gt(sar,1),2*round(iw*sar/2),iw)':h='if(lt(sar,1),2*round(ih/sar/2),ih)'"
    return [f"scale={size}", "setsar=1"]


def needed_filters(look: Look) -> frozenset[str]:
    """The filters that ffmpeg must have for this picture."""
    chain = [*whole_frames(look), *plain_colours(look), *square_pixels(look)]
    return frozenset(each.partition("=")[0] for each in chain)


def _input_colours(look: Look) -> str:
    matrix = _MATRICES.get(look.matrix, "2020_ncl")
    return f"min={matrix}:pin=2020:rin={'full' if look.is_full_range else 'limited'}"


def _soften(share: float) -> str:
    """The filter that mixes each channel with ``share`` of BT.2020's luminance."""
    luma = {"r": 0.2627, "g": 0.678, "b": 0.0593}
    weights = [
        f"{out}{channel}={share * weight + (1 - share) * (out == channel):.4f}"
        for out in luma
        for channel, weight in luma.items()
    ]
    return f"colorchannelmixer={':'.join(weights)}"


def tag_colours(matrix: int) -> str:
    """The filter that says of a picture which colours it has, and changes none."""
    name = _PRIMARIES[matrix]
    return f"setparams=colorspace={name}:color_primaries={name}:color_trc={'bt709' if matrix == BT709 else name}"
