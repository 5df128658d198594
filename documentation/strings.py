"""`python -m documentation.strings`: bring the translations up to what the windows say, and compile them.

Qt's own `lupdate` takes `tr` for a method, and finds no context.
"""

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path

from ui.language import CONTEXT, TRANSLATIONS

WINDOWS = TRANSLATIONS.parent
TEMPLATE = TRANSLATIONS / "backline.ts"
"""What a new language begins with, as `backline_<language>.ts`."""


def main() -> None:
    """Keep what is translated, add what is new as unfinished, drop what nobody says any more."""
    texts = said()
    for file in sorted({TEMPLATE, *TRANSLATIONS.glob("backline_*.ts")}):
        file.write_bytes(document(texts, translated(file), file.stem.removeprefix("backline").lstrip("_")))
        if file != TEMPLATE:
            compile_for_qt(file)


def said() -> dict[str, list[Path]]:
    """Every text of the windows, and the files that say it. Raises ValueError for one that is no literal."""
    texts: dict[str, list[Path]] = {}
    for file in sorted(WINDOWS.rglob("*.py")):
        for text in dict.fromkeys(text for text, _ in calls(file)):
            texts.setdefault(text, []).append(file)
    return texts


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Texts and calls of `tr` in a file, in their order. Raises ValueError for a text that is no literal."""
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    found = [node for node in nodes if isinstance(node, ast.Call) and _is_tr(node)]
    for call in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        match call.args:
            case [ast.Constant(value=str(text))]:
                yield text, call
            case _:
                raise ValueError(f"{file}:{call.lineno}: what is translated has to be a literal.")


def _is_tr(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "tr"


def translated(file: Path) -> dict[str, str]:
    """The finished translations of a .ts file, none where it is not there."""
    if not file.exists():
        return {}
    messages = ET.parse(file).getroot().iter("message")
    pairs = ((message.findtext("source", ""), message.findtext("translation", "")) for message in messages)
    return {source: translation for source, translation in pairs if translation}


def document(texts: Mapping[str, list[Path]], translations: Mapping[str, str], language: str) -> bytes:
    """A .ts file as Qt Linguist reads it. language: such as `de`, empty for the template."""
    root = ET.Element("TS", {"version": "2.1"} | ({"language": language} if language else {}))
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text, files in texts.items():
        message = ET.SubElement(context, "message")
        for file in files:
            place = file.relative_to(WINDOWS).as_posix()
            ET.SubElement(message, "location", {"filename": f"../{place}"})
        ET.SubElement(message, "source").text = text
        if text in translations:
            ET.SubElement(message, "translation").text = translations[text]
        else:
            ET.SubElement(message, "translation", {"type": "unfinished"})
    ET.indent(root)
    head = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    return head + ET.tostring(root, "unicode").encode() + b"\n"


def compile_for_qt(file: Path) -> None:
    """Write the .qm beside a .ts file."""
    program = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    assert program, "PySide6 brings pyside6-lrelease along"
    subprocess.run([program, "-silent", str(file), "-qm", str(file.with_suffix(".qm"))], check=True)


if __name__ == "__main__":
    main()
