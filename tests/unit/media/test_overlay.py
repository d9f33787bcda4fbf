from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clipper.errors import MediaError, ToolMissing
from clipper.media.overlay import burning
from clipper.media.tool import FFmpeg
from clipper.model import Overlay
from tests.ass_reading import FACE

FFMPEG = FFmpeg(path="ffmpeg", version="9", encoders=frozenset(), filters=frozenset({"ass"}))


def overlay(*paths: Path) -> Overlay:
    return Overlay(ass_text="[Script Info]\nשלום\n", fonts=tuple(replace(FACE, path=str(path)) for path in paths))


def test_the_folder_holds_text_and_fonts_under_names_of_our_own(tmp_path: Path) -> None:
    fonts = [tmp_path / "a b'c,[d].TTF", tmp_path / "other" / "a b'c,[d].TTF"]
    for number, path in enumerate(fonts):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes([number]))
    with burning(overlay(fonts[0], fonts[1], fonts[0]), FFMPEG) as drawn:
        assert drawn.filter == "ass=captions.ass:fontsdir=fonts"
        assert (drawn.cwd / "captions.ass").read_bytes() == "[Script Info]\nשלום\n".encode()
        assert {path.name: path.read_bytes() for path in (drawn.cwd / "fonts").iterdir()} == {
            "0.ttf": b"\0",
            "1.ttf": b"\1",
        }
    assert not drawn.cwd.exists()


def test_nothing_stays_when_the_block_fails() -> None:
    drawing = burning(overlay(), FFMPEG)
    drawn = drawing.__enter__()
    assert drawn.cwd.exists()
    assert not drawing.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not drawn.cwd.exists()


def test_an_error_of_the_block_is_not_taken_for_ours() -> None:
    with pytest.raises(FileNotFoundError), burning(overlay(), FFMPEG):
        raise FileNotFoundError


def test_a_font_that_has_gone_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(MediaError, match=r"No such file or directory \(.*gone\.ttf\)"),
        burning(overlay(tmp_path / "gone.ttf"), FFMPEG),
    ):
        pass


def test_an_ffmpeg_without_libass_is_told() -> None:
    with (
        pytest.raises(ToolMissing, match="lacks the filter ass"),
        burning(overlay(), replace(FFMPEG, filters=frozenset())),
    ):
        pass
