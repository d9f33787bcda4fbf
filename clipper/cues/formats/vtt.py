"""WebVTT. Written through webvtt-py, which escapes nothing and checks no times; read as the specification says."""

from __future__ import annotations

import html
import re

import webvtt
from webvtt.models import Caption, Style

from clipper.cues.formats.source_text import SourceLine, require_writable, split_lines
from clipper.cues.formats.vtt_text import read_cue_text
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Line, Run

# Hours may have any number of digits and be left out; at most nine are read, so that no file makes huge numbers.
_TIME = r"(?:([0-9]{1,9}):([0-5][0-9])|([0-5][0-9])):([0-5][0-9])\.([0-9]{3})(?![0-9])"
_TIMINGS = re.compile(rf"[\t\f ]*{_TIME}[\t\f ]*-->[\t\f ]*{_TIME}(.*)", re.DOTALL)
_LANGUAGE = re.compile(r"^Language:[\t ]*([A-Za-z0-9-]{2,35})[\t ]*$", re.MULTILINE)
_CLASS = re.compile(r"[^\s.<>&]+")
_STYLE_TAGS = ("b", "i", "u")


def format_vtt(track: CueTrack) -> str:
    """A WebVTT file's text, with every speaker as a voice.

    Ids, settings, header and STYLE blocks are written as they stand in the track.

    Raises:
        ValueError: If the track holds what the format cannot (see `require_writable`), or an id, header, style or class
            name that would break the file.
    """
    require_writable(track)
    captions = [
        Caption(
            format_time(cue.start_ms),
            format_time(cue.end_ms),
            _format_text(cue),
            _require_id(cue.id),
            _require_id(cue.settings),
        )
        for cue in track.cues
    ]
    header, *metadata = track.header.split("\n")
    file = webvtt.WebVTT(
        captions=captions,
        styles=[Style(style) for style in track.styles],
        header_text=header,
        metadata=metadata,
    )
    return str(file.content)


