"""Reading TTML (IMSC, EBU-TT-D, DFXP): every paragraph is a cue.

A document type is refused, and with it every entity that could grow; nesting has a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from clipper.cues.formats.placement import anchor_tag
from clipper.cues.formats.podcast import fill_ends
from clipper.cues.formats.source_text import PassedOver, RunBuilder, StyledChar, language_tag
from clipper.cues.formats.ttml_times import TimeScale, read_time_scale
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack

_DEEPEST = 60  # elements in elements; a subtitle file has six
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REMEDY = "A paragraph looks like <p begin='00:00:01.000' end='00:00:02.500'>Hello</p>."
_MARKS = {"fontWeight": ("b", "bold"), "fontStyle": ("i", "italic"), "textDecoration": ("u", "underline")}
_ROWS = {"before": 2, "center": 1, "after": 0}
_COLUMNS = {"left": 0, "start": 0, "center": 1, "right": 2, "end": 2}
_KNOWN = {"tt", "head", "body", "div", "p", "span", "br", "metadata", "styling", "style", "layout", "region"}


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds inside an element: times in ms on the document's clock, voice, marks, and where it stands."""

    start_ms: int = 0
    end_ms: int | None = None
    speaker: str | None = None
    marks: frozenset[str] = frozenset()
    row: int = 0
    column: int = 1
    word_ms: int | None = None


def parse_ttml(text: str, *, source: str) -> CueTrack:
    """Read a TTML document.

    Agents become voices; bold, italic, underline (also from styles), the nine places, ids and spans with times of
    their own are read. A paragraph without an end lasts until the next one.

    Args:
        text: The file's decoded text.
        source: The file's name, for messages.

    Raises:
        TranscriptError: For XML that is malformed, has a document type, is nested too deeply, is no TTML, or holds no
            paragraph that can be read.
    """
    root = _parse(text, source)
    reader = _Reader(root)
    found = list(reader.read_body())
    if not found:
        raise TranscriptError("no cue can be read from this TTML file", path=source, line=1, remedy=_REMEDY)
    return CueTrack(
        cues=fill_ends(found), language=language_tag(root.get(_XML_LANG)), passed_over=reader.passed_over.finish()
    )


