"""Probe, decode, cut and join: the only room with subprocess, ffmpeg and pydub."""
