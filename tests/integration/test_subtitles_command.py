"""``clipper subtitles`` on the sample: files that independent parsers read, and files that are not overwritten."""

from __future__ import annotations

import json
import subprocess
from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest
import webvtt

from clipper.cues import SubtitleFormat, parse_subtitles
from tests.command_line import CLIPPER, run_clipper, run_process
from tests.integration.conftest import AlignedSample
from tests.sample import GUEST, HOST, SAMPLES, times_of, true_rows

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def subtitles(aligned: AlignedSample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's subtitles, made straight from text and video."""
    folder = tmp_path_factory.mktemp("subtitles")
    outputs = ("-o", folder / "out.vtt", "-o", folder / "out.srt")
    done = run_clipper("subtitles", aligned.folder / "interview.txt", aligned.folder / "interview.mp4", *outputs)
    assert done.code == 0, done.err
    assert done.out == ""
    return folder


def test_independent_parsers_read_both_formats_to_the_same_cues(aligned: AlignedSample, tmp_path: Path) -> None:
    outputs = ("-o", tmp_path / "a.vtt", "-o", tmp_path / "a.srt")
    assert run_clipper("subtitles", aligned.document, *outputs, "--speakers", "none").code == 0
    captions = webvtt.read(str(tmp_path / "a.vtt")).captions
    events = pysubs2.load(str(tmp_path / "a.srt"), encoding="utf-8").events
    assert len(captions) > 20
    assert [(_ms(cue.start), _ms(cue.end), cue.text) for cue in captions] == [
        (event.start, event.end, event.plaintext) for event in events
    ]


def test_cues_rise_and_stay_inside_the_recording(subtitles: Path, aligned: AlignedSample) -> None:
    cues = [(_ms(cue.start), _ms(cue.end)) for cue in webvtt.read(str(subtitles / "out.vtt")).captions]
    assert all(start < end for start, end in cues)
    assert all(before[1] <= after[0] for before, after in pairwise(cues))
    assert cues[0][0] >= 0
    assert cues[-1][1] <= aligned.alignment.duration_ms


def test_the_words_are_the_transcripts(subtitles: Path) -> None:
    captions = webvtt.read(str(subtitles / "out.vtt")).captions
    lines = [line.removeprefix("-") for cue in captions for line in cue.text.splitlines()]  # two may share a cue
    assert " ".join(lines).split() == [row["word"] for row in true_rows()]


def test_speakers_are_voices_in_vtt_and_labels_in_srt(subtitles: Path) -> None:
    captions = webvtt.read(str(subtitles / "out.vtt")).captions
    assert {cue.voice for cue in captions} == {HOST, GUEST}
    texts = [event.plaintext for event in pysubs2.load(str(subtitles / "out.srt")).events]
    assert texts[0].startswith(f"{HOST}: So, um,")
    assert sum(text.startswith((f"{HOST}:", f"{GUEST}:")) for text in texts) < len(texts)


def test_each_cue_begins_with_its_first_word(subtitles: Path, aligned: AlignedSample) -> None:
    """A viewer sees a cue within a blink of its first word, never after it."""
    track = parse_subtitles((subtitles / "out.vtt").read_text("utf-8"), source="out.vtt")
    starts = times_of(aligned.alignment.words)[:, 0]
    position = 0
    for cue in track.cues:
        late = cue.start_ms - starts[position]
        position += len(cue.text.split())
        assert late != late or -200 <= late <= 100, cue.text  # noqa: PLR0124  NaN: the word has no time
    assert position == len(starts)


def test_text_and_video_give_the_same_file_as_the_saved_episode(
    subtitles: Path, aligned: AlignedSample, tmp_path: Path
) -> None:
    done = run_clipper("subtitles", aligned.document, "-o", tmp_path / "a.vtt", "-o", tmp_path / "b.srt")
    assert done.code == 0
    assert (tmp_path / "a.vtt").read_bytes() == (subtitles / "out.vtt").read_bytes()
    assert (tmp_path / "b.srt").read_bytes() == (subtitles / "out.srt").read_bytes()


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_standard_output_holds_the_subtitles_alone(subtitles: Path, aligned: AlignedSample, kind: str) -> None:
    done = run_process("subtitles", aligned.document, "-o", "-", "--format", kind)
    assert done.code == 0
    assert done.out == (subtitles / f"out.{kind}").read_text("utf-8")
    assert "words: " in done.err


def test_a_reader_that_leaves_gets_no_traceback(aligned: AlignedSample) -> None:
    """``clipper subtitles ... -o - | head -1``"""
    argv = [*CLIPPER, "subtitles", str(aligned.document), "-o", "-", "--format", "vtt"]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate()
    assert (process.returncode, err) == (1, b"")


def test_json_tells_the_cues_and_findings_of_each_file(aligned: AlignedSample, tmp_path: Path) -> None:
    done = run_process("subtitles", aligned.document, "-o", tmp_path / "a.vtt", "-o", tmp_path / "a.srt", "--json")
    printed = json.loads(done.out)
    assert [entry["output"] for entry in printed["subtitles"]] == [str(tmp_path / "a.vtt"), str(tmp_path / "a.srt")]
    assert printed["subtitles"][0]["cues"] == len(webvtt.read(str(tmp_path / "a.vtt")).captions)
    assert {"code", "severity", "where", "message", "remedy", "cue", "time_ms", "value", "limit"} <= set(
        printed["subtitles"][0]["findings"][0]
    )
    assert "characters per second" in done.err


def test_names_and_labels_are_as_asked(aligned: AlignedSample, tmp_path: Path) -> None:
    options = ("--speakers", "always", "--names", "initials")
    assert run_clipper("subtitles", aligned.document, "-o", tmp_path / "a.srt", *options).code == 0
    texts = [event.plaintext for event in pysubs2.load(str(tmp_path / "a.srt")).events]
    assert all(text.startswith(("IC: ", "TW: ", "I.C.: ", "T.W.: ")) for text in texts), texts[0]


@pytest.mark.usefixtures("deaf")
def test_a_file_that_exists_is_refused_before_any_work(aligned: AlignedSample, tmp_path: Path) -> None:
    mine = tmp_path / "mine.vtt"
    mine.write_text("corrected by hand")
    files = (aligned.folder / "interview.txt", aligned.folder / "interview.mp4")
    done = run_clipper("subtitles", *files, "-o", tmp_path / "new.srt", "-o", mine)
    assert done.code == 2
    assert "mine.vtt: this file exists already" in done.err
    assert "--force" in done.err
    assert mine.read_text() == "corrected by hand"
    assert not (tmp_path / "new.srt").exists()
    assert run_clipper("subtitles", aligned.document, "-o", mine, "--force").code == 0
    assert mine.read_text().startswith("WEBVTT")


def test_what_clipper_wrote_from_the_same_inputs_is_replaced(workplace: Path) -> None:
    out = workplace / "out.vtt"
    for _ in range(2):
        assert run_clipper("subtitles", workplace / "interview.json", "-o", out).code == 0
    out.write_text(out.read_text() + "\nNOTE checked\n")
    assert run_clipper("subtitles", workplace / "interview.json", "-o", out).code == 2


def test_an_input_is_never_the_output(workplace: Path) -> None:
    text = workplace / "talk.srt"
    text.write_text("1\n00:00:01,000 --> 00:00:02,000\nHello there.\n")
    done = run_clipper("subtitles", text, workplace / "interview.mp4", "-o", text, "--force")
    assert done.code == 2
    assert "is the input" in done.err
    assert text.read_text().startswith("1\n00:00:01,000")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("-o", "out.sub"), "out.sub: the extension does not tell"),
        (("-o", "out"), "out: the extension does not tell"),
        (("-o", "-"), "--format"),
        (("-o", "-", "--format", "vtt", "--json"), "standard output"),
        (("-o", "a.vtt", "-o", "a.vtt"), "twice"),
        (("-o", "no/such/folder/a.vtt"), "folder"),
        (("-o", "a.vtt", "--track", "nobody"), "Name=file.wav"),
        ((), "-o"),
    ],
)
def test_a_wrong_command_line_says_what_is_wrong(workplace: Path, options: tuple[str, ...], says: str) -> None:
    done = run_process("subtitles", "interview.json", *options, cwd=workplace)
    assert done.code == 2
    assert says in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


