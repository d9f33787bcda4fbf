from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from clipper.model import Diagnostic, Severity
from clipper.model.sound import Cepstra, Emissions, Energy, Hearing
from clipper.store.hearing_entry import decode_energy, decode_hearing, encode_energy, encode_hearing
from tests.deaf_model import DeafModel

MODEL = DeafModel()


def table(dtype: type, columns: int) -> st.SearchStrategy[np.ndarray]:
    return st.integers(0, 6).flatmap(lambda rows: arrays_of.arrays(dtype, (rows, columns)))


@st.composite
def hearings(draw: st.DrawFn) -> Hearing:
    return Hearing(
        emissions=Emissions.of_model(draw(table(draw(st.sampled_from([np.float16, np.float32])), 3)), MODEL),
        energy=Energy(db=draw(table(np.float32, 1))[:, 0], hop=80),
        cepstra=Cepstra(values=draw(table(np.float32, 13)), hop=160),
        samples=draw(st.integers(0, 2**40)),
    )


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()


@given(hearings())
def test_what_was_heard_comes_back_bit_for_bit(hearing: Hearing) -> None:
    again, findings = decode_hearing(memoryview(bytes(encode_hearing(hearing, ()))), MODEL)
    assert same_bits(again.emissions.log_probs, hearing.emissions.log_probs)
    assert same_bits(again.energy.db, hearing.energy.db)
    assert same_bits(again.cepstra.values, hearing.cepstra.values)
    assert again.samples == hearing.samples
    assert (again.energy.hop, again.cepstra.hop) == (80, 160)
    rest = [replace(heard.emissions, log_probs=np.zeros(0)) for heard in (again, hearing)]
    assert repr(rest[0]) == repr(rest[1])
    assert findings == ()


@given(hearings())
def test_what_was_wrong_with_the_sound_comes_back_too(hearing: Hearing) -> None:
    finding = Diagnostic(
        code="sound-damaged", severity=Severity.WARNING, where="a.mp3", message="2 complaints", remedy="Listen."
    )
    assert decode_hearing(encode_hearing(hearing, [finding]), MODEL)[1] == (finding,)


@given(hearings())
def test_the_energy_alone_comes_back_bit_for_bit(hearing: Hearing) -> None:
    again = decode_energy(encode_energy(hearing.energy))
    assert same_bits(again.db, hearing.energy.db)
    assert again.hop == hearing.energy.hop


def test_no_object_is_ever_brought_to_life() -> None:
    hearing = Hearing(
        emissions=Emissions(log_probs=np.array([[object()]]), symbols=("",), blank=0, boundary=None, hop=320),  # type: ignore[type-var]
        energy=Energy(db=np.zeros(1, np.float32), hop=80),
        cepstra=Cepstra(values=np.zeros((1, 13), np.float32), hop=160),
        samples=320,
    )
    with pytest.raises(ValueError, match="allow_pickle"):
        decode_hearing(encode_hearing(hearing, ()), MODEL)
