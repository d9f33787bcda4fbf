from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clipper.errors import InputError
from clipper.model import RepairMode, Speaker
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.turns_job import SpokenTurns, find_turns

ADA, BOB = Speaker(name="Ada"), Speaker(name="Bob")
PLAIN = (
    "Ada: We left the harbour at six, and scaling sucked\n\n"
    "Bob: out all the air in\n\n"
    "Ada: the room. It was dark.\n\n"
    "Ada: Nobody came.\n\n"
    "Bob: And then the wind got up from the north.\n"
)
SRT = (
    "1\n00:00:00,000 --> 00:00:02,000\nAda: We left the harbour at six, and scaling sucked\n\n"
    "2\n00:00:02,000 --> 00:00:03,000\nBob: out all the air in\n\n"
    "3\n00:00:03,000 --> 00:00:05,000\nAda: the room. It was dark and\n\n"
    "4\n00:00:05,000 --> 00:00:06,000\nAda: nobody came.\n\n"
    "5\n00:00:06,000 --> 00:00:08,000\nBob: And then the wind got up from the north.\n"
)


def turns_of(folder: Path, text: str, **settings: Any) -> SpokenTurns:
    path = folder / "talk.txt"
    path.write_text(text, "utf-8")
    return find_turns(AlignRequest(transcript=path, **settings))


def test_the_text_alone_is_repaired_without_times(tmp_path: Path) -> None:
    found = turns_of(tmp_path, PLAIN)
    assert (found.timed, found.overlaps, found.episode) == (None, (), None)
    assert [turn.speaker for turn in found.turns] == [ADA, ADA, BOB]
    assert [change.is_applied for change in found.changes] == [True]
    assert found.format() == (
        "Ada: We left the harbour at six, and scaling sucked out all the air in the room. It was dark.\n\n"
        "Ada: Nobody came.\n\n"
        "Bob: And then the wind got up from the north.\n"
    )


@pytest.mark.parametrize("mode", [RepairMode.OFF, RepairMode.REPORT])
def test_modes_that_change_nothing_write_the_file_as_it_was(tmp_path: Path, mode: RepairMode) -> None:
    found = turns_of(tmp_path, PLAIN, repair=mode)
    assert found.turns == found.transcript.turns
    assert (found.joined, found.mode) == (0, mode)
    assert found.format() == PLAIN


def test_joined_counts_cuts_within_what_one_speaker_says_and_not_those_that_a_change_took_away(tmp_path: Path) -> None:
    assert turns_of(tmp_path, PLAIN).joined == 0
    found = turns_of(tmp_path, SRT)
    assert (found.joined, found.format().count(" --> ")) == (0, 5)  # cues keep their cuts


def test_cues_are_repaired_and_keep_their_cuts(tmp_path: Path) -> None:
    found = turns_of(tmp_path, SRT)
    written = found.format()
    assert "Ada: out all the air in" in written
    assert written.count(" --> ") == SRT.count(" --> ")
    again = turns_of(tmp_path, written)
    assert (again.changes, again.format()) == ((), written)


def test_names_are_given_before_anything_is_repaired(tmp_path: Path) -> None:
    found = turns_of(tmp_path, PLAIN, names={"Ada": Speaker(name="Ada Lovelace", role="Host")})
    assert found.changes[0].after.name == "Ada Lovelace"
    assert found.format().startswith("Ada Lovelace (Host): We left")


def test_two_spellings_of_a_name_are_told(tmp_path: Path) -> None:
    found = turns_of(tmp_path, PLAIN.replace("Ada: Nobody", "Adah Lovelace: Nobody").replace("Ada:", "Ada Lovelace:"))
    assert [finding.code for finding in found.diagnostics] == ["speaker-variants"]


@pytest.mark.parametrize(
    "settings", [{"pins": Path("pins.txt")}, {"lexicon": Path("own.txt")}, {"stream": 0}, {"partial": True}]
)
def test_options_for_listening_are_refused_where_there_is_nothing_to_listen_to(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    with pytest.raises(InputError, match="no recording to listen to"):
        turns_of(tmp_path, PLAIN, **settings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", [PLAIN, SRT])
def test_a_file_keeps_its_encoding_and_line_ends(tmp_path: Path, encoding: str, newline: str, text: str) -> None:
    path = tmp_path / "talk.txt"
    written = text.replace("sucked", "s\xe9cked").replace("\n", newline)
    path.write_bytes(written.encode(encoding))
    data, told = find_turns(AlignRequest(transcript=path, repair=RepairMode.OFF)).encode()
    assert (data, told) == (written.encode(encoding), ())


def test_what_an_encoding_does_not_hold_is_written_in_utf8_and_told(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(PLAIN.replace("six", "s\xefx").replace("\n", "\r\n").encode("cp1252"))
    found = find_turns(AlignRequest(transcript=path, names={"Ada": Speaker(name="Łucja")}))
    data, (told,) = found.encode()
    assert data.decode("utf-8") == found.format().replace("\n", "\r\n")
    assert told.message == "cp1252 does not hold 'Ł': it is written in UTF-8"
