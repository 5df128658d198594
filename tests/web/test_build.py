"""What is served at `/` is what the sources in web/ make, and the sources are in order."""

import shutil
from pathlib import Path

import pytest

from benchmarks.page.browser import PAGE
from tests.conftest import ROOT
from tests.web.node import WEB, npm

BUILD = "run `npm run build` in web/"
TYPES = "run `npm run types` in web/"
SCHEMA = Path("src", "api", "schema.d.ts")


@pytest.fixture(scope="module")
def copied(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of web/, beside what it reads and where it writes."""
    root = tmp_path_factory.mktemp("project")
    copy = shutil.copytree(WEB, root / "web", ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(node_modules)
    (root / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "openapi.json", root / "docs")
    return copy


def run(script: str, folder: Path) -> None:
    """One of the scripts of package.json; it has to end well."""
    done = npm("run", script, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Contents by path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_types_lint_and_unit_tests_find_nothing(copied: Path) -> None:
    run("check", copied)


def test_the_page_is_built_of_the_sources(copied: Path) -> None:
    run("build", copied)
    built, shipped = files(copied.parent / "app" / "page"), files(PAGE)
    assert built.keys() == shipped.keys(), BUILD
    assert [name for name in built if built[name] != shipped[name]] == [], BUILD


def test_the_types_are_those_of_the_openapi_document(copied: Path) -> None:
    before = (copied / SCHEMA).read_bytes()
    run("types", copied)
    assert (copied / SCHEMA).read_bytes() == before, TYPES
