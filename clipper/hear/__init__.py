"""Blocks of samples -> Emissions, Energy, Cepstra: everything that listens, every acoustic model."""
