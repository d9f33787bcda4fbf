from __future__ import annotations

from pathlib import Path

import pytest

from clipper.errors import TemplateError
from clipper.publish import templates


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    for kind, content in ((".html.j2", text), (".css", "p { }"), (".js", "1 < 2;")):
        (folder / f"{name}{kind}").write_text(content, encoding="utf-8")


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    both = (tmp_path / "_templates", tmp_path / "templates")
    monkeypatch.setattr(templates, "_FOLDERS", both)
    monkeypatch.setattr(templates, "_environment", templates._environment.__wrapped__)  # the cached one is the real one
    return both


@pytest.mark.parametrize("installed", [True, False])
def test_a_template_is_found_in_both_places(folders: tuple[Path, Path], installed: bool) -> None:
    write(folders[0 if installed else 1], "page", "<p>{{ name }}</p>{{ script|safe }}")
    assert templates.render("page", {"name": "<b>"}) == "<p>&lt;b&gt;</p>1 < 2;"


def test_a_missing_template_is_named(folders: tuple[Path, Path]) -> None:
    with pytest.raises(TemplateError, match=r"page\.css"):
        templates.render("page", {})


def test_a_value_that_is_not_there_is_an_error_and_no_hole(folders: tuple[Path, Path]) -> None:
    write(folders[1], "page", "{{ nobody }}")
    with pytest.raises(TemplateError, match="nobody"):
        templates.render("page", {})
