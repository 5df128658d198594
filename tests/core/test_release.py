"""What this copy is: from its metadata, and from the file in its bundle."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from core.release import FILE, LICENCES, Release, licences, release
from tests.conftest import ROOT


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert release().version == project["version"]
    assert str(release()) == project["version"]


def test_what_was_installed_from_source_asks_nobody() -> None:
    assert not FILE.exists()
    assert (release().commit, release().updates) == ("", "")


def test_a_bundle_says_where_it_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    file.write_text(json.dumps({"commit": "0123456789abcdef", "updates": "https://b.example/backline.json"}))
    found = release(file)
    assert found == Release(release().version, "0123456789abcdef", "https://b.example/backline.json")
    assert str(found) == f"{found.version} (0123456)"
    assert str(replace(found, commit="0123456789abcdef+")) == f"{found.version} (0123456+)"


def test_a_bundle_that_was_built_badly_says_so(tmp_path: Path) -> None:
    (tmp_path / "release.json").write_text("{")
    with pytest.raises(ValueError, match="Expecting"):
        release(tmp_path / "release.json")


@pytest.mark.parametrize(
    ("modules", "list_"),
    [("_internal", ""), ("Contents/Frameworks", "Contents/Resources")],
    ids=["Linux and Windows", "macOS"],
)
def test_a_bundle_has_a_list_of_licences(tmp_path: Path, modules: str, list_: str) -> None:
    file = tmp_path / modules / "core" / FILE.name
    assert licences(file) is None
    (tmp_path / list_).mkdir(parents=True, exist_ok=True)
    (tmp_path / list_ / LICENCES).write_text("MIT")
    assert licences(file) == tmp_path / list_ / LICENCES


def test_a_source_install_has_none() -> None:
    assert licences() is None
