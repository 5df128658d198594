"""The scripts for macOS, with stand-ins for Apple's programs, which are nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAC = ROOT / "packaging" / "mac"
IDENTITY = {"CODESIGN_IDENTITY": "Developer ID Application: Ada (AB12)"}
ACCOUNT = {"APPLE_ID": "ada@example.com", "APPLE_TEAM_ID": "AB12", "APPLE_PASSWORD": "secret"}
VARIABLES = (*IDENTITY, *ACCOUNT)

sys.path.append(str(ROOT / "packaging"))

from mac import disk_image  # noqa: E402

LOGGED = 'echo "$(basename "$0") $*" >> "$CALLS"\n'
STAND_INS = {
    "uname": "echo Darwin",
    "file": 'grep -q CODE "$2" && echo "Mach-O 64-bit" || echo data',
    "codesign": LOGGED,
    "sleep": LOGGED,
    "ditto": LOGGED + 'if [ "$1" = -c ]; then touch "${@: -1}"; else cp -R "$1" "$2"; fi',
    "hdiutil": LOGGED
    + """if [ "$1" = create ]; then
        echo "holds" $(ls "$5") >> "$CALLS"
        [ "$(grep -c '^hdiutil create' "$CALLS")" -ge "${WORKS_AT:-1}" ] && touch "${@: -1}"
    fi""",
    "xcrun": LOGGED
    + '[ "$1 $2" != "notarytool submit" ] || echo "{\\"id\\": \\"7\\", \\"status\\": \\"$ANSWER\\"}"',
    "plutil": 'grep -o "\\"$2\\": \\"[A-Za-z0-9]*\\"" "${@: -1}" | cut -d\\" -f4 | grep .',
}


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What Apple's programs were asked, a line a call."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, does in STAND_INS.items():
        (tools / name).write_text(f"#!/usr/bin/env bash\n{does}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setenv("ANSWER", "Accepted")
    return tmp_path / "calls"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    contents = tmp_path / "My Backline.app" / "Contents"
    for name, holds in {
        "MacOS/Backline": "CODE",
        "Frameworks/libtorch.dylib": "CODE",
        "Frameworks/QtCore.framework/Versions/A/QtCore": "CODE",
        "Resources/core/example/song.mp3": "sound",
    }.items():
        (contents / name).parent.mkdir(parents=True, exist_ok=True)
        (contents / name).write_text(holds, encoding="utf-8")
    (contents / "Frameworks" / "QtCore").symlink_to("QtCore.framework/Versions/A/QtCore")
    return contents.parent


def run(script: str, *arguments: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MAC / script, *arguments], env=os.environ | environment, capture_output=True, text=True, check=False
    )


def lines(calls: Path) -> list[str]:
    return calls.read_text(encoding="utf-8").splitlines()


def test_an_app_is_signed_from_the_inside_out(app: Path, calls: Path) -> None:
    done = run("sign.sh", app, **IDENTITY)
    assert done.returncode == 0, done.stderr
    *signed, verified = lines(calls)
    assert verified.startswith("codesign --verify --deep --strict")
    names = [line.rsplit("/", 1)[1] for line in signed]
    assert set(names[:2]) == {"libtorch.dylib", "QtCore"}
    assert names[2:] == ["QtCore.framework", "My Backline.app"]
    for line in signed:
        assert f"--options runtime --sign {IDENTITY['CODESIGN_IDENTITY']} " in line
        assert ("--entitlements" in line) is line.endswith(".app")


def test_without_an_identity_nothing_is_signed(app: Path, calls: Path) -> None:
    done = run("sign.sh", app)
    assert (done.returncode, done.stdout, calls.exists()) == (1, "", False)
    assert "CODESIGN_IDENTITY is not set" in done.stderr


@pytest.mark.parametrize("script", ["sign.sh", "notarise.sh"])
def test_what_is_not_there_is_named(script: str, tmp_path: Path, calls: Path) -> None:
    done = run(script, tmp_path / "gone.app", **IDENTITY, **ACCOUNT)
    assert done.returncode == 1
    assert "gone.app does not exist" in done.stderr


def test_what_apple_accepts_is_stapled(app: Path, calls: Path) -> None:
    done = run("notarise.sh", app, **ACCOUNT)
    assert done.returncode == 0, done.stderr
    assert lines(calls)[-1] == f"xcrun stapler staple {app}"
    assert "secret" not in done.stdout + done.stderr


def test_what_apple_refuses_is_not_and_its_reasons_are_fetched(
    app: Path, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWER", "Invalid")
    done = run("notarise.sh", app, **ACCOUNT)
    assert done.returncode == 1
    assert "Apple did not accept" in done.stderr
    assert "Invalid" in done.stderr
    assert lines(calls)[-1].startswith("xcrun notarytool log 7 ")


@pytest.mark.parametrize(("works_at", "code"), [("1", 0), ("3", 0), ("4", 1)])
def test_a_disk_image_is_tried_three_times(app: Path, calls: Path, works_at: str, code: int) -> None:
    image = calls.with_name("Backline.dmg")
    done = run("dmg.sh", app, image, WORKS_AT=works_at)
    assert done.returncode == code, done.stderr
    assert image.exists() is (code == 0)
    assert "holds Applications My Backline.app" in lines(calls)


def short(calls: Path) -> list[str]:
    """What was done to what, in order."""
    done = []
    for line in lines(calls):
        kind = line.rpartition(".")[2]
        if line.startswith("codesign --force"):
            done.append(f"sign {kind}")
        elif "stapler" in line:
            done.append(f"staple {kind}")
        elif line.startswith("hdiutil create"):
            done.append("make")
    return done


def test_a_release_is_signed_and_seen_by_apple_app_and_image(
    app: Path, calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (IDENTITY | ACCOUNT).items():
        monkeypatch.setenv(name, value)
    image = disk_image.make(app, "1.2.0", calls.parent)
    assert image.name == "Backline-1.2.0-macos-arm64.dmg"
    assert image.exists()
    assert short(calls)[-5:] == ["sign app", "staple app", "make", "sign dmg", "staple dmg"]


def test_an_app_without_an_identity_is_sealed_all_the_same(app: Path, calls: Path) -> None:
    assert disk_image.make(app, "1.2.0", calls.parent).exists()
    assert short(calls) == ["sign app", "make"]
    assert lines(calls)[0] == f"codesign --force --sign - {app}"