def test_the_extension_goes_before_the_format(aligned: AlignedSample, tmp_path: Path) -> None:
    """``--format`` is for files whose extension does not tell: an .srt file never holds WebVTT."""
    outputs = ("-o", tmp_path / "a.srt", "-o", tmp_path / "a.sub")
    assert run_clipper("subtitles", aligned.document, *outputs, "--format", "vtt").code == 0
    assert (tmp_path / "a.srt").read_text().startswith("1\n")
    assert (tmp_path / "a.sub").read_text().startswith("WEBVTT")


@pytest.mark.parametrize("kind", [SubtitleFormat.VTT, SubtitleFormat.SRT])
def test_subtitles_serve_as_the_transcript(
    subtitles: Path, aligned: AlignedSample, tmp_path: Path, kind: SubtitleFormat
) -> None:
    done = run_clipper(
        "align", subtitles / f"out.{kind.value}", aligned.folder / "interview.mp4", "-o", tmp_path / "out.json"
    )
    assert done.code == 0, done.err
    words = json.loads((tmp_path / "out.json").read_text("utf-8"))["words"]
    assert [word["text"] for word in words] == [row["word"] for row in true_rows()]
    for word, first in zip(words, aligned.alignment.words, strict=True):
        if first.span and "start_ms" in word:
            assert abs(word["start_ms"] - first.span.start_ms) <= 100, word


