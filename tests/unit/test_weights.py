from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import numpy.typing as npt
import pytest

from clipper.errors import ToolMissing
from clipper.weights import HAMA, read_symbols, read_weights

TENSORS = {
    "bias": np.array([0.5, -2.0, 3.25], np.float32),
    "halves": np.arange(12, dtype=np.float16).reshape(2, 3, 2),
    "räum.weight": np.array(7.0, np.float32),
}


def pack(tensors: Mapping[str, npt.NDArray[np.floating]]) -> bytes:
    """A .hama file, as hama's own exporter lays it out."""
    entries, content = b"", b""
    for name, values in tensors.items():
        content += bytes(-len(content) % 16)
        written, data = name.encode(), values.tobytes()
        kind = 1 if values.dtype == np.float16 else 0
        entries += struct.pack("<H", len(written)) + written + struct.pack("<BB", kind, values.ndim)
        entries += struct.pack(f"<{values.ndim}IQQ", *values.shape, len(content), len(data))
        content += data
    head = struct.pack("<6sBBI", b"HAMAPK", 1, 0, len(tensors)) + entries
    return head + bytes(-len(head) % 16) + content


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is taken for that of an installed hama."""
    (tmp_path / "assets").mkdir()
    origin = str(tmp_path / "__init__.py")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: SimpleNamespace(origin=origin))
    return tmp_path / "assets"


def test_what_was_packed_is_read_as_float32(assets: Path) -> None:
    (assets / "net.hama").write_bytes(pack(TENSORS))
    weights = read_weights("net.hama")
    assert list(weights) == list(TENSORS)
    for name, values in TENSORS.items():
        assert weights[name].dtype == np.float32
        np.testing.assert_array_equal(weights[name], values)


def test_a_weight_that_is_not_there_is_another_version(assets: Path) -> None:
    (assets / "net.hama").write_bytes(pack(TENSORS))
    with pytest.raises(ToolMissing, match=r"no weights called scale: it is another version") as caught:
        read_weights("net.hama")["scale"]
    assert caught.value.remedy == f"Run: pip install hama=={HAMA}"


def test_a_file_that_ends_anywhere_is_refused(assets: Path) -> None:
    whole = pack(TENSORS)
    for length in range(len(whole)):
        (assets / "net.hama").write_bytes(whole[:length])
        with pytest.raises(ToolMissing, match=r"cannot be read: .*net\.hama") as caught:
            read_weights("net.hama")
        assert "pip install hama" in caught.value.remedy


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 an archive or whatever",
        pack(TENSORS).replace(b"HAMAPK\x01", b"HAMAPK\x02"),
        pack(TENSORS).replace(b"bias\x00", b"bias\x07"),
        pack(TENSORS).replace(b"bias", b"\xff\xfe\xff\xfe"),
        pack(TENSORS).replace(b"bias\x00\x01\x03", b"bias\x00\x01\xff"),
    ],
    ids=["something else", "a newer version", "an unknown type", "no name", "more than there is"],
)
def test_a_broken_file_is_refused(assets: Path, content: bytes) -> None:
    (assets / "net.hama").write_bytes(content)
    with pytest.raises(ToolMissing, match="cannot be read"):
        read_weights("net.hama")


def test_a_file_that_is_not_there_is_named(assets: Path) -> None:
    with pytest.raises(ToolMissing, match=r"net\.hama"):
        read_weights("net.hama")
    with pytest.raises(ToolMissing, match=r"g2p_vocab\.json"):
        read_symbols("decoder")


def test_the_symbols_are_those_of_one_side(assets: Path) -> None:
    (assets / "g2p_vocab.json").write_text(json.dumps({"encoder": ["a", "b"], "decoder": ["æ"]}), "utf-8")
    assert read_symbols("encoder") == ["a", "b"]
    assert read_symbols("decoder") == ["æ"]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"decoder": 3}', "[1]", '"decoder"'])
def test_symbols_that_are_none_are_refused(assets: Path, content: str) -> None:
    (assets / "g2p_vocab.json").write_text(content, "utf-8")
    with pytest.raises(ToolMissing, match="cannot be read"):
        read_symbols("decoder")


def test_the_installed_ones_are_there() -> None:
    assert len(read_symbols("decoder")) == 189
    assert read_weights("asr_waveform.hama")["mel_fb"].shape == (201, 80)
