"""A page of the settings: headings and cards."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.card import Card
from ui.widgets.labels import Label, heading

PAGE_WIDTH = 760
"""Widest column of a page: longer lines are hard to read."""
FIRST = 1000
"""The column's share of the width, as far as it takes it."""


class Page(QScrollArea):
    """A column of headings and cards, which scrolls where it does not fit."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QWidget()
        column.setMaximumWidth(PAGE_WIDTH)
        self.column = QVBoxLayout(column)
        self.column.setContentsMargins(28, 24, 28, 28)
        self.column.setSpacing(10)
        self.column.addWidget(heading(title, 1.5))
        ground = QWidget()
        centred = QHBoxLayout(ground)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(column, FIRST)
        centred.addStretch(1)
        self.setWidget(ground)

    def group(self, title: str = "", hint: str = "") -> Card:
        """Begin a group of rows."""
        self.column.addSpacing(8)
        if title:
            self.column.addWidget(heading(title))
        if hint:
            self.column.addWidget(Label(hint, "muted"))
        card = Card()
        self.column.addWidget(card)
        return card

    def finish(self) -> None:
        """Keep the rows at the top."""
        self.column.addStretch(1)
