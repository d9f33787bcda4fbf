"""Rules about a subtitle file as it stands, which no longer show in the cues that were read from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from clipper.cues.checks.readers import is_read_otherwise
from clipper.cues.checks.rule import Breach, Rule, as_finding
from clipper.cues.checks.source_file import SourceFile
from clipper.cues.formats import SubtitleFormat
from clipper.cues.profile import Profile
from clipper.cues.source_cues import find_stamps
from clipper.model import CueFinding, CueTrack, Severity

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u2028\u2029]")
_SPACES = re.compile(r"[ \t\xa0]{2,}")
_BARE_AMPERSAND = re.compile(r"&(?!#[0-9]{1,8};|#[xX][0-9a-fA-F]{1,8};|[A-Za-z][A-Za-z0-9]{0,31};)")
_VTT_TAGS = "c|i|b|u|v|ruby|rt|lang"
_BARE_BRACKET = re.compile(rf"<(?!/?(?:{_VTT_TAGS})(?:[.\s>])|/>|[0-9]{{2,9}}:)")
_TAG = re.compile(r"<(/?)([A-Za-z]{1,8})(?:[.\s][^<>]{0,300})?>")
_CLOSED = {SubtitleFormat.VTT: ("c", "i", "b", "u", "ruby", "lang"), SubtitleFormat.SRT: ("b", "i", "u", "font")}
_NOT_CUES = ("NOTE", "STYLE", "REGION", "WEBVTT", "Region:")


def check_source(
    text: str, kind: SubtitleFormat, track: CueTrack, profile: Profile, *, encoding: str = "utf-8"
) -> tuple[CueFinding, ...]:
    """What is wrong with a file that no cue shows: encoding, ids, escapes, stamps, and how other programs read it.

    Of other formats than WebVTT and SRT only the encoding.

    Args:
        text: The file, decoded, with LF line ends.
        kind: Its format.
        track: What clipper reads from it.
        profile: Named as the source.
        encoding: What it was decoded from.
    """
    file = SourceFile(text=text, kind=kind, encoding=encoding, track=track)
    rules = FILE_RULES if kind in _CLOSED else FILE_RULES[:1]
    return tuple(as_finding(rule, breach, track, profile, breach.cue) for rule in rules for breach in rule.find(file))


def _is_other_encoding(file: SourceFile) -> Iterator[Breach]:
    if file.encoding != "utf-8":
        yield Breach(value=file.encoding, limit="utf-8", message=f"the file is in {file.encoding}, not in UTF-8")


def _lines_unread(file: SourceFile) -> Iterator[Breach]:
    found, read = len(file.cues), len(file.track.cues)
    if found > read:
        yield Breach(value=read, limit=found, message=f"{found} time lines, of which {read} are read as cues")


def _in_payloads(
    file: SourceFile, pattern: re.Pattern[str], what: str, severity: Severity | None = None
) -> Iterator[Breach]:
    for number, cue in enumerate(file.cues):
        match = pattern.search(file.payload(cue))
        if match:
            message = f"{what} below line {cue.line}: {match[0]!a}"
            yield Breach(value=ascii(match[0]), message=message, cue=file.index(number), severity=severity)


def _has_controls(file: SourceFile) -> Iterator[Breach]:
    yield from _in_payloads(file, _CONTROL, "a control character")


def _has_lost_characters(file: SourceFile) -> Iterator[Breach]:
    yield from _in_payloads(file, re.compile("\ufffd"), "a character that was lost (U+FFFD, or a zero byte)")


def _has_space_runs(file: SourceFile) -> Iterator[Breach]:
    yield from _in_payloads(file, _SPACES, "several spaces in a row")


def _has_bare_characters(file: SourceFile) -> Iterator[Breach]:
    if file.kind is SubtitleFormat.VTT:
        yield from _in_payloads(file, _BARE_AMPERSAND, "an & that is not written &amp;")
        yield from _in_payloads(file, _BARE_BRACKET, "a < that is not written &lt;")


def _has_arrow(file: SourceFile) -> Iterator[Breach]:
    yield from _in_payloads(file, re.compile("-->"), "an arrow in the text")


def _has_open_tags(file: SourceFile) -> Iterator[Breach]:
    for number, cue in enumerate(file.cues):
        stack: list[str] = []
        for tag in _TAG.finditer(file.payload(cue)):
            name = tag[2].lower()
            if name not in _CLOSED.get(file.kind, ()):
                continue
            if not tag[1]:
                stack.append(name)
            elif stack and stack[-1] == name:
                stack.pop()
            else:
                stack.append(f"/{name}")
                break
        if stack:
            message = f"<{stack[-1]}> below line {cue.line} has no partner"
            yield Breach(value=f"<{stack[-1]}>", message=message, cue=file.index(number))


def _repeats_ids(file: SourceFile) -> Iterator[Breach]:
    counts = Counter(cue.id for cue in file.cues if cue.id)
    seen: set[str] = set()
    # Players count SubRip's cues themselves.
    severity = None if file.kind is SubtitleFormat.VTT else Severity.WARNING
    for number, cue in enumerate(file.cues):
        if cue.id in seen and counts[cue.id] > 1:
            message = f"the id {cue.id!r} above line {cue.line} stands there already"
            yield Breach(value=cue.id, message=message, cue=file.index(number), severity=severity)
        seen.add(cue.id)


def _has_text_outside(file: SourceFile) -> Iterator[Breach]:
    """Text behind a blank line: WebVTT drops it, some players of SubRip do, too."""
    if file.kind is SubtitleFormat.SRT:
        yield from _in_payloads(file, re.compile(r"\n[^\S\n]*\n"), "a blank line in the text")
    if file.kind is not SubtitleFormat.VTT:
        return
    at = 1
    for block in file.text.split("\n\n"):
        stray = block.strip("\n")
        if stray and "-->" not in stray and not stray.lstrip("\ufeff").startswith(_NOT_CUES):
            line = at + block[: len(block) - len(block.lstrip("\n"))].count("\n")
            yield Breach(value=stray[:60], message=f"text of no cue in line {line}: {stray.splitlines()[0][:60]!r}")
        at += block.count("\n") + 2


def _has_wrong_stamps(file: SourceFile) -> Iterator[Breach]:
    if file.kind is not SubtitleFormat.VTT or len(file.cues) != len(file.track.cues):
        return
    for number, (source, cue) in enumerate(zip(file.cues, file.track.cues, strict=True)):
        times = [cue.start_ms, *(time_ms for _, time_ms in find_stamps(file.payload(source))), cue.end_ms]
        wrong = next(((a, b) for a, b in pairwise(times) if a >= b), None)
        if wrong and len(times) > 2:
            message = f"the times inside the cue do not rise: {wrong[1]} ms after {wrong[0]} ms"
            yield Breach(value=wrong[1], limit=wrong[0], message=message, cue=number)


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

FILE_RULES: tuple[Rule[SourceFile], ...] = (
    Rule(
        code="not-utf-8",
        title="the file is in UTF-8",
        severity=_ERROR,
        find=_is_other_encoding,
        source="WebVTT",
        remedy="Save it as UTF-8.",
    ),
    Rule(
        code="time-line-unread",
        title="every time line is one",
        severity=_ERROR,
        find=_lines_unread,
        source="WebVTT",
        remedy="Write times as 00:00:01.000 --> 00:00:02.500 (SRT: with commas).",
    ),
    Rule(
        code="control-character",
        title="no control characters",
        severity=_WARNING,
        find=_has_controls,
        source="WebVTT; Subtitle Edit",
        remedy="Remove it.",
    ),
    Rule(
        code="character-lost",
        title="no character was lost",
        severity=_ERROR,
        find=_has_lost_characters,
        source="WebVTT",
        remedy="Write what stood there.",
    ),
    Rule(
        code="space-run",
        title="single spaces",
        severity=_WARNING,
        find=_has_space_runs,
        source="Netflix; Subtitle Edit",
        remedy="Leave one.",
    ),
    Rule(
        code="bad-escape",
        title="& and < are escaped",
        severity=_ERROR,
        find=_has_bare_characters,
        source="WebVTT",
        remedy="Write &amp; and &lt;.",
    ),
    Rule(
        code="arrow-in-text",
        title="no arrow in a text",
        severity=_ERROR,
        find=_has_arrow,
        source="WebVTT",
        remedy="Write --&gt;.",
    ),
    Rule(
        code="tag-unclosed",
        title="every tag has its partner",
        severity=_WARNING,
        find=_has_open_tags,
        source="Subtitle Edit",
        remedy="Close it.",
    ),
    Rule(
        code="id-repeated",
        title="ids are unique",
        severity=_ERROR,
        find=_repeats_ids,
        source="WebVTT",
        remedy="Give it another.",
    ),
    Rule(
        code="text-outside-cue",
        title="no blank line in a text",
        severity=_ERROR,
        find=_has_text_outside,
        source="WebVTT",
        remedy="Remove the blank line.",
    ),
    Rule(
        code="word-times-wrong",
        title="times inside a cue rise",
        severity=_ERROR,
        find=_has_wrong_stamps,
        source="WebVTT",
        remedy="Correct or remove them.",
    ),
    Rule(
        code="read-otherwise",
        title="other programs read the same",
        severity=_ERROR,
        find=is_read_otherwise,
        source="webvtt-py; srt",
        remedy="Write the file anew.",
    ),
)
