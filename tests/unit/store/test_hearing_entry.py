from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from clipper.model import Diagnostic, Severity
from clipper.model.sound import Cepstra, Emissions, Energy, Hearing
from clipper.store.hearing_entry import decode_hearing, encode_hearing


def table(dtype: type, columns: int) -> st.SearchStrategy[np.ndarray]:
    return st.integers(0, 6).flatmap(lambda rows: arrays_of.arrays(dtype, (rows, columns)))


@st.composite
def hearings(draw: st.DrawFn) -> Hearing:
    return Hearing(
        emissions=Emissions(
            log_probs=draw(table(draw(st.sampled_from([np.float16, np.float32])), 3)),
            symbols=("AA", "|", ""),
            blank=2,
            boundary=draw(st.sampled_from([1, None])),
            hop=320,
        ),
        energy=Energy(db=draw(table(np.float32, 1))[:, 0], hop=80),
        cepstra=Cepstra(values=draw(table(np.float32, 13)), hop=160),
        samples=draw(st.integers(0, 2**40)),
    )


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()


@given(hearings())
def test_what_was_heard_comes_back_bit_for_bit(hearing: Hearing) -> None:
    again, findings = decode_hearing(memoryview(bytes(encode_hearing(hearing, ()))))
    assert same_bits(again.emissions.log_probs, hearing.emissions.log_probs)
    assert same_bits(again.energy.db, hearing.energy.db)
    assert same_bits(again.cepstra.values, hearing.cepstra.values)
    assert (again.samples, again.emissions.symbols) == (hearing.samples, hearing.emissions.symbols)
    assert (again.emissions.blank, again.emissions.boundary) == (hearing.emissions.blank, hearing.emissions.boundary)
    assert (again.emissions.hop, again.energy.hop, again.cepstra.hop) == (320, 80, 160)
    assert findings == ()


@given(hearings())
def test_what_was_wrong_with_the_sound_comes_back_too(hearing: Hearing) -> None:
    finding = Diagnostic(
        code="sound-damaged", severity=Severity.WARNING, where="a.mp3", message="2 complaints", remedy="Listen."
    )
    assert decode_hearing(encode_hearing(hearing, [finding]))[1] == (finding,)


def test_no_object_is_ever_brought_to_life() -> None:
    hearing = Hearing(
        emissions=Emissions(log_probs=np.array([[object()]]), symbols=("",), blank=0, boundary=None, hop=320),  # type: ignore[type-var]
        energy=Energy(db=np.zeros(1, np.float32), hop=80),
        cepstra=Cepstra(values=np.zeros((1, 13), np.float32), hop=160),
        samples=320,
    )
    with pytest.raises(ValueError, match="allow_pickle"):
        decode_hearing(encode_hearing(hearing, ()))
