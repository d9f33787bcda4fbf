"""``clipper align`` on the sample: what it writes, what it says, what it refuses."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from clipper.model import WordStatus
from tests.command_line import run_clipper, run_process
from tests.integration.conftest import AlignedSample
from tests.sample import GUEST, HOST, SAMPLES, copy_sample, judge, sample_sound, times_of, true_rows, write_wave

pytestmark = pytest.mark.integration


def test_word_starts_are_right(aligned: AlignedSample) -> None:
    errors = judge(aligned.alignment)
    assert errors.missing == 0
    assert errors.within(60) >= 0.98


def test_the_table_has_a_row_for_each_word(aligned: AlignedSample) -> None:
    with (aligned.folder / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "index",
        "word",
        "speaker",
        "start",
        "end",
        "status",
        "confidence",
        "start_error",
        "end_error",
    ]
    assert all(bool(row["start_error"]) == bool(row["start"]) for row in rows)
    assert [row["word"] for row in rows] == [row["word"] for row in true_rows()]
    assert {row["speaker"] for row in rows} == {HOST, GUEST}
    for row, word in zip(rows, aligned.alignment.words, strict=True):
        assert row["status"] == word.status.value
        assert row["start"] == (f"{word.span.start_ms / 1000:.3f}" if word.span else "")


def test_the_summary_counts_the_words(aligned: AlignedSample) -> None:
    summary, alignment = aligned.summary, aligned.alignment
    counts = {status: alignment.count(status) for status in WordStatus}
    assert {status: summary[status.value] for status in WordStatus} == counts
    assert summary["words"] == len(true_rows())
    assert summary["unsearched"] == 1  # [laughter]
    assert summary["coverage"] == 1.0
    assert summary["speakers"] == [HOST, GUEST]
    assert 1250 <= abs(summary["header_error_ms"]) <= 1450  # samples/README.md: one header is 1.35 s wrong
    assert summary["header_error_turn"] == 8
    assert summary["written"] == [str(aligned.document), str(aligned.folder / "words.csv")]
    assert summary["real_time_factor"] > 0


def test_people_read_the_summary_on_stderr(aligned: AlignedSample) -> None:
    lines = aligned.finished.err.splitlines()
    assert lines[0].startswith("Found 292 of 292 words: coverage 100.0 % (of the whole text: 100.0 %)")
    assert re.search(
        r"Header times are right \([+-]0\.\d+ s in the median\); one is wrong, at turn 9 by 1\.[345] s", lines[1]
    )
    assert len(lines) <= 12
    assert f"wrote {aligned.document}" in aligned.finished.err
    assert "\x1b" not in aligned.finished.err  # no progress line where there is no terminal


def test_paths_in_the_document_are_relative_to_it(aligned: AlignedSample, workplace: Path) -> None:
    assert [recording.path for recording in aligned.alignment.recordings] == ["interview.mp4"]
    assert str(aligned.folder) not in aligned.document.read_text("utf-8")
    (workplace / "deeper").mkdir()
    assert run_clipper("align", workplace / "interview.json", "-o", workplace / "deeper" / "copy.json").code == 0
    copy = json.loads((workplace / "deeper" / "copy.json").read_text("utf-8"))
    assert copy["recordings"][0]["path"] == "../interview.mp4"


def test_aligning_twice_gives_the_same_bytes(aligned: AlignedSample, workplace: Path) -> None:
    """In another process: nothing may hang on a hash seed, on a thread, or on what was loaded before."""
    done = run_process("align", "interview.txt", "interview.mp4", "-o", "again.json", "--json", cwd=workplace)
    assert done.code == 0, done.err
    assert json.loads(done.out)["words"] == len(true_rows())
    assert (workplace / "again.json").read_bytes() == aligned.document.read_bytes()


def test_quiet_says_nothing(workplace: Path) -> None:
    done = run_clipper("align", workplace / "interview.json", "-q")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_other_extensions_are_refused_with_the_right_command(workplace: Path) -> None:
    done = run_clipper("align", workplace / "interview.json", "-o", workplace / "interview.vtt")
    assert done.code == 2
    assert "clipper subtitles" in done.err


@pytest.mark.parametrize("missing", ["transcript", "media", "lexicon"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    gone = tmp_path / "gone.bin"
    files = [gone if missing == "transcript" else text, gone if missing == "media" else sound]
    lexicon = ["--lexicon", gone] if missing == "lexicon" else []
    done = run_clipper("align", *files, *lexicon, "-o", tmp_path / "out.json")
    assert done.code in {2, 6}
    assert "gone.bin" in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\n \n\xef\xbb\xbf\n", ""),
        ((SAMPLES / "interview.m4a").read_bytes()[:5000], "recording"),
        (b"Ann: a\x00b\x01c\x02\n" * 99, "not a text file"),
    ],
    ids=["empty", "blank", "recording", "zeros"],
)
@pytest.mark.usefixtures("deaf")
def test_a_transcript_that_is_none_is_refused_before_any_listening(tmp_path: Path, content: bytes, says: str) -> None:
    text = tmp_path / "talk.txt"
    text.write_bytes(content)
    done = run_clipper("align", text, *copy_sample(tmp_path, "interview.m4a"), "-o", tmp_path / "out.json")
    assert done.code == 3
    assert "talk.txt" in done.err
    assert says in done.err
    assert not (tmp_path / "out.json").exists()


def test_an_unrelated_text_is_not_aligned(tmp_path: Path) -> None:
    text = tmp_path / "other.txt"
    text.write_text(
        "Vera Ostrow 00:00\nOur quarterly figures improved across every region except the northern warehouses.\n"
        "Paul Enright 00:20\nShipping delays kept customers waiting, although refunds dropped by nearly a third.\n"
        "Vera Ostrow 00:40\nMarketing wants bigger budgets, legal wants smaller promises, engineering wants sleep.\n"
        "Paul Enright 01:10\nThen let us postpone the launch until February and publish an honest apology.\n"
    )
    (sound,) = copy_sample(tmp_path, "interview.m4a")
    done = run_clipper("align", text, sound, "-o", tmp_path / "out.json")
    assert done.code == 4
    assert "interview.m4a" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["interview.m4a", "other.txt"]


def test_late_headers_change_no_word(aligned: AlignedSample, tmp_path: Path) -> None:
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    lines = text.read_text("utf-8").splitlines()
    lines[::2] = [_late(line, 30_000) for line in lines[::2]]
    text.write_text("\n".join(lines), encoding="utf-8")
    on_time = run_clipper("align", SAMPLES / "interview.txt", sound, "-o", tmp_path / "on_time.csv")
    late = run_clipper("align", text, sound, "-o", tmp_path / "late.csv", "--json")
    assert on_time.code == late.code == 0
    assert (tmp_path / "late.csv").read_bytes() == (tmp_path / "on_time.csv").read_bytes()
    assert re.search(r"Header times run 30\.\d s late throughout: right time = header time - 30\.\d s", late.err)
    assert json.loads(late.out)["headers"]["pattern"] == "offset"
    assert json.loads(late.out)["header_offset_ms"] == pytest.approx(30_000, abs=200)


def _late(header: str, by_ms: int) -> str:
    who, _, clock = header.rpartition(" ")
    minutes, seconds = clock.split(":")
    time_ms = int(minutes) * 60_000 + round(float(seconds) * 1000) + by_ms
    return f"{who} {time_ms // 60_000:02d}:{time_ms % 60_000 / 1000:06.3f}"


def test_a_transcript_without_times_is_aligned_as_well(tmp_path: Path) -> None:
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    lines = text.read_text("utf-8").splitlines()
    turns = (f"{header.split(' (')[0]}: {said}" for header, said in zip(lines[::2], lines[1::2], strict=True))
    text.write_text("\n\n".join(turns), encoding="utf-8")
    done = run_clipper("align", text, sound, "-o", tmp_path / "out.json", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["header_error_ms"] is None
    assert "transcript's own times" not in done.err
    words = json.loads((tmp_path / "out.json").read_text("utf-8"))["words"]
    starts = [(word.get("start_ms"), row["start_ms"]) for word, row in zip(words, true_rows(), strict=True)]
    assert sum(abs(a - int(str(b))) > 100 for a, b in starts if a is not None and b is not None) <= 5


def test_a_lexicon_is_accepted_and_a_bad_one_refused_by_line(tmp_path: Path) -> None:
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    lexicon = tmp_path / "names.txt"
    lexicon.write_text("# our names\nQuietDish = quiet dish\nSkarrowby = /S K AE R OW B IY/\n")
    assert run_clipper("align", text, sound, "--lexicon", lexicon, "-o", tmp_path / "out.csv").code == 0
    lexicon.write_text("# our names\nQuietDish = quiet dish\nSkarrowby = /S K QQ/\n")
    done = run_clipper("align", text, sound, "--lexicon", lexicon, "-o", tmp_path / "bad.csv")
    assert done.code == 3
    assert "names.txt:3" in done.err
    assert not (tmp_path / "bad.csv").exists()
    lexicon.write_text("")
    assert run_clipper("align", text, sound, "--lexicon", lexicon, "-o", tmp_path / "none.csv").code == 0


def test_a_saved_episode_takes_no_option_for_aligning(workplace: Path) -> None:
    """It would have no effect: silently ignored, a user would believe that it had."""
    lexicon = workplace / "names.txt"
    lexicon.write_text("QuietDish = quiet dish\n")
    model = ["--acoustic-model", workplace / "model.onnx"]
    for options in (["--lexicon", lexicon], ["--stream", "0"], model, [workplace / "interview.mp4"]):
        done = run_clipper("align", workplace / "interview.json", *options)
        assert done.code == 2, options
        assert "aligned already" in done.err


def test_two_recordings_for_everybody_are_refused(workplace: Path) -> None:
    video = workplace / "interview.mp4"
    done = run_clipper("align", workplace / "interview.txt", video, "--media", video)
    assert done.code == 2
    assert "--media" in done.err


def test_a_transcript_alone_is_asked_for_its_recording(workplace: Path) -> None:
    done = run_clipper("align", workplace / "interview.txt")
    assert done.code == 2
    assert "needs its recording" in done.err


def test_a_transcript_alone_with_media_named_by_option_is_aligned(tmp_path: Path) -> None:
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    done = run_clipper("align", text, "--media", sound, "-o", tmp_path / "out.csv")
    assert done.code == 0, done.err


def test_a_quiet_recording_of_nothing_is_refused(tmp_path: Path) -> None:
    sound, rate = sample_sound()
    silence = write_wave(tmp_path / "silence.wav", sound[: 20 * rate] * 0, rate)
    done = run_clipper("align", *copy_sample(tmp_path, "interview.txt"), silence, "-o", tmp_path / "out.json")
    assert done.code == 4
    assert not (tmp_path / "out.json").exists()


def test_the_document_can_be_aligned_with_its_folder_moved(workplace: Path) -> None:
    moved = workplace.rename(workplace.with_name("elsewhere"))
    done = run_clipper("subtitles", moved / "interview.json", "-o", moved / "out.vtt")
    assert done.code == 0, done.err


def test_times_are_the_same_from_sound_and_video(aligned: AlignedSample, tmp_path: Path) -> None:
    """Both samples begin at the same instant (samples/README.md): so must their words."""
    text, sound = copy_sample(tmp_path, "interview.txt", "interview.m4a")
    assert run_clipper("align", text, sound, "-o", tmp_path / "out.json").code == 0
    shutil.copy(sound, tmp_path / "same.m4a")
    from clipper.pipeline.library import load_episode  # noqa: PLC0415  the command line is imported above

    heard = times_of(load_episode(tmp_path / "out.json").alignment.words)
    assert abs(heard - times_of(aligned.alignment.words))[~(heard != heard)].max() <= 20  # noqa: PLR0124  NaN
