"""What the searches of one recording found: a ``clipper.model.Memory`` that lasts from one run to the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

import cattrs

from clipper.store.cache import Cache

Asked = TypeVar("Asked")
Found = TypeVar("Found")

_KEPT = 4
"""Answers kept for each that a run asked for: those of earlier versions of the text, and of other texts."""

_CONVERTER = cattrs.Converter()


class Searches:
    """The answers that ``cache`` holds under ``key``, which must name all that they depend on besides the question."""

    def __init__(self, cache: Cache, key: str) -> None:
        self._cache = cache
        self._key = key
        content = cache.load(key)
        self._known: dict[str, Any] = {} if content is None else json.loads(bytes(content))
        self._asked: dict[str, Any] = {}

    def recall(self, find: Callable[[Asked], Found], asked: Asked, kind: type[Found]) -> Found:
        """The known answer, or else ``find(asked)``; JSON keeps every number as it is."""
        name = hashlib.sha256(repr(asked).encode()).hexdigest()
        if name in self._known:
            self._asked[name] = self._known[name]
            return _CONVERTER.structure(self._known[name], kind)
        found = find(asked)
        self._asked[name] = _CONVERTER.unstructure(found, unstructure_as=kind)
        return found

    def keep(self) -> None:
        """Save the answers; of those that this run had no use for, the oldest are forgotten."""
        if self._asked.keys() <= self._known.keys():
            return
        unused = {name: answer for name, answer in self._known.items() if name not in self._asked}
        latest = [*unused.items(), *self._asked.items()][-_KEPT * len(self._asked) :]
        self._cache.save(self._key, json.dumps(dict(latest), separators=(",", ":")).encode())
