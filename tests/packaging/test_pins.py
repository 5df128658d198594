"""What releases are built with is pinned, with hashes, for every system that they are built on."""

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PINS = ROOT / "packaging" / "pins"
SYSTEMS = {
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    "Linux on ARM": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"},
}
PYTHON = {"python_version": "3.11", "python_full_version": "3.11.9", "implementation_name": "cpython"}


@dataclass(frozen=True)
class Pin:
    """One package of a file of pins."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def version(self) -> str:
        (only,) = self.requirement.specifier
        assert only.operator == "=="
        return only.version


def pins(filename: str) -> dict[str, Pin]:
    """Packages by name. Every line that is no comment and no option has to be one of them."""
    text = (PINS / filename).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith(("#", "--")):
            requirement, *hashes = line.split(" --hash=")
            pin = Pin(Requirement(requirement), tuple(hash_.strip() for hash_ in hashes))
            found[canonicalize_name(pin.requirement.name)] = pin
    return found


@pytest.fixture(scope="module")
def release() -> dict[str, Pin]:
    return pins("release.txt")


def applies(marker: Marker | None, system: str) -> bool:
    return marker is None or marker.evaluate({**SYSTEMS[system], **PYTHON, "extra": ""})


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    named = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in named}


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    built_with = (PINS / "build.in").read_text(encoding="utf-8").splitlines()
    lines = [*project["dependencies"], *(line.partition("#")[0] for line in built_with)]
    return [Requirement(line) for line in lines if line.strip()]


def test_pins_are_the_versions_that_the_tests_passed_with(release: dict[str, Pin]) -> None:
    tested = constraints()
    differing = {
        name: (pin.version, tested[name])
        for name, pin in release.items()
        if name in tested and pin.version != tested[name]
    }
    assert differing == {}
    untested = {name for name in release if name not in tested}
    alone = {name for name in untested if applies(release[name].requirement.marker, "Linux")}
    # These are what a bundle is built with, not what it runs with.
    assert alone <= {
        "altgraph",
        "boolean-py",
        "cyclonedx-python-lib",
        "defusedxml",
        "license-expression",
        "packageurl-python",
        "py-serializable",
        "pyinstaller",
        "pyinstaller-hooks-contrib",
        "setuptools",
        "ziglang",
    }


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_is_asked_for_is_pinned(release: dict[str, Pin], system: str) -> None:
    for requirement in wanted():
        if applies(requirement.marker, system):
            pin = release[canonicalize_name(requirement.name)]
            assert applies(pin.requirement.marker, system), f"{requirement} on {system}"
            assert requirement.specifier.contains(pin.version), requirement


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_the_installed_packages_ask_for_is_pinned(release: dict[str, Pin], system: str) -> None:
    """Those that are installed here tell what they need on other systems too."""
    for name, pin in release.items():
        if not applies(pin.requirement.marker, system):
            continue
        try:
            needed = map(Requirement, distribution(name).requires or [])
        except PackageNotFoundError:
            continue
        for requirement in needed:
            if applies(requirement.marker, system):
                found = release.get(canonicalize_name(requirement.name))
                assert found is not None, f"{name} needs {requirement} on {system}"
                assert applies(found.requirement.marker, system), f"{name} needs {requirement} on {system}"


@pytest.mark.parametrize("filename", ["release.txt", "torch-linux.txt"])
def test_every_pin_has_hashes(filename: str) -> None:
    found = pins(filename)
    assert found
    for name, pin in found.items():
        assert pin.hashes, name
        for hash_ in pin.hashes:
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", hash_), name


def test_pytorch_for_linux_is_the_same_version_for_the_cpu(release: dict[str, Pin]) -> None:
    only = pins("torch-linux.txt")
    assert only.keys() == {"torch"}
    assert only["torch"].version == f"{release['torch'].version}+cpu"
    assert not [name for name in release if name.startswith(("nvidia-", "cuda-", "triton"))]


def test_the_lock_is_in_order_and_says_how_it_was_made() -> None:
    text = (PINS / "release.txt").read_text(encoding="utf-8")
    names = [canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)]
    assert all(first < second for first, second in pairwise(names))
    command = re.findall(r"^#    (uv .*)$", text, re.MULTILINE)
    page = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    assert command == [
        " ".join(line.strip() for line in re.findall(r"^uv pip .*", joined(page), re.MULTILINE))
    ]


def joined(text: str) -> str:
    """A page with its commands on one line each."""
    return re.sub(r" \\\n\s*", " ", text)
