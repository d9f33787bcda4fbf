"""Finds the caption templates: beside the package in the source tree, inside it in an installed one."""

from __future__ import annotations

from pathlib import Path

from clipper.errors import TemplateError

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "_templates" / "captions", _PACKAGE.parent / "templates" / "captions")


def read_template(name: str) -> str:
    """The text of a file in ``templates/captions``.

    Raises:
        TemplateError: If it is not there.
    """
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return (folder / name).read_text("utf-8")
    raise TemplateError(f"the template captions/{name} is not there", remedy="Install clipper again.")
