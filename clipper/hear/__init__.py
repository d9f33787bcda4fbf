"""Blocks of samples -> Emissions, Energy, Cepstra: everything that listens, every acoustic model."""

from clipper.hear.identity import identify_phone_model
from clipper.hear.listen import listen, load_acoustic_model, measure_energy
from clipper.hear.senones import load_phone_model

__all__ = ["identify_phone_model", "listen", "load_acoustic_model", "load_phone_model", "measure_energy"]
