"""What is known of licences: `licences/parts.toml`, and what it means for one part."""

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from license_expression import AND, OR, ExpressionError, get_spdx_licensing
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent / "licences"
TEXTS = HERE / "texts"
SPDX = get_spdx_licensing()


@dataclass(frozen=True)
class Library:
    """A library that comes inside of something else. files: pattern of its file's name, without `lib`."""

    name: str
    licence: str
    source: str
    files: str = ""
    package: str = ""
    systems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What parts.toml says."""

    allowed: frozenset[str]
    own: tuple[str, ...]
    spelt: dict[str, str]
    packages: dict[str, str]
    reasons: dict[tuple[str, str], str]
    libraries: tuple[Library, ...]
    inside: tuple[Library, ...]
    page: tuple[dict[str, str], ...]
    weights: dict[str, str]

    def library(self, filename: str) -> Library | None:
        """The library that a file is, told by the beginning of its name."""
        bare = re.sub(r"^lib", "", filename)
        return next((known for known in self.libraries if _begins(known.files, bare)), None)

    def is_own(self, path: str) -> bool:
        """Whether a shared library is of the package's makers."""
        return any(re.match(pattern, path) for pattern in self.own)

    def licence_of(self, distribution: Distribution) -> str:
        """SPDX expression of an installed package; empty where it says nothing that is one."""
        known = self.packages.get(canonicalize_name(distribution.name))
        if known:
            return known
        said = [
            text.split(" :: ")[-1]
            for field in ("License-Expression", "License", "Classifier")
            for text in distribution.metadata.get_all(field) or []
            if field != "Classifier" or text.startswith("License :: ")
        ]
        spelt = (self.spelt.get(text, text) for text in said if "\n" not in text)
        return next((text for text in spelt if _is_expression(text)), "")

    def objection(self, name: str, licence: str) -> str | None:
        """Why a part may not be in a bundle."""
        if (name, licence) in self.reasons:
            return None
        if not licence:
            return f"{name} has no licence that is known: read it, and add it to {HERE.name}/parts.toml."
        if not self._allows(SPDX.parse(licence)):
            return f"{name} is under {licence}, and {HERE.name}/parts.toml gives no reason why that may be."
        return None

    def _allows(self, expression: Any) -> bool:
        if isinstance(expression, AND):
            return all(self._allows(part) for part in expression.args)
        if isinstance(expression, OR):
            return any(self._allows(part) for part in expression.args)
        return expression.render() in self.allowed


def read_rules(path: Path = HERE / "parts.toml") -> Rules:
    """The rules of a file."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Rules(
        frozenset(said["allowed"]),
        tuple(said["own"]),
        said["spelt"],
        said["packages"],
        {(each["name"], each["licence"]): each["reason"] for each in said["reviewed"]},
        tuple(Library(**each) for each in said["library"]),
        tuple(Library(**each | {"systems": tuple(each.get("systems", ()))}) for each in said["inside"]),
        tuple(said["page"]),
        said["weights"],
    )


def standard_texts(licence: str) -> list[Path]:
    """The texts of an expression's licences, of those that are here; LGPL-3.0 builds on GPL-3.0."""
    names = {re.sub(r"-(only|or-later)$", "", key) for key in SPDX.license_keys(licence)}
    names |= {"GPL-3.0"} & {name.replace("LGPL", "GPL") for name in names}
    return sorted(path for path in TEXTS.glob("*.txt") if path.stem in names)


def _begins(pattern: str, bare: str) -> bool:
    return re.match(rf"({pattern})(?![A-Za-z])", bare, re.IGNORECASE) is not None


def _is_expression(text: str) -> bool:
    try:
        return not SPDX.unknown_license_keys(text)
    except ExpressionError:
        return False