def _ms(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + round(float(seconds) * 1000)


TURN_FILES = ("out.txt", "out.md", "out.html", "out.TextGrid")


def test_every_other_format_is_written_in_one_go(aligned: AlignedSample, tmp_path: Path) -> None:
    cue_files = ("out.ass", "out.ttml", "out.csv")
    outputs = [part for name in (*cue_files, *TURN_FILES) for part in ("-o", tmp_path / name)]
    done = run_clipper("subtitles", aligned.document, *outputs, "--json")
    assert done.code == 0, done.err
    counts = {Path(one["output"]).name: one for one in json.loads(done.out)["subtitles"]}
    assert {counts[name]["cues"] for name in cue_files} == {len(pysubs2.load(str(tmp_path / "out.ass")).events)}
    assert counts["out.md"]["turns"] == (tmp_path / "out.md").read_text("utf-8").count("** (")
    for name in TURN_FILES:
        assert "QuietDish" in (tmp_path / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["out.vtt", "out.ass"])
def test_karaoke_gives_the_words_their_times(aligned: AlignedSample, tmp_path: Path, name: str) -> None:
    assert run_clipper("subtitles", aligned.document, "-o", tmp_path / name, "--karaoke").code == 0
    track = parse_subtitles((tmp_path / name).read_text("utf-8"), source=name)
    times = [run.start_ms for cue in track.cues for line in cue.lines for run in line if run.start_ms is not None]
    starts = [word.span.start_ms for word in aligned.alignment.words if word.span]
    assert len(times) > 0.8 * len(starts)  # the first of a cue needs none
    assert all(min(abs(time - start) for start in starts) <= 5 for time in times)


def test_a_format_without_word_times_says_so_beside_one_that_has_them(aligned: AlignedSample, tmp_path: Path) -> None:
    outputs = ("-o", tmp_path / "out.vtt", "-o", tmp_path / "out.ttml")
    done = run_clipper("subtitles", aligned.document, *outputs, "--karaoke", "--json")
    _, one = json.loads(done.out)["subtitles"]
    assert "not-held-word-times" in {finding["code"] for finding in one["findings"]}
    assert "ttml does not hold word times" in done.err


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("out.ttml", ("--karaoke",), "--karaoke has no effect here: only ass, podcast-json, vtt hold word times"),
        ("out.txt", ("--profile", "bbc", "--fps", "25"), "--profile, --fps: of no effect here"),
        ("out.md", ("--speakers", "none", "--shots"), "--speakers, --shots: of no effect here"),
    ],
)
def test_an_option_without_effect_is_refused(tmp_path: Path, name: str, options: tuple[str, ...], told: str) -> None:
    done = run_clipper("subtitles", tmp_path / "absent.json", "-o", tmp_path / name, *options)
    assert done.code == 2
    assert told in done.err


def test_words_left_out_are_listed_without_their_commas(aligned: AlignedSample, tmp_path: Path) -> None:
    done = run_clipper("subtitles", aligned.document, "--clean", "-o", tmp_path / "out.vtt")
    assert "left out 6 words: um, a, Uh, um, the, um\n" in done.err


def test_shots_are_counted(aligned: AlignedSample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("subtitles", aligned.document, "--shots", "--json", "--force", "-o", tmp_path / "out.vtt")
    for shots, told in (((), "none, so no cue was moved"), ((3_000, 9_000), "2")):
        monkeypatch.setattr("clipper.pipeline.subtitle_job.find_shots", lambda *_, found=shots, **__: found)
        done = run_clipper(*asked)
        assert f"Cuts of the picture found: {told}.\n" in done.err
        assert json.loads(done.out)["shots_ms"] == list(shots)


def test_shots_of_sound_are_refused_before_any_work(tmp_path: Path) -> None:
    text = tmp_path / "talk.txt"
    text.write_text("Ada: Come in.", "utf-8")
    media = SAMPLES / "interview.m4a"
    for heard in ((media,), ("--track", f"Ada={media}")):
        done = run_clipper("subtitles", text, *heard, "--shots", "-o", tmp_path / "out.vtt")
        told = f"clipper: {media}: there is no picture whose shots could be found\nLeave out --shots.\n"
        assert (done.code, done.err) == (2, told)
