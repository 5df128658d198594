"""Every text that a person reads goes through `tr`, so that a translation can take its place."""

from PySide6.QtCore import QCoreApplication

CONTEXT = "Backline"


def tr(text: str, **values: object) -> str:
    """A text in the user's language, with its `{placeholders}` filled in."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated
