"""The page of the documentation that lists what bundles hold."""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import Distribution

from licences_parts import ROOT, Part, icons, package, page, python
from licences_rules import Rules
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.insert(0, str(ROOT))

from core.weights.catalogue import DOWNLOADS
from core.weights.wheels import PACKAGED

PAGE = """\
# Licences

Backline is under the [MIT licence](../LICENSE). Its bundles come with what others made. Each bundle has
`THIRD-PARTY-LICENCES.txt`, with all texts, and `backline.cdx.json`, a CycloneDX list for programs: both
are made of what really lies in that bundle. This page is made of what Backline is built with, of which
a bundle holds a part:

```sh
python packaging/licences.py --page docs/licences.md
```

**What a bundle may hold** is in `packaging/licences/parts.toml`: licences that ask for a notice, and the
LGPL, whose libraries (Qt, FFmpeg) are files of their own that anyone may exchange, with the addresses of
their sources in the list. Anything else, or anything unknown, ends the build, unless this table gives a
reason:

{reviewed}

**The GPL is not in a bundle.** PyAV's wheels bring x264 and x265, encoders of video under the
GPL-2.0-or-later, while the FFmpeg beside them is built without its own parts under the GPL. Backline
encodes no video: in a bundle, a library that says that it cannot encode has the place of each
(`packaging/encoders.py`). Readline, which Python may be linked with, is left out. Whoever installs
Backline from its sources gets the wheels as they are.

**Weights that may not be given on** are in no bundle. Users download them, and are shown the terms first.

| weights | terms | in a bundle |
|---|---|---|
{weights}

## Python packages

{count} packages, with the versions of `constraints.txt`.

| package | version | licence |
|---|---|---|
{packages}

## Inside of them, and beside them

Libraries that packages bring, that are linked into them, or that Python and Qt take from the system on
which a bundle is built. Packages with parts in Rust list those themselves, and a bundle's lists have them.

| library | licence | source |
|---|---|---|
{libraries}

## The page

| package | version | licence |
|---|---|---|
{page}
"""


def licence_page(rules: Rules) -> str:
    """Markdown, of the environment that this runs in."""
    packages = [package(each, rules) for each in installed()]
    known = {(each.name, each.licence, each.source) for each in (*rules.libraries, *rules.inside)}
    libraries = sorted((each for each in known if not rules.objection(*each[:2])), key=_by_name)
    return PAGE.format(
        reviewed="\n".join(_reviewed(rules)),
        weights="\n".join(_weights(rules)),
        count=len(packages),
        packages="\n".join(map(_row, [*packages, replace(python(), version="3.11")])),
        libraries="\n".join(f"| {' | '.join(each)} |" for each in libraries),
        page="\n".join(map(_row, [*page(rules), icons()])),
    )


def installed() -> list[Distribution]:
    """What the program needs of what is installed here, and what that needs, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    wanted = list(project["dependencies"])
    while wanted:
        required = Requirement(wanted.pop())
        name = canonicalize_name(required.name)
        if name in found or (required.marker and not required.marker.evaluate({"extra": ""})):
            continue
        found[name] = Distribution.from_name(name)
        wanted.extend(found[name].requires or [])
    return [found[name] for name in sorted(found)]


def _reviewed(rules: Rules) -> Iterator[str]:
    yield "| part | licence | why it may |\n|---|---|---|"
    for (name, licence), reason in rules.reasons.items():
        yield f"| {name} | {licence} | {reason} |"


def _weights(rules: Rules) -> Iterator[str]:
    for name, model in PACKAGED.items():
        yield f"| {name} | {model.licence}. {rules.weights[name]} | yes |"
    for name, download in DOWNLOADS.items():
        yield f"| {name} | {download.terms} | never |"


def _row(part: Part) -> str:
    # On each system PyTorch has a name of its own for the same version.
    return f"| {part.name} | {part.version.partition('+')[0]} | {part.licence} |"


def _by_name(row: tuple[str, str, str]) -> str:
    return row[0].lower()
