"""All that was heard of a recording, as bytes to be kept: an uncompressed .npz, bit for bit what it was.

What belongs to the acoustic model (its symbols, what its scores mean) is not kept: whoever reads has the same model.
An hour is 37 MB, checked and read in 0.1 s. Compressed (zlib, its lowest level) it is 33 MB, takes 0.8 s more to write
and 0.2 s more to read: not worth it. Mapped into memory it would be read no sooner, since all of it is checked.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import cattrs
import numpy as np

from clipper.model import Diagnostic
from clipper.model.sound import AcousticModel, Cepstra, Emissions, Energy, Hearing


def encode_hearing(hearing: Hearing, diagnostics: Sequence[Diagnostic]) -> memoryview:
    """What was heard, and what was wrong with the sound."""
    facts = {
        "hops": [hearing.energy.hop, hearing.cepstra.hop],
        "samples": hearing.samples,
        "diagnostics": cattrs.unstructure(diagnostics),
    }
    content = io.BytesIO()
    np.savez(
        content,
        facts=np.frombuffer(json.dumps(facts).encode(), np.uint8),
        log_probs=hearing.emissions.log_probs,
        energy=hearing.energy.db,
        cepstra=hearing.cepstra.values,
    )
    return content.getbuffer()


def decode_hearing(content: memoryview, model: AcousticModel) -> tuple[Hearing, tuple[Diagnostic, ...]]:
    """What ``encode_hearing`` was given, heard with ``model``."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        facts = json.loads(arrays["facts"].tobytes())
        energy_hop, cepstra_hop = facts["hops"]
        hearing = Hearing(
            emissions=Emissions.of_model(arrays["log_probs"], model),
            energy=Energy(db=arrays["energy"], hop=energy_hop),
            cepstra=Cepstra(values=arrays["cepstra"], hop=cepstra_hop),
            samples=facts["samples"],
        )
    return hearing, cattrs.structure(facts["diagnostics"], tuple[Diagnostic, ...])


def encode_energy(energy: Energy) -> memoryview:
    """Only the energy."""
    content = io.BytesIO()
    np.savez(content, energy=energy.db, hop=energy.hop)
    return content.getbuffer()


def decode_energy(content: memoryview) -> Energy:
    """What ``encode_energy`` was given."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return Energy(db=arrays["energy"], hop=int(arrays["hop"]))
