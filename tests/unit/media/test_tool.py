from pathlib import Path

import pytest

from clipper.errors import ToolMissing
from clipper.media.tool import (
    ENVIRONMENT_VARIABLE,
    NEEDED_FILTERS,
    find_ffmpeg,
    is_recent_enough,
    parse_names,
    parse_version,
)


@pytest.mark.parametrize(
    "version",
    [
        *("7.1", "7.1.1-essentials_build-www.gyan.dev", "7.1.1-1ubuntu1.2", "8.0", "n9.0.2-17-g2a571b6068", "10.0"),
        *("N-118000-gabcdef1234-20250101", "2025-03-31-git-35c091f4b7-full_build", "git-2026-01-02-abc"),
    ],
)
def test_seven_one_and_newer_are_recent_enough(version: str) -> None:
    assert is_recent_enough(version)


@pytest.mark.parametrize(
    "version",
    [
        *("5.1.6-0+deb12u1", "7.0.2-static", "n7.0", "4.4.2-0ubuntu0.22.04.1", "N-109468-gd39b34123d-tessus"),
        *("2023-11-28-git-47e214245b", "git-2020-05-15-b18fd2b", "unknown", "", "71", "N-abc"),
    ],
)
def test_older_and_unintelligible_versions_are_not(version: str) -> None:
    assert not is_recent_enough(version)


def test_the_version_is_read_from_the_banner() -> None:
    assert (
        parse_version("ffmpeg version n7.1-4-gabc Copyright (c) 2000-2024 the FFmpeg developers\nbuilt")
        == "n7.1-4-gabc"
    )
    assert parse_version("ffprobe version 7.1") is None
    assert parse_version("") is None


def test_names_are_read_from_the_tables_without_their_legends() -> None:
    encoders = (
        "Encoders:\n V..... = Video\n A..... = Audio\n ------\n V....D libx264   H.264 / AVC\n A....D aac   AAC\n"
    )
    filters = "Filters:\n  T.. = Timeline support\n  A = Audio input/output\n .. ebur128  A->N  EBU R128 scanner\n"
    assert parse_names(encoders) == {"libx264", "aac"}
    assert {"ebur128"} <= parse_names(filters)
    assert "=" not in parse_names(filters)


def test_a_named_ffmpeg_that_is_not_there_is_said_so() -> None:
    with pytest.raises(ToolMissing, match="no such program") as caught:
        find_ffmpeg("no-such-ffmpeg-anywhere")
    assert "7.1" in caught.value.remedy


def fake_ffmpeg(folder: Path, version: str, encoders: str = "aac libx264 pcm_f32le pcm_s16le") -> str:
    path = folder / "ffmpeg"
    rows = "\n".join(f" A..... {name} words" for name in encoders.split())
    filters = "\n".join(f" ... {name} A->A words" for name in sorted(NEEDED_FILTERS))
    path.write_text(
        "#!/bin/sh\n"
        f"case \"$*\" in *-version) echo 'ffmpeg version {version} Copyright';; *-encoders) echo '{rows}';;"
        f" *-filters) echo '{filters}';; esac\n"
    )
    path.chmod(0o755)
    return str(path)


def test_the_environment_names_an_ffmpeg_and_an_argument_overrules_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, fake_ffmpeg(tmp_path / "a", "8.0"))
    assert find_ffmpeg().version == "8.0"
    assert find_ffmpeg(fake_ffmpeg(tmp_path / "b", "7.1.2")).version == "7.1.2"


def test_what_is_wrong_with_an_ffmpeg_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolMissing, match=r"is ffmpeg 5\.1\.6; clipper needs 7\.1"):
        find_ffmpeg(fake_ffmpeg(tmp_path, "5.1.6"))
    (tmp_path / "poor").mkdir()
    with pytest.raises(ToolMissing, match="lacks the encoder aac, the encoder libx264\n"):
        find_ffmpeg(fake_ffmpeg(tmp_path / "poor", "7.1", encoders="pcm_f32le pcm_s16le"))
    with pytest.raises(ToolMissing, match="is not ffmpeg"):
        find_ffmpeg("/bin/echo")
    with pytest.raises(ToolMissing, match="does not run"):
        find_ffmpeg("/bin/false")
