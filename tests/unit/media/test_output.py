import os
from pathlib import Path

import pytest

from clipper.errors import CommandFailed, InputError, MediaError
from clipper.media.output import writing_output


def write(output: Path, *, sources: tuple[Path, ...] = (), force: bool = False, content: str = "new") -> None:
    with writing_output(output, sources, force=force) as part:
        assert part.parent == output.parent.resolve()
        assert part.suffix == output.suffix
        part.write_text(content)


def test_the_file_gets_its_name_when_it_is_whole(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]
    assert (tmp_path / "a.mp4").read_text() == "new"


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_nothing_behind(tmp_path: Path, failure: type[BaseException]) -> None:
    old = tmp_path / "a.mp4"
    old.write_text("old")
    with pytest.raises(failure), writing_output(old, (), force=True) as part:  # noqa: PT012  the block is the subject
        part.write_text("half")
        raise failure
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]
    assert old.read_text() == "old"


def test_an_existing_file_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    output = tmp_path / "a.mp4"
    output.write_text("old")
    with pytest.raises(InputError, match="exists already"):
        write(output)
    assert output.read_text() == "old"
    write(output, force=True)
    assert output.read_text() == "new"


def test_the_source_is_never_overwritten(tmp_path: Path) -> None:
    source, link, hard = tmp_path / "talk.mp4", tmp_path / "link.mp4", tmp_path / "hard.mp4"
    source.write_text("precious")
    link.symlink_to(source)
    hard.hardlink_to(source)
    for output in (source, link, hard, tmp_path / "." / "talk.mp4"):
        with pytest.raises(InputError, match="recording itself"):
            write(output, sources=(source,), force=True)
    assert source.read_text() == "precious"


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    link = tmp_path / "a.mp4"
    link.symlink_to(tmp_path / "elsewhere.mp4")
    with pytest.raises(InputError, match="exists already"):
        write(link)
    write(link, force=True)
    assert not link.is_symlink()
    assert not (tmp_path / "elsewhere.mp4").exists()


def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / ".a.part.mp4").symlink_to(victim)
    write(tmp_path / "a.mp4")
    assert victim.read_text() == "precious"


def test_a_missing_folder_and_a_folder_as_output_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        write(tmp_path / "nowhere" / "a.mp4")
    (tmp_path / "b.mp4").mkdir()
    with pytest.raises(InputError, match="this is a folder"):
        write(tmp_path / "b.mp4", force=True)


def test_a_block_that_wrote_nothing_is_a_media_error(tmp_path: Path) -> None:
    with pytest.raises(MediaError), writing_output(tmp_path / "a.mp4", (), force=False):
        pass


def test_a_long_name_is_fine(tmp_path: Path) -> None:
    write(tmp_path / f"{'ж' * 120}.mp4")


def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    with pytest.raises(InputError, match=r"a\.mp4: you may not write to the folder"):
        write(tmp_path / "a.mp4")


def fail_with(output: Path, words: str) -> MediaError:
    """What becomes of an ffmpeg that fails with these last words; {part} is the temporary name."""
    with pytest.raises(MediaError) as caught, writing_output(output, (), force=False) as part:
        raise CommandFailed("cutting a.mp4", argv=("ffmpeg",), returncode=1, stderr_tail=words.format(part=part))
    assert ".part" not in str(caught.value)
    return caught.value


def test_a_full_disk_is_told_in_plain_words(tmp_path: Path) -> None:
    failure = fail_with(tmp_path / "a.mp4", "[out#0/mp4] [error] Error writing {part}: No space left on device")
    assert not isinstance(failure, CommandFailed)
    assert failure.message == f"{tmp_path / 'a.mp4'}: cannot be written (No space left on device)"
    assert "free space" in failure.remedy


def test_any_other_failure_names_the_file_that_was_wished_for(tmp_path: Path) -> None:
    failure = fail_with(tmp_path / "a.mp4", "[fatal] Error opening output file:{part}: Invalid argument")
    assert isinstance(failure, CommandFailed)
    assert failure.message == (
        f"cutting a.mp4 (exit status 1): [fatal] Error opening output file:{tmp_path / 'a.mp4'}: Invalid argument"
    )
    assert failure.argv == ("ffmpeg",)
