"""Make one clean dialogue: ``python -m tests.bench.synth --minutes 5 --seed 1 --out DIR``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench.synth.cast import LABELS
from tests.bench.synth.dialogue import write_dialogue
from tests.bench.synth.make import make_dialogue
from tests.bench.synth.voices import VoiceMissing


def main() -> int:
    """Make a dialogue and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.synth", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cast", nargs="+", default=["heart", "joe"], choices=list(LABELS), metavar="VOICE")
    parser.add_argument("--out", type=Path, required=True, help="folder for NAME.wav, NAME.txt and NAME.json")
    parser.add_argument("--name", default="dialogue")
    wanted = parser.parse_args()
    try:
        dialogue = make_dialogue(wanted.minutes, wanted.seed, cast=wanted.cast)
    except VoiceMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.writelines(f"{path}\n" for path in write_dialogue(dialogue, wanted.out, wanted.name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
