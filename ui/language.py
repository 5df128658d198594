"""Every text that a person reads goes through `tr`, so that a translation can take its place."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

CONTEXT = "Backline"
ENGLISH = "en"
TRANSLATIONS = Path(__file__).parent / "translations"


def tr(text: str, **values: object) -> str:
    """A text in the user's language, with its `{placeholders}` filled in."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def translation_for(languages: Sequence[str], folder: Path = TRANSLATIONS) -> Path | None:
    """The first translation that a user reads; None where English comes first, or there is none.

    languages: such as `de-AT`, the user's favourite first.
    """
    for language in languages:
        name = language.replace("_", "-").partition("-")[0]
        if name == ENGLISH:
            return None
        file = folder / f"backline_{name}.qm"
        if file.is_file():
            return file
    return None
