"""A page as a test looks at it: its elements and texts, without a browser."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset(("meta", "input", "br", "img", "link"))


@dataclass(kw_only=True)
class Element:
    """An element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, white space as one space."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> list[str]:
        return [part for child in self.children for part in (child._texts() if isinstance(child, Element) else [child])]

    def all(self, tag: str = "", *, kind: str = "") -> list[Element]:
        """The elements in it with a tag and a class, in order."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if tag in ("", child.tag) and (not kind or kind in child.attributes.get("class", "").split()):
                    found.append(child)
                found += child.all(tag, kind=kind)
        return found

    def one(self, name: str) -> Element:
        """The element with an id."""
        (found,) = (element for element in self.all() if element.attributes.get("id") == name)
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element(tag="", attributes={})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(html: str) -> Element:
    """The page's root; fails where an element is not closed."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is not closed"
    return builder.open[0]


def page_data(page: Element) -> dict[str, Any]:
    """What the page's script is given."""
    data: dict[str, Any] = json.loads("".join(str(child) for child in page.one("data").children))
    return data