def _parse(text: str, source: str) -> ET.Element:
    if re.match(r"\s*<!DOCTYPE\s+html|\s*<html[\s>]", text, re.IGNORECASE):
        raise TranscriptError("this is a web page", path=source, remedy="Download the subtitles themselves.")
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise TranscriptError(
            "a document type is not allowed in TTML", path=source, remedy="Take out the line with <!DOCTYPE."
        )
    # The text is decoded already; what the declaration says of its bytes no longer holds.
    body = re.sub(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>", "", text)
    parser = ET.XMLParser(target=_ShallowBuilder())  # noqa: S314  no document type, no deep nesting
    try:
        parser.feed(body)
        root: ET.Element = parser.close()
    except RecursionError:
        raise TranscriptError("this TTML is nested too deeply", path=source, remedy=_REMEDY) from None
    except ET.ParseError as error:
        line, column = error.position
        raise TranscriptError(
            f"this is not well-formed XML: {error.msg.partition(':')[0]}", path=source, line=line, column=column + 1
        ) from error
    if _name(root) != "tt":
        raise TranscriptError(f"not TTML: its first element is {_name(root)[:40]}, not tt", path=source, line=1)
    return root


class _ShallowBuilder(ET.TreeBuilder):
    """Builds the tree as usual, and refuses one that no walk could get to the bottom of."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RecursionError
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: ET.Element, name: str) -> str:
    """An attribute by its name, of whichever of TTML's namespaces (they differ between its versions)."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


class _Reader:
    """A document's head, by id, and the walk through its body."""

    def __init__(self, root: ET.Element) -> None:
        self.root = root
        self.passed_over = PassedOver()
        self.scale: TimeScale = read_time_scale(lambda name: _attribute(root, name))
        self.agents: dict[str, str] = {}
        self.styles: dict[str, ET.Element] = {}
        self.regions: dict[str, ET.Element] = {}
        for element in root.iter():
            identifier, name = element.get(_XML_ID, ""), _name(element)
            if name == "agent":
                names = (clean_text("".join(child.itertext())) for child in element if _name(child) == "name")
                self.agents[identifier] = next(filter(None, names), "")
            elif name in ("style", "region"):
                (self.styles if name == "style" else self.regions)[identifier] = element

    def read_body(self) -> Iterator[tuple[Cue, bool]]:
        """The paragraphs as cues, each with whether its end is known."""
        for body in self.root:
            if _name(body) == "body":
                yield from self._walk(body, _Context())

    def _walk(self, element: ET.Element, outside: _Context) -> Iterator[tuple[Cue, bool]]:
        context = self._enter(element, outside)
        if _name(element) == "p":
            builder = RunBuilder()
            self._read_text(element, context, builder)
            cue = Cue(
                start_ms=context.start_ms,
                end_ms=context.start_ms if context.end_ms is None else context.end_ms,
                lines=builder.build_lines(),
                id=element.get(_XML_ID, ""),
                settings=anchor_tag(3 * context.row + 1 + context.column),
            )
            yield cue, context.end_ms is not None
            return
        for child in element:
            if _name(child) in ("div", "p"):
                yield from self._walk(child, context)

    def _enter(self, element: ET.Element, outside: _Context) -> _Context:
        """What holds inside ``element``; its times count from those of what it stands in."""
        if _attribute(element, "timeContainer") == "seq":
            self.passed_over.markup['timeContainer="seq"'] += 1
        begin, end, duration = (self._time(element, name) for name in ("begin", "end", "dur"))
        start_ms = outside.start_ms + (begin or 0)
        ends = [outside.start_ms + end] if end is not None else []
        ends += [start_ms + duration] if duration is not None else []
        ends += [outside.end_ms] if outside.end_ms is not None else []
        context = replace(outside, start_ms=start_ms, end_ms=min(ends) if ends else None)
        agents = [self.agents.get(one, "") for one in _attribute(element, "agent").split()]
        if any(agents):
            context = replace(context, speaker=next(filter(None, agents)))
        region = self.regions.get(_attribute(element, "region"))
        for styled in (region, element):
            if styled is not None:
                context = self._style(styled, context, 0)
        return context

    def _time(self, element: ET.Element, name: str) -> int | None:
        text = element.get(name)
        time_ms = self.scale.read(text) if text else None
        if text and time_ms is None:
            self.passed_over.markup[f"{name}={text[:20]!r}"] += 1
        return time_ms

    def _style(self, element: ET.Element, context: _Context, depth: int) -> _Context:
        for reference in element.get("style", "").split():
            if reference in self.styles and depth < _DEEPEST // 4:
                context = self._style(self.styles[reference], context, depth + 1)
        for child in element:
            if _name(element) == "region" and _name(child) == "style":
                context = self._style(child, context, depth + 1)
        for name, (mark, on) in _MARKS.items():
            value = _attribute(element, name)
            if value:
                without = context.marks - {mark}
                context = replace(context, marks=without | {mark} if on in value.split() else without)
        row = _ROWS.get(_attribute(element, "displayAlign"), context.row)
        return replace(context, row=row, column=_COLUMNS.get(_attribute(element, "textAlign"), context.column))

    def _read_text(self, element: ET.Element, context: _Context, builder: RunBuilder) -> None:
        self._add(element.text, context, builder)
        for child in element:
            name = _name(child)
            if name == "br":
                builder.chars.append(StyledChar("\n", None))
            elif name == "span":
                inside = self._enter(child, context)
                if child.get("begin") and inside.start_ms > context.start_ms:
                    inside = replace(inside, word_ms=inside.start_ms)
                self._read_text(child, inside, builder)
            elif name not in _KNOWN:
                self.passed_over.markup[f"<{name[:20]}>"] += 1
            self._add(child.tail, context, builder)

    def _add(self, text: str | None, context: _Context, builder: RunBuilder) -> None:
        for char in text or "":
            shown = " " if char in "\t\n\r" else char  # a line of the file is none of the cue
            builder.chars.append(StyledChar(shown, None, context.speaker, context.marks, context.word_ms))
