"""A user's CTC model: what is read of it, and everything for which it is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from clipper.errors import InputError
from clipper.hear.own_model import load_own_model
from clipper.model.sound import SAMPLE_RATE, Alphabet, Calibration
from tests.tone_model import SYMBOLS, VOCABULARY, say_in_tones, tone_graph, write_tone_model


def hear(path: Path, *words: str) -> str:
    """The likeliest letters of the words' tones, repeats collapsed, blanks left out."""
    model = load_own_model(path)
    best = model.log_probs(say_in_tones(words)[0]).argmax(axis=1)
    return "".join(model.symbols[c] for c in best[np.flatnonzero(np.diff(best, prepend=-1))])


def flat_graph(sizes: dict[str, tuple[int, list[object]]], output: list[object]) -> onnx.ModelProto:
    """A model with these inputs (a type and a shape each) that gives zeros of a fixed shape."""
    return helper.make_model(
        helper.make_graph(
            [helper.make_node("Identity", ["zeros"], ["logits"])],
            "flat",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in sizes.items()],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, output)],
            [numpy_helper.from_array(np.zeros(output, np.float32), "zeros")],
        ),
        opset_imports=[helper.make_opsetid("", 13)],
        ir_version=8,
    )


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        load_own_model(path)
    assert caught.value.remedy
    return caught.value


def test_a_model_is_read_with_its_vocabulary(tmp_path: Path) -> None:
    model = load_own_model(write_tone_model(tmp_path))
    assert model.alphabet is Alphabet.LETTERS
    assert model.hop == 320
    assert (model.window * model.hop, model.margin * model.hop) == (16 * SAMPLE_RATE, 1.5 * SAMPLE_RATE)
    assert hear(tmp_path / "model.onnx", "keeper", "don't") == "keeperdon't"


def test_nobody_has_measured_it_and_nothing_of_hama_is_taken_for_it(tmp_path: Path) -> None:
    assert load_own_model(write_tone_model(tmp_path)).calibration == Calibration()
    shorter = load_own_model(write_tone_model(tmp_path, tone_graph(hop=160)))
    assert shorter.hop == 160
    assert shorter.calibration.filler * SAMPLE_RATE / 160 == pytest.approx(Calibration().filler * SAMPLE_RATE / 320)


@pytest.mark.parametrize("last", ["", "LogSoftmax"])
def test_logits_and_log_probabilities_come_out_the_same(tmp_path: Path, last: str) -> None:
    model = load_own_model(write_tone_model(tmp_path, tone_graph(last=last)))
    assert model.logits is (last == "")
    rows = model.log_probs(say_in_tones(["tone"])[0])
    plain = load_own_model(write_tone_model(tmp_path / "plain")).log_probs(say_in_tones(["tone"])[0])
    assert np.allclose(rows, plain, atol=1e-4)
    assert np.allclose(np.exp(rows).sum(axis=1), 1, atol=1e-3)


@pytest.mark.parametrize(("normalise", "quiet_is_heard"), [(True, True), (False, False)])
def test_sound_is_normalised_where_the_model_wants_it(tmp_path: Path, normalise: bool, quiet_is_heard: bool) -> None:
    settings = {"do_normalize": normalise, "sampling_rate": SAMPLE_RATE}
    model = load_own_model(write_tone_model(tmp_path, preprocessor=settings))
    rows = model.log_probs(say_in_tones(["tone"])[0] * np.float32(0.01))
    assert bool((rows.argmax(axis=1) != model.blank).any()) is quiet_is_heard


def test_as_in_transformers_sound_is_normalised_if_no_file_says_otherwise(tmp_path: Path) -> None:
    path = write_tone_model(tmp_path)
    assert not load_own_model(path).session.normalised
    (tmp_path / "preprocessor_config.json").unlink()
    assert load_own_model(path).session.normalised


def test_a_mask_and_a_length_are_filled_in(tmp_path: Path) -> None:
    graph = tone_graph()
    for name, shape in (("attention_mask", ["batch", "samples"]), ("input_lengths", ["batch"])):
        graph.graph.input.append(helper.make_tensor_value_info(name, TensorProto.INT64, shape))
    assert hear(write_tone_model(tmp_path, graph), "mask") == "mask"


def test_half_precision_is_fed_half_precision(tmp_path: Path) -> None:
    graph = tone_graph()
    graph.graph.input[0].type.tensor_type.elem_type = TensorProto.FLOAT16
    graph.graph.node[0].input[0] = "single"
    graph.graph.node.insert(0, helper.make_node("Cast", ["input_values"], ["single"], to=TensorProto.FLOAT))
    assert hear(write_tone_model(tmp_path, graph), "half") == "half"


def test_the_vocabulary_may_lie_above_a_folder_named_onnx(tmp_path: Path) -> None:
    write_tone_model(tmp_path)
    (tmp_path / "onnx").mkdir()
    moved = (tmp_path / "model.onnx").rename(tmp_path / "onnx" / "model.onnx")
    assert hear(moved, "above") == "above"


