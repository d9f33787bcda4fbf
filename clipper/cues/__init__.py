"""Alignment -> CueTrack -> subtitle files, and back. Pure."""
