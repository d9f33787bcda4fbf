"""A phone model whose features are the phones themselves: column n of the cepstra is 1 where phone n sounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clipper.model import PHONES
from clipper.model.sound import Cepstra

NAMES = ("SIL", *PHONES)
HOP = 160


def make_cepstra(phones: list[tuple[str, int]]) -> Cepstra:
    """Each phone for so many rows."""
    rows = [NAMES.index(phone) for phone, count in phones for _ in range(count)]
    return Cepstra(values=np.eye(len(NAMES), dtype=np.float32)[rows], hop=HOP)


class ToyModel:
    """Three states a phone, all with the same score; contexts do not matter."""

    def states(self, phone: str, left: str, right: str, position: str) -> tuple[tuple[int, ...], int]:
        assert left in NAMES
        assert right in NAMES
        assert position in "bise"
        return (NAMES.index(phone),) * 3, 0

    def transitions(self, matrix: int) -> npt.NDArray[np.float32]:
        assert matrix == 0
        half, never = np.log(0.5), -np.inf
        return np.array(
            [[half, half, never, never], [never, half, half, never], [never, never, half, half]], np.float32
        )

    def score(self, cepstra: Cepstra, first: int, end: int, senones: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        return np.where(cepstra.values[first:end][:, senones] > 0, 0.0, -10.0).astype(np.float32)
