"""Podcasting 2.0 and Whisper JSON with other turns.

A segment is kept as it is written, and its known values are written over. One that is cut keeps its unknown members in
its first part; of several that become one, those of the first stay. In a file of single words each keeps its segment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from clipper.model import Transcript, Turn
from clipper.text.readers.podcast_json import read_seconds
from clipper.text.writers.draft import Draft
from clipper.text.writers.json_text import Member, list_objects
from clipper.text.writers.places import Part, Places, join_parts, sample_of
from clipper.text.writers.times import InOrder, TimeStyle, first_known

_BODY, _START, _END = ("body", "text"), ("startTime", "start"), ("endTime", "end")


def draft_json(transcript: Transcript, turns: Sequence[Turn]) -> Iterator[Draft]:
    """Drafts of the file with ``turns``: as it was, with every name; then both with one segment a turn.

    Single words of one speaker are read as one turn, so where two neighbours are of one, words must be joined.
    """
    file = _File(transcript)
    is_alike = any(turn.speaker == after.speaker for turn, after in pairwise(turns))
    for joins_words in (False, True) if file.is_word_level and not is_alike else (True,):
        for names_all in (False, True):
            yield file.write(turns, names_all=names_all, joins_words=joins_words)


class _File:
    """The file's segments, and the file with other turns."""

    def __init__(self, transcript: Transcript) -> None:
        self.text = transcript.text
        self.segments = list_objects(self.text, "segments")
        bodies = [_content(segment.get(*_BODY)) for segment in self.segments]
        self.places = Places(transcript, [(s.start, s.end) for s in self.segments], bodies, joint=", ")
        self.is_word_level = any(len(parts) > 1 for parts in self.places.share(transcript.turns))
        starts, ends = ([s.get(*keys) for s in self.segments] for keys in (_START, _END))
        self.keys = {keys[0]: next((m.key for m in found if m), "") for keys, found in ((_START, starts), (_END, ends))}
        written = [_sample(member) for member in (*starts, *ends) if member]
        self.times = TimeStyle(written)
        self.sample = next(iter(written), "0")

    def write(self, turns: Sequence[Turn], *, names_all: bool, joins_words: bool) -> Draft:
        """The file with ``turns`` in place of its own."""
        order, last_name = InOrder(), None
        as_read: list[Turn] = []
        written: list[tuple[Sequence[Part], str]] = []
        for turn, parts in zip(turns, self.places.share(turns), strict=True):
            is_apart = self.is_word_level and not joins_words
            groups = [[part] for part in parts] if is_apart else [parts]
            times = self._round(turn, parts, order)
            as_read.append(replace(turn, header_ms=times[0], header_end_ms=times[1]))
            name = turn.speaker.name if turn.speaker else None
            for group in groups:
                sample = sample_of(group)
                changes = self._name(sample, name, is_needed=names_all or name != last_name)
                changes |= self._time(sample, _START, times[0] if group is groups[0] else None)
                changes |= self._time(sample, _END, times[1] if group is groups[-1] else None)
                written.append((group, self._write_segment(group, changes)))
                last_name = name
        return Draft(text=self.places.assemble(written), turns=tuple(as_read))

    def _write_segment(self, parts: Sequence[Part], changes: dict[str, str | None]) -> str:
        sample = sample_of(parts)
        segment = self.segments[sample.index]
        body = segment.get(*_BODY)
        assert body is not None  # noqa: S101  # a segment without a body cannot be read
        pieces = [(part, self.text[part.start : part.end]) for part in parts]
        changes = changes | {body.key: f'"{join_parts(pieces, self.places.indent(parts[0]))}"'}
        known = {"speaker", body.key, *self.keys.values()}
        return segment.written_anew(changes, before=body.key, only=None if sample.is_first else known)

    def _name(self, part: Part, name: str | None, *, is_needed: bool) -> dict[str, str | None]:
        member = self.segments[part.index].get("speaker")
        old = " ".join(str(member.decode()).split()) if member else ""
        if old == (name or "") or (not old and not is_needed):
            return {}
        return {"speaker": json.dumps(name, ensure_ascii=self.text.isascii()) if name else None}

    def _round(self, turn: Turn, parts: Sequence[Part], order: InOrder) -> tuple[int | None, int | None]:
        """The times that will be read: those of the turn, or of its old place, or none where the file has none."""
        start_ms, end_ms = turn.header_ms, turn.header_end_ms
        start, end = self.segments[parts[0].index].get(*_START), self.segments[parts[-1].index].get(*_END)
        if start_ms is not None:
            start_ms = order.round(start_ms, self.times.unit_ms(_sample(start) if start else self.sample))
        if end_ms is not None:
            end_ms = order.round_end(end_ms, self.times.unit_ms(_sample(end) if end else self.sample))
        start_ms, end_ms = first_known(start_ms, _read(start)), first_known(end_ms, _read(end))
        return start_ms if self.keys[_START[0]] else None, end_ms if self.keys[_END[0]] else None

    def _time(self, part: Part, keys: tuple[str, str], time_ms: int | None) -> dict[str, str | None]:
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
