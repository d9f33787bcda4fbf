"""``make bench``: what clipper reaches, on real speech, on the sample, and over an hour."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from clipper.pipeline.align_job import AlignRequest, AlignResult, align_episode
from tests.bench import conditions
from tests.bench.again import bench_again
from tests.bench.score import Errors, TruthWord, format_table, join_errors, measure_errors, truth_of
from tests.bench.synth import Dialogue, VoiceMissing, make_dialogue, write_dialogue

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CLIPPER_SHARED") or ROOT.parent / "shared" / "data")
SAMPLES = ROOT / "samples"
HOUR_PARTS = 6  # dialogues of ten minutes, spoken once and kept

HEADER = ("", "words", "missing", "start ms", "end ms", "<=25 start/end", "<=50 start/end", "<=100", ">500")


def row(name: str, errors: Errors) -> tuple[str, ...]:
    """An accuracy row: means over the found words, shares of all spoken words."""
    return (
        name,
        str(errors.count),
        str(errors.missing),
        f"{abs(errors.start).mean():.1f}",
        f"{abs(errors.end).mean():.1f}",
        f"{errors.within(25):.3f} / {errors.end_within(25):.3f}",
        f"{errors.within(50):.3f} / {errors.end_within(50):.3f}",
        f"{errors.within(100):.4f}",
        f"{errors.beyond(500):.4f}",
    )


def bench_hand_labels() -> str:
    """Recordings whose word times people set by hand."""
    listing = SHARED / "speech" / "words.jsonl"
    if not listing.exists():
        return "hand-labelled speech: skipped, the shared data is not there\n"
    records = [json.loads(line) for line in listing.read_text("utf-8").splitlines()]
    groups: dict[str, list[Errors]] = {}
    for record in records:
        groups.setdefault(f"{record['source']} ({record['labels']})", []).append(align_record(record))
    rows = [row(name, join_errors(parts)) for name, parts in groups.items()]
    return format_table("Labelled recordings, a file each (bar for TIMIT: 19 / 21 ms, <=25 for .75)", HEADER, rows)


def align_record(record: dict[str, object]) -> Errors:
    """Align one labelled recording with its own words."""
    words = record["words"]
    assert isinstance(words, list)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "words.txt"
        text.write_text(" ".join(word["w"] for word in words), "utf-8")
        result = align_episode(AlignRequest(transcript=text, media=SHARED / "speech" / str(record["audio"])))
    truth = [TruthWord(start_ms=word["start"] * 1000, end_ms=word["end"] * 1000) for word in words]
    return measure_errors(result.alignment.words, truth, remove_offset=False)


def bench_sample() -> str:
    """The project's own sample, sound and video, each voice's median offset removed."""
    truth = json.loads((SAMPLES / "words.json").read_text("utf-8"))
    rows = []
    for name in ("interview.m4a", "interview.mp4"):
        result = align_episode(AlignRequest(transcript=SAMPLES / "interview.txt", media=SAMPLES / name))
        errors = measure_errors(result.alignment.words, truth_of(result.alignment, truth), remove_offset=True)
        rows.append((*row(name, errors), f"{errors.within(60):.4f}"))
    return format_table("The sample (bar: .98 within 60 ms)", (*HEADER, "<=60"), rows)


def synthetic() -> Iterator[tuple[str, Dialogue]]:
    """Dialogues with known times, as the world leaves them."""
    clean = make_dialogue(5, 1)
    yield "clean", clean
    yield "no header times", conditions.miss_headers(clean)
    yield "headers 30 s late", conditions.shift_headers(clean, by_ms=30_000)
    yield "music 5 dB", conditions.add_noise(clean, conditions.Noise.MUSIC, snr_db=5, seed=1)
    yield "white noise 5 dB", conditions.add_noise(clean, conditions.Noise.WHITE, snr_db=5, seed=1)
    yield "intro and ads", conditions.add_ads(conditions.add_intro(clean, seed=1), seed=1)
    yield "turns never spoken", conditions.remove_turns(clean, seed=1)


def align_dialogue(dialogue: Dialogue) -> tuple[AlignResult, Errors]:
    """Align a dialogue through files, as a user would."""
    with tempfile.TemporaryDirectory() as folder:
        wav, text, _ = write_dialogue(dialogue, Path(folder), "dialogue")
        result = align_episode(AlignRequest(transcript=text, media=wav))
    truth = truth_of(result.alignment, dialogue.truth()["words"])  # type: ignore[arg-type]
    return result, measure_errors(result.alignment.words, truth, remove_offset=True)


def bench_synthetic() -> str:
    """Five minutes of two voices under several conditions."""
    try:
        rows = [row(name, align_dialogue(dialogue)[1]) for name, dialogue in synthetic()]
    except VoiceMissing as missing:
        return f"synthetic dialogues: skipped, {missing}\n"
    return format_table("Synthetic dialogues of 5 minutes (each voice's offset removed)", HEADER, rows)


def run_measured(command: list[str]) -> tuple[str, float, float]:
    """Run a command: its output, wall seconds, and peak memory in MB.

    The peak is the process's own high-water mark, asked for until it ends: getrusage would count this process too, from
    which it was forked.
    """
    began, peak = time.monotonic(), 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        status = Path(f"/proc/{process.pid}/status")
        while process.poll() is None:
            lines = status.read_text("utf-8").splitlines() if status.exists() else []
            peak = max([peak, *(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))])
            time.sleep(0.1)
        output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return output, time.monotonic() - began, peak


def bench_hour() -> str:
    """An hour through the command line: time, memory, and accuracy."""
    try:
        parts = [make_dialogue(10, seed) for seed in range(11, 11 + HOUR_PARTS)]
    except VoiceMissing as missing:
        return f"one hour: skipped, {missing}\n"
    dialogue = conditions.join_dialogues(parts)
    with tempfile.TemporaryDirectory() as folder:
        wav, text, _ = write_dialogue(dialogue, Path(folder), "hour")
        document = Path(folder) / "alignment.json"
        command = [sys.executable, "-m", "clipper", "align", str(text), str(wav), "-o", str(document), "--json"]
        summary, seconds, peak = run_measured(command)
        from clipper.store.episode_document import decode_alignment  # noqa: PLC0415

        alignment = decode_alignment(document.read_text("utf-8"), source=document.name)
    errors = measure_errors(
        alignment.words,
        truth_of(alignment, dialogue.truth()["words"]),
        remove_offset=True,  # type: ignore[arg-type]
    )
    length = dialogue.duration_ms / 1000
    inner = json.loads(summary)["seconds"]
    rows = [
        (
            *row(f"{length / 60:.0f} min", errors),
            f"{seconds:.1f}",
            f"{seconds / length:.4f}",
            f"{length / seconds:.0f}",
            f"{peak:.0f}",
        )
    ]
    header = (*HEADER, "wall s", "RTF", "x real time", "peak MB")
    title = (
        f"One hour end to end on {os.cpu_count()} cores (bar: 12 x real time, under 1 GB; inside the process {inner} s)"
    )
    return format_table(title, header, rows)


PARTS = {
    "labels": bench_hand_labels,
    "sample": bench_sample,
    "synthetic": bench_synthetic,
    "hour": bench_hour,
    "again": bench_again,
}


def main(names: list[str]) -> None:
    """Run the named parts, or all of them."""
    os.environ["CLIPPER_CACHE_MB"] = "0"  # every figure is of a fresh run; "again" has a cache of its own
    for name in names or list(PARTS):
        sys.stdout.write(PARTS[name]() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
