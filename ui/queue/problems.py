"""What could not be taken in: one sentence, and a list for whoever wants to know."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from ui.language import tr
from ui.queue.intake import Problem
from ui.widgets.buttons import Button
from ui.widgets.labels import heading

NAMED = 3
"""Files that the sentence names."""


def sentence_about(problems: Sequence[Problem]) -> str:
    """What is told of files that were left out; of one, why."""
    if len(problems) == 1:
        return problems[0].sentence
    named = ", ".join(problem.path.name for problem in problems[:NAMED])
    more = len(problems) - NAMED
    if more <= 0:
        return tr("{n} files were left out: {named}.", n=len(problems), named=named)
    return tr("{n} files were left out: {named} and {more} more.", n=len(problems), named=named, more=more)


class ProblemsDialog(QDialog):
    """All that was left out, and why."""

    def __init__(self, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Files that were left out"))
        title = heading(tr("{n} files were left out", n=len(problems)), 1.2)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setSpacing(3)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        for problem in problems:
            self.list.addItem(problem.sentence)
            self.list.item(self.list.count() - 1).setToolTip(str(problem.path))
        close = Button(tr("Close"), self.close, is_primary=True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(self.list)
        column.addLayout(buttons)
        self.resize(560, 360)
