"""What it costs to take one word for another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from clipper.clips.units import WORD_COST

OTHER_WORD_COST = 950
"""A different word in the place of a wanted one: a bit cheaper than a missing word, so that it is taken as misheard."""

SIMILAR = 0.6
"""Letter similarity from which two words may be the same one misspelt or inflected ("idea", "ideas")."""


def price_words(wanted: Sequence[str], said: Sequence[str]) -> npt.NDArray[np.int64]:
    """[wanted, said]: the price of hearing each said word for each wanted one, 0 for the same."""
    similar = process.cdist(wanted, said, scorer=Indel.normalized_similarity, score_cutoff=SIMILAR, dtype=np.float32)
    return np.where(similar >= SIMILAR, np.rint((1 - similar) * WORD_COST), OTHER_WORD_COST).astype(np.int64)
