"""The acoustic model that comes along: the phone CTC model inside the hama wheel."""

from __future__ import annotations

from functools import lru_cache

from clipper import weights
from clipper.errors import InputError, ToolMissing
from clipper.hear.conformer import conformer
from clipper.hear.ctc import CtcModel
from clipper.hear.identity import identify_files
from clipper.hear.ipa import IPA_OF_PHONE
from clipper.hear.session import open_session
from clipper.hear.vocabulary import BLANK, BOUNDARY, Vocabulary, fold_columns
from clipper.model import PHONES
from clipper.model.sound import Alphabet, Calibration

_HOP = 320
_NETWORK = "asr_waveform.hama"

CALIBRATION = Calibration(
    early_ms=85,  # it sets a word's start this late and its end this early (measured on people)
    late_ms=-2,
    filler=-1.5,  # speech that fits its text scores about -0.2 a frame, speech that does not -2 to -4
    unsure=-1.5,  # words spoken as written score -0.1 to -0.5 on clean speech and about -1 under noise
    clear=-0.3,  # median of the words found: clean -0.05, white noise at 5 dB -0.17 to -0.27,
    noisy=-0.65,  # babble at 5 dB -0.68 to -0.86
    learned=True,
    distances_known=True,
)


@lru_cache(maxsize=1)
def load_hama() -> CtcModel:
    """The model inside the installed hama wheel, loaded once a process.

    Raises:
        ToolMissing: If hama is not installed or its files are not as expected.
    """
    network, listing = (weights.hama_assets() / name for name in (_NETWORK, weights.VOCABULARY))
    names = weights.read_symbols("decoder")
    try:
        session = open_session(network, content=conformer(weights.read_weights(_NETWORK)))
        identity = identify_files([network, listing])
    except (OSError, InputError) as problem:
        raise ToolMissing(f"hama's model cannot be read: {problem}", remedy=weights.REMEDY) from problem
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
