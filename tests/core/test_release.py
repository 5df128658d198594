"""What this copy is: from its metadata, and from the file in its bundle."""

import json
import tomllib
from pathlib import Path

import pytest

from core.release import FILE, Release, release
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


def test_a_bundle_that_was_built_badly_says_so(tmp_path: Path) -> None:
    (tmp_path / "release.json").write_text("{")
    with pytest.raises(ValueError, match="Expecting"):
        release(tmp_path / "release.json")
