"""The pronouncing dictionary: CMUdict as the pocketsphinx wheel carries it (134,860 lines, stress removed)."""

from __future__ import annotations

from functools import cached_property
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

_CMUDICT = ("model", "en-us", "cmudict-en-us.dict")


class PronouncingDictionary:
    """Loads on first use: the file is cut into lines once (about 0.1 s), a line's phones are split when asked for."""

    def __contains__(self, word: str) -> bool:
        return word in self._lines

    def get(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The pronunciations of a lower-case ``word``, likeliest first; none if it is not listed."""
        found = [self._lines.get(word)]
        while found[-1] is not None:
            found.append(self._lines.get(f"{word}({len(found) + 1})"))
        return tuple(dict.fromkeys(tuple(line.split()) for line in found if line))

    @cached_property
    def _lines(self) -> dict[str, str]:
        # Found without importing pocketsphinx, whose extension module would be loaded for nothing.
        spec = find_spec("pocketsphinx")
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError("pocketsphinx is not installed, although clipper requires it")
        text = Path(spec.origin).parent.joinpath(*_CMUDICT).read_text(encoding="utf-8")
        return dict(line.split(" ", 1) for line in text.splitlines() if " " in line)


def read_list(name: str) -> str:
    """The text of one of this package's own word lists."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
