"""Bytes to characters."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from clipper.errors import InputError, TranscriptError
from clipper.store import text_file
from clipper.store.text_file import decode_text, read_text_file

TEXT = "Zoë said: “hello”\nline two\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.replace("\n", "\r\n").encode("utf-8"), "utf-8"),
        (TEXT.replace("\n", "\r").encode("utf-8"), "utf-8"),
    ],
)
def test_the_same_text_comes_out_of_every_encoding_and_line_ending(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(data)
    read = read_text_file(path)
    assert (read.text, read.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "seems"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 hi}", "RTF"),
        (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", "Word document"),
        (b"PK\x03\x04" + b"\0" * 26 + b"notes.txt", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "WAV recording"),
        (b"\0\0\0\x20ftypisom", "MP4"),
        (b"ID3\x04\0", "MP3"),
        (b"\xff\xfb\x90\x00" * 50, "MP3"),
        (b"\x1aE\xdf\xa3", "Matroska"),
        (b"OggS\0\2", "Ogg"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"abc\x00\x01\x02def ghi", "zero bytes"),
    ],
)
def test_a_binary_file_is_named_in_plain_words_with_a_remedy(data: bytes, seems: str) -> None:
    with pytest.raises(TranscriptError, match=seems) as caught:
        decode_text(data, source="talk.txt")
    assert caught.value.path == "talk.txt"
    assert caught.value.remedy


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"\n"])
def test_an_empty_file_is_an_error_unless_it_may_be_empty(data: bytes) -> None:
    with pytest.raises(TranscriptError, match="empty"):
        decode_text(data, source="talk.txt")
    assert decode_text(data, source="pins.txt", may_be_empty=True).text.strip() == ""


def test_undecodable_bytes_are_named_with_their_line() -> None:
    with pytest.raises(TranscriptError, match="cannot be decoded") as caught:
        decode_text(b"fine\nso \x81 \xff\n", source="talk.txt")
    assert caught.value.line == 2
    with pytest.raises(TranscriptError, match="utf-16"):
        decode_text(codecs.BOM_UTF16_LE + b"a\x00b", source="talk.txt")


def test_a_file_that_is_too_large_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "MOST_BYTES", 10)
    path = tmp_path / "talk.txt"
    path.write_bytes(b"x" * 11)
    with pytest.raises(TranscriptError, match="no transcript"):
        read_text_file(path)


def test_a_missing_file_and_a_directory_are_input_errors(tmp_path: Path) -> None:
    for path, message in [
        (tmp_path / "none.txt", "does not exist"),
        (tmp_path, "directory"),
        (Path("a\0b"), "cannot be read"),
    ]:
        with pytest.raises(InputError, match=message) as caught:
            read_text_file(path)
        assert not isinstance(caught.value, TranscriptError)
