"""The installer for Windows, as far as it can be read without Inno Setup's compiler."""

import re
import sys
from pathlib import Path

import pytest
from platformdirs.windows import Windows

from app.main import PORTS_TRIED
from core.settings import Settings
from core.songs import SUFFIXES
from tests.conftest import ROOT
from ui.login_item import RUN_KEY, VALUE

WINDOWS = ROOT / "packaging" / "windows"
SCRIPT = (WINDOWS / "backline.iss").read_text(encoding="utf-8")
PROGRAMS = ("{#Program}", "{#Console}")

sys.path.append(str(ROOT / "packaging"))

import licences  # noqa: E402
from windows.installer import SIGN_COMMAND, associations, compiler, defined, signing  # noqa: E402


def section(name: str) -> list[str]:
    """The lines of a section, without comments and what the preprocessor takes."""
    body = re.search(rf"^\[{name}\]\n(.*?)(?=^\[\w+\]$|\Z)", SCRIPT, re.MULTILINE | re.DOTALL)
    assert body, name
    return [line for line in body[1].splitlines() if line and not line.startswith((";", "#"))]


def setup() -> dict[str, str]:
    return dict(line.split("=", 1) for line in section("Setup"))


def entries(name: str) -> list[dict[str, str]]:
    """The entries of a section: parameters by their names, without quotes."""
    parameter = re.compile(r'(\w+): ("(?:[^"]|"")*"|[^;"]*)(?:; |$)')
    found = []
    for line in section(name):
        assert parameter.sub("", line) == "", line
        found.append({key: unquoted(value) for key, value in parameter.findall(line)})
    return found


def unquoted(value: str) -> str:
    return value[1:-1].replace('""', '"') if value.startswith('"') else value


def test_every_section_is_there_once() -> None:
    names = re.findall(r"^\[(\w+)\]$", SCRIPT, re.MULTILINE)
    assert sorted(names) == sorted(set(names))
    assert names[0] == "Setup"
    assert names[-1] == "Code"


def test_what_begins_ends() -> None:
    assert len(re.findall(r"^#if", SCRIPT, re.MULTILINE)) == len(re.findall(r"^#endif", SCRIPT, re.MULTILINE))
    code = re.sub(r"'[^']*'|\{.*?\}", "", "\n".join(section("Code")))
    assert len(re.findall(r"\bbegin\b", code)) == len(re.findall(r"\bend;", code))
    assert code.count("(") == code.count(")")


def test_the_version_comes_from_the_build_alone(tmp_path: Path) -> None:
    assert SCRIPT.index("#ifndef Version") < SCRIPT.index("[Setup]")
    assert setup()["AppVersion"] == "{#Version}"
    told = defined("1.2.0rc1", tmp_path / "Backline", tmp_path / "associations.iss")
    assert "/DVersion=1.2.0rc1" in told
    assert "/DVersionNumbers=1.2.0.0" in told
    ours = set(re.findall(r"^ *#define (\w+)", SCRIPT, re.MULTILINE)) | {"SourcePath"}
    used = set(re.findall(r"\{#(\w+)\}", SCRIPT)) | set(re.findall(r"^#include (\w+)$", SCRIPT, re.MULTILINE))
    assert used - ours == {argument[2:].partition("=")[0] for argument in told}


def test_a_newer_one_replaces_an_older_one() -> None:
    # Another number would be another program to Windows.
    assert setup()["AppId"] == "{{6F1C2B0E-5B0C-4E0B-9C55-0B1C7E1D8A42}"
    assert setup()["CloseApplications"] == "force"
    assert {"Type": "filesandordirs", "Name": r"{app}\_internal"} in entries("InstallDelete")


def test_it_is_for_windows_10_on_x64_and_for_one_user_or_all() -> None:
    assert setup()["MinVersion"] == "10.0"
    assert setup()["ArchitecturesAllowed"] == setup()["ArchitecturesInstallIn64BitMode"] == "x64compatible"
    assert "dialog" in setup()["PrivilegesRequiredOverridesAllowed"]
    roots = {entry["Root"] for entry in entries("Registry") if "Classes" in entry["Subkey"]}
    assert roots == {"HKA"}, "not where this install may write"


def test_every_file_is_there_or_built() -> None:
    built = {rf"{{#Bundle}}\{name}" for name in ("*.exe", r"_internal\*", licences.TEXT, licences.SBOM)}
    sources = {entry["Source"] for entry in entries("Files")}
    assert {source for source in sources if source.startswith("{#Bundle}")} == built
    for source in sources - built:
        assert (ROOT / source.replace("\\", "/")).is_file(), source
    for key in ("SetupIconFile", "WizardImageFile", "WizardSmallImageFile"):
        assert (ROOT / setup()[key].replace("\\", "/")).is_file(), key
    assert setup()["SourceDir"] == r"{#SourcePath}\..\.."


