"""What a user gets from the wheel and the source distribution."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from clipper.store.episode_document import encode_alignment
from tests.talks import talk

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "clipper"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel made from it."""
    for tool in ("build", "hatchling"):
        if importlib.util.find_spec(tool) is None:
            pytest.skip(f"{tool} is not installed")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def in_wheel(built: Path) -> set[str]:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def test_the_wheel_holds_every_file_of_the_package(in_wheel: set[str]) -> None:
    assert {path.relative_to(ROOT).as_posix() for path in files_in(PACKAGE)} <= in_wheel
    assert {name for name in in_wheel if name.endswith(".txt") and name.startswith("clipper/text/")}


def test_the_wheel_holds_the_templates(in_wheel: set[str]) -> None:
    templates = {
        f"clipper/_templates/{path.relative_to(ROOT / 'templates').as_posix()}" for path in files_in(ROOT / "templates")
    }
    assert templates
    assert templates <= in_wheel


def test_the_installed_program_finds_its_templates(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    (tmp_path / "talk.json").write_text(encode_alignment(talk("one two", "three"), version="0"), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    command = [sys.executable, "-m", "clipper", "align", "talk.json", "--report", "talk.html"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "</html>" in (tmp_path / "talk.html").read_text("utf-8")


def test_the_wheel_holds_nothing_else(in_wheel: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in in_wheel} == {"clipper"}
    assert not [name for name in in_wheel if "test" in name.lower() or name.endswith((".pyc", ".wav", ".mp4"))]


def test_the_wheel_names_the_program_and_the_licence(built: Path, in_wheel: set[str]) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = (name for name in in_wheel if name.endswith("entry_points.txt"))
        assert "clipper = clipper.cli.main:main" in archive.read(entry_points).decode()
        (metadata,) = (name for name in in_wheel if name.endswith("METADATA"))
        text = archive.read(metadata).decode()
    assert "License-Expression: MIT AND OFL-1.1" in text
    assert "Requires-Python: <3.14,>=3.11" in text
    assert [name for name in in_wheel if name.endswith("licenses/LICENSE")]
    assert [name for name in in_wheel if name.endswith("licenses/templates/fonts/OFL.txt")]


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"Makefile", "pyproject.toml", "LICENSE", "README.md", ".ci/run", "samples/interview.m4a"}
    assert wanted | {"tests/test_packaging.py", "clipper/__init__.py"} <= names
    assert not [name for name in names if name.startswith((".venv", "demo", "dist"))]


def test_every_import_of_a_stranger_is_a_dependency() -> None:
    """And every dependency is imported: nothing is installed for nothing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {line.split(">")[0].split("=")[0].split("<")[0].strip() for line in project["dependencies"]}
    imports = {
        "charset-normalizer": "charset_normalizer",
        "ffmpeg-python": "ffmpeg",
        "fonttools": "fontTools",
        "imageio-ffmpeg": "imageio_ffmpeg",
        "webvtt-py": "webvtt",
    }
    # pydub needs audioop-lts where Python no longer brings audioop; the others bring models, not code.
    imported = {imports.get(name, name) for name in named} - {"audioop-lts", "hama", "pocketsphinx"}
    assert imported == _strangers()


def _strangers() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"clipper"}
