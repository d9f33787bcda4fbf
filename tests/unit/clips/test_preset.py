from __future__ import annotations

import re
from importlib import resources

import pytest

from clipper.clips.preset import PRESETS, load_preset
from clipper.errors import InputError


@pytest.mark.parametrize("name", PRESETS)
def test_every_number_has_a_source_beside_it(name: str) -> None:
    text = (resources.files("clipper.clips") / "presets" / f"{name}.toml").read_text("utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\w+ = ", line)]
    assert lines
    assert all(re.search(r"# \S", line) for line in lines)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_whole(name: str) -> None:
    preset = load_preset(name)
    assert preset.name == name
    assert (preset.ending == "mp4") == (preset.shape is not None)
    assert preset.longest_s >= 60
    assert -16 <= preset.loudness_lufs <= -14


def test_an_unknown_preset_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match="no preset 'vimeo'") as refused:
        load_preset("vimeo")
    assert "youtube, shorts, tiktok" in refused.value.remedy


def test_the_files_are_the_presets() -> None:
    folder = resources.files("clipper.clips") / "presets"
    assert {entry.name for entry in folder.iterdir()} == {f"{name}.toml" for name in PRESETS}
