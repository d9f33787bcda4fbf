from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clipper.model import Quote
from clipper.pipeline.clip_names import name_clips

FOLDER = Path("clips")


def quote(found: str) -> Quote:
    return Quote(first_word=0, end_word=1, score=1.0, wanted=found, found=found)


def names(*found: str) -> list[str]:
    return [path.name for path in name_clips([quote(text) for text in found], FOLDER, ".mp4")]


def test_clips_are_called_by_number_and_first_words() -> None:
    assert names("Ideas are cheap, don't you think?", "So ... what?") == [
        "01-ideas-are-cheap-dont-you-think.mp4",
        "02-so-what.mp4",
    ]


def test_letters_of_any_script_stay() -> None:
    assert names("Ça, c'est l'été", "مرحبا بالعالم", "東京は夜の七時") == [
        "01-ça-cest-lété.mp4",
        "02-مرحبا-بالعالم.mp4",
        "03-東京は夜の七時.mp4",
    ]


def test_a_stretch_without_words_has_a_name_too() -> None:
    assert name_clips([None], FOLDER, ".m4a") == [FOLDER / "01-clip.m4a"]


@given(st.lists(st.text(), min_size=1, max_size=12))
def test_no_text_leads_out_of_the_folder_and_no_two_clips_have_one_name(found: list[str]) -> None:
    paths = name_clips([quote(text) for text in found], FOLDER, ".mp4")
    assert len(set(paths)) == len(found)
    for path in paths:
        assert path.parent == FOLDER
        assert len(path.name.encode()) <= 255
        assert not set(path.name) & set('/\\:*?"<>|\0\n')
