"""The weights of the networks inside the installed hama wheel, whose own engine is not used.

A ``.hama`` file is "HAMAPK", a version, a kind and a count, then for each tensor its name, type, shape, and where its
bytes lie in what follows.
"""

from __future__ import annotations

import importlib.util
import json
import struct
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipper.errors import ToolMissing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


HAMA = "1.7.0"
REMEDY = f"Run: pip install hama=={HAMA}"
VOCABULARY = "g2p_vocab.json"
_TYPES = {0: "<f4", 1: "<f2"}
_ALIGNED = 16


def hama_assets() -> Path:
    """The folder of hama's weights and vocabulary.

    Raises:
        ToolMissing: If hama is not installed.
    """
    spec = importlib.util.find_spec("hama")
    if spec is None or spec.origin is None:
        raise ToolMissing("the package hama is not installed", remedy=REMEDY)
    return Path(spec.origin).parent / "assets"


def read_weights(name: str) -> dict[str, npt.NDArray[np.float32]]:
    """A network's weights by the names they were exported with, as float32.

    Raises:
        ToolMissing: If hama is not installed or its file is not as expected.
    """
    import numpy as np  # noqa: PLC0415  the text room is loaded without it

    path = hama_assets() / name
    try:
        data = path.read_bytes()
        return {
            key: np.frombuffer(data, kind, prod(shape), begin).reshape(shape).astype(np.float32)
            for key, kind, shape, begin in _entries(data)
        }
    except (OSError, ValueError, KeyError, struct.error) as problem:
        raise ToolMissing(f"hama's model cannot be read: {path}: {problem}", remedy=REMEDY) from problem


def read_vocabulary() -> dict[str, Any]:
    """The letters ("encoder") and phones ("decoder") of hama.

    Raises:
        ToolMissing: If hama is not installed or its file is not as expected.
    """
    path = hama_assets() / VOCABULARY
    try:
        names: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise ToolMissing(f"hama's model cannot be read: {path}: {problem}", remedy=REMEDY) from problem
    return names


def _entries(data: bytes) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
    magic, _, _, count = struct.unpack_from("<6sBBI", data)
    if magic != b"HAMAPK":
        raise ValueError("it is no .hama file")
    at, found = 12, []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name, at = data[at + 2 : at + 2 + length].decode(), at + 2 + length
        kind, rank = data[at], data[at + 1]
        *shape, offset, _ = struct.unpack_from(f"<{rank}IQQ", data, at + 2)
        at += 2 + 4 * rank + 16
        found.append((name, _TYPES[kind], tuple(shape), offset))
    begin = -(-at // _ALIGNED) * _ALIGNED
    return ((name, kind, shape, begin + offset) for name, kind, shape, offset in found)
