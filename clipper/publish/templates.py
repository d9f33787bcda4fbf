"""Finds and renders the templates: beside the package in the source tree, inside it in an installed one."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2

from clipper.errors import TemplateError

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "_templates", _PACKAGE.parent / "templates")


def render(name: str, values: Mapping[str, object]) -> str:
    """Render the template ``name``; whatever it prints is escaped, so that no text of a stranger becomes markup.

    ``name.css`` and ``name.js`` beside ``name.html.j2`` are handed to it as ``style`` and ``script`` (our own files:
    the template prints them as they are), with the hashes that let a browser run these and nothing else.

    Raises:
        TemplateError: If a file is missing or the template does not fit its values.
    """
    style, script = _read(f"{name}.css"), _read(f"{name}.js")
    own = {
        "style": style,
        "script": script,
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }
    try:
        page = _environment().get_template(f"{name}.html.j2").render({**values, **own})
    except jinja2.TemplateError as problem:
        raise TemplateError(f"{name}.html.j2: cannot be rendered: {problem}", remedy=_REMEDY) from problem
    # A name that is not UTF-8 holds lone surrogates, which no file can.
    return page.encode("utf-8", "replace").decode("utf-8")


_REMEDY = "Install clipper again."


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(_FOLDERS)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _read(name: str) -> str:
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return (folder / name).read_text("utf-8")
    raise TemplateError(f"the template {name} is not there", remedy=_REMEDY)


def _hash(text: str) -> str:
    """As a Content-Security-Policy names an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
