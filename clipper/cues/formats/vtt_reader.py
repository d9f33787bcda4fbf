"""Reading WebVTT as the specification's parser does: what is broken is passed over and told, what is whole is kept."""

from __future__ import annotations

import re

from clipper.cues.formats.source_text import PassedOver, SourceLine, split_lines
from clipper.cues.formats.vtt_settings import split_settings
from clipper.cues.formats.vtt_text import TIME, read_cue_text, read_time
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Line, Note

_TIMINGS = re.compile(rf"[\t\f ]*{TIME}[\t\f ]*-->[\t\f ]*{TIME}(.*)", re.DOTALL)
_LANGUAGE = re.compile(r"^Language:[\t ]*([A-Za-z0-9-]{2,35})[\t ]*$", re.MULTILINE)


def parse_vtt(text: str, *, source: str) -> CueTrack:
    """Read a WebVTT file as the W3C parser does; what is passed over stands in ``passed_over``.

    Voices, classes, b/i/u, word timestamps, entities, NOTE, STYLE and REGION blocks are read. Spaces are put in order
    (see `Run`), NUL reads as U+FFFD. A "Language:" line of the header sets the language.

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
        regions=tuple(reader.regions),
        notes=tuple(reader.notes),
        passed_over=reader.passed_over.finish(),
    )


class _Reader:
    """The specification's parser: a header, then blocks."""

    def __init__(self, text: str) -> None:
        bom = 1 if text.startswith("\ufeff") else 0
        # The same length, so that places stay true.
        self.text = text.replace("\0", "\ufffd")
        self.lines = [SourceLine(line.text, line.start + bom, line.number) for line in split_lines(self.text[bom:])]
        self.cues: list[Cue] = []
        self.styles: list[str] = []
        self.regions: list[str] = []
        self.notes: list[Note] = []
        self.passed_over = PassedOver()
        self.header = ""
        self.first_bad_timing: int | None = None

    def has_signature(self) -> bool:
        first = self.lines[0].text if self.lines else ""
        return first.startswith("WEBVTT") and first[6:7] in ("", " ", "\t")

    def read_blocks(self) -> None:
        """Fill ``header``, ``cues`` and all that stands around them."""
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
        timings_at: int | None = None
        while at < len(self.lines) and self.lines[at].text:
            if "-->" in self.lines[at].text:
                if timings_at is not None or at - first > 1:
                    break
                timings_at = at
            at += 1
        if timings_at is None:
            self._read_other(first, at)
        elif timings := _TIMINGS.match(self.lines[timings_at].text):
            identifier = self.lines[first].text if timings_at > first else ""
            self.cues.append(self._make_cue(timings, identifier, timings_at + 1, at))
        else:
            self.first_bad_timing = self.first_bad_timing or timings_at + 1
            line = self.lines[timings_at].text
            self.passed_over.add(timings_at + 1, "these times cannot be read; the cue is left out", line)
        return at

    def _read_other(self, first: int, end: int) -> None:
        """Read a block that is no cue: STYLE and REGION count before the first cue only."""
        kind = self.lines[first].text.rstrip("\t\f ")
        text = "\n".join(line.text for line in self.lines[first + 1 : end])
        if kind.startswith("NOTE") and kind[4:5] in ("", " ", "\t"):
            self.notes.append(Note(text="\n".join(filter(None, (kind[5:].strip(), text))), cue=len(self.cues)))
        elif kind == "STYLE" and not self.cues:
            self.styles.append(text)
        elif kind == "REGION" and not self.cues:
            self.regions.append("\n".join(split_settings(text)))
        else:
            self.passed_over.add(first + 1, "neither a cue nor a note; left out", self.lines[first].text)

    def _make_cue(self, timings: re.Match[str], identifier: str, first: int, end: int) -> Cue:
        return Cue(
            start_ms=read_time(timings.groups()[:5]),
            end_ms=read_time(timings.groups()[5:10]),
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
        return read_cue_text(text.replace("\r\n", " \n").replace("\r", "\n"), start, self.passed_over)
