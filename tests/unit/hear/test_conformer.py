from __future__ import annotations

import onnx

from clipper.hear.conformer import conformer
from clipper.weights import read_weights


def test_the_graph_is_one_that_onnx_itself_accepts() -> None:
    content = conformer(read_weights("asr_waveform.hama"))
    model = onnx.load_from_string(content)
    onnx.checker.check_model(model, full_check=True)
