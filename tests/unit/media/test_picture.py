from fractions import Fraction

import av
import pytest
from av.video.reformatter import ColorRange, Colorspace, ColorTrc

from clipper.media.picture import (
    BT601_NTSC,
    BT2020,
    HLG,
    PLAIN_LOOK,
    PQ,
    UNSPECIFIED,
    Look,
    needed_filters,
    plain_colours,
    read_look,
    square_pixels,
    whole_frames,
)


def test_a_usual_picture_needs_nothing() -> None:
    assert not [*whole_frames(PLAIN_LOOK), *plain_colours(PLAIN_LOOK), *square_pixels(PLAIN_LOOK)]
    assert not plain_colours(Look(height=480, matrix=BT601_NTSC))


@pytest.mark.parametrize(("height", "name"), [(480, "smpte170m"), (576, "smpte170m"), (720, "bt709"), (2160, "bt709")])
def test_colours_that_are_not_named_are_named_as_players_guess_them(height: int, name: str) -> None:
    (only,) = plain_colours(Look(height=height, matrix=UNSPECIFIED))
    assert only.startswith(f"setparams=colorspace={name}:")


def test_full_range_becomes_the_usual_one() -> None:
    assert plain_colours(Look(is_full_range=True)) == ["scale=out_range=tv"]


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_hdr_becomes_bt709_and_needs_filters_that_not_every_ffmpeg_has(transfer: int) -> None:
    look = Look(matrix=BT2020, transfer=transfer)
    assert plain_colours(look)[-1] == "zscale=t=bt709:m=bt709:r=tv:p=bt709"
    assert {"zscale", "tonemap"} <= needed_filters(look)


def test_softening_keeps_greys() -> None:
    (mixer,) = (each for each in plain_colours(Look(matrix=BT2020, transfer=HLG)) if each.startswith("colorchannel"))
    weights = [float(each.partition("=")[2]) for each in mixer.partition("=")[2].split(":")]
    for row in range(3):
        assert sum(weights[3 * row : 3 * row + 3]) == pytest.approx(1, abs=2e-4)


def test_a_look_is_read_from_frames() -> None:
    frame = av.VideoFrame(64, 48, "yuv420p")
    frame.colorspace = Colorspace.ITU601
    frame.color_range = ColorRange.JPEG
    frame.color_trc = ColorTrc.SMPTE2084
    look = read_look([frame], Fraction(16, 15))
    assert (look.height, look.is_full_range, look.is_hdr, look.pixel_shape) == (48, True, True, Fraction(16, 15))
    assert not look.is_rgb
    assert read_look([av.VideoFrame(64, 48, "rgb24")], None).is_rgb
    assert read_look([], None) == PLAIN_LOOK


@pytest.mark.parametrize("shape", [Fraction(100), Fraction(1, 100), Fraction(0)])
def test_impossible_pixels_are_taken_for_square(shape: Fraction) -> None:
    assert read_look([av.VideoFrame(64, 48, "yuv420p")], shape).pixel_shape == 1
