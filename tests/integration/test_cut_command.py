"""``clipper cut`` and ``clipper reel`` on the sample."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pysubs2
import pytest
import webvtt

from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg, find_ffmpeg
from tests.command_line import run_clipper
from tests.sample import GUEST, SAMPLES

pytestmark = pytest.mark.integration

PAID = "the sky does not ask what you paid"
TWICE = "a thing you noticed"


@pytest.fixture(scope="module")
def ffmpeg() -> FFmpeg:
    return find_ffmpeg()


def look(path: Path, at_ms: int, ffmpeg: FFmpeg) -> npt.NDArray[np.uint8]:
    """[height, width] brightness of the frame at a time."""
    argv = [ffmpeg.path, "-v", "error", "-ss", f"{at_ms / 1000}", "-i", str(path), "-frames:v", "1"]
    shown = subprocess.run([*argv, "-pix_fmt", "gray", "-f", "rawvideo", "-"], capture_output=True, check=True).stdout
    video = probe_recording(path).video
    assert video is not None
    assert video.height is not None
    return np.frombuffer(shown, np.uint8).reshape(video.height, -1)


def words(text: str) -> str:
    return " ".join(text.lower().replace(".", "").replace(",", "").split())


def cues(path: Path) -> list[tuple[int, int, str]]:
    return [(event.start, event.end, event.plaintext) for event in pysubs2.load(str(path), encoding="utf-8").events]


class TestCut:
    """One quote."""

    def test_a_quote_is_cut_with_captions_beside_it(self, workplace: Path) -> None:
        clip = workplace / "clip.mp4"
        done = run_clipper("cut", workplace / "interview.json", "--quote", PAID, "-o", clip, "--json")
        assert done.code == 0, done.err
        printed = json.loads(done.out)
        endings = (".mp4", ".vtt", ".srt", ".manifest.json")
        assert printed["written"] == [str(clip.with_suffix(ending)) for ending in endings]
        (cut,) = printed["clips"]
        assert [speaker["name"] for speaker in cut["speakers"]] == [GUEST]
        assert cut["score"] == 1.0
        assert cut["quiet_end"]
        assert not cut["quiet_start"]  # "But" runs into "the"
        assert [finding["code"] for finding in printed["findings"]] == ["cut-without-pause"]
        made = probe_recording(clip)
        assert made.video
        assert made.audio
        assert abs(made.duration_ms - cut["duration_ms"]) <= 60
        # 40 ms: the picture's frames
        assert 0 <= cut["duration_ms"] - (cut["source_end_ms"] - cut["source_start_ms"]) + 40 <= 120
        truth = json.loads((SAMPLES / "words.json").read_text("utf-8"))[cut["first_word"] : cut["end_word"]]
        assert words(" ".join(row["word"] for row in truth)) == PAID
        # Beside a pause 30 ms; where two words join, people's hands differ by more (t and th: 40 ms here).
        assert cut["source_start_ms"] <= truth[0]["start_ms"] + 50
        assert cut["source_end_ms"] >= truth[-1]["end_ms"] - 30
        assert f'{GUEST}: "the sky' in done.err

    def test_a_number_may_be_written_in_figures(self, workplace: Path) -> None:
        clip = workplace / "clip.m4a"
        done = run_clipper("cut", workplace / "interview.json", "--quote", "64 feet of rust", "-o", clip, "--json")
        assert done.code == 0, done.err
        (cut,) = json.loads(done.out)["clips"]
        assert (cut["found"], cut["score"]) == ("Sixty four feet of rust,", 1.0)

    def test_captions_begin_and_end_in_the_clip(self, workplace: Path) -> None:
        clip = workplace / "clip.m4a"
        assert run_clipper("cut", workplace / "interview.json", "--quote", PAID, "-o", clip).code == 0
        duration_ms = probe_recording(clip).duration_ms
        for path in (clip.with_suffix(".vtt"), clip.with_suffix(".srt")):
            shown = cues(path)
            assert shown
            assert shown[0][0] >= 0
            assert shown[-1][1] <= duration_ms + 30
        assert words(" ".join(cue.text for cue in webvtt.read(str(clip.with_suffix(".vtt"))).captions)) == PAID

    def test_a_quote_that_is_not_there_names_the_nearest(self, workplace: Path) -> None:
        wanted = "people will spend nothing on music, and perhaps they never did"
        done = run_clipper("cut", workplace / "interview.json", "--quote", wanted, "-o", workplace / "clip.m4a")
        assert done.code == 5
        assert "is not in this episode" in done.err
        assert "People will spend $3 billion" in done.err
        assert "0:00:57." in done.err or "0:00:58." in done.err or "0:00:59." in done.err
        assert not (workplace / "clip.m4a").exists()

    def test_a_quote_that_is_said_twice_is_not_guessed_at(self, workplace: Path) -> None:
        clip = workplace / "clip.m4a"
        done = run_clipper("cut", workplace / "interview.json", "--quote", TWICE, "-o", clip)
        assert done.code == 5
        assert "2 places" in done.err
        assert "--nth" in done.err
        assert not clip.exists()

    @pytest.mark.parametrize(("option", "value"), [("--nth", "2"), ("--at", "1:27")])
    def test_the_second_place_is_cut_when_asked_for(self, workplace: Path, option: str, value: str) -> None:
        clip = workplace / "clip.m4a"
        arguments = ("--quote", TWICE, option, value, "-o", clip, "--json")
        done = run_clipper("cut", workplace / "interview.json", *arguments)
        assert done.code == 0, done.err
        (cut,) = json.loads(done.out)["clips"]
        assert 85_500 < cut["source_start_ms"] < 86_700
        following = json.loads((SAMPLES / "words.json").read_text("utf-8"))[cut["end_word"]]
        assert cut["source_end_ms"] <= following["start_ms"] + 80  # where words touch the cut leans out
        assert not cut["quiet_end"]  # "and" follows without a pause

    def test_files_that_exist_are_not_overwritten(self, workplace: Path) -> None:
        captions = workplace / "clip.srt"
        captions.write_text("mine")
        arguments = ("cut", workplace / "interview.json", "--quote", PAID, "-o", workplace / "clip.m4a")
        refused = run_clipper(*arguments)
        assert refused.code == 2
        assert "clip.srt: this file exists already" in refused.err
        assert captions.read_text() == "mine"
        assert not (workplace / "clip.m4a").exists()
        assert run_clipper(*arguments, "--force").code == 0
        assert captions.read_text() != "mine"
        assert run_clipper(*arguments).code == 0  # now they are clipper's own

    @pytest.mark.parametrize("document", ["interview.json", "interview.txt interview.mp4"])
    def test_the_recording_is_never_overwritten(self, workplace: Path, document: str) -> None:
        before = (workplace / "interview.mp4").read_bytes()
        files = [workplace / name for name in document.split()]
        done = run_clipper("cut", *files, "--quote", PAID, "-o", workplace / "interview.mp4", "--force")
        assert done.code == 2
        assert (workplace / "interview.mp4").read_bytes() == before

    @pytest.mark.parametrize("name", ["clip.txt", "clip.vtt"])
    @pytest.mark.usefixtures("deaf")
    def test_an_unknown_ending_is_refused_before_any_work(self, workplace: Path, name: str) -> None:
        files = (workplace / "interview.txt", workplace / "interview.mp4")
        done = run_clipper("cut", *files, "--quote", PAID, "-o", workplace / name)
        assert done.code == 2
        assert "clipper writes .mp4" in done.err

    def test_a_replaced_recording_is_said_in_the_json_too(self, workplace: Path) -> None:
        media = ("--media", SAMPLES / "interview.m4a")
        done = run_clipper(
            "cut", workplace / "interview.json", *media, "--quote", PAID, "-o", workplace / "clip.m4a", "--json"
        )
        assert done.code == 0, done.err
        assert "recording-replaced" in [finding["code"] for finding in json.loads(done.out)["findings"]]

    def test_several_quotes_go_into_a_folder_and_are_proven(self, workplace: Path) -> None:
        (workplace / "quotes.txt").write_text(f"# for the trailer\n{TWICE} @ 1:27\n0:09.4-0:11.2\n")
        arguments = ("--quote", PAID, "--from-file", workplace / "quotes.txt", "--format", "m4a")
        done = run_clipper(
            "cut", workplace / "interview.json", *arguments, "-o", workplace / "clips", "--json", "--loudness", "-14"
        )
        assert done.code == 0, done.err
        clips = json.loads(done.out)["clips"]
        stems = ["01-the-sky-does-not-ask-what-you-paid", "02-a-thing-you-noticed", "03-sixty-four-feet-of-rust"]
        assert [Path(clip["path"]).stem for clip in clips] == stems
        assert sorted(path.name for path in (workplace / "clips").iterdir()) == sorted(
            stem + ending for stem in stems for ending in (".m4a", ".vtt", ".srt", ".manifest.json")
        )
        for clip in clips:
            for edge in ("start", "end"):
                assert clip["proof"][edge]["is_whole"] is not False
                assert not clip["proof"][edge]["neighbour_heard"]
        assert clips[0]["proof"]["start"]["is_whole"]
        assert "listened to again: first and last word whole, no neighbour heard" in done.err

    def test_a_manifest_tells_all_that_the_clip_is_made_of(self, workplace: Path) -> None:
        clip = workplace / "clip.mp4"
        assert run_clipper("cut", workplace / "interview.json", "--quote", PAID, "-o", clip, "--pad", "0.5").code == 0
        manifest = json.loads(clip.with_suffix(".manifest.json").read_text("utf-8"))
        assert manifest["made"]["sha256"] == hashlib.sha256(clip.read_bytes()).hexdigest()
        assert manifest["source"]["sha256"] == hashlib.sha256((workplace / "interview.mp4").read_bytes()).hexdigest()
        assert words(" ".join(word["text"] for word in manifest["words"])) == PAID
        assert manifest["settings"]["pad_ms"] == 500
        first = manifest["words"][0]
        assert first["source_start_ms"] - manifest["source"]["start_ms"] >= 500
        again = workplace / "again.mp4"
        assert run_clipper("cut", workplace / "interview.json", "--quote", PAID, "-o", again, "--pad", "0.5").code == 0
        assert again.read_bytes() == clip.read_bytes()

    def test_a_neighbour_in_the_handles_is_told(self, workplace: Path) -> None:
        arguments = ("--quote", "sixty four feet of rust", "--pad", "1.5", "-o", workplace / "clip.m4a")
        done = run_clipper("cut", workplace / "interview.json", *arguments)
        assert done.code == 0, done.err
        assert "can be heard" in done.err

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            ((), "says nothing to cut"),
            (("--at", "soon"), "neither a time like 12:03 nor a stretch"),
            (("--at", "0:20-0:10"), "ends before it begins"),
            (("--at", "0:20"), "says about when one --quote is said"),
            (("--quote", "a", "--quote", "b", "--nth", "2"), "--nth chooses among the places of one --quote"),
            (("--quote", "a", "--quote", "b"), "2 clips do not fit one file"),
            (("--quote", "a", "--format", "mp4"), "says it already"),
            (("--quote", "a", "--loudness", "3"), "neither 'off' nor a loudness"),
        ],
    )
    @pytest.mark.usefixtures("deaf")
    def test_options_that_do_not_fit_are_refused_before_any_work(
        self, workplace: Path, options: tuple[str, ...], told: str
    ) -> None:
        done = run_clipper("cut", workplace / "interview.json", *options, "-o", workplace / "clip.mp4")
        assert done.code == 2
        assert told in done.err

    def test_a_filler_and_a_long_pause_leave_a_tightened_clip(self, workplace: Path) -> None:
        clip = workplace / "tight.mp4"
        done = run_clipper(
            "cut", workplace / "interview.json", "--at", "0:09.4-0:30", "--tighten", "-o", clip, "--json"
        )
        assert done.code == 0, done.err
        assert 'taken out: "Uh," at 0:17.7' in done.err
        manifest = json.loads(clip.with_suffix(".manifest.json").read_text("utf-8"))
        assert "Uh," not in [word["text"] for word in manifest["words"]]
        (removed,) = manifest["source"]["removed"]
        length_ms = manifest["source"]["end_ms"] - manifest["source"]["start_ms"]
        gone_ms = removed["span"]["end_ms"] - removed["span"]["start_ms"]
        assert abs(manifest["made"]["duration_ms"] - (length_ms - gone_ms)) <= 80
        said = run_clipper("check", clip.with_suffix(".srt"), "--media", clip, "--json", "--profile", "podcast")
        codes = {finding["code"] for file in json.loads(said.out)["files"] for finding in file["findings"]}
        assert not codes & {"text-not-spoken", "speech-without-cue", "cue-late", "cue-early"}, said.out

    def test_a_clip_is_brought_into_the_shape_of_a_platform_with_a_poster(self, workplace: Path) -> None:
        arguments = ("--quote", PAID, "--preset", "shorts", "--focus", "right", "--poster")
        done = run_clipper("cut", workplace / "interview.json", *arguments, "-o", workplace / "short.mp4", "--json")
        assert done.code == 0, done.err
        made = probe_recording(workplace / "short.mp4")
        assert made.video is not None
        assert (made.video.width, made.video.height) == (1080, 1920)
        assert (workplace / "short.jpg").read_bytes()[:3] == b"\xff\xd8\xff"
        assert str(workplace / "short.jpg") in json.loads(done.out)["written"]

    def test_a_clip_that_is_too_long_for_its_platform_is_refused_before_any_is_cut(self, workplace: Path) -> None:
        arguments = ("--quote", PAID, "--at", "0:00-1:34", "--preset", "instagram")
        done = run_clipper("cut", workplace / "interview.json", *arguments, "-o", workplace / "clips")
        assert done.code == 2
        assert "90 s are allowed" in done.err
        assert list((workplace / "clips").iterdir()) == []

    def test_captions_names_and_a_title_are_burned_in_where_they_can_be_read(
        self, workplace: Path, ffmpeg: FFmpeg
    ) -> None:
        arguments = ("--quote", PAID, "--shape", "1:1")
        plain, drawn = workplace / "plain.mp4", workplace / "drawn.mp4"
        assert run_clipper("cut", workplace / "interview.json", *arguments, "-o", plain).code == 0
        burned = ("--captions", "bold", "--names", "--title", "{\\p1}100% 'sure': a;b")
        done = run_clipper("cut", workplace / "interview.json", *arguments, *burned, "-o", drawn)
        assert done.code == 0, done.err
        changed = np.abs(look(drawn, 800, ffmpeg).astype(int) - look(plain, 800, ffmpeg)) > 60
        rows = np.flatnonzero(changed.any(axis=1))
        columns = np.flatnonzero(changed.any(axis=0))
        assert rows[0] < 216  # the title at the top
        assert rows[-1] > 540  # captions below the middle
        assert columns[0] > 20
        assert columns[-1] < 1060
        assert changed.mean() < 0.15  # letters, and no box from what the title says

    @pytest.mark.parametrize(
        ("options", "output", "told"),
        [
            (("--captions", "bold"), "clip.m4a", "no picture to draw captions"),
            (("--captions", "shiny"), "clip.mp4", "no caption style 'shiny'"),
            (("--captions", "bold", "--font", "interview.json"), "clip.mp4", "this font cannot be used"),
        ],
    )
    def test_what_cannot_be_drawn_is_refused(
        self, workplace: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], output: str, told: str
    ) -> None:
        monkeypatch.chdir(workplace)
        done = run_clipper("cut", "interview.json", "--quote", PAID, *options, "-o", output)
        assert done.code == 2
        assert told in done.err
        assert not (workplace / output).exists()

    def test_a_recording_without_a_picture_becomes_an_audiogram(self, workplace: Path, ffmpeg: FFmpeg) -> None:
        shutil.copy(SAMPLES / "interview.m4a", workplace)
        clip = workplace / "audiogram.mp4"
        arguments = ("--media", workplace / "interview.m4a", "--quote", PAID, "--title", "The dish")
        done = run_clipper("cut", workplace / "interview.json", *arguments, "-o", clip, "--json")
        assert done.code == 0, done.err
        made = probe_recording(clip)
        assert made.video is not None
        assert (made.video.width, made.video.height) == (1080, 1080)
        early, late = look(clip, 500, ffmpeg), look(clip, 1300, ffmpeg)
        wave = slice(470, 650)
        assert early[wave].max() > 150  # bars, and letters beside them
        assert (np.abs(early[wave].astype(int) - late[wave]) > 40).mean() > 0.02  # that pass by
        assert early[:160].max() > 200  # the title
        assert early[700:1000].max() > 200  # captions
        assert early[5, 5] < 60

    def test_a_gif_is_a_silent_preview(self, workplace: Path) -> None:
        done = run_clipper("cut", workplace / "interview.json", "--quote", PAID, "-o", workplace / "clip.gif")
        assert done.code == 0, done.err
        assert (workplace / "clip.gif").read_bytes()[:6] == b"GIF89a"

    @pytest.mark.parametrize("name", ["clip.m4a", "clip.gif"])
    def test_what_has_no_frame_has_no_poster(self, workplace: Path, name: str) -> None:
        done = run_clipper("cut", workplace / "interview.json", "--quote", PAID, "--poster", "-o", workplace / name)
        assert done.code == 2
        assert "no frame for a poster" in done.err
        assert not (workplace / name).exists()

    def test_of_several_quotes_one_that_is_not_there_stops_all(self, workplace: Path) -> None:
        quotes = ("--quote", PAID, "--quote", "nobody ever said such words in here")
        done = run_clipper("cut", workplace / "interview.json", *quotes, "-o", workplace / "clips")
        assert done.code == 5
        assert not (workplace / "clips").exists()


class TestReel:
    """Several quotes."""

    QUOTES = ("sixty four feet of rust", "I cried a little", PAID)

    @pytest.fixture
    def made(self, workplace: Path) -> tuple[Path, list[dict[str, Any]]]:
        quotes = [part for quote in self.QUOTES for part in ("--quote", quote)]
        done = run_clipper("reel", workplace / "interview.json", *quotes, "-o", workplace / "reel.mp4", "--json")
        assert done.code == 0, done.err
        return workplace / "reel.mp4", json.loads(done.out)["clips"]

    def test_clips_lie_end_to_end_and_no_caption_crosses_a_join(self, made: tuple[Path, list[dict[str, Any]]]) -> None:
        reel, clips = made
        recording = probe_recording(reel)
        assert recording.video
        assert abs(recording.duration_ms - sum(clip["duration_ms"] for clip in clips)) <= 60
        for before, after in pairwise(clips):
            assert before["at_ms"] + before["duration_ms"] == after["at_ms"]
        for path in (reel.with_suffix(".vtt"), reel.with_suffix(".srt")):
            shown = cues(path)
            assert all(before[1] <= after[0] for before, after in pairwise(shown))
            for clip in clips:
                inside = [cue for cue in shown if clip["at_ms"] <= cue[0] < clip["at_ms"] + clip["duration_ms"]]
                assert inside
                assert all(end_ms <= clip["at_ms"] + clip["duration_ms"] + 30 for _, end_ms, _ in inside), clip
        said = webvtt.read(str(reel.with_suffix(".vtt"))).captions
        assert words(" ".join(cue.text for cue in said)) == words(" ".join(self.QUOTES))

    def test_one_missing_quote_stops_the_whole_reel(self, workplace: Path) -> None:
        quotes = ("--quote", PAID, "--quote", "nobody ever said such words in here")
        done = run_clipper("reel", workplace / "interview.json", *quotes, "-o", workplace / "reel.m4a")
        assert done.code == 5
        assert sorted(path.suffix for path in workplace.iterdir() if path.stem == "reel") == []


def test_an_empty_list_of_quotes_is_told_as_one(workplace: Path, deaf: None) -> None:
    listing = workplace / "quotes.txt"
    listing.write_text("")
    done = run_clipper("cut", workplace / "interview.json", "--from-file", listing, "-o", workplace / "clips")
    assert done.code == 2
    assert "quotes.txt: there is no quote in it\nWrite a quote on each line." in done.err


def test_a_font_for_nothing_is_refused(workplace: Path) -> None:
    clip = workplace / "clip.mp4"
    done = run_clipper("cut", workplace / "interview.json", "--quote", PAID, "-o", clip, "--font", "none.ttf")
    assert done.code == 2
    assert "none.ttf: nothing is written on the picture in this font" in done.err
    assert not clip.exists()
