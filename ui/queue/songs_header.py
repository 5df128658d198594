"""The columns of the songs: how wide they are, and which have room."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.queue.order import Column
from ui.queue.songs_model import SongsModel

WIDTHS = {
    Column.STATE: 230,
    Column.LENGTH: 74,
    Column.TEMPO: 92,
    Column.KEY: 100,
    Column.ADDED: 118,
    Column.MENU: 40,
}
LEAVES_FIRST = ((Column.ADDED, 860), (Column.KEY, 740), (Column.TEMPO, 640))
"""Columns, and the width of the table below which they have no room."""


class SongsHeader(QHeaderView):
    """Stands above the songs; a click on a column sorts by it."""

    def __init__(self, model: SongsModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._songs = model

    def set_up(self) -> None:
        """Be what a table of songs needs; the table has a model by then."""
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(40)
        self.set_widths(list(WIDTHS.values()))
        self.setSectionResizeMode(Column.SONG, QHeaderView.ResizeMode.Stretch)
        self.setSectionResizeMode(Column.MENU, QHeaderView.ResizeMode.Fixed)
        # With the table's own, it would ask for every cell of every column whether it is selected.
        self.setSelectionModel(QItemSelectionModel(self._songs, self))
        self.sort_by(*self._songs.sorted_by)

    def widths(self) -> list[int]:
        """Widths of the columns that can be resized, in pixels."""
        return [self.sectionSize(column) or width for column, width in WIDTHS.items()]

    def set_widths(self, widths: Sequence[int]) -> None:
        """Give the columns the widths that `widths` told."""
        for column, width in zip(WIDTHS, widths, strict=False):
            self.resizeSection(column, width)

    def sort_by(self, column: int, descending: bool) -> None:
        """List the songs in another order, and show it."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.setSortIndicator(column, order)

    def fit(self, width: int) -> None:
        """Leave out the columns for which a table of so many pixels has no room."""
        for column, least in LEAVES_FIRST:
            if self.isSectionHidden(column) is not (width < least):
                self.setSectionHidden(column, width < least)
