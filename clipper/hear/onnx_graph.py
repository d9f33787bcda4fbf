"""A network as the bytes of an ONNX file: the few parts of the format that ours needs, without the package onnx.

The format is protobuf: each field is its number and wire type, then a varint, four bytes, or a length and bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

_IR, _OPSET = 8, 18
_FLOAT = 1
_TYPES = {"float32": _FLOAT, "int64": 7}
_IS_FLOAT, _IS_INT, _IS_STRING, _ARE_INTS = 1, 2, 3, 7  # AttributeProto.AttributeType

Attribute = int | float | str | tuple[int, ...]


@dataclass(slots=True)
class Graph:
    """Nodes in the order in which they are computed, and the constants they use; a value is known by its name."""

    _nodes: list[bytes] = field(default_factory=list)
    _constants: list[bytes] = field(default_factory=list)

    def add(self, operator: str, *inputs: str, outputs: int = 1, **attributes: Attribute) -> str:
        """Compute something; with several ``outputs`` they are called ``name``, ``name.1``, ``name.2``."""
        name = f"value{len(self._nodes)}"
        names = [name, *(f"{name}.{number}" for number in range(1, outputs))]
        node = [*(_text(1, one) for one in inputs), *(_text(2, one) for one in names), _text(4, operator)]
        self._nodes.append(b"".join([*node, *(_bytes(5, _attribute(*one)) for one in attributes.items())]))
        return name

    def constant(self, values: npt.ArrayLike, dtype: npt.DTypeLike = np.float32) -> str:
        """Weights, or what an operator takes as an input though it never changes."""
        array: npt.NDArray[Any] = np.array(values, dtype, order="C")
        name = f"constant{len(self._constants)}"
        shape = b"".join(_number(1, size) for size in array.shape)
        kind = _number(2, _TYPES[array.dtype.name])
        self._constants.append(shape + kind + _text(8, name) + _bytes(9, array.tobytes()))
        return name

    def serialize(self, given: tuple[str, tuple[str, ...]], wanted: tuple[str, tuple[str, ...]]) -> bytes:
        """The file, with one input and one output, each a name and the names of its dimensions."""
        parts = [_bytes(1, node) for node in self._nodes]
        parts += [_text(2, "clipper"), *(_bytes(5, constant) for constant in self._constants)]
        parts += [_bytes(11, _described(*given)), _bytes(12, _described(*wanted))]
        return _number(1, _IR) + _bytes(7, b"".join(parts)) + _bytes(8, _text(1, "") + _number(2, _OPSET))


def _attribute(name: str, value: Attribute) -> bytes:
    if isinstance(value, float):
        kind, content = _IS_FLOAT, _varint(2 << 3 | 5) + struct.pack("<f", value)
    elif isinstance(value, int):
        kind, content = _IS_INT, _number(3, value)
    elif isinstance(value, str):
        kind, content = _IS_STRING, _text(4, value)
    else:
        kind, content = _ARE_INTS, b"".join(_number(8, one) for one in value)
    return _text(1, name) + content + _number(20, kind)


def _described(name: str, dimensions: tuple[str, ...]) -> bytes:
    shape = b"".join(_bytes(1, _text(2, dimension)) for dimension in dimensions)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, _FLOAT) + _bytes(2, shape)))


def _text(number: int, text: str) -> bytes:
    return _bytes(number, text.encode())


def _bytes(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value % 2**64)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
