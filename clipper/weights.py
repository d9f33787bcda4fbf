"""The weights of the networks inside the installed hama wheel, whose own engine is not used.

A ``.hama`` file is "HAMAPK", a version, a kind and a count, then for each tensor its name, type, shape, and where its
bytes lie in what follows. Text and sound are both read with them, so they have a floor of their own below both rooms.
"""

from __future__ import annotations

import importlib.util
import json
import struct
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

from clipper.errors import ToolMissing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HAMA = "1.7.0"
REMEDY = f"Run: pip install hama=={HAMA}"
VOCABULARY = "g2p_vocab.json"
_MAGIC, _VERSION = b"HAMAPK", 1
_TYPES = {0: "<f4", 1: "<f2"}
_ALIGNED = 16


class Weights(dict[str, "npt.NDArray[np.float32]"]):
    """A network's weights by the names they were exported with; a name that is not there is another version of hama."""

    def __missing__(self, name: str) -> npt.NDArray[np.float32]:
        """Raises ``ToolMissing``: nobody asks for a weight in vain."""
        raise ToolMissing(f"hama's model has no weights called {name}: it is another version", remedy=REMEDY)


def hama_assets() -> Path:
    """The folder of hama's weights and vocabulary.

    Raises:
        ToolMissing: If hama is not installed.
    """
    spec = importlib.util.find_spec("hama")
    if spec is None or spec.origin is None:
        raise ToolMissing("the package hama is not installed", remedy=REMEDY)
    return Path(spec.origin).parent / "assets"


def read_weights(name: str) -> Weights:
    """A network's weights, whatever they are kept as, as float32.

    Raises:
        ToolMissing: If hama is not installed or its file is not as expected.
    """
    import numpy as np  # noqa: PLC0415  the text room is loaded without it

    path = hama_assets() / name
    try:
        data = path.read_bytes()
        return Weights(
            (key, np.frombuffer(data, kind, prod(shape), begin).reshape(shape).astype(np.float32))
            for key, kind, shape, begin in _entries(data)
        )
    except (OSError, ValueError, LookupError, struct.error) as problem:
        raise _unreadable(path, problem) from problem


def read_symbols(side: str) -> list[str]:
    """What hama's columns stand for: the letters that it reads ("encoder") or the phones that it writes ("decoder").

    Raises:
        ToolMissing: If hama is not installed or its file is not as expected.
    """
    path = hama_assets() / VOCABULARY
    try:
        return list(json.loads(path.read_text("utf-8"))[side])
    except (OSError, ValueError, LookupError, TypeError) as problem:
        raise _unreadable(path, problem) from problem


def _unreadable(path: Path, problem: Exception) -> ToolMissing:
    return ToolMissing(f"hama's model cannot be read: {path}: {problem}", remedy=REMEDY)


def _entries(data: bytes) -> list[tuple[str, str, tuple[int, ...], int]]:
    """Name, type, shape and first byte of each tensor."""
    magic, version, _, count = struct.unpack_from("<6sBBI", data)
    if (magic, version) != (_MAGIC, _VERSION):
        raise ValueError(f"it is no .hama file of version {_VERSION}")
    at, found = struct.calcsize("<6sBBI"), []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name, at = data[at + 2 : at + 2 + length].decode(), at + 2 + length
        kind, rank = struct.unpack_from("<BB", data, at)
        *shape, offset, _ = struct.unpack_from(f"<{rank}IQQ", data, at + 2)
        at += 2 + struct.calcsize(f"<{rank}IQQ")
        found.append((name, _TYPES[kind], tuple(shape), offset))
    begin = -(-at // _ALIGNED) * _ALIGNED
    return [(name, kind, shape, begin + offset) for name, kind, shape, offset in found]
