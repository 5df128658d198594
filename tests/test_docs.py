"""The documentation says what the program does."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import performance
from benchmarks.api_fuzzing import page as api_fuzzing
from benchmarks.bundle import page as bundle
from benchmarks.desktop import page as desktop
from benchmarks.reliability import page as reliability
from core.settings import Settings
from documentation.screenshots.__main__ import PAGE, SCHEMES
from documentation.screenshots.page import pictures
from documentation.screenshots.scenes import EMPTY_SCENES, SCENES
from tests.conftest import ROOT

SCREENSHOTS = ROOT / "docs" / "screenshots"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def help_of(*command: str) -> str:
    """What `backline … --help` prints on a terminal of 100 columns."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "100", "TERMINAL_WIDTH": "100"},
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("open",),
        ("transcribe",),
        ("doctor",),
        ("updates",),
        ("settings",),
        ("models",),
        ("models", "get"),
        ("gpu",),
        ("gpu", "get"),
        ("gpu", "remove"),
        ("data",),
        ("data", "move"),
        ("data", "backup"),
        ("data", "restore"),
        ("pair",),
        ("devices",),
        ("devices", "approve"),
        ("devices", "refuse"),
        ("devices", "revoke"),
        ("devices", "rename"),
    ],
    ids=" ".join,
)
def test_the_command_line_page_holds_the_programs_own_help(command: tuple[str, ...]) -> None:
    assert help_of(*command) in (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_meaning() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(\w+)` \| .*? \| (.*?) \|$", page, re.MULTILINE))
    assert documented == {name.upper(): field.description for name, field in Settings.model_fields.items()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links {target}"


def test_modules_that_the_architecture_names_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:app|core|ui)/[\w/]+(?:\.py)?)`", text):
        assert (ROOT / name).exists(), name


FIGURES = [performance, reliability, api_fuzzing, bundle, desktop]


@pytest.mark.parametrize("page", FIGURES, ids=lambda page: page.PAGE.name)
def test_tables_of_figures_are_of_what_was_measured_last(page: ModuleType) -> None:
    def figures(text: str) -> list[str]:
        return [line for line in text.splitlines() if not line.startswith("Written by")]

    assert figures(page.PAGE.read_text(encoding="utf-8")) == figures(page.page())


def test_every_window_is_shown_in_all_its_states_light_and_dark() -> None:
    names = {
        f"{scene}-{scheme}{scale}.png"
        for scene in (*SCENES, *EMPTY_SCENES)
        for scheme in SCHEMES
        for scale in ("", "@2x")
    }
    assert {path.name for path in SCREENSHOTS.iterdir() if not path.name.startswith(PAGE)} == names


def test_every_view_of_the_page_is_shown_on_a_phone_and_a_desktop_light_and_dark() -> None:
    assert {path.name for path in SCREENSHOTS.iterdir() if path.name.startswith(PAGE)} == pictures().keys()


def test_the_readme_shows_two_windows_and_two_views_of_the_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"docs/screenshots/([\w@-]+\.png)", readme))
    assert len(shown) == 4
    assert len(shown & pictures().keys()) == 2
