"""Where clipper keeps what it can do without."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

ENVIRONMENT_VARIABLE = "CLIPPER_CACHE_DIR"


def cache_folder() -> Path:
    """The folder that ``CLIPPER_CACHE_DIR`` names, or else the user's cache folder; it need not exist."""
    if named := os.environ.get(ENVIRONMENT_VARIABLE):
        return Path(named).absolute()
    found = Path(platformdirs.user_cache_dir("clipper", appauthor=False))
    # Whoever has no home (a bare user id in a container) has "~/.cache", taken literally: nothing can lie in this.
    return found if found.is_absolute() else Path(os.devnull) / "clipper"