def test_the_programs_are_those_of_the_spec() -> None:
    spec = (ROOT / "build_win.spec").read_text(encoding="utf-8")
    named = dict(re.findall(r'^#define (\w+) "(.+?)"$', SCRIPT, re.MULTILINE))
    assert named["Program"] == "Backline.exe"
    assert f'program("{named["Console"].removesuffix(".exe")}"' in spec
    command = (WINDOWS / "backline.cmd").read_bytes()
    assert named["Console"].encode() in command
    assert command.endswith(b"%*\r\n")


def test_every_word_is_there_in_both_languages() -> None:
    said: dict[str, set[str]] = {"en": set(), "de": set()}
    for line in section("CustomMessages"):
        language, _, rest = line.partition(".")
        said[language].add(rest.partition("=")[0])
    used = set(re.findall(r"\{cm:(\w+)", SCRIPT)) | set(re.findall(r"CustomMessage\('(\w+)'\)", SCRIPT))
    inno_setups_own = {"CreateDesktopIcon", "LaunchProgram"}
    assert said["en"] == said["de"] == used - inno_setups_own


def test_every_task_that_is_asked_for_is_offered() -> None:
    offered = {entry["Name"] for entry in entries("Tasks")}
    asked = {entry.get("Tasks") for name in ("Icons", "Registry", "Run") for entry in entries(name)}
    assert asked - {None} | {"path"} == offered
    assert "WizardIsTaskSelected('path')" in SCRIPT


def test_the_firewall_opens_for_private_networks_alone_and_closes_again() -> None:
    runs = [entry for entry in entries("Run") if "netsh" in entry["Filename"]]
    added = [entry["Parameters"] for entry in runs if " add rule " in entry["Parameters"]]
    port = Settings.model_fields["api_port"].default
    assert f'#define Ports "{port}-{port + PORTS_TRIED - 1}"' in SCRIPT
    for program in PROGRAMS:
        rules = [rule for rule in added if rf'program="{{app}}\{program}"' in rule]
        doors = [rule.partition(" protocol=")[2] for rule in rules]
        assert doors == ["TCP localport={#Ports}", "UDP localport=5353"]
    assert len(added) == 2 * len(PROGRAMS)
    for rule in added:
        assert " profile=private " in rule
        assert " dir=in " in rule
    assert {entry["Tasks"] for entry in runs} == {"firewall"}
    removed = [entry["Parameters"] for entry in entries("UninstallRun")]
    for program in PROGRAMS:
        assert rf'advfirewall firewall delete rule name="{{#Name}}" program="{{app}}\{program}"' in removed


def test_songs_are_offered_and_taken_from_nobody() -> None:
    lines = associations(SUFFIXES)
    offered = {suffix for line in lines for suffix in re.findall(r"Classes\\(\.\w+)\\OpenWithProgids", line)}
    assert offered == SUFFIXES
    for line in lines:
        # The value without a name is the program that a double click starts.
        assert 'ValueName: ""' not in line
        assert "uninsdeletevalue" in line
    progids = {name for line in lines for name in re.findall(r'OpenWithProgids".*ValueName: "(.+?)"', line)}
    (progid,) = progids
    values = {entry["Subkey"]: entry.get("ValueData") for entry in entries("Registry")}
    commands = {value for key, value in values.items() if key.endswith(r"\open\command")}
    assert rf"Software\Classes\{progid}" in values
    assert commands == {r'"{app}\{#Program}" open "%1"'}


def test_the_start_at_login_ends_with_the_program() -> None:
    (entry,) = [entry for entry in entries("Registry") if entry["Root"] == "HKCU"]
    assert (entry["Subkey"], entry["ValueName"]) == (RUN_KEY, "{#Name}")
    assert f'#define Name "{VALUE}"' in SCRIPT
    assert entry["Flags"] == "dontcreatekey uninsdeletevalue"


def test_data_are_kept_unless_the_user_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", r"C:\Users\ada\AppData\Local")
    folders = Windows("backline", appauthor=False)
    for folder in (folders.user_data_dir, folders.user_config_dir):
        assert folder.replace("/", "\\") == r"C:\Users\ada\AppData\Local\backline"
    code = "\n".join(section("Code"))
    assert r"ExpandConstant('{localappdata}\backline')" in code
    offer = re.search(r"procedure OfferToDeleteData;.*?^end;", code, re.MULTILINE | re.DOTALL)
    assert offer
    assert offer[0].index("if UninstallSilent") < offer[0].index("MB_DEFBUTTON2") < offer[0].index("DelTree")


def test_programs_are_signed_where_somebody_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SIGN_COMMAND, raising=False)
    assert signing() == []
    monkeypatch.setenv(SIGN_COMMAND, "signtool sign /fd sha256 $f")
    assert signing() == ["/DSign", "/Ssign=signtool sign /fd sha256 $f"]


def test_without_the_compiler_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    with pytest.raises(SystemExit, match="winget install"):
        compiler()
