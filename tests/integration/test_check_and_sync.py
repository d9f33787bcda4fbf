"""``clipper check --media`` and ``clipper sync`` on the sample's own subtitles, shifted, stretched and cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from clipper.cli.main import FINDINGS
from clipper.cues import SubtitleFormat, format_subtitles, parse_subtitles
from clipper.errors import CoverageError
from clipper.model import Cue, CueTrack, Run
from tests.command_line import run_clipper
from tests.integration.conftest import AlignedSample
from tests.sample import SAMPLES, sample_sound, write_wave

pytestmark = pytest.mark.integration

MEDIA = SAMPLES / "interview.mp4"
SOUND = "cue-early", "cue-late", "cue-leaves-early", "cue-lingers", "text-not-spoken", "words-not-spoken"
SAME_MS = 80  # two frames


@pytest.fixture(scope="module")
def right(aligned: AlignedSample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's subtitles as clipper times them."""
    path = tmp_path_factory.mktemp("right") / "right.srt"
    assert run_clipper("subtitles", aligned.document, "-o", path).code == 0
    return path


def read(path: Path) -> CueTrack:
    return parse_subtitles(path.read_text("utf-8"), source=path.name)


def write_moved(right: Path, path: Path, move: Callable[[int], int]) -> Path:
    """The cues with every time moved; in WebVTT with ids and settings that must stay."""
    cues = [replace(cue, start_ms=move(cue.start_ms), end_ms=move(cue.end_ms)) for cue in read(right).cues]
    kind = SubtitleFormat(path.suffix[1:])
    if kind is SubtitleFormat.VTT:
        cues = [replace(cue, id=f"cue-{number}", settings="line:0") for number, cue in enumerate(cues)]
    path.write_text(format_subtitles(CueTrack(cues=tuple(cues)), kind), "utf-8")
    return path


def assert_same_times(found: Path, right: Path, move: Callable[[int], int] = lambda time_ms: time_ms) -> None:
    """The texts of both are the same, and every cue begins within two frames of where it should."""
    new, old = read(found).cues, read(right).cues
    assert [cue.text for cue in new] == [cue.text for cue in old]
    assert max(abs(a.start_ms - move(b.start_ms)) for a, b in zip(new, old, strict=True)) <= SAME_MS


def test_the_samples_own_cues_come_and_go_with_their_words(right: Path) -> None:
    done = run_clipper("check", right, "--media", MEDIA, "--json")
    (fields,) = json.loads(done.out)["files"]
    assert fields["cues"] > 20
    assert {one["code"] for one in fields["findings"]}.isdisjoint(SOUND)


def test_late_cues_wrong_text_and_missing_cues_are_told(right: Path, tmp_path: Path) -> None:
    cues = list(read(right).cues)
    cues[4] = replace(cues[4], start_ms=cues[4].start_ms + 700)
    wrong = Run(text="Quarterly figures improved across northern warehouses.")
    cues[10] = replace(cues[10], lines=((wrong,),))
    without = [cue for number, cue in enumerate(cues) if number not in (20, 21)]
    path = tmp_path / "wrong.srt"
    path.write_text(format_subtitles(CueTrack(cues=tuple(without)), SubtitleFormat.SRT), "utf-8")
    done = run_clipper("check", path, "--media", MEDIA, "--json")
    assert done.code == FINDINGS
    findings = json.loads(done.out)["files"][0]["findings"]
    told = {(one["code"], one["cue"]) for one in findings if one["code"] in SOUND}
    assert ("cue-late", 5) in told
    assert ("text-not-spoken", 11) in told
    assert {cue for _, cue in told} == {5, 11}
    (speech,) = (one for one in findings if one["code"] == "speech-without-cue")
    assert cues[20].start_ms - 500 <= speech["time_ms"] <= cues[21].end_ms


def test_a_file_of_another_recording_is_told_with_what_the_rules_say(right: Path, tmp_path: Path) -> None:
    sound, rate = sample_sound()
    other = write_wave(tmp_path / "other.wav", sound[::-1], rate)
    done = run_clipper("check", right, "--media", other)
    assert done.code == 4
    assert "other.wav" in done.err
    assert f"{right}: " in done.out
    assert run_clipper("sync", right, other, "-o", tmp_path / "new.srt").code == 4
    assert not (tmp_path / "new.srt").exists()


