"""What it costs to leave out a word: little where words fit their sound well, much where hardly anything is heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clipper.align.graph import Spot
from clipper.align.section_search import Sought
from clipper.align.surroundings import sum_clearness
from clipper.model.sound import Calibration, Emissions

SKIP_IN_CLEAR, SKIP_IN_NOISE, SKIP_IN_DIN = 6.0, 18.0, 60.0
"""What each word that is left out costs besides, for a recording in which words fit well, badly, or hardly at all.

In babble at 5 dB (score -0.7 to -0.9) 18 nats lose one spoken word of 1,717, 10 nats lose 82, of which a mumbling voice
said 78; 60 nats lose none. In clear sound neither loses one, but 18 nats squeeze 19 words that are not in the recording
into what is, 6 nats three.
"""

_DIN = -0.5
"""Mean log-probability of the phones heard, below which a section is din: clear sound and people (TIMIT) -0.11,
telephone -0.17, white noise at 5 dB -0.24 to -0.33, meetings -0.2 to -0.5, babble at 5 dB -0.53 to -0.6."""


def choose_skip(spots: Sequence[Spot | None], calibration: Calibration) -> float:
    """The price of leaving out a word in a recording whose found words have these scores."""
    scores = [spot.score for spot in spots if spot is not None]
    if not scores:
        return SKIP_IN_NOISE
    noise = (calibration.clear - float(np.median(scores))) / (calibration.clear - calibration.noisy)
    return float(np.interp(noise, (0.0, 1.0, 1.1), (SKIP_IN_CLEAR, SKIP_IN_NOISE, SKIP_IN_DIN)))


def is_din(emissions: Emissions, section: Sought) -> bool:
    """Whether hardly anything is heard clearly in a section, whatever its text."""
    total, phones = sum_clearness(emissions, section.first_frame, section.end_frame)
    return phones > 0 and total / phones < _DIN
