from __future__ import annotations

import pytest

from clipper.align.edges import RoughWord, sharpen_words
from clipper.align.phone_chain import build_chain
from tests.unit.align.phone_toy import ToyModel, make_cepstra

SOUND = [
    ("SIL", 20),
    ("K", 5),
    ("AE", 10),
    ("T", 5),
    ("D", 6),
    ("AO", 9),
    ("G", 5),
    ("SIL", 20),
    ("AH", 8),
    ("SIL", 12),
]
CAT, DOG, UH = ("K", "AE", "T"), ("D", "AO", "G"), ("AH",)


def test_edges_are_found_to_the_row() -> None:
    rough = [
        RoughWord(phones=CAT, first=12, end=45),
        RoughWord(phones=DOG, first=45, end=52),
        RoughWord(phones=UH, first=85, end=86),
    ]
    found = sharpen_words(rough, make_cepstra(SOUND), ToyModel(), first=0, end=100, reach=20)
    assert found is not None
    assert [(word.first, word.end) for word in found] == [(20, 40), (40, 60), (80, 88)]


@pytest.mark.parametrize("border", [30, 40, 50])
def test_where_the_sound_does_not_tell_words_keep_to_their_rough_places(border: int) -> None:
    """Two words of one vowel each: any border is as good as another."""
    rough = [RoughWord(phones=UH, first=20, end=border), RoughWord(phones=UH, first=border, end=60)]
    sound = [("SIL", 20), ("AH", 40), ("SIL", 20)]
    found = sharpen_words(rough, make_cepstra(sound), ToyModel(), first=0, end=80, reach=40)
    assert found is not None
    assert [(word.first, word.end) for word in found] == [(20, border), (border, 60)]


def test_a_rough_place_does_not_outweigh_what_is_heard() -> None:
    rough = [RoughWord(phones=CAT, first=24, end=38), RoughWord(phones=DOG, first=44, end=60)]
    found = sharpen_words(rough, make_cepstra(SOUND), ToyModel(), first=0, end=100, reach=20)
    assert found is not None
    assert [(word.first, word.end) for word in found] == [(20, 40), (40, 60)]


def test_a_stretch_inside_a_recording_keeps_absolute_rows() -> None:
    rough = [RoughWord(phones=DOG, first=42, end=58)]
    found = sharpen_words(rough, make_cepstra(SOUND), ToyModel(), first=40, end=75, reach=20)
    assert found is not None
    assert (found[0].first, found[0].end) == (40, 60)


def test_words_that_do_not_fit_have_no_path() -> None:
    rough = [RoughWord(phones=CAT * 8, first=20, end=30)]
    assert sharpen_words(rough, make_cepstra(SOUND), ToyModel(), first=20, end=30, reach=0) is None


def test_a_chain_begins_and_ends_with_an_optional_pause() -> None:
    chain = build_chain([CAT], ToyModel())
    starts = {
        int(s)
        for s in range(len(chain.word))
        for k in range(chain.from_first[s], chain.from_first[s + 1])
        if chain.from_state[k] < 0
    }
    assert {int(chain.word[s]) for s in starts} == {-1, 0}
    assert {int(chain.word[s]) for s in chain.final} == {-1, 0}


def test_every_edge_phone_exists_beside_its_neighbour_and_beside_a_pause() -> None:
    seen: list[tuple[str, str, str, str]] = []

    class Recorder(ToyModel):
        def states(self, phone: str, left: str, right: str, position: str) -> tuple[tuple[int, ...], int]:
            seen.append((phone, left, right, position))
            return super().states(phone, left, right, position)

    build_chain([CAT, UH], Recorder())
    assert ("T", "AE", "AH", "e") in seen
    assert ("T", "AE", "SIL", "e") in seen
    assert ("AH", "T", "SIL", "s") in seen
    assert ("AH", "SIL", "SIL", "s") in seen
    assert ("K", "SIL", "AE", "b") in seen
