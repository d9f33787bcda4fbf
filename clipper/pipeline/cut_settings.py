"""How clips are made, whatever they hold."""

from __future__ import annotations

from dataclasses import dataclass

LOUDNESS_LUFS = -16.0
"""What podcasts are levelled to (Apple's and AES's advice); clips of one file then sound alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSettings:
    """``loudness_lufs`` is what the sound is brought to (None: left as it is), ``pad_ms`` what is kept beyond a cut."""

    loudness_lufs: float | None = LOUDNESS_LUFS
    pad_ms: int = 0
