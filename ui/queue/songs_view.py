"""The table of songs: what is selected, where it is scrolled, and the keys and clicks on it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.jobs import Job
from core.subscriptions import Changes
from ui.language import tr
from ui.queue.covers import Covers
from ui.queue.order import Column
from ui.queue.row_delegate import RowDelegate
from ui.queue.row_painter import row_height
from ui.queue.songs_header import SongsHeader
from ui.queue.songs_model import SongsModel

Flag = QItemSelectionModel.SelectionFlag

_STYLE = """
QTableView, QTableView:focus, QHeaderView, QHeaderView:focus { border: none; }
QHeaderView::section:first { padding-left: 14px; }
"""


class SongsView(QTableView):
    """Shows a `SongsModel`.

    opened: emitted with an id. menu_wanted: with a place on the screen. dragged: the selected rows are
    dragged. typed: a character, from which a search may begin.
    """

    opened = Signal(str)
    menu_wanted = Signal(QPoint)
    dragged = Signal()
    typed = Signal(str)

    def __init__(self, model: SongsModel, covers: Covers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = RowDelegate(covers, self)
        self._before: tuple[list[str], str | None] = ([], None)
        self._is_dragged = False
        self.header = SongsHeader(model, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.header.set_up()
        self.setSortingEnabled(True)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._select_again)
        covers.came.connect(self._repaint_song)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.job(index.row()).id))

    def _set_up(self) -> None:
        self.setAccessibleName(tr("Songs"))
        # The row that has the keyboard shows it, and nothing around all of them.
        self.setStyleSheet(_STYLE)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()

    def _set_row_height(self) -> None:
        height = row_height(self.font())
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height // 2)

    def apply(self, changes: Changes) -> None:
        """Take over what has changed, without moving what is in sight."""
        top = self.indexAt(QPoint(0, 0)).row()
        bar = self.verticalScrollBar()
        if top < 0 or bar.value() == 0:
            self._model.apply(changes)
            return
        job_id, above = self._model.job(top).id, self.rowViewportPosition(top)
        self._model.apply(changes)
        row = self._model.row(job_id)
        if row is not None:
            self.updateGeometries()
            bar.setValue(row * self.verticalHeader().defaultSectionSize() - above)

    def selected(self) -> list[Job]:
        """The selected songs, from top to bottom."""
        rows = {
            row
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
        }
        return [self._model.job(row) for row in sorted(rows)]

    def current(self) -> Job | None:
        """The song that the keyboard is at."""
        index = self.currentIndex()
        return self._model.job(index.row()) if index.isValid() else None

    def select(self, job_ids: Iterable[str], current: str | None) -> None:
        """Select those of some songs that are listed."""
        rows = (row for job_id in job_ids if (row := self._model.row(job_id)) is not None)
        selection = QItemSelection()
        for first, last in _runs(sorted(rows)):
            selection.select(self._model.index(first, 0), self._model.index(last, Column.MENU))
        row = self._model.row(current) if current else None
        if row is not None:
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), Flag.NoUpdate)
        self.selectionModel().select(selection, Flag.ClearAndSelect)

    def select_beside(self, jobs: Sequence[Job]) -> None:
        """Select the song below some that are about to go, or else the one above."""
        rows = {row for job in jobs if (row := self._model.row(job.id)) is not None}
        last, count = max(rows, default=-1), self._model.rowCount()
        nearest = (*range(last + 1, count), *range(last, -1, -1))
        beside = next((row for row in nearest if row not in rows), None)
        if beside is not None:
            self.selectRow(beside)

    def show_current(self) -> None:
        """Scroll to the song that the keyboard is at, or else to the top."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        else:
            self.scrollToTop()

    def rename(self) -> None:
        """Edit the current song's name in its row."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(self._model.index(index.row(), Column.SONG))

    def _remember(self) -> None:
        current = self.current()
        self._before = [job.id for job in self.selected()], current.id if current else None

    def _select_again(self) -> None:
        self.select(*self._before)

    def _repaint_song(self, job_id: str) -> None:
        row = self._model.row(job_id)
        if row is not None:
            self.update(self._model.index(row, Column.SONG))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        if not search.isspace():
            self.typed.emit(search)

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row: between columns there is nowhere to go."""
        if action in (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Keys are for the row that they are at, also where it only came to be listed."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        is_editing = self.state() is QAbstractItemView.State.EditingState
        current = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current and not is_editing:
            self.opened.emit(current.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            if self.indexAt(event.pos()).isValid():
                self.menu_wanted.emit(event.globalPos())
            return
        place = self.visualRect(self._model.index(self.currentIndex().row(), Column.STATE))
        self.menu_wanted.emit(self.viewport().mapToGlobal(place.center()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._is_dragged = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.column() == Column.MENU:
            self.menu_wanted.emit(event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._hover(self.indexAt(event.position().toPoint()).row())
        # Until the files are found the pointer goes on, and would select the rows on its way.
        if not (self._is_dragged and event.buttons()):
            super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered = self._delegate.hovered, row
        for one in {before, row} - {-1}:
            self._repaint_row(one)

    def _repaint_row(self, row: int) -> None:
        place = self.visualRect(self._model.index(row, 0))
        self.viewport().update(0, place.top(), self.viewport().width(), place.height())

    def currentChanged(  # noqa: N802
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self._repaint_row(index.row())

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802, ARG002
        self._is_dragged = True
        self.dragged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.header.fit(self.viewport().width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last row of those that lie together."""
    for _, run in groupby(enumerate(rows), key=lambda numbered: numbered[1] - numbered[0]):
        together = [row for _, row in run]
        yield together[0], together[-1]
