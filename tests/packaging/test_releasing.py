"""A release can be made: the version stands in one place, and the changelog has its section."""

import re
import tomllib
from datetime import date

from packaging.version import Version

from tests.conftest import ROOT

VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
CODE = ("app", "core", "ui", "packaging", "documentation", "benchmarks", "web/src", ".github")
FILES = ("*.spec", "Dockerfile", "compose.yaml", "README.md", "web/package.json", "web/vite.config.ts")
KINDS = {
    ".py",
    ".ts",
    ".tsx",
    ".yml",
    ".yaml",
    ".toml",
    ".spec",
    ".iss",
    ".sh",
    ".service",
    ".json",
    ".plist",
    ".desktop",
    ".c",
}
SAID_OF_OTHERS = re.compile(r"(==|>=|<=|~=|<|>|@|/v)\s*$")
"""Before the version of a requirement or of an action."""
GENERATED = ("app/page", "benchmarks/results")
"""Folders of files that a command writes, with the version that it ran."""


def test_the_version_is_one() -> None:
    assert str(Version(VERSION)) == VERSION


def test_the_version_stands_in_pyproject_alone() -> None:
    paths = [
        *(path for folder in CODE for path in (ROOT / folder).rglob("*") if path.suffix in KINDS),
        *(path for pattern in FILES for path in ROOT.glob(pattern)),
    ]
    assert len(paths) > 300
    literal = re.compile(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in paths
        if not any(path.is_relative_to(ROOT / folder) for folder in GENERATED)
        for line in path.read_text(encoding="utf-8").splitlines()
        for match in literal.finditer(line)
        if not SAID_OF_OTHERS.search(line[: match.start()])
    ]
    assert found == []


def test_the_changelog_has_a_section_for_what_comes_or_for_this_version() -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sections
    newest = sections[0]
    if newest != "Unreleased":
        version, day = newest.split(" - ")
        assert version == VERSION
        assert date.fromisoformat(day) <= date.today()
    for section in sections[1:]:
        version, day = section.split(" - ")
        assert Version(version) < Version(VERSION) or newest == "Unreleased"
        date.fromisoformat(day)
