"""The specs of all systems, run with PyInstaller's classes replaced: what they would build, and of what."""

import plistlib
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from app.network.announcer import SERVICE_TYPE
from core.songs import SUFFIXES
from tests.conftest import ROOT
from tests.packaging.tools import said, tool
from ui.login_item import LABEL

PACKAGING = ROOT / "packaging"
MAC = PACKAGING / "mac"
SPECS = ("build_linux.spec", "build_mac.spec", "build_win.spec")
SCRIPTS = sorted(MAC.glob("*.sh"))
PAGE = ROOT / "docs" / "packaging-mac-windows.md"

sys.path.append(str(PACKAGING))

from links import without_dangling  # noqa: E402
from mac.info import IMPORTED_TYPES, LANGUAGES, SYSTEM_TYPES, info_plist  # noqa: E402
from windows.version import numbers, version_text  # noqa: E402


@dataclass
class Made:
    """A call of one of PyInstaller's classes, and the tables that a real one would have."""

    kind: str
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    scripts: list[Any] = field(default_factory=list)
    pure: list[Any] = field(default_factory=list)
    binaries: list[Any] = field(default_factory=list)
    datas: list[Any] = field(default_factory=list)


class Build:
    """A spec that was run."""

    def __init__(self, spec: str, folder: Path) -> None:
        self.made: list[Made] = []
        kinds = ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE", "MERGE")
        names = {kind: self._class(kind) for kind in kinds}
        text = (ROOT / spec).read_text(encoding="utf-8")
        path = list(sys.path)
        exec(compile(text, spec, "exec"), names | {"SPECPATH": str(ROOT), "workpath": str(folder)})
        sys.path[:] = path

    def _class(self, kind: str) -> Any:
        def make(*arguments: Any, **named: Any) -> Made:
            self.made.append(Made(kind, arguments, named))
            return self.made[-1]

        return make

    def all(self, kind: str) -> list[Made]:
        """Calls of a class, in order."""
        return [made for made in self.made if made.kind == kind]

    def one(self, kind: str) -> Made:
        """The only call of a class."""
        (made,) = self.all(kind)
        return made


@pytest.fixture
def mac(tmp_path: Path) -> Build:
    return Build("build_mac.spec", tmp_path)


@pytest.fixture
def win(tmp_path: Path) -> Build:
    return Build("build_win.spec", tmp_path)


@pytest.fixture
def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


@pytest.mark.parametrize("spec", SPECS)
def test_everything_that_a_spec_names_is_there(spec: str, tmp_path: Path) -> None:
    build = Build(spec, tmp_path)
    analysis = build.one("Analysis").named
    for script in analysis["scripts"]:
        assert Path(script).is_file(), script
    for source, target in analysis["datas"]:
        assert Path(source).exists(), source
        assert not Path(target).is_absolute(), target
    for module in analysis["hiddenimports"]:
        assert find_spec(module), module
    for folder in analysis["hookspath"]:
        assert list(Path(folder).glob("hook-*.py")), folder
    assert not set(analysis["hiddenimports"]) & set(analysis["excludes"])
    for made in (*build.all("EXE"), *build.all("BUNDLE")):
        assert Path(made.named.get("icon", ROOT)).exists(), made.named


@pytest.mark.parametrize("spec", SPECS)
def test_a_bundle_is_a_folder_whose_programs_begin_where_ours_does(spec: str, tmp_path: Path) -> None:
    build = Build(spec, tmp_path)
    assert [Path(path) for path in build.one("Analysis").named["scripts"]] == [ROOT / "app" / "__main__.py"]
    collected = build.one("COLLECT").arguments
    for program in build.all("EXE"):
        assert program.named["exclude_binaries"]
        assert program in collected


def test_the_app_for_macs(mac: Build, version: str) -> None:
    program, app = mac.one("EXE").named, mac.one("BUNDLE").named
    assert (program["name"], program["console"], program["target_arch"]) == ("Backline", False, "arm64")
    assert (app["name"], app["version"], app["bundle_identifier"]) == ("Backline.app", version, LABEL)
    assert app["icon"].endswith(".icns")
    assert mac.one("COLLECT") in mac.one("BUNDLE").arguments


