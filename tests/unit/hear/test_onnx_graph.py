from __future__ import annotations

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import pytest

from clipper.hear.onnx_graph import Graph

SOUND = np.random.default_rng(5).normal(0, 1, (1, 640)).astype(np.float32)


def run(graph: Graph, wanted: str, dimensions: tuple[str, ...]) -> npt.NDArray[np.float32]:
    """What onnxruntime makes of it, once onnx itself has accepted the file."""
    content = graph.serialize(("sound", ("batch", "samples")), (wanted, dimensions))
    onnx.checker.check_model(onnx.load_from_string(content), full_check=True)
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    assert [found.name for found in session.get_inputs()] == ["sound"]
    assert session.get_inputs()[0].shape == ["batch", "samples"]
    (out,) = session.run(None, {"sound": SOUND})
    return np.asarray(out)


def test_constants_keep_their_shape_type_and_values() -> None:
    graph = Graph()
    halves = graph.add("Reshape", "sound", graph.constant((1, 2, -1), np.int64))  # a negative number takes ten bytes
    out = graph.add("MatMul", graph.constant([[1.5, -2.0]]), halves)
    expected = np.array([[1.5, -2.0]], np.float32) @ SOUND.reshape(1, 2, 320)
    np.testing.assert_allclose(run(graph, out, ("batch", "one", "samples")), expected, rtol=1e-5, atol=1e-6)


def test_a_transposed_array_is_written_as_it_looks() -> None:
    graph, weights = Graph(), np.arange(12, dtype=np.float32).reshape(3, 4)
    out = graph.add("MatMul", graph.constant(np.ones((1, 4))), graph.constant(weights.T))
    summed = graph.add("Add", out, graph.add("ReduceMean", "sound", graph.constant((1,), np.int64), keepdims=1))
    np.testing.assert_allclose(run(graph, summed, ("batch", "three")), weights.sum(axis=1)[None] + SOUND.mean(), 1e-5)


def test_every_kind_of_attribute_is_understood() -> None:
    graph = Graph()
    padded = graph.add("Pad", "sound", graph.constant((0, 2, 0, 2), np.int64), mode="reflect")
    soft = graph.add("Elu", padded, alpha=0.25)
    out = graph.add("Transpose", soft, perm=(1, 0))
    wide = np.pad(SOUND, ((0, 0), (2, 2)), mode="reflect")
    expected = np.where(wide > 0, wide, 0.25 * np.expm1(wide)).T
    np.testing.assert_allclose(run(graph, out, ("samples", "batch")), expected, rtol=1e-5, atol=1e-6)


def test_one_node_may_give_several_values() -> None:
    graph = Graph()
    first = graph.add("Split", "sound", axis=-1, num_outputs=2, outputs=2)
    out = graph.add("Sub", first, f"{first}.1")
    np.testing.assert_array_equal(run(graph, out, ("batch", "half")), SOUND[:, :320] - SOUND[:, 320:])


def test_a_type_that_no_network_of_ours_has_is_a_slip() -> None:
    with pytest.raises(KeyError, match="complex64"):
        Graph().constant([1j], np.complex64)