def test_the_english_vocabulary_of_mms_is_taken(tmp_path: Path) -> None:
    nested = {"deu": {"<pad>": 0, "ä": 1}, "eng": VOCABULARY}
    assert hear(write_tone_model(tmp_path, vocabulary=nested), "english") == "english"


def test_added_tokens_name_further_columns(tmp_path: Path) -> None:
    path = write_tone_model(tmp_path, tone_graph(symbols=len(SYMBOLS) + 1))
    (tmp_path / "added_tokens.json").write_text(json.dumps({"<s2>": len(SYMBOLS), "<s3>": len(SYMBOLS) + 1}))
    assert hear(path, "added") == "added"


def test_the_configurations_padding_is_the_blank_where_no_name_tells(tmp_path: Path) -> None:
    names = [f"<special {n}>" for n in range(5)] + list(SYMBOLS[5:])
    path = write_tone_model(tmp_path, vocabulary={name: number for number, name in enumerate(names)})
    (tmp_path / "config.json").write_text(json.dumps({"pad_token_id": 3}))
    (fold,) = load_own_model(path).vocabulary.folds
    assert fold[:, -1].tolist() == [0, 0, 0, 1] + [0] * (len(names) - 4)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    assert "nowhere.onnx: there is no such file" in refusal(tmp_path / "nowhere.onnx").message
    assert "there is no such file" in refusal(tmp_path).message
    path = write_tone_model(tmp_path)
    (tmp_path / "vocab.json").unlink()
    assert f"{tmp_path / 'vocab.json'}: an acoustic model needs its vocabulary" in refusal(path).message


@pytest.mark.parametrize("content", [b"", b"no model at all", b"PK\x03\x04" + b"\0" * 99, bytes(range(256)) * 20])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = write_tone_model(tmp_path)
    path.write_bytes(content)
    assert "model.onnx: this is no ONNX model that can be loaded" in refusal(path).message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "not readable JSON"),
        ("[" * 100_000, "not readable JSON"),
        ("[1, 2]", "not a JSON object"),
        ("{}", "not a vocabulary"),
        ('{"<pad>": "0", "A": 1}', "not a vocabulary"),
        ('{"<pad>": 0, "A": true}', "not a vocabulary"),
        ('{"<pad>": 0, "A": -1}', "not a vocabulary"),
        ('{"<pad>": 0, "A": 1, "B": 1}', "the same number"),
        ('{"deu": {"<pad>": 0}}', "not a vocabulary"),
        (json.dumps(dict(list(VOCABULARY.items())[:-1])), "names 31 symbols, and model.onnx gives 32"),
        (json.dumps(VOCABULARY | {"*": 32}), "names 33 symbols, and model.onnx gives 32"),
        (json.dumps(VOCABULARY | {"'": 40}), "names 32 symbols, and model.onnx gives 32"),
        (json.dumps({f"<{n}>": n for n in range(32)}), "neither the phones"),
    ],
)
def test_a_vocabulary_that_does_not_fit_is_refused(tmp_path: Path, content: str, says: str) -> None:
    path = write_tone_model(tmp_path)
    (tmp_path / "vocab.json").write_text(content)
    message = refusal(path).message
    assert str(tmp_path / "vocab.json") in message
    assert says in message


def test_a_vocabulary_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = write_tone_model(tmp_path)
    (tmp_path / "vocab.json").write_bytes(b"\xff\xfe\x00{")
    assert "not readable JSON" in refusal(path).message


def test_another_sampling_rate_is_refused(tmp_path: Path) -> None:
    path = write_tone_model(tmp_path, preprocessor={"sampling_rate": 8000})
    assert "preprocessor_config.json: the model wants 8000 samples a second" in refusal(path).message


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"input_features": (TensorProto.FLOAT, ["batch", 80, "frames"])}, "input_features tensor(float)"),
        ({"speech": (TensorProto.FLOAT, [1, 160_000])}, "speech tensor(float) [1, 160000]"),
        ({"speech": (TensorProto.FLOAT, [8, "samples"])}, "speech tensor(float) [8, 'samples']"),
        ({"speech": (TensorProto.DOUBLE, ["batch", "samples"])}, "speech tensor(double)"),
        (
            {
                "speech": (TensorProto.FLOAT, ["batch", "samples"]),
                "language": (TensorProto.INT64, ["batch"]),
            },
            "(language tensor(int64) ['batch'])",
        ),
        (
            {"left": (TensorProto.FLOAT, ["batch", "samples"]), "right": (TensorProto.FLOAT, ["batch", "samples"])},
            "left tensor(float) ['batch', 'samples'], right",
        ),
        ({}, "(nothing)"),
    ],
)  # fmt: skip
def test_inputs_that_clipper_does_not_have_are_named(
    tmp_path: Path, inputs: dict[str, tuple[int, list[object]]], says: str
) -> None:
    message = refusal(write_tone_model(tmp_path, flat_graph(inputs, [1, 9, 32]))).message
    assert "model.onnx: this model wants what clipper does not have" in message
    assert says in message


