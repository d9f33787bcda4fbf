"""Blocks of samples -> Emissions, Energy, Cepstra: everything that listens, every acoustic model."""

from clipper.hear.identity import identify_models
from clipper.hear.listen import listen, measure_energy
from clipper.hear.senones import load_phone_model

__all__ = ["identify_models", "listen", "load_phone_model", "measure_energy"]