@pytest.mark.parametrize("suffix", [".srt", ".vtt"])
def test_an_offset_is_taken_out_and_all_else_stays(right: Path, tmp_path: Path, suffix: str) -> None:
    old = write_moved(right, tmp_path / f"old{suffix}", lambda time_ms: time_ms + 5_000)
    done = run_clipper("sync", old, MEDIA, "-o", tmp_path / f"new{suffix}", "--json")
    assert done.code == 0, done.err
    assert "The cues were 5.0" in done.err
    fields = json.loads(done.out)
    assert fields["pattern"] == "offset"
    assert abs(fields["offset_ms"] - 5_000) <= 50
    assert_same_times(tmp_path / f"new{suffix}", right)
    new, before = read(tmp_path / f"new{suffix}").cues, read(old).cues
    assert [(cue.id, cue.settings) for cue in new] == [(cue.id, cue.settings) for cue in before]


def test_a_synced_file_keeps_its_encoding_and_line_ends(right: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.srt"
    text = right.read_text("utf-8").replace("00:00:", "00:10:").replace("00:01:", "00:11:")
    text += "\n99\n00:12:00,000 --> 00:12:02,000\n[cr\xe9dits]\n"
    old.write_bytes(text.replace("\n", "\r\n").encode("cp1252", "replace"))
    assert run_clipper("sync", old, MEDIA, "-o", tmp_path / "new.srt").code == 0
    data = (tmp_path / "new.srt").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == text.count("\n")
    assert "[cr\xe9dits]".encode("cp1252") in data


def test_a_frame_rate_is_named(right: Path, tmp_path: Path) -> None:
    ratio = Fraction(25_025, 24_000)  # 25 frames a second, shown at 24000/1001
    old = write_moved(right, tmp_path / "old.srt", lambda time_ms: round(time_ms * ratio))
    done = run_clipper("sync", old, MEDIA, "-o", tmp_path / "new.srt", "--json")
    assert done.code == 0, done.err
    fields = json.loads(done.out)
    assert (fields["pattern"], fields["frame_rates"]) == ("drift", {"recording": "25", "cues": "23.976"})
    assert "23.976 and 25 frames a second were mixed up" in fields["sentence"]
    assert_same_times(tmp_path / "new.srt", right)


def test_an_ad_that_was_cut_in_moves_what_follows(right: Path, tmp_path: Path) -> None:
    sound, rate = sample_sound()
    cues = read(right).cues
    cut_ms = (cues[15].end_ms + cues[16].start_ms) // 2
    place, ad_ms = cut_ms * rate // 1000, 20_000
    noise = (np.random.default_rng(7).standard_normal(ad_ms * rate // 1000) * 1500).astype(np.int16)
    media = write_wave(tmp_path / "with_ad.wav", np.concatenate([sound[:place], noise, sound[place:]]), rate)
    done = run_clipper("sync", right, media, "-o", tmp_path / "new.srt", "--json", "--fps", "25")
    assert done.code == 0, done.err
    fields = json.loads(done.out)
    assert fields["pattern"] == "steps"
    assert [step["cue"] for step in fields["steps"]] == [1, 17]
    assert abs(fields["steps"][1]["offset_ms"] + ad_ms) <= 60
    assert_same_times(tmp_path / "new.srt", right, lambda time_ms: time_ms + ad_ms * (time_ms > cut_ms))


def test_cues_that_nobody_says_move_along_and_are_listed(right: Path, tmp_path: Path) -> None:
    cues = list(read(right).cues)
    gap_ms = cues[3].end_ms - 600
    cues[3] = replace(cues[3], end_ms=gap_ms)
    music = Cue(start_ms=gap_ms + 80, end_ms=gap_ms + 500, lines=((Run(text="[music]"),),))
    path = tmp_path / "music.srt"
    track = CueTrack(cues=(*cues[:4], music, *cues[4:]))
    path.write_text(format_subtitles(track, SubtitleFormat.SRT), "utf-8")
    old = write_moved(path, tmp_path / "old.srt", lambda time_ms: time_ms + 3_000)
    done = run_clipper("sync", old, MEDIA, "-o", tmp_path / "new.srt")
    assert done.code == 0, done.err
    assert "Not found, and moved as their neighbours are: 1 of " in done.err
    assert "cue 5 at 0:" in done.err
    found = read(tmp_path / "new.srt").cues[4]
    assert found.text == "[music]"
    assert abs(found.start_ms - music.start_ms) <= 200


def test_cues_that_end_on_a_cut_of_the_picture_are_told(
    right: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cue = read(right).cues[4]
    monkeypatch.setattr("clipper.pipeline.check_job.find_shots", lambda *_, **__: (cue.end_ms + 40,))
    done = run_clipper("check", right, "--media", MEDIA, "--shots", "--json")
    findings = json.loads(done.out)["files"][0]["findings"]
    assert [one["cue"] for one in findings if one["code"] == "cue-ends-on-cut"] == [5]
    assert [one["cue"] for one in findings if one["code"] == "cue-near-cut"]
    assert "needs --media" in run_clipper("check", right, "--shots").err


def test_a_copy_is_mended_by_the_rules_and_held_to_the_sound(right: Path, tmp_path: Path) -> None:
    cues = list(read(right).cues)
    cues[4] = replace(cues[4], start_ms=cues[4].start_ms + 700)
    cues[8] = replace(cues[8], lines=((Run(text=" ".join(cues[8].text.split()) + " Quarterly figures improved."),),))
    path = tmp_path / "wrong.srt"
    path.write_text(format_subtitles(CueTrack(cues=tuple(cues)), SubtitleFormat.SRT), "utf-8")
    done = run_clipper("check", path, "--media", MEDIA, "--fix", "-o", tmp_path / "mended.srt", "--json")
    (fields,) = json.loads(done.out)["files"]
    assert fields["fixed"]["rebroken"] == 1
    assert (fields["frame_rate"], fields["frame_rate_by"]) == ("25", "video")
    codes = {one["code"] for one in fields["findings"]}
    assert {"cue-late", "text-not-spoken"} <= codes
    assert codes.isdisjoint({"cue-too-wide", "cues-overlap", "gap-too-small"})
    assert fields["cues"] == len(read(tmp_path / "mended.srt").cues) > len(cues)
    late = next(one for one in fields["findings"] if one["code"] == "cue-late")
    assert abs(late["value"] - 700) < 200


def test_markup_that_stays_is_not_called_left_out(right: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.srt"
    first = read(right).cues[0].text.split("\n")[0]
    old.write_text(right.read_text("utf-8").replace(first, f'<font color="red">{first}</font>'), "utf-8")
    done = run_clipper("sync", old, MEDIA, "-o", tmp_path / "new.srt")
    assert (done.code, "markup was left out" in done.err) == (0, False)
    assert f'<font color="red">{first}</font>' in (tmp_path / "new.srt").read_text("utf-8")


@pytest.mark.parametrize("is_reversed", [True, False])
def test_a_file_out_of_order_is_told_and_how_to_put_it_in_order(right: Path, tmp_path: Path, is_reversed: bool) -> None:
    blocks = right.read_text("utf-8").strip().split("\n\n")
    old = tmp_path / "old.srt"
    old.write_text("\n\n".join(blocks[::-1] if is_reversed else [*blocks[15:], *blocks[:15]]) + "\n", "utf-8")
    done = run_clipper("sync", old, MEDIA, "-o", tmp_path / "new.srt")
    assert "the file's order is not that of its times" in done.err
    assert run_clipper("check", old, "--fix", "-o", tmp_path / "sorted.srt").code in (0, FINDINGS)
    done = run_clipper("sync", tmp_path / "sorted.srt", MEDIA, "-o", tmp_path / "new.srt", "--force")
    assert (done.code, "the file's order" in done.err) == (0, False)
    assert_same_times(tmp_path / "new.srt", right)


@pytest.mark.parametrize("moves_times", [True, False])
def test_cues_in_the_reverse_of_their_order_are_refused(right: Path, tmp_path: Path, moves_times: bool) -> None:
    cues = read(right).cues
    backwards = [
        replace(cue, start_ms=like.start_ms, end_ms=like.end_ms) if moves_times else cue
        for cue, like in zip(cues[::-1], cues, strict=True)
    ]
    text = format_subtitles(CueTrack(cues=tuple(backwards) if moves_times else cues), SubtitleFormat.SRT)
    blocks = text.strip().split("\n\n")
    old, new = tmp_path / "old.srt", tmp_path / "new.srt"
    old.write_text("\n\n".join(blocks if moves_times else blocks[::-1]) + "\n", "utf-8")
    done = run_clipper("sync", old, MEDIA, "-o", new)
    assert (done.code, new.exists()) == (CoverageError.exit_code, False)
    assert "are heard in their order" in done.err
    done = run_clipper("sync", old, MEDIA, "-o", new, "--partial")
    assert (done.code, new.exists()) == (CoverageError.exit_code, True)
