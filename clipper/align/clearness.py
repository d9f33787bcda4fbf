"""How clearly anything is heard in a stretch of sound, whatever its text."""

from __future__ import annotations

import numpy as np

from clipper.model.sound import Emissions


def hear_phones(emissions: Emissions, first_frame: int, end_frame: int) -> tuple[float, int]:
    """The summed log-probability (0: all perfectly clear) of the phones heard in some frames, and their number."""
    scores = emissions.log_probs[first_frame:end_frame].astype(np.float32)
    if not len(scores):
        return 0.0, 0
    phones = ~np.isin(scores.argmax(axis=1), emissions.silent)
    return float(scores.max(axis=1)[phones].sum()), int(phones.sum())
