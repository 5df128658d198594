"""Writes the update file of a release: `python packaging/update_file.py --url URL [--output backline.json]`.

The version is pyproject.toml's. The notes are the first sentence of its section in CHANGELOG.md, or of the
newest one where it has none yet.
"""

import argparse
import json
import re
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from core.errors import UpdateError  # noqa: E402 - the project need not be installed
from core.updates.update_file import MAX_NOTES, parsed  # noqa: E402

_SECTION = re.compile(r"^## (?P<title>.+?)$(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ITEM = re.compile(r"^- (.+?)(?=^- |^#|^$|\Z)", re.MULTILINE | re.DOTALL)


def main(arguments: list[str]) -> None:
    """Write the file, or print it. Ends with a sentence where Backline would not believe it."""
    parser = argparse.ArgumentParser(description="Write the update file of a release.")
    parser.add_argument("--url", required=True, help="page of the release, https")
    parser.add_argument("--output", type=Path, help="file to write; without it, it is printed")
    asked = parser.parse_args(arguments)
    text = update_file(ROOT, asked.url)
    try:
        parsed(text.encode())
    except UpdateError as error:
        sys.exit(f"update_file: {error}")
    if asked.output:
        asked.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def update_file(root: Path, url: str) -> str:
    """The file's text, of the project in a folder."""
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    title, notes = summary((root / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    day = re.search(r"\d{4}-\d\d-\d\d", title)
    facts = {
        "version": version,
        "url": url,
        "notes": notes,
        "date": day[0] if day else datetime.now(UTC).date().isoformat(),
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def summary(changelog: str, version: str) -> tuple[str, str]:
    """Title of a version's section, and a sentence: of the words above its list, else of the first point."""
    sections = list(_SECTION.finditer(changelog))
    if not sections:
        return "", ""
    section = next(
        (one for one in sections if one["title"].split()[0].strip("[],:v") == version), sections[0]
    )
    above = section["text"].partition("\n- ")[0].strip()
    point = _ITEM.search(section["text"])
    return section["title"], _sentence(above or (point[1] if point else ""))


def _sentence(markdown: str) -> str:
    """The first sentence, in one line and without marks."""
    text = " ".join(re.sub(r"\[([^\]]+)\]\([^)]+\)|[`*]", r"\1", markdown).split())
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text, maxsplit=1)[0]
    return first if len(first) <= MAX_NOTES else f"{first[: MAX_NOTES - 1].rsplit(' ', 1)[0]}…"


if __name__ == "__main__":
    main(sys.argv[1:])
