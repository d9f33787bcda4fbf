from __future__ import annotations

from pathlib import Path

import click
import pytest

from clipper.cli.inputs import REPAIRS, EpisodeArguments, _Name, _Track
from clipper.model import RepairMode, Speaker


def arguments(
    *inputs: str,
    media: Path | None = None,
    tracks: tuple[tuple[str, Path], ...] = (),
    lexicon: Path | None = None,
    acoustic_model: Path | None = None,
) -> EpisodeArguments:
    return EpisodeArguments(
        inputs=[Path(name) for name in inputs],
        media=media,
        tracks=tracks,
        stream=2,
        lexicon=lexicon,
        acoustic_model=acoustic_model,
        ffmpeg="ff",
        no_cache=True,
        quiet=True,
        pins=Path("p.txt"),
        min_coverage=75.0,
        partial=True,
        renamed=(("Speaker 1", Speaker(name="Ada", role="Host")),),
        repair="all",
    )


def test_two_files_are_transcript_and_recording() -> None:
    tracks = (("Ada", Path("c.wav")),)
    request = arguments("a.txt", "b.wav", tracks=tracks, lexicon=Path("d.txt"), acoustic_model=Path("e.onnx")).request()
    assert (request.transcript, request.media) == (Path("a.txt"), Path("b.wav"))
    assert request.tracks == {"Ada": Path("c.wav")}
    assert (request.lexicon, request.stream, request.ffmpeg) == (Path("d.txt"), 2, "ff")
    assert not request.cache
    assert request.acoustic_model == Path("e.onnx")
    assert (request.pins, request.min_coverage, request.partial) == (Path("p.txt"), 0.75, True)
    assert request.names == {"Speaker 1": Speaker(name="Ada", role="Host")}
    assert request.mode is RepairMode.ALL
    assert arguments("a.json").request().media is None


def test_the_modes_of_repair_are_those_of_the_help() -> None:
    assert tuple(mode.value for mode in RepairMode) == REPAIRS


@pytest.mark.parametrize(
    ("written", "old", "new"),
    [
        ("Speaker 1=Ada Lovelace (Host)", "Speaker 1", Speaker(name="Ada Lovelace", role="Host")),
        ("A=Dr. Ada  B. Lovelace", "A", Speaker(name="Dr. Ada B. Lovelace")),
        ("=Ada", "", Speaker(name="Ada")),
        ("Ada (Host)=Ada (Guest (remote))", "Ada (Host)", Speaker(name="Ada", role="Guest (remote)")),
    ],
)
def test_a_name_may_carry_a_role(written: str, old: str, new: Speaker) -> None:
    assert _Name().convert(written, None, None) == (old, new)


@pytest.mark.parametrize("written", ["Ada", "Ada=", "Ada= (Host)", ""])
def test_a_name_without_its_halves_is_refused(written: str) -> None:
    with pytest.raises(click.BadParameter, match="Ada Lovelace"):
        _Name().convert(written, None, None)


def test_three_files_or_a_speaker_twice_are_refused() -> None:
    with pytest.raises(click.UsageError, match="not 3 files"):
        arguments("a.txt", "b.wav", "c.wav").request()
    with pytest.raises(click.UsageError, match="twice"):
        arguments("a.txt", tracks=(("Ada", Path("c.wav")), ("Ada", Path("d.wav")))).request()


def test_every_file_that_is_named_is_protected() -> None:
    named = arguments(
        "a.txt",
        "b.wav",
        media=Path("m.wav"),
        tracks=(("Ada", Path("c.wav")),),
        lexicon=Path("d.txt"),
        acoustic_model=Path("e.onnx"),
    )
    assert sorted(path.name for path in named.files) == [
        "a.txt", "b.wav", "c.wav", "d.txt", "e.onnx", "m.wav", "p.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("Ada=a.wav", ("Ada", Path("a.wav"))),
        (" Ada Brandt =a b.wav", ("Ada Brandt", Path("a b.wav"))),
        ("Ada=x=1.wav", ("Ada", Path("x=1.wav"))),
    ],
)
def test_a_track_is_a_name_and_a_file(text: str, track: tuple[str, Path]) -> None:
    assert _Track().convert(text, None, None) == track


@pytest.mark.parametrize("text", ["a.wav", "=a.wav", " =a.wav", "Ada=", ""])
def test_half_a_track_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match=r"Name=file\.wav"):
        _Track().convert(text, None, None)
