r"""The bytes of a text file -> its characters: the way in for everything that people write.

Line endings are made "\n" here, once; every character position in clipper counts in that text.
"""

from __future__ import annotations

import codecs
import contextlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from clipper.errors import InputError, TranscriptError
from clipper.store.encodings import guess_encoding

MOST_BYTES = 50_000_000
"""A transcript of a whole day is about a megabyte; anything near this is another kind of file."""

STDIN = Path("-")
"""The name of what is piped in."""

_BOMS = (
    # UTF-32's little-endian mark begins with UTF-16's, so it is asked for first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_AS_TEXT = "Export it as plain text, and give that file."
_IS_MEDIA = "Give a text file here, and the recording where a recording is asked for."
_UNPACK = "Unpack it, and give the text file inside."

_MAGIC = (
    (0, b"%PDF-", "a PDF document", _AS_TEXT),
    (0, b"{\\rtf", "an RTF document", _AS_TEXT),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc)", _AS_TEXT),
    (0, b"\x1f\x8b", "a gzip archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (0, b"Rar!", "a RAR archive", _UNPACK),
    (0, b"ID3", "an MP3 recording", _IS_MEDIA),
    (0, b"fLaC", "a FLAC recording", _IS_MEDIA),
    (0, b"OggS", "an Ogg recording", _IS_MEDIA),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM video", _IS_MEDIA),
    (4, b"ftyp", "an MP4, M4A or MOV recording", _IS_MEDIA),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture", _AS_TEXT),
    (0, b"\xff\xd8\xff", "a JPEG picture", _AS_TEXT),
    (0, b"GIF8", "a GIF picture", _AS_TEXT),
    (0, b"SQLite format 3\x00", "a database", _AS_TEXT),
    (0, b"\x7fELF", "a program", _AS_TEXT),
)
"""Offset, bytes, plain words, remedy: what people give by mistake. Each signature is the format's own."""

_RIFF = {b"WAVE": "a WAV recording", b"AVI ": "an AVI video", b"WEBP": "a WebP picture"}
_OFFICE = {b"word/": "a Word document (.docx)", b"xl/": "an Excel sheet (.xlsx)", b"ppt/": "a PowerPoint file (.pptx)"}

_SAMPLE = 4096  # bytes in which UTF-16 without a mark shows
_MOSTLY = (
    0.7  # share of zero bytes on one side: Latin text in UTF-16 has nearly all, other scripts have its spaces only
)
_HARDLY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """What of a text file its characters do not say: its encoding, its line ends, and whether it begins with a mark."""

    encoding: str = "utf-8"
    newline: str = "\n"
    has_mark: bool = False

    def encode(self, text: str) -> bytes:
        """The bytes of a text in this form.

        Raises:
            UnicodeEncodeError: If the encoding does not hold a character.
        """
        mark = next((mark for mark, encoding in _BOMS if encoding == self.encoding), b"") if self.has_mark else b""
        return mark + text.replace("\n", self.newline).encode(self.encoding)

    def in_utf8(self) -> TextForm:
        """The same line ends in UTF-8; a mark stays only where UTF-8 had one."""
        return replace(self, encoding="utf-8", has_mark=self.has_mark and self.encoding == "utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    r"""A file's characters with "\n" for every line ending and no byte order mark, and the form that they were in."""

    text: str
    form: TextForm = TextForm()

    @property
    def encoding(self) -> str:
        """The Python name of the encoding that it was in."""
        return self.form.encoding


def read_text_file(path: Path, *, may_be_empty: bool = False, encoding: str | None = None) -> TextFile:
    """Read and decode the file at ``path``; "-" is standard input.

    The encoding is told by a byte order mark, or else is UTF-8, UTF-16 where its zero bytes show it, or a guess
    (`guess_encoding`), which is Windows-1252 for Latin script.
    An empty transcript is an accident; an empty list (``may_be_empty``) is not. ``encoding`` says what to take it for.

    Raises:
        InputError: If the encoding is not known, there is no such file, it is a directory, or it may not be read.
        TranscriptError: If it is empty, too large, or no text; the message says what it seems to be.
    """
    if encoding:
        return _decode_as(_read_bytes(path), _known_encoding(encoding), str(path), remedy="Name another encoding.")
    return decode_text(_read_bytes(path), source=str(path), may_be_empty=may_be_empty)


def _known_encoding(name: str) -> str:
    try:
        "".encode(name)  # refuses what is unknown, and codecs that are for other things than characters
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise InputError(f"{name} is no encoding", remedy="Use a name such as cp1250, gb18030 or shift_jis.") from error


def decode_text(data: bytes, *, source: str, may_be_empty: bool = False) -> TextFile:
    """The characters of a text file's bytes; ``source`` names the file in messages.

    Raises:
        TranscriptError: As ``read_text_file`` does.
    """
    found = _decode(data, source) if data.strip(b" \t\r\n\x00") else TextFile(text="")
    if not may_be_empty and not found.text.strip("\ufeff \t\n"):
        raise TranscriptError("the file is empty", path=source, remedy="Export the transcript again.")
    return found


def _decode(data: bytes, source: str) -> TextFile:
    seems, remedy = _name_binary(data)
    if seems:
        raise TranscriptError(f"this is {seems}, not a text file", path=source, remedy=remedy)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            found = _decode_as(data[len(mark) :], encoding, source)
            return replace(found, form=replace(found.form, has_mark=True))
    if data.startswith(b"WEBVTT"):
        data = data.replace(b"\x00", "\ufffd".encode())  # what the standard of this format makes of them
    wide = _guess_utf16(data)
    if wide:
        return _decode_as(data, wide, source)
    if b"\x00" in data:
        raise _not_text(source, "it holds zero bytes, as recordings, pictures and programs do")
    try:
        return _normalise(data.decode("utf-8"), "utf-8", source)
    except UnicodeDecodeError:
        return _decode_as(data, guess_encoding(data), source)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a directory, not a file", remedy="Name a file in it.")
        with contextlib.nullcontext(sys.stdin.buffer) if path == STDIN else path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist", remedy="Check the spelling of the name and the folder.") from error
    except PermissionError as error:
        raise InputError(f"{path} may not be read", remedy="Give yourself permission to read it.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    if len(data) > MOST_BYTES:
        seems, remedy = _name_binary(data)
        what = (
            f"this is {seems}, not a text file"
            if seems
            else f"more than {MOST_BYTES // 1_000_000} MB are no transcript"
        )
        raise TranscriptError(what, path=str(path), remedy=remedy or "Give the transcript's text file.")
    return data


def _name_binary(data: bytes) -> tuple[str, str]:
    """What kind of binary file it is and the remedy; two empty strings for none that is known."""
    for offset, magic, seems, remedy in _MAGIC:
        if data.startswith(magic, offset):
            return seems, remedy
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        return _RIFF[data[8:12]], _IS_MEDIA
    if data.startswith(b"PK\x03\x04"):
        inside = next((name for part, name in _OFFICE.items() if part in data[:20_000]), "")
        if not inside and b"opendocument" in data[:200]:
            inside = "an OpenDocument text (.odt)"
        return (inside, _AS_TEXT) if inside else ("a zip archive", _UNPACK)
    is_mpeg = (
        len(data) > 3
        and data[0] == 0xFF
        and data[1] in (0xFB, 0xF3, 0xF2, 0xFA, 0xF1, 0xF9)
        and b"\x00" in data[:_SAMPLE]
    )
    return ("an MP3 or AAC recording", _IS_MEDIA) if is_mpeg else ("", "")


def _guess_utf16(data: bytes) -> str:
    """UTF-16 without a mark, told by zero bytes that stand (nearly) all on one side; an empty string if it is not."""
    sample = data[: min(_SAMPLE, len(data) // 2 * 2)]
    if len(data) % 2 or len(sample) < 4:
        return ""
    even, odd = (sample[side::2].count(0) / (len(sample) / 2) for side in (0, 1))
    if odd > _MOSTLY and even < _HARDLY:
        return "utf-16-le"
    return "utf-16-be" if even > _MOSTLY and odd < _HARDLY else ""


def _decode_as(
    data: bytes, encoding: str, source: str, *, remedy: str = "Save it as UTF-8 in a text editor."
) -> TextFile:
    try:
        return _normalise(data.decode(encoding), encoding, source)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TranscriptError(
            f"the file is not text in {encoding}: byte {error.start} cannot be decoded",
            path=source,
            line=line,
            remedy=remedy,
        ) from error


def _normalise(text: str, encoding: str, source: str) -> TextFile:
    windows = text.count("\r\n")
    ends = {"\n": text.count("\n") - windows, "\r\n": windows, "\r": text.count("\r") - windows}
    form = TextForm(encoding=encoding, newline=max(ends, key=lambda end: ends[end]))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise _not_text(source, "it holds zero characters")
    return TextFile(text=text, form=form)


def _not_text(source: str, why: str) -> TranscriptError:
    return TranscriptError(f"this is not a text file: {why}", path=source, remedy=_AS_TEXT)
