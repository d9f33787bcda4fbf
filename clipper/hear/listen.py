"""One pass over a recording: blocks of samples in, everything that later stages need to know of its sound out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from clipper.hear.cepstra import CepstraMeter, EnergyMeter
from clipper.hear.hama import load_hama
from clipper.hear.own_model import load_own_model
from clipper.hear.stitch import EmissionStitcher
from clipper.model import Progress, silent
from clipper.model.sound import SAMPLE_RATE, AcousticModel, Energy, Hearing, Samples


def load_acoustic_model(path: Path | None) -> AcousticModel:
    """The CTC model in the user's ONNX file, or without one hama's.

    Raises:
        InputError: If the file, or one beside it, cannot be used.
        ToolMissing: If hama's model is not there.
    """
    return load_hama() if path is None else load_own_model(path)


def listen(
    blocks: Iterable[Samples], *, model: AcousticModel, duration_ms: int = 0, progress: Progress = silent
) -> Hearing:
    """Hear a recording once, in blocks of 16 kHz mono samples.

    Memory grows by about 12 kB a second of sound (41 half-precision phone scores every 20 ms, 13 cepstra every 10 ms),
    never with the format of the source.

    Args:
        blocks: Consecutive samples.
        model: What turns them into phones or letters.
        duration_ms: The expected length, for the progress only.
        progress: Told the share of the recording that was heard.

    Returns:
        The recording's emissions, energy and cepstra.
    """
    stitcher, cepstra, energy, heard = EmissionStitcher(model=model), CepstraMeter(), EnergyMeter(), 0
    try:
        for block in blocks:
            stitcher.add(block)
            cepstra.add(block)
            energy.add(block)
            heard += len(block)
            if duration_ms:
                progress("listen", min(1.0, heard / SAMPLE_RATE * 1000 / duration_ms))
        emissions = stitcher.finish()
    except BaseException:
        stitcher.close()
        raise
    progress("listen", 1.0)
    return Hearing(emissions=emissions, energy=energy.finish(), cepstra=cepstra.finish(), samples=heard)


def measure_energy(blocks: Iterable[Samples]) -> Energy:
    """Only the energy of a recording, where nothing needs to be recognised: to find quiet places for cuts."""
    meter = EnergyMeter()
    for block in blocks:
        meter.add(block)
    return meter.finish()
