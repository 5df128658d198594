"""The archive and the Debian package, of a bundle that is small."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.packaging.tools import said, tool

sys.path.insert(0, str(ROOT / "packaging"))

from linux.packages import FILES, archive, debian, unpacked

LINUX = ROOT / "packaging" / "linux"


@pytest.fixture
def bundle(tmp_path: Path) -> Iterator[Path]:
    """Made by somebody whose files nobody else may read."""
    before = os.umask(0o077)
    folder = tmp_path / "dist" / "backline"
    (folder / "_internal").mkdir(parents=True)
    (folder / "backline").write_text("#!/bin/sh\necho $0 $*\n")
    (folder / "backline").chmod(0o700)
    (folder / "_internal" / "libmusic.so").write_bytes(b"\x7fELF GLIBC_2.17\0GLIBC_2.34\0GLIBC_2.5\0")
    (folder / "_internal" / "link").symlink_to("libmusic.so")
    yield folder
    os.umask(before)


def test_the_archive_is_one_folder_that_everyone_may_read(bundle: Path) -> None:
    path = archive(bundle, "1.2.3", bundle.parent)
    assert path.name.startswith("backline-1.2.3-linux-")
    with tarfile.open(path) as tar:
        members = {member.name: member for member in tar}
    assert {name.partition("/")[0] for name in members} == {"backline-1.2.3"}
    assert members["backline-1.2.3/backline"].mode == 0o755
    assert members["backline-1.2.3/_internal/libmusic.so"].mode == 0o644
    assert members["backline-1.2.3/_internal/link"].linkname == "libmusic.so"
    assert {"backline-1.2.3/README.txt", "backline-1.2.3/LICENSE"} <= members.keys()
    assert {member.uid for member in members.values()} == {0}
    assert not (bundle / "README.txt").exists()


def test_the_package_has_bundle_menu_entry_and_unit_for_everyone(bundle: Path) -> None:
    tool("dpkg-deb")
    package = debian(bundle, "1.2.3", bundle.parent)
    listed = said("dpkg-deb", "--contents", str(package))
    lines = {line.split()[5]: line.split()[:2] for line in listed.splitlines()}
    assert all(f"./{name}" in lines for name in FILES.values())
    assert lines["./opt/backline/backline"] == ["-rwxr-xr-x", "root/root"]
    assert {mode for name, (mode, _) in lines.items() if name.endswith("/")} == {"drwxr-xr-x"}
    assert "./usr/share/icons/hicolor/48x48/apps/backline.png" in lines
    assert listed.count("./usr/bin/backline -> /opt/backline/backline") == 1
    facts = said("dpkg-deb", "--field", str(package))
    assert "Version: 1.2.3\n" in facts
    assert "Depends: libc6 (>= 2.34)\n" in facts
    with unpacked(package) as program:
        assert subprocess.check_output([program, "--version"], text=True) == f"{program} --version\n"


def test_the_menu_entry_is_one_and_names_what_the_package_has() -> None:
    entry = LINUX / "backline.desktop"
    assert said(tool("desktop-file-validate"), str(entry)) == ""
    assert "Exec=/opt/backline/backline open %F" in entry.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["postinst", "prerm", "postrm"])
def test_the_scripts_are_clean(name: str) -> None:
    assert said(tool("shellcheck"), str(LINUX / name)) == ""
