"""What became of the files of a folder, as a person reads it."""

from pathlib import Path

from clipper.cli.index_report import describe_broken, describe_index
from clipper.pipeline.index_job import IndexReport


def report(**changes: tuple[str, ...]) -> IndexReport:
    nothing: dict[str, tuple[str, ...]] = {"added": (), "gone": ()}
    return IndexReport(folder=Path("talks"), broken={}, kept=3, size=1_250_000, **{**nothing, **changes})


def test_what_changed_stands_in_one_line() -> None:
    assert describe_index(report()) == "talks: 3 episodes (nothing has changed), 1.2 MB"
    changed = report(added=("a", "b"), gone=("c",))
    assert describe_index(changed) == "talks: 5 episodes (2 read, 1 gone), 1.2 MB"


def test_a_hostile_message_stays_one_line() -> None:
    assert list(describe_broken(Path("talks"), {"x": "x: bad\n\x1b[2J"})) == [
        "clipper: passed over, in talks: x: bad [2J"
    ]
