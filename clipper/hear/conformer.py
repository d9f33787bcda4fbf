"""hama's CTC network as an ONNX graph: its wheel has the weights, and an engine of its own ten times too slow for us.

Log-mel spectrum -> convolution of stride 2 -> four conformer blocks (Gulati et al. 2020: feed-forward, self-attention,
convolution, feed-forward) -> log-probabilities. The structure was read off the weights' names and shapes, and from what
hama's engine gives: at most 0.0003 apart on 5 s of speech.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clipper.hear.onnx_graph import Graph
from clipper.weights import Weights

_PAD, _HOP = 200, 160  # of the spectrum, in samples
_FAINTEST = 1e-10  # power below which the log-mel spectrum does not go
_WIDTH, _HEADS, _BLOCKS, _REACH = 144, 4, 4, 15
_MODEL = "acoustic_model.model."
_STEM, _DEPTHWISE, _DENSE = 801, 804, 829
"""What the exporter called the weights that it changed: ``onnx::Conv_801``, and so on, three or nine a block."""
_FLOAT, _HALF = 1, 10  # ONNX's numbers for them


def conformer(weights: Weights) -> bytes:
    """The network as an ONNX file that takes ``waveform`` [1, samples] and gives ``log_probs`` [1, frames, columns].

    Raises:
        ToolMissing: If there is no weight of a name: another version of hama.
    """
    net = _Conformer(weights=weights)
    hidden = net.stem(net.spectrum("waveform"))
    for block in range(_BLOCKS):
        hidden = net.block(hidden, block)
    out = net.dense(hidden, net.weights[f"{_MODEL}proj.weight"][:, :, 0].T, f"{_MODEL}proj.bias")
    scores = net.graph.add("LogSoftmax", out, axis=-1)
    return net.graph.serialize(("waveform", ("batch", "samples")), (scores, ("batch", "frames", "columns")))


@dataclass(slots=True, kw_only=True)
class _Conformer:
    """The graph as it grows; every method takes and gives names of values, [1, frames, width]."""

    weights: Weights
    graph: Graph = field(default_factory=Graph)

    def spectrum(self, sound: str) -> str:
        """[1, samples] -> [1, mel bands, frames]; the network was trained on halves."""
        add, constant = self.graph.add, self.graph.constant
        padded = add("Pad", sound, constant((0, _PAD, 0, _PAD), np.int64), mode="reflect")
        waves = np.concatenate([self.weights["stft_real_kernel"], self.weights["stft_imag_kernel"]])
        parts = add("Conv", add("Unsqueeze", padded, constant((1,), np.int64)), constant(waves), strides=(_HOP,))
        bands = np.tile(self.weights["mel_fb"].T, 2)[:, :, None]  # of the real parts' squares and the imaginary ones'
        power = add("Conv", add("Mul", parts, parts), constant(bands))
        logs = add("Log", add("Max", power, constant(_FAINTEST)))
        return add("Cast", add("Cast", logs, to=_HALF), to=_FLOAT)

    def stem(self, spectrum: str) -> str:
        """Two frames of the spectrum to one."""
        add, constant = self.graph.add, self.graph.constant
        x = add("Conv", spectrum, self.named(f"onnx::Conv_{_STEM}"), self.named(f"onnx::Conv_{_STEM + 1}"),
                strides=(2,), pads=(1, 1))  # fmt: skip
        bell = add("Add", add("Erf", add("Mul", x, constant(2**-0.5))), constant(1))
        return self.turned(add("Mul", add("Mul", x, constant(0.5)), bell))

    def block(self, hidden: str, number: int) -> str:
        """One of the four."""
        name, dense = f"{_MODEL}blocks.{number}.", _DENSE + 9 * number
        hidden = self.feed_forward(hidden, f"{name}ffn1", dense)
        hidden = self.graph.add("Add", hidden, self.attention(hidden, name, dense + 2))
        hidden = self.graph.add("Add", hidden, self.convolution(hidden, f"{name}conv", _DEPTHWISE + 3 * number))
        return self.norm(self.feed_forward(hidden, f"{name}ffn2", dense + 7), f"{name}norm")

    def feed_forward(self, hidden: str, name: str, dense: int) -> str:
        """Half of it is added."""
        first, second = (self.weights[f"onnx::MatMul_{dense + i}"] for i in (0, 1))
        inner = self.swish(self.dense(self.norm(hidden, f"{name}.norm"), first, f"{name}.fc1.bias"))
        half = self.graph.add("Mul", self.dense(inner, second, f"{name}.fc2.bias"), self.graph.constant(0.5))
        return self.graph.add("Add", hidden, half)

    def attention(self, hidden: str, name: str, dense: int) -> str:
        """Every frame looks at every frame."""
        add, constant = self.graph.add, self.graph.constant
        three = self.dense(
            self.norm(hidden, f"{name}attn_norm"), self.weights[f"onnx::MatMul_{dense}"], f"{name}attn.in_proj_bias"
        )
        split = add("Split", three, axis=2, num_outputs=3, outputs=3)
        heads = constant((0, 0, _HEADS, _WIDTH // _HEADS), np.int64)
        query, key, value = (
            add("Transpose", add("Reshape", one, heads), perm=perm)
            for one, perm in ((split, (0, 2, 1, 3)), (f"{split}.1", (0, 2, 3, 1)), (f"{split}.2", (0, 2, 1, 3)))
        )
        scaled = add("Mul", query, constant((_WIDTH / _HEADS) ** -0.5))
        seen = add("MatMul", add("Softmax", add("MatMul", scaled, key), axis=-1), value)
        joined = add("Reshape", add("Transpose", seen, perm=(0, 2, 1, 3)), constant((0, 0, _WIDTH), np.int64))
        return self.dense(joined, self.weights[f"onnx::MatMul_{dense + 4}"], f"{name}attn.out_proj.bias")

    def convolution(self, hidden: str, name: str, depthwise: int) -> str:
        """Every frame hears its neighbours, each channel for itself."""
        add = self.graph.add
        wide = self.pointwise(self.norm(hidden, f"{name}.norm"), f"{name}.pointwise1")
        split = add("Split", wide, axis=2, num_outputs=2, outputs=2)
        gated = self.turned(add("Mul", split, add("Sigmoid", f"{split}.1")))
        near = add("Conv", gated, self.named(f"onnx::Conv_{depthwise}"), self.named(f"onnx::Conv_{depthwise + 1}"),
                   pads=(_REACH, _REACH), group=_WIDTH)  # fmt: skip
        return self.pointwise(self.turned(self.swish(near)), f"{name}.pointwise2")

    def pointwise(self, hidden: str, name: str) -> str:
        """A convolution that hears no neighbours is a dense layer."""
        return self.dense(hidden, self.weights[f"{name}.weight"][:, :, 0].T, f"{name}.bias")

    def dense(self, hidden: str, weights: npt.NDArray[np.float32], bias: str) -> str:
        """Weighted sums."""
        return self.graph.add("Add", self.graph.add("MatMul", hidden, self.graph.constant(weights)), self.named(bias))

    def norm(self, hidden: str, name: str) -> str:
        """Of each frame."""
        parts = self.named(f"{name}.weight"), self.named(f"{name}.bias")
        return self.graph.add("LayerNormalization", hidden, *parts, epsilon=1e-5)

    def swish(self, hidden: str) -> str:
        """Values times their sigmoids."""
        return self.graph.add("Mul", hidden, self.graph.add("Sigmoid", hidden))

    def turned(self, hidden: str) -> str:
        """Frames and channels exchanged."""
        return self.graph.add("Transpose", hidden, perm=(0, 2, 1))

    def named(self, name: str) -> str:
        """Weights as they are."""
        return self.graph.constant(self.weights[name])
