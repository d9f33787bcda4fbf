from __future__ import annotations

import pytest

from clipper.captions.style import BUILT_IN, Highlight, Style, load_style, parse_style
from clipper.errors import InputError


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_style_that_comes_along_can_be_read(name: str) -> None:
    style = load_style(name)
    assert style.name == name
    assert style != Style(name=name)


def test_the_styles_differ_in_what_happens_to_the_spoken_word() -> None:
    assert {name: load_style(name).highlight for name in BUILT_IN} == {
        "bold": Highlight.COLOR,
        "boxed": Highlight.COLOR,
        "karaoke": Highlight.FILL,
        "marker": Highlight.BOX,
        "plain": Highlight.NONE,
    }


def test_a_style_of_the_user_changes_what_it_names() -> None:
    style = parse_style('based_on = "bold"\nsize = 0.1\nhighlight = "box"\n', source="mine.toml", name="mine")
    assert (style.name, style.size, style.highlight) == ("mine", 0.1, Highlight.BOX)
    assert style.outline == load_style("bold").outline


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("size 3", r"mine\.toml: .*line 1"),
        ("sise = 0.1", "there is no key 'sise'"),
        ("size = 10", r"size = 10 is not a number from 0\.01 to 0\.25"),
        ("size = true", "size = True is not a number"),
        ("outline = nan", "outline = nan is not a number"),
        ("outline = -1", "outline = -1 is not a number"),
        ('highlight = "wave"', "is none of none, color, fill, box"),
        ("highlight = []", "is none of none, color, fill, box"),
        ('text_color = "red"', "is no colour of the form #RRGGBB"),
        ('text_color = "#FFFFFF00"', "is no colour of the form #RRGGBB"),
        ('panel_color = "#FFF"', "#RRGGBB or #RRGGBBAA"),
        ("text_color = 3", "is no colour"),
        ("max_lines = 2.5", "is not a number of lines"),
        ('based_on = "nothing"', "there is no caption style 'nothing'"),
        ('name = "x"', "there is no key 'name'"),
    ],
)
def test_what_a_style_cannot_be_is_told(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        parse_style(text, source="mine.toml", name="mine")
    assert refused.value.remedy


def test_a_key_that_is_nearly_right_is_suggested() -> None:
    with pytest.raises(InputError) as refused:
        parse_style("outlin = 0.1", source="mine.toml", name="mine")
    assert refused.value.remedy == "Did you mean 'outline'?"
