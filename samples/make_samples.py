"""Remake everything in this folder: ``make samples``, or this script with the extra ``samples`` installed.

Words come from interview.script beside it, voices from tests/bench/synth, the picture from picture.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg
import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from picture import HEIGHT, WIDTH, Picture  # noqa: E402  a script beside this one

from tests.bench.synth.dialogue import (  # noqa: E402  the maker is shared with the benchmark
    Dialogue,
    Script,
    ScriptWord,
    perform,
    word_rows,
)
from tests.bench.synth.sound import write_wav  # noqa: E402
from tests.bench.synth.token import read_tokens  # noqa: E402
from tests.bench.synth.voices import Heart, Joe, Voice  # noqa: E402

SPEAKERS = {"I": "Ines Calder (Host)", "T": "Tobias Wrenfield (Keeper, Skarrowby Radio Observatory)"}
RATE = 24_000
FRAMES_PER_SECOND = 25
SPEECH_DB = -22.0  # dBFS; the louder peaks then stay below full scale
HEADER_ERRORS_MS = (-620, 130, -240, 310, -90, 60, 420, -180, 1350, -330, 210, -70, 380, 150, -460, 240, -120)
"""What the header times are wrong by, turn after turn: mostly under half a second, one of them worse."""


def read_script(text: str) -> Script:
    """Read ``interview.script``: see its first lines."""
    labels: list[str] = []
    words: list[ScriptWord] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        label, _, said = line.partition("|")
        speaker = SPEAKERS[label]
        for token in read_tokens(said):
            if token.written.startswith("@"):
                speaker = SPEAKERS[token.written[1:]]
            else:
                words.append(ScriptWord(token=token, speaker=speaker, turn=len(labels)))
        labels.append(SPEAKERS[label])
    return Script(labels=tuple(labels), words=tuple(words))


def perform_interview() -> Dialogue:
    """The interview with header times as a machine writes them: a little wrong."""
    script = read_script((HERE / "interview.script").read_text(encoding="utf-8"))
    voices: dict[str, Voice] = {SPEAKERS["I"]: Heart(), SPEAKERS["T"]: Joe()}
    dialogue = perform(script, voices, rate=RATE, rng=np.random.default_rng(7), speech_db=SPEECH_DB)
    turns = tuple(
        replace(turn, header_ms=max(0, (turn.header_ms or 0) + error) // 10 * 10)
        for turn, error in zip(dialogue.turns, HEADER_ERRORS_MS, strict=True)
    )
    return replace(dialogue, turns=turns)


def write_sound(wav: Path, out: Path) -> None:
    """48 kbit/s of AAC: small, and every browser plays it."""
    run_ffmpeg(["-i", str(wav), "-c:a", "aac", "-b:a", "48k", "-movflags", "+faststart", str(out)])


def write_video(dialogue: Dialogue, wav: Path, out: Path) -> None:
    """Two portraits; the one who speaks is lit, and a row of bars moves with the sound."""
    picture = Picture(tuple(SPEAKERS.values()), dialogue, FRAMES_PER_SECOND)
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAMES_PER_SECOND), "-i", "-"]
    video = [
        "-c:v",
        "libx264",
        "-preset",
        "slow",
        "-tune",
        "animation",
        "-crf",
        "29",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "125",
    ]
    sound = ["-i", str(wav), "-c:a", "aac", "-b:a", "48k"]
    run_ffmpeg([*raw, *sound[:2], *video, *sound[2:], "-movflags", "+faststart", str(out)], b"".join(picture.frames()))


def run_ffmpeg(arguments: list[str], data: bytes = b"") -> None:
    """Run the bundled ffmpeg; bit-exact, so that remaking changes nothing that did not change."""
    argv = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-hide_banner", "-loglevel", "error", *arguments[:-1]]
    argv += [
        "-map_metadata",
        "-1",
        "-fflags",
        "+bitexact",
        "-flags:v",
        "+bitexact",
        "-flags:a",
        "+bitexact",
        arguments[-1],
    ]
    subprocess.run(argv, input=data, check=True)  # noqa: S603  our own arguments


def main() -> None:
    """Write interview.txt, words.json, interview.m4a and interview.mp4 beside this file."""
    dialogue = perform_interview()
    (HERE / "interview.txt").write_text(dialogue.transcript(), encoding="utf-8")
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in word_rows(dialogue.words))
    (HERE / "words.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "interview.wav"
        write_wav(wav, dialogue.samples, dialogue.rate)
        write_sound(wav, HERE / "interview.m4a")
        write_video(dialogue, wav, HERE / "interview.mp4")


if __name__ == "__main__":
    main()
