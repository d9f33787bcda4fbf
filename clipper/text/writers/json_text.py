"""A JSON text taken apart without losing a character of it: the objects of a list, and their members as written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_SPACE = re.compile(r"[\s\ufeff]*")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
_SCALAR = re.compile(r'[^\s,\[\]{}"]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of an object: what parts it from the one before, its key as written with the colon, its value."""

    joint: str
    key: str
    label: str
    value: str
    value_char: int

    def decode(self) -> Any:
        """The value; numbers exactly."""
        return json.loads(self.value, parse_float=Decimal, parse_int=Decimal)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonObject:
    """An object that stands at ``start..end`` of a text; ``close`` is what follows its last member."""

    start: int
    end: int
    members: tuple[Member, ...]
    close: str

    def get(self, *keys: str) -> Member | None:
        """The member that has the first of ``keys`` whose value is not null; of two alike the last, as JSON has it."""
        found = {member.key: member for member in self.members}
        return next((found[key] for key in keys if key in found and found[key].value != "null"), None)

    def written_anew(self, values: Mapping[str, str | None], *, before: str, only: AbstractSet[str] | None) -> str:
        """The object with other ``values``.

        Args:
            values: As JSON; None takes a member out.
            before: The member above which new ones go.
            only: The keys to keep; None for all.
        """
        kept = [m for m in self.members if (only is None or m.key in only) and values.get(m.key, "") is not None]
        at = next(i for i, member in enumerate(kept) if member.key == before)
        colon = kept[at].label[len(_STRING.match(kept[at].label)[0]) :]  # type: ignore[index]  # a label begins so
        new = [(f'"{k}"{colon}', v) for k, v in values.items() if v and k not in {m.key for m in self.members}]
        written = [(member.label, values.get(member.key) or member.value) for member in kept]
        written[at:at] = new
        joint = self.members[1].joint if len(self.members) > 1 else ", "
        joints = [self.members[0].joint, *(member.joint for member in kept[1:])]
        joints += [joint] * len(new)
        return "{" + "".join(j + label + value for j, (label, value) in zip(joints, written, strict=True)) + self.close


def list_objects(text: str, key: str) -> list[JsonObject]:
    """The objects of the list at ``key`` of a well-formed ``text``, or of the list that the text is."""
    at = _skip(text, 0)
    if text[at] == "{":
        member = _read_object(text, at).get(key)
        at = member.value_char if member else len(text) - 1
    return list(_read_items(text, at))


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # matches the empty string


def _read_items(text: str, at: int) -> Iterator[JsonObject]:
    at = _skip(text, at + 1)
    while text[at : at + 1] == "{":
        item = _read_object(text, at)
        yield item
        at = _skip(text, item.end)
        at = _skip(text, at + 1) if text[at] == "," else at


def _read_object(text: str, start: int) -> JsonObject:
    members: list[Member] = []
    at = joint_at = start + 1
    while text[key_at := _skip(text, at)] != "}":
        key_end = _end_of_value(text, key_at)
        value_at = _skip(text, _skip(text, key_end) + 1)
        end = _end_of_value(text, value_at)
        members.append(
            Member(
                joint=text[joint_at:key_at],
                key=json.loads(text[key_at:key_end]),
                label=text[key_at:value_at],
                value=text[value_at:end],
                value_char=value_at,
            )
        )
        joint_at = end
        at = _skip(text, end)
        at = at + 1 if text[at] == "," else at
    return JsonObject(start=start, end=key_at + 1, members=tuple(members), close=text[joint_at : key_at + 1])


def _end_of_value(text: str, at: int) -> int:
    if text[at] == '"':
        return _STRING.match(text, at).end()  # type: ignore[union-attr]  # the text is well-formed
    if text[at] not in "[{":
        return _SCALAR.match(text, at).end()  # type: ignore[union-attr]  # the same
    depth = 0
    for token in _TOKEN.finditer(text, at):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth == 0:
            return token.end()
    raise ValueError("this JSON is not well-formed")
