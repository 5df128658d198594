"""Draws the songs' rows, and lets their titles be edited in place."""

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.names import MAX_LABEL
from ui.language import tr
from ui.queue import cells
from ui.queue.covers import Covers
from ui.queue.order import Column
from ui.queue.row_painter import TITLE_LEFT, CellPainter, row_height
from ui.queue.songs_model import SongsModel

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Draws the cells of `SongsModel`. hovered: the row under the pointer, -1 for none."""

    def __init__(self, covers: Covers, parent: QObject) -> None:
        super().__init__(parent)
        self._covers = covers
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        return QSize(60, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, is_hovered = cast("SongsModel", index.model()), self.hovered == index.row()
        job = model.job(index.row())
        painter.save()
        cell = CellPainter(painter, option, job, model, self._covers)
        cell.ground(index, is_hovered)
        match Column(index.column()):
            case Column.SONG:
                cell.song()
            case Column.STATE:
                cell.state()
            case Column.MENU:
                if is_hovered or option.state & QStyle.StateFlag.State_Selected:
                    cell.menu()
            case column:
                cell.text(cells.text(job, column, model.place(job)))
        painter.restore()

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: Index,  # noqa: ARG002
    ) -> QWidget:
        editor = QLineEdit(parent, maxLength=MAX_LABEL)
        editor.setAccessibleName(tr("Name of the song"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        # Not again when the song gets on meanwhile: what was typed would be gone.
        if not editor.isVisible():
            super().setEditorData(editor, index)

    def updateEditorGeometry(  # noqa: N802
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002
    ) -> None:
        left, height, cell = TITLE_LEFT - 8, editor.sizeHint().height(), option.rect
        editor.setGeometry(
            cell.left() + left, cell.center().y() - height // 2, cell.width() - left - 6, height
        )
