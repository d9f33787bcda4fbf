from __future__ import annotations

from typing import Any

import click
import pytest

from clipper.captions import BUILT_IN
from clipper.cli.cut_settings import FITS, PRESET_NAMES, SHAPE_NAMES, CutOptions, takes_cut_settings
from clipper.clips import PRESETS
from clipper.model.canvas import SHAPES, Canvas, Fit
from clipper.pipeline.cut_settings import CutSettings


def captions_option() -> list[click.Option]:
    @click.command()
    @takes_cut_settings
    def command(given: CutOptions) -> None:
        del given

    return [each for each in command.params if isinstance(each, click.Option) and each.name == "captions"]


def settings(*options: str) -> CutSettings:
    made: list[CutSettings] = []

    @click.command()
    @takes_cut_settings
    def command(given: CutOptions, **_: Any) -> None:
        made.append(given.settings())

    command.main([*options], standalone_mode=False)
    return made[0]


def test_the_names_in_the_help_are_those_that_there_are() -> None:
    assert PRESET_NAMES == PRESETS
    assert ("source", *SHAPES) == SHAPE_NAMES
    assert tuple(fit.value for fit in Fit) == FITS
    told = next(option.help for option in captions_option() if option.help)
    assert all(style in told for style in BUILT_IN)


def test_without_an_option_a_clip_is_as_its_source_at_the_loudness_of_podcasts() -> None:
    assert settings() == CutSettings()


def test_a_preset_sets_shape_loudness_length_and_rates_and_other_options_win() -> None:
    shorts = settings("--preset", "shorts")
    assert shorts.canvas == Canvas(width=1080, height=1920)
    assert (shorts.loudness_lufs, shorts.longest_s, shorts.video_kbps, shorts.audio_kbps) == (-14, 180, 8000, 384)
    mine = settings("--preset", "shorts", "--shape", "1:1", "--loudness", "-23", "--fit", "pad")
    assert mine.canvas == Canvas(width=1080, height=1080, fit=Fit.PAD)
    assert mine.loudness_lufs == -23
    assert settings("--preset", "youtube", "--shape", "source").canvas is None
    assert settings("--loudness", "off").loudness_lufs is None


@pytest.mark.parametrize(
    ("focus", "expected"), [("left", (0.25, 0.5)), ("right", (0.75, 0.5)), ("0.1,0.9", (0.1, 0.9))]
)
def test_a_focus_is_a_name_or_two_shares(focus: str, expected: tuple[float, float]) -> None:
    canvas = settings("--shape", "9:16", "--focus", focus).canvas
    assert canvas is not None
    assert (canvas.focus_x, canvas.focus_y) == expected


@pytest.mark.parametrize("options", [("--fit", "blur"), ("--focus", "left"), ("--fit", "pad", "--preset", "podcast")])
def test_how_a_shape_is_filled_needs_a_shape(options: tuple[str, ...]) -> None:
    with pytest.raises(click.UsageError, match="give --shape, too"):
        settings(*options)


def test_what_is_burned_in_is_handed_on() -> None:
    drawn = settings("--captions", "bold", "--title", "Why", "--names", "--font", "a.ttf")
    assert (drawn.captions, drawn.title, drawn.names, drawn.font) == ("bold", "Why", True, "a.ttf")
    assert drawn.is_drawn_on
    assert not settings().is_drawn_on


@pytest.mark.parametrize("options", [("--focus", "up"), ("--focus", "2,0"), ("--loudness", "3"), ("--pad", "-1")])
def test_what_makes_no_sense_is_refused(options: tuple[str, str]) -> None:
    with pytest.raises(click.BadParameter):
        settings(*options)
