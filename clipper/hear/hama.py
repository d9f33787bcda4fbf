"""The acoustic model that comes along: the phone CTC model inside the hama wheel."""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path

from clipper.errors import InputError, ToolMissing
from clipper.hear.ctc import CtcModel
from clipper.hear.identity import identify_files
from clipper.hear.ipa import IPA_OF_PHONE
from clipper.hear.session import open_session
from clipper.hear.vocabulary import BLANK, BOUNDARY, Vocabulary, fold_columns
from clipper.model import PHONES
from clipper.model.sound import Alphabet, Calibration

_HOP = 320

CALIBRATION = Calibration(
    early_ms=55,  # it sets a word's start this late and its end this early (measured on people)
    late_ms=20,
    filler=-1.5,  # speech that fits its text scores about -0.2 a frame, speech that does not -2 to -4
    unsure=-1.5,  # words spoken as written score -0.1 to -0.5 on clean speech and about -1 under noise
    clear=-0.4,  # median of the words found: clean -0.06, white noise at 5 dB -0.29,
    noisy=-0.9,  # babble at 5 dB -0.8 to -0.95
    learned=True,
    distances_known=True,
)


@lru_cache(maxsize=1)
def load_hama() -> CtcModel:
    """The model inside the installed hama wheel, loaded once a process.

    Raises:
        ToolMissing: If hama is not installed or its files are not as expected.
    """
    spec = importlib.util.find_spec("hama")
    if spec is None or spec.origin is None:
        raise ToolMissing("the package hama is not installed", remedy="Run: pip install hama==1.3.13")
    assets = Path(spec.origin).parent / "assets"
    network, listing = assets / "asr_waveform_fp16.onnx", assets / "g2p_vocab.json"
    try:
        names = json.loads(listing.read_text("utf-8"))["decoder"]
        session = open_session(network)
        identity = identify_files([network, listing])
    except (OSError, KeyError, ValueError, InputError) as problem:
        raise ToolMissing(
            f"hama's model cannot be read: {problem}", remedy="Run: pip install hama==1.3.13"
        ) from problem
    return CtcModel(
        identity=identity,
        session=session,
        vocabulary=_vocabulary([*names, "<wb>", "<blank>"]),
        hop=_HOP,
        calibration=CALIBRATION,
    )


def _vocabulary(names: list[str]) -> Vocabulary:
    """Its own symbols for each phone, and no others: it also hears the sounds of other languages."""
    meaning = {ipa: (phone,) for phone, written in IPA_OF_PHONE.items() for ipa in written.split()}
    meaning |= {"<wb>": (BOUNDARY,), "<blank>": (BLANK,)}
    symbols = (*PHONES, BOUNDARY, BLANK)
    return Vocabulary(
        alphabet=Alphabet.PHONES,
        symbols=symbols,
        blank=len(symbols) - 1,
        boundary=len(symbols) - 2,
        folds=fold_columns([meaning.get(name, ()) for name in names], symbols),
    )
