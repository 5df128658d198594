"""The list of licences that lies beside the program, to be read by people."""

from collections.abc import Iterable, Iterator

from licences_notices import read
from licences_parts import Part
from licences_rules import Rules, standard_texts

RULE = "=" * 100
INTRODUCTION = """\
Backline {version} is under the MIT licence. It comes with what others made, under the terms that are
listed here; the texts follow the list. `backline.cdx.json` lists the same for programs.

Libraries under the LGPL (Qt, FFmpeg and others) are files of their own, in the folder of the Python
package that brings them or in PACKAGE.libs: you may exchange them for your own builds of the same
interface, and take the program apart to find out why those do not work. The Python packages under the
LGPL are inside of the program's file: exchange them by building the program from its sources, which are
free. The sources of all of them are at the addresses in this list.

Weights that may not be given on are not here: users download HTDemucs, and are shown its terms first.
"""


def licence_text(version: str, parts: list[Part], rules: Rules) -> str:
    """The list, the reasons for what is not plainly free, all notices once, and the texts of the licences."""
    expressions = " AND ".join(f"({part.licence})" for part in parts if part.licence)
    return "\n".join(
        [
            INTRODUCTION.format(version=version),
            *(_line(part) for part in parts),
            "",
            *_reasons(parts, rules),
            *_notices(parts),
            *(f"{RULE}\n{path.stem}\n\n{read(path)}\n" for path in standard_texts(expressions)),
        ]
    )


def _line(part: Part) -> str:
    inside = f", in {part.inside}" if part.inside else ""
    note = f"\n    {part.note}" if part.note else ""
    name = f"{part.name} {part.version}".rstrip()
    return f"{name} ({part.kind}{inside}): {part.licence}\n    {part.source}{note}"


def _reasons(parts: Iterable[Part], rules: Rules) -> Iterator[str]:
    for name, licence in sorted({(part.name, part.licence) for part in parts} & rules.reasons.keys()):
        yield f"{name}, {licence}: {rules.reasons[name, licence]}\n"


def _notices(parts: Iterable[Part]) -> Iterator[str]:
    """Each text once, under the names of all parts that it came with."""
    owners: dict[str, list[str]] = {}
    for part in parts:
        for filename, text in part.notices:
            owners.setdefault(text, []).append(f"{part.name}: {filename}")
    for text, names in owners.items():
        heading = "\n".join(names)
        yield f"{RULE}\n{heading}\n\n{text}\n"