def test_the_app_can_be_built_without_an_icon_in_the_dock(
    mac: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mac.one("BUNDLE").named["info_plist"]["LSUIElement"] is False
    monkeypatch.setenv("MENU_BAR_ONLY", "1")
    assert Build("build_mac.spec", tmp_path).one("BUNDLE").named["info_plist"]["LSUIElement"] is True


def test_macos_asks_for_the_network_in_every_language_of_the_program(mac: Build) -> None:
    folders = {
        target: Path(source) for source, target in mac.one("Analysis").named["datas"] if ".lproj" in target
    }
    assert {"en", *(folder.removesuffix(".lproj") for folder in folders)} == set(LANGUAGES)
    languages = {"en", *(path.stem.split("_")[1] for path in (ROOT / "ui" / "translations").glob("*_*.qm"))}
    assert set(LANGUAGES) == languages
    plist = mac.one("BUNDLE").named["info_plist"]
    for strings in folders.values():
        said = re.findall(r'^(\w+) = "([^"]+)";$', strings.read_text(encoding="utf-8"), re.MULTILINE)
        assert said, strings
        assert {key for key, _ in said} <= plist.keys()


def test_info_plist_is_one(version: str) -> None:
    plist = info_plist(version, menu_bar_only=False)
    assert plistlib.loads(plistlib.dumps(plist)) == plist
    assert plist["CFBundleShortVersionString"] == plist["CFBundleVersion"] == version
    assert [f"{service}.local." for service in plist["NSBonjourServices"]] == [SERVICE_TYPE]
    assert plist["NSLocalNetworkUsageDescription"]
    assert plist["NSHighResolutionCapable"]
    assert {kind["LSHandlerRank"] for kind in plist["CFBundleDocumentTypes"]} == {"Alternate"}


def test_the_microphone_is_not_asked_for_since_nothing_records(version: str) -> None:
    assert "NSMicrophoneUsageDescription" not in info_plist(version, menu_bar_only=False)
    sources = [path for layer in ("app", "core", "ui") for path in (ROOT / layer).rglob("*.py")]
    for path in sources:
        assert not re.search(r"CaptureDevice|DuplexStream|QAudioSource", path.read_text(encoding="utf-8")), (
            path
        )


def test_macos_knows_every_song_as_sound_or_video(version: str) -> None:
    plist = info_plist(version, menu_bar_only=False)
    opened = {name for kind in plist["CFBundleDocumentTypes"] for name in kind["LSItemContentTypes"]}
    suffixes: list[str] = []
    for declared in plist["UTImportedTypeDeclarations"]:
        assert set(declared["UTTypeConformsTo"]) <= opened
        suffixes += declared["UTTypeTagSpecification"]["public.filename-extension"]
    assert len(plist["UTImportedTypeDeclarations"]) == len(IMPORTED_TYPES)
    assert sorted(SYSTEM_TYPES | {f".{suffix}" for suffix in suffixes}) == sorted(SUFFIXES)
    assert len(SYSTEM_TYPES) + len(suffixes) == len(SUFFIXES)


def test_every_entitlement_has_its_reason_in_the_docs() -> None:
    entitlements = plistlib.loads((MAC / "entitlements.plist").read_bytes())
    assert all(value is True for value in entitlements.values())
    page = PAGE.read_text(encoding="utf-8")
    for name in entitlements:
        assert f"`{name}`" in page


CORE = "PySide6/Qt/lib/QtCore.framework"


def test_links_that_lead_nowhere_are_left_out() -> None:
    whole = [
        (f"{CORE}/Versions/A/QtCore", "/site/QtCore", "BINARY"),
        (f"{CORE}/Versions/A/Resources/Info.plist", "/site/Info.plist", "DATA"),
        (f"{CORE}/Versions/Current", "A", "SYMLINK"),
        (f"{CORE}/QtCore", "Versions/Current/QtCore", "SYMLINK"),
        (f"{CORE}/Resources", "Versions/Current/Resources", "SYMLINK"),
        ("QtCore", f"{CORE}/Versions/A/QtCore", "SYMLINK"),
    ]
    gone = [
        ("QtQuick", "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick", "SYMLINK"),
        ("lib/of_a_link", "../QtQuick", "SYMLINK"),
        (f"{CORE}/Headers", "Versions/Current/Headers", "SYMLINK"),
    ]
    assert without_dangling([*whole, *gone]) == whole


def test_two_programs_for_windows_over_the_same_files(win: Build) -> None:
    programs = {made.named["name"]: made.named["console"] for made in win.all("EXE")}
    assert programs == {"Backline": False, "backline-console": True}
    assert win.one("PYZ")
    for made in win.all("EXE"):
        assert made.named["icon"].endswith(".ico")
        text = Path(made.named["version"]).read_text(encoding="utf-8")
        assert f"{made.named['name']}.exe" in text


class Struct:
    """A class of PyInstaller's versioninfo, which only Windows can import: what it was made with."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.arguments, self.named = arguments, named


def test_the_version_resource_is_read_as_it_is_meant(version: str) -> None:
    classes = (
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
    )
    names = {name: type(name, (Struct,), {}) for name in (*classes, "VarStruct")}
    resource = eval(version_text(version, "Backline.exe", "It's Backline"), names)
    assert resource.named["ffi"].named["filevers"] == numbers(version)
    table = resource.named["kids"][0].arguments[0][0].arguments
    strings = dict(struct.arguments for struct in table[1])
    assert strings["ProductVersion"] == strings["FileVersion"] == version
    assert strings["FileDescription"] == "It's Backline"
    # Language and encoding of the table, in hex, are those that the translation names.
    language, encoding = resource.named["kids"][1].arguments[0][0].arguments[1]
    assert table[0] == f"{language:04X}{encoding:04X}"


@pytest.mark.parametrize(
    ("version", "four"),
    [("1.2.3", (1, 2, 3, 0)), ("2.0", (2, 0, 0, 0)), ("1.2.3rc1", (1, 2, 3, 0)), ("1.2.3.4", (1, 2, 3, 4))],
)
def test_windows_compares_versions_by_four_numbers(version: str, four: tuple[int, ...]) -> None:
    assert numbers(version) == four


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_for_macs_is_clean(script: Path) -> None:
    assert script.stat().st_mode & 0o111, "It cannot be run."
    assert said(tool("bash"), "-n", script) == ""
    assert said(tool("shellcheck"), script) == ""


@pytest.mark.skipif(sys.platform == "darwin", reason="there it would do it")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_for_macs_says_elsewhere_that_it_needs_one(script: Path) -> None:

    done = subprocess.run(
        [script, "a.app", "b.dmg"][: 3 if script.name == "dmg.sh" else 2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "needs macOS" in done.stderr
    assert done.stderr.startswith(f"{script.name}: ")
