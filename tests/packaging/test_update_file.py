"""The update file as the release workflow writes it, read as the program reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.release import release
from core.updates.update_file import MAX_NOTES, Newest, parsed
from tests.conftest import ROOT

URL = "https://backline.example/releases/0.1.0"
PROJECT = '[project]\nname = "backline"\nversion = "0.2.0"\n'


def written(
    *arguments: str | Path, script: Path = ROOT / "packaging" / "update_file.py"
) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    done = subprocess.run(
        [sys.executable, script, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the script and of what it reads."""
    (tmp_path / "packaging").mkdir()
    for name in ("packaging/update_file.py", "core"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    return tmp_path


def test_the_projects_own(tmp_path: Path) -> None:
    output = tmp_path / "backline.json"
    assert written("--url", URL, "--output", output) == (0, "", "")
    found = parsed(output.read_bytes())
    assert (found.version, found.url) == (release().version, URL)
    assert found.notes
    assert found.date


@pytest.mark.parametrize(
    ("changelog", "notes"),
    [
        ("## 0.2.0 - 2026-12-01\n\n- `backline updates`: new. More.\n- Two.", "backline updates: new."),
        ("## [0.2.0] (2026-12-01)\n\nFor\n**all** systems.\n\n- One.", "For all systems."),
        (
            "## Unreleased\n\n- Later.\n\n## 0.2.0, 2026-12-01\n\n- In [the docs](a.md)\n  now.",
            "In the docs now.",
        ),
        ("## v0.2.0: 2026-12-01", ""),
    ],
)
def test_what_is_new(project: Path, changelog: str, notes: str) -> None:
    (project / "CHANGELOG.md").write_text(
        f"# Changelog\n\n{changelog}\n\n## 0.1.0\n\n- First.\n", encoding="utf-8"
    )
    code, out, err = written("--url", URL, script=project / "packaging" / "update_file.py")
    assert (code, err) == (0, "")
    assert parsed(out.encode()) == Newest("0.2.0", URL, notes, "2026-12-01")


def test_a_long_sentence_is_cut_and_a_day_is_named(project: Path) -> None:
    (project / "CHANGELOG.md").write_text(f"## Unreleased\n\n- {'word ' * 200}\n", encoding="utf-8")
    code, out, _ = written("--url", URL, script=project / "packaging" / "update_file.py")
    found = parsed(out.encode())
    assert code == 0
    assert found.notes.endswith("word…")
    assert len(found.notes) <= MAX_NOTES
    assert found.date


def test_an_address_that_the_program_would_not_open_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "backline.json"
    code, _, err = written("--url", "http://backline.example/", "--output", output)
    assert (code, output.exists()) == (1, False)
    assert "https://" in err
