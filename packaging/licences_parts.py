"""The parts of a bundle, each with its terms: Python packages, libraries, what the page is made of."""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from licences_bundle import Bundle, Share, sort
from licences_notices import Notice, debian_notice, named_notice, notices, python_notice, read
from licences_rules import Library, Rules
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "app" / "page" / "licences.json"
ICONS = ROOT / "ui" / "icons" / "LICENSE-lucide.txt"
NATIVE = re.compile(r"\.(so|dll|dylib)([.]|$)", re.IGNORECASE)
EXTENSION = re.compile(r"\.cpython-|\.abi3\.")


@dataclass(frozen=True)
class Part:
    """Something that others made. licence: SPDX expression. source: where it is from.

    inside: the package that brings it. files: paths in the bundle. sha256: of files, by their paths.
    """

    kind: str
    name: str
    version: str
    licence: str
    source: str
    notices: tuple[Notice, ...] = ()
    inside: str = ""
    files: tuple[str, ...] = ()
    sha256: tuple[tuple[str, str], ...] = ()
    note: str = ""


def parts_of(bundle: Bundle, rules: Rules) -> tuple[list[Part], list[str]]:
    """What others made of a bundle, and the names of what nobody knows."""
    found = sort(bundle, distributions())
    shares = [share for share in found.shares if share.distribution.name != "backline"]
    parts = [python(), bootloader()]
    for share in shares:
        name = share.distribution.name
        parts.append(package(share.distribution, rules))
        parts.extend([*linked(name, rules), *declared(share.distribution)])
        parts.extend(_part(known, name, files) for known, files in _libraries(share.files, rules))
    for known, files in _libraries(found.others, rules):
        parts.append(_system_part(known, files, bundle.files[files[0]]))
    strangers = [name for name in found.others if not _library(name, rules)]
    strangers += [name for share in shares for name in _strangers(share, rules)]
    return [*parts, *page(rules), icons()], [*found.unknown, *strangers]


def package(distribution: Distribution, rules: Rules) -> Part:
    """An installed Python package."""
    name, version = distribution.name, distribution.version
    source = f"https://pypi.org/project/{name}/{version.partition('+')[0]}/"
    licence = rules.licence_of(distribution)
    return Part("Python package", name, version, licence, source, notices(distribution))


def linked(package_name: str, rules: Rules) -> Iterator[Part]:
    """What is linked into a package's own files on this system."""
    for known in rules.inside:
        is_here = not known.systems or sys.platform in known.systems
        if is_here and known.package == canonicalize_name(package_name):
            yield _part(known, package_name, ())


def declared(distribution: Distribution) -> Iterator[Part]:
    """What a package's own SBOM has with a licence: Rust crates. Libraries are known by their files."""
    for file in distribution.files or []:
        if file.parent.name == "sboms" and file.suffix == ".json":
            for component in json.loads(read(Path(str(file.locate())))).get("components", []):
                for said in component.get("licenses", []):
                    yield _crate(component, said, distribution.name)


def python() -> Part:
    """The interpreter and its library."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Part("program", "Python", version, "PSF-2.0", "https://www.python.org", (python_notice(),))


def bootloader() -> Part:
    """What starts the program: PyInstaller's, whose other parts stay where the bundle is built."""
    made = Distribution.from_name("pyinstaller")
    licence = "GPL-2.0-or-later WITH Bootloader-exception AND Apache-2.0"
    return Part("program", "PyInstaller", made.version, licence, "https://pyinstaller.org", notices(made))


def page(rules: Rules) -> Iterator[Part]:
    """The packages that the page is built of, as its build lists them, and those that are loaded apart."""
    built = json.loads(PAGE.read_text(encoding="utf-8"))
    for each in [*built, *rules.page]:
        texts = (("LICENSE", each["text"]),) if "text" in each else named_notice(each["name"])
        source = f"https://www.npmjs.com/package/{each['name']}/v/{each['version']}"
        yield Part("page", each["name"], each["version"], each["identifier"], source, texts)


def icons() -> Part:
    """The pictures in the windows."""
    return Part("icons", "Lucide", "", "ISC AND MIT", "https://lucide.dev", ((ICONS.name, read(ICONS)),))


def _crate(component: dict[str, str], said: dict[str, Any], inside: str) -> Part:
    name, version = component["name"], component.get("version", "")
    licence = said.get("expression") or said["license"].get("id", "")
    source = f"https://crates.io/crates/{name}/{version}"
    return Part("Rust crate", name, version, licence, source, inside=inside)


def _libraries(files: Iterable[str], rules: Rules) -> Iterator[tuple[Library, tuple[str, ...]]]:
    """The libraries that files are, with those of each."""
    by_library: dict[Library, list[str]] = defaultdict(list)
    for name in files:
        known = _library(name, rules)
        if known:
            by_library[known].append(name)
    return ((known, tuple(names)) for known, names in by_library.items())


def _part(known: Library, inside: str, files: tuple[str, ...]) -> Part:
    notice = named_notice(known.name)
    return Part("library", known.name, "", known.licence, known.source, notice, inside, files)


def _system_part(known: Library, files: tuple[str, ...], first: Path) -> Part:
    version, notice = debian_notice(first)
    return Part("library", known.name, version, known.licence, known.source, notice, files=files)


def _library(name: str, rules: Rules) -> Library | None:
    return rules.library(name.rpartition("/")[2]) if _is_shared(name) else None


def _strangers(share: Share, rules: Rules) -> Iterator[str]:
    brought = (name for name in share.files if _is_shared(name) and not rules.is_own(name))
    return (name for name in brought if not _library(name, rules))


def _is_shared(name: str) -> bool:
    return bool(NATIVE.search(name)) and not EXTENSION.search(name)