SOUND: dict[str, tuple[int, list[object]]] = {"speech": (TensorProto.FLOAT, ["batch", "samples"])}


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        (flat_graph(SOUND, [1, 1500, 32]), "makes 1500 rows of 16000 samples and 1500 of 48000"),
        (flat_graph(SOUND, [1, 32]), "gives [1, 32], not [1, frames, symbols]"),
        (flat_graph(SOUND, [2, 9, 32]), "gives [2, 9, 32], not"),
        (tone_graph(hop=3200), "not one for each 5 to 80 ms"),
        (tone_graph(hop=40), "not one for each 5 to 80 ms"),
        (tone_graph(last="Softmax"), "gives probabilities, not logits"),
        (tone_graph(last="Log"), "scores that are no numbers"),
    ],
    ids=["fixed", "flat", "two", "slow", "fast", "probabilities", "nan"],
)
def test_what_is_no_row_of_scores_for_each_frame_is_refused(tmp_path: Path, graph: onnx.ModelProto, says: str) -> None:
    message = refusal(write_tone_model(tmp_path, graph)).message
    assert str(tmp_path / "model.onnx") in message
    assert says in message


def test_a_model_that_fails_on_sound_is_refused(tmp_path: Path) -> None:
    graph = tone_graph()
    graph.graph.node[2].input[1] = "weights"  # [52, frames] times [52, 32]: shapes that do not fit
    assert "cannot be run on 1 s of sound" in refusal(write_tone_model(tmp_path, graph)).message


def test_a_model_whose_output_is_no_scores_is_refused(tmp_path: Path) -> None:
    text, nothing = tone_graph(last="Log"), tone_graph()
    text.graph.node[-1].CopyFrom(helper.make_node("Cast", ["scores"], ["logits"], to=TensorProto.STRING))
    text.graph.output[0].type.tensor_type.elem_type = TensorProto.STRING
    del nothing.graph.output[:]
    for graph, gives in ((text, "tensor(string)"), (nothing, "nothing")):
        message = refusal(write_tone_model(tmp_path, graph)).message
        assert f"model.onnx: this model gives {gives}, not scores" in message


def outsourced(graph: onnx.ModelProto, location: str) -> onnx.ModelProto:
    """The model with its weights in another file; the values are left out of this one."""
    weights = next(value for value in graph.graph.initializer if value.name == "weights")
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value=location)
    return graph


def weights_of(graph: onnx.ModelProto) -> bytes:
    return next(bytes(value.raw_data) for value in graph.graph.initializer if value.name == "weights")


def test_weights_may_lie_in_a_file_of_the_models_folder(tmp_path: Path) -> None:
    path = write_tone_model(tmp_path, outsourced(tone_graph(), "model.onnx_data"))
    (tmp_path / "model.onnx_data").write_bytes(weights_of(tone_graph()))
    assert hear(path, "inside") == "inside"


@pytest.mark.parametrize("change", ["network", "weights", "vocabulary", "configuration", "sound"])
def test_one_that_hears_otherwise_is_another_model(tmp_path: Path, change: str) -> None:
    path = write_tone_model(tmp_path, outsourced(tone_graph(), "weights.bin"))
    weights = weights_of(tone_graph())
    (tmp_path / "weights.bin").write_bytes(weights)
    before = load_own_model(path).identity
    assert load_own_model(path).identity == before
    name, content = {
        "network": (path.name, tone_graph().SerializeToString()),
        "weights": ("weights.bin", (np.frombuffer(weights, np.float32) * np.float32(0.9)).tobytes()),
        "vocabulary": ("vocab.json", json.dumps(VOCABULARY | {"A": VOCABULARY["B"], "B": VOCABULARY["A"]}).encode()),
        "configuration": ("config.json", b"{}"),
        "sound": ("preprocessor_config.json", b'{"do_normalize": true}'),
    }[change]
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).write_bytes(content)
    assert load_own_model(path).identity != before


@pytest.mark.parametrize("how", ["above", "absolute", "link"])
def test_weights_outside_the_models_folder_are_not_read(tmp_path: Path, how: str) -> None:
    outside = tmp_path / "secret.bin"
    outside.write_bytes(weights_of(tone_graph()))
    folder = tmp_path / "model"
    location = {"above": "../secret.bin", "absolute": str(outside), "link": "link.bin"}[how]
    path = write_tone_model(folder, outsourced(tone_graph(), location))
    if how == "link":
        (folder / "link.bin").symlink_to(outside)
    assert "xternal data path" in refusal(path).message


def test_operators_of_strangers_are_not_run(tmp_path: Path) -> None:
    graph = tone_graph()
    graph.graph.node[2].domain = "com.stranger"
    graph.opset_import.append(helper.make_opsetid("com.stranger", 1))
    assert "com.stranger" in refusal(write_tone_model(tmp_path, graph)).message
