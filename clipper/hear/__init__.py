"""Blocks of samples -> Emissions, Energy, Cepstra: everything that listens, every acoustic model."""

from clipper.hear.listen import listen, load_acoustic_model, measure_energy
from clipper.hear.senones import load_phone_model

__all__ = ["listen", "load_acoustic_model", "load_phone_model", "measure_energy"]