def format_time(time_ms: int) -> str:
    """``HH:MM:SS.mmm``; more digits for 100 hours and above."""
    seconds, ms = divmod(time_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def _require_id(text: str) -> str | None:
    if "-->" in text:
        raise ValueError(f"a cue's id and settings may not hold an arrow: {text!r}")
    return text or None


def _format_text(cue: Cue) -> str:
    speakers = {run.speaker for line in cue.lines for run in line}
    if len(speakers) == 1 and (speaker := speakers.pop()):
        # The end tag may be left out where one voice has the whole cue.
        return _open_voice(speaker) + "\n".join("".join(_format_style(run) for run in line) for line in cue.lines)
    return "\n".join("".join(_format_run(run) for run in line) for line in cue.lines)


def _open_voice(speaker: str) -> str:
    return f"<v {html.escape(speaker, quote=False)}>"


def _format_run(run: Run) -> str:
    text = _format_style(run)
    return f"{_open_voice(run.speaker)}{text}</v>" if run.speaker else text


def _format_style(run: Run) -> str:
    text = html.escape(run.text, quote=False)
    for tag in _STYLE_TAGS:
        if tag in run.style:
            text = f"<{tag}>{text}</{tag}>"
    classes = sorted(name[1:] for name in run.style if name.startswith("."))
    if not all(_CLASS.fullmatch(name) for name in classes):
        raise ValueError(f"not a class name among {classes}")
    return f"<c.{'.'.join(classes)}>{text}</c>" if classes else text


def parse_vtt(text: str, *, source: str) -> CueTrack:
    """Read a WebVTT file as the W3C parser does: what is broken is passed over, what is whole is kept.

    Voices, classes, b/i/u and entities are read; karaoke timestamps, REGION and NOTE blocks are passed over. Spaces are
    put in order (see `Run`), NUL reads as U+FFFD. A "Language:" line of the header sets the language.

    Args:
        text: The file's decoded text; ``Run.source_chars`` point into it.
        source: The file's name, for messages.

    Raises:
        TranscriptError: If the signature is missing or no cue can be read.
    """
    reader = _Reader(text)
    if not reader.has_signature():
        raise TranscriptError(
            "not a WebVTT file: it does not begin with WEBVTT",
            path=source,
            line=1,
            column=1,
            remedy="Put a line that says WEBVTT first, and an empty line after it; or name an SRT file .srt.",
        )
    reader.read_blocks()
    if not reader.cues:
        raise TranscriptError(
            "no cue can be read from this WebVTT file",
            path=source,
            line=reader.first_bad_timing,
            remedy="A cue is a line like 00:00:01.000 --> 00:00:02.500 with its text on the lines below.",
        )
    language = _LANGUAGE.search(reader.header)
    return CueTrack(
        cues=tuple(reader.cues),
        language=language[1] if language else "en",
        header=reader.header,
        styles=tuple(reader.styles),
    )


class _Reader:
    """The specification's parser: a header, then blocks."""

    def __init__(self, text: str) -> None:
        bom = 1 if text.startswith("\ufeff") else 0
        # The same length, so that places stay true.
        self.text = text.replace("\0", "\ufffd")
        self.lines = [SourceLine(line.text, line.start + bom) for line in split_lines(self.text[bom:])]
        self.cues: list[Cue] = []
        self.styles: list[str] = []
        self.header = ""
        self.first_bad_timing: int | None = None

    def has_signature(self) -> bool:
        first = self.lines[0].text if self.lines else ""
        return first.startswith("WEBVTT") and first[6:7] in ("", " ", "\t")

    def read_blocks(self) -> None:
        """Fill ``header``, ``styles`` and ``cues``."""
        header = [self.lines[0].text[7:]]
        at = 1
        while at < len(self.lines) and self.lines[at].text and "-->" not in self.lines[at].text:
            header.append(self.lines[at].text)
            at += 1
        self.header = "\n".join(header)
        while at < len(self.lines):
            at = self._read_block(at) if self.lines[at].text else at + 1

    def _read_block(self, at: int) -> int:
        """Read the block that begins at line ``at``; the line where the next one may begin."""
        first = at
        timings: re.Match[str] | None = None
        seen_arrow = False
        text_from = first
        while at < len(self.lines) and self.lines[at].text:
            if "-->" in self.lines[at].text:
                if seen_arrow or at - first > 1:
                    break
                seen_arrow = True
                timings = _TIMINGS.match(self.lines[at].text)
                if timings is None and self.first_bad_timing is None:
                    self.first_bad_timing = at + 1
                text_from = at + 1
            at += 1
        if timings:
            identifier = self.lines[first].text if text_from - first == 2 else ""
            self.cues.append(self._make_cue(timings, identifier, text_from, at))
        elif not seen_arrow and not self.cues and self.lines[first].text.rstrip("\t\f ") == "STYLE":
            self.styles.append("\n".join(line.text for line in self.lines[first + 1 : at]))
        return at

    def _make_cue(self, timings: re.Match[str], identifier: str, first: int, end: int) -> Cue:
        return Cue(
            start_ms=_read_time(timings.groups()[:5]),
            end_ms=_read_time(timings.groups()[5:10]),
            lines=self._read_lines(first, end),
            id=identifier,
            settings=timings[11].strip("\t\f "),
        )

    def _read_lines(self, first: int, end: int) -> tuple[Line, ...]:
        if first >= end:
            return ()
        start, last = self.lines[first].start, self.lines[end - 1]
        text = self.text[start : last.start + len(last.text)]
        # One LF per line end; the CR of a CR LF becomes a space at the line's end, which goes with the others there.
        return read_cue_text(text.replace("\r\n", " \n").replace("\r", "\n"), start)


def _read_time(parts: tuple[str | None, ...]) -> int:
    hours, minutes_after_hours, minutes, seconds, ms = parts
    total_minutes = int(hours or 0) * 60 + int(minutes_after_hours or minutes or 0)
    return (total_minutes * 60 + int(seconds or 0)) * 1000 + int(ms or 0)
