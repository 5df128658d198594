"""Write the licences of what a bundle holds, and refuse what it may not hold.

python packaging/licences.py --bundle dist/backline --output dist/backline
python packaging/licences.py --page docs/licences.md
"""

import argparse
import sys
import tomllib
from pathlib import Path

from licences_bundle import Bundle, read_bundle
from licences_page import licence_page
from licences_parts import ROOT, Part, parts_of
from licences_rules import Rules, read_rules
from licences_sbom import sbom
from licences_text import licence_text
from licences_weights import forbidden_weights, weights

TEXT = "THIRD-PARTY-LICENCES.txt"
SBOM = "backline.cdx.json"
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def objections(bundle: Bundle, parts: list[Part], strangers: list[str], rules: Rules) -> list[str]:
    """Why a bundle may not be given to others, a sentence each; empty where it may."""
    return [
        *(f"Nobody knows what this is, or under which terms: {name}." for name in strangers),
        *(said for part in parts if (said := rules.objection(part.name, part.licence))),
        *(
            f"{path.name} may not be redistributed: users download it."
            for path in forbidden_weights(bundle.files.values())
        ),
    ]


def write_licences(folder: Path, output: Path) -> list[str]:
    """Write list and SBOM of a bundle into `output`, if nothing is said against it. Returns what is said."""
    rules = read_rules()
    bundle = read_bundle(folder)
    parts, strangers = parts_of(bundle, rules)
    parts.extend(weights(bundle, rules))
    against = objections(bundle, parts, strangers, rules)
    if not against:
        (output / TEXT).write_text(licence_text(VERSION, parts, rules), encoding="utf-8")
        (output / SBOM).write_text(sbom(VERSION, parts), encoding="utf-8")
    return against


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Licences of what a bundle holds.")
    parser.add_argument("--bundle", type=Path, help="a one-folder bundle, or a macOS application")
    parser.add_argument("--output", type=Path, help=f"the folder for {TEXT} and {SBOM}")
    parser.add_argument("--page", type=Path, help="the page of the documentation to write")
    given = parser.parse_args()
    if given.page:
        given.page.write_text(licence_page(read_rules()), encoding="utf-8")
    if given.bundle:
        against = write_licences(given.bundle, given.output or given.bundle)
        if against:
            sys.exit("\n".join(against))


if __name__ == "__main__":
    main()
