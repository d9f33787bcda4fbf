"""Podcasting 2.0 and Whisper JSON with other turns.

A segment is kept as it is written, and its known values are written over. One that is cut keeps its unknown members in
its first part; of several that become one, those of the first stay. In a file of single words each keeps its segment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clipper.model import Transcript, Turn
from clipper.text.readers.podcast_json import read_seconds
from clipper.text.writers.draft import Draft
from clipper.text.writers.heads import split_gap
from clipper.text.writers.json_text import Member, list_objects
from clipper.text.writers.times import InOrder, TimeStyle

_BODY, _START, _END = ("body", "text"), ("startTime", "start"), ("endTime", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What a turn has of segment number ``index``: the characters ``start..end`` of its body.

    ``goes_on``: it begins within a word, whose beginning is in the segment before.
    """

    index: int
    start: int
    end: int
    goes_on: bool = False


def draft_json(transcript: Transcript, turns: Sequence[Turn]) -> Iterator[Draft]:
    """Drafts of the file with ``turns``: as it was, with every name, with one segment a turn, with both."""
    file = _File(transcript)
    for joins_words in (False, True):
        for names_all in (False, True):
            yield file.write(turns, names_all=names_all, joins_words=joins_words)


class _File:
    def __init__(self, transcript: Transcript) -> None:
        self.text = transcript.text
        self.words = transcript.words
        self.segments = list_objects(self.text, "segments")
        self.bodies = [_content(segment.get(*_BODY)) for segment in self.segments]
        parts = self._part(transcript.turns)
        self.is_word_level = any(len(own) > 1 for own in parts)
        starts, ends = ([s.get(*keys) for s in self.segments] for keys in (_START, _END))
        self.keys = {keys[0]: next((m.key for m in found if m), "") for keys, found in ((_START, starts), (_END, ends))}
        written = [_sample(member) for member in (*starts, *ends) if member]
        self.times = TimeStyle(written)
        self.sample = next(iter(written), "0")
        between = zip(self.segments, self.segments[1:], strict=False)
        self.joints = ["", *(self.text[one.end : other.start] for one, other in between)]

    def _part(self, turns: Sequence[Turn]) -> list[list[_Part]]:
        """The parts of segments that each turn has."""
        parts: list[list[_Part]] = [[] for _ in turns]
        cuts = {turn.first_word for turn in turns[1:]}
        number, word, goes_on = 0, 0, False
        for index, (body_start, end) in enumerate(self.bodies):
            start = body_start
            if word == len(self.words) or self.words[word].start_char >= end:
                continue  # nothing is said in it
            while word < len(self.words) and self.words[word].start_char < end:
                if word in cuts and word >= turns[number].end_word:
                    number += 1
                    if self.words[word - 1].end_char > start:
                        left, right = split_gap(self._gap(word))
                        cut_at = self.words[word - 1].end_char + len(left)
                        parts[number - 1].append(_Part(index=index, start=start, end=cut_at, goes_on=goes_on))
                        start, goes_on = self.words[word].start_char - len(right), False
                if self.words[word].end_char > end:
                    break
                word += 1
            parts[number].append(_Part(index=index, start=start, end=end, goes_on=goes_on))
            goes_on = word < len(self.words) and self.words[word].start_char < end
        return parts

    def _gap(self, word: int) -> str:
        return self.text[self.words[word - 1].end_char : self.words[word].start_char]

    def write(self, turns: Sequence[Turn], *, names_all: bool, joins_words: bool) -> Draft:
        """The file with ``turns`` in place of its own."""
        order, as_read, last_name = InOrder(), [], None
        written: list[tuple[int, str]] = []
        used: set[int] = set()
        for turn, parts in zip(turns, self._part(turns), strict=True):
            is_apart = self.is_word_level and not joins_words
            groups = [[part] for part in parts] if is_apart else [parts]
            times = self._round(turn, parts, order)
            as_read.append(replace(turn, header_ms=times[0], header_end_ms=times[1]))
            name = turn.speaker.name if turn.speaker else None
            for group in groups:
                start_ms = times[0] if group is groups[0] else None
                end_ms = times[1] if group is groups[-1] else None
                changes = self._name(group[0], name, is_needed=names_all or name != last_name)
                changes |= self._time(group[0], _START, start_ms) | self._time(group[0], _END, end_ms)
                is_first = group[0].index not in used
                written.append((group[0].index, self._write_segment(group, changes, is_first=is_first)))
                used |= {part.index for part in group}
                last_name = name
        return Draft(text=self._assemble(written, used), turns=tuple(as_read))

    def _assemble(self, written: Sequence[tuple[int, str]], used: set[int]) -> str:
        """The file with ``written`` segments, each at its place; those without words stay."""
        silent = [(i, self.text[s.start : s.end]) for i, s in enumerate(self.segments) if i not in used]
        usual = self.joints[1] if len(self.joints) > 1 else ", "
        pieces = [self.text[: self.segments[0].start]]
        before = None
        for index, segment in sorted([*written, *silent], key=lambda one: one[0]):
            if before is not None:
                pieces.append(self.joints[index] if index > before else usual)
            pieces.append(segment)
            before = index
        return "".join([*pieces, self.text[self.segments[-1].end :]])

    def _write_segment(self, parts: Sequence[_Part], changes: dict[str, str | None], *, is_first: bool) -> str:
        segment = self.segments[parts[0].index]
        body = segment.get(*_BODY)
        assert body is not None  # noqa: S101  # a segment without a body cannot be read
        known = {"speaker", body.key, *self.keys.values()}
        return segment.written_anew(
            changes | {body.key: f'"{self._body(parts)}"'}, before=body.key, only=None if is_first else known
        )

    def _body(self, parts: Sequence[_Part]) -> str:
        start, end = self.bodies[parts[0].index]
        whole = self.text[start:end]
        body = whole[: len(whole) - len(whole.lstrip(" "))] if parts[0].start > start else ""
        for part in parts:
            piece = self.text[part.start : part.end]
            is_spaced = not body or part.goes_on or body.endswith(" ") or piece.startswith(" ")
            body += piece if is_spaced else f" {piece}"
        return body

    def _name(self, part: _Part, name: str | None, *, is_needed: bool) -> dict[str, str | None]:
        member = self.segments[part.index].get("speaker")
        old = " ".join(str(member.decode()).split()) if member else ""
        if old == (name or "") or (not old and not is_needed):
            return {}
        return {"speaker": json.dumps(name, ensure_ascii=self.text.isascii()) if name else None}

    def _round(self, turn: Turn, parts: Sequence[_Part], order: InOrder) -> tuple[int | None, int | None]:
        """The times that will be read: those of the turn, or of its old place, or none where the file has none."""
        start_ms, end_ms = turn.header_ms, turn.header_end_ms
        start, end = self.segments[parts[0].index].get(*_START), self.segments[parts[-1].index].get(*_END)
        if start_ms is not None:
            start_ms = order.round(start_ms, self.times.unit_ms(_sample(start) if start else self.sample))
        if end_ms is not None:
            end_ms = order.round_end(end_ms, self.times.unit_ms(_sample(end) if end else self.sample))
        start_ms, end_ms = _read(start) if start_ms is None else start_ms, _read(end) if end_ms is None else end_ms
        return start_ms if self.keys[_START[0]] else None, end_ms if self.keys[_END[0]] else None

    def _time(self, part: _Part, keys: tuple[str, str], time_ms: int | None) -> dict[str, str | None]:
        member = self.segments[part.index].get(*keys)
        if time_ms is None or (member and _read(member) == time_ms):
            return {}
        sample = _sample(member) if member else self.sample
        is_text = member.value.startswith('"') if member else ":" in sample
        written = self.times.write(sample, time_ms)
        return {member.key if member else self.keys[keys[0]]: f'"{written}"' if is_text else written}


def _content(body: Member | None) -> tuple[int, int]:
    """The characters of a body within its quotes."""
    return (body.value_char + 1, body.value_char + len(body.value) - 1) if body else (0, 0)


def _sample(member: Member) -> str:
    """A time as it is written, without quotes."""
    return member.value.strip('"')


def _read(member: Member | None) -> int | None:
    """A time in ms, as the reader has it."""
    return read_seconds(member.decode()) if member else None
