"""How the cells of a song's row are drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from core.jobs import Job, JobStatus
from ui import words
from ui.icons import icon
from ui.language import tr
from ui.queue.covers import COVER_SIZE, Covers
from ui.queue.order import Column
from ui.queue.songs_model import SongsModel
from ui.theme import Theme, faded, theme_of

Index = QModelIndex | QPersistentModelIndex

MARGIN = 12
GAP = 10
TITLE_LEFT = MARGIN + COVER_SIZE + GAP
"""Pixels from the left edge of a row to its title."""
ICON = 14
BAR = 4
"""Pixels: thickness of the progress bar."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_CENTRE = Qt.AlignmentFlag.AlignCenter
_STATE_ICONS = {
    JobStatus.QUEUED: "clock",
    JobStatus.PROCESSING: "loader",
    JobStatus.COMPLETED: "circle-check",
    JobStatus.FAILED: "circle-alert",
}


def row_height(font: QFont) -> int:
    """Pixels of every row."""
    lines = QFontMetrics(font).lineSpacing() + QFontMetrics(small(font)).lineSpacing()
    return max(COVER_SIZE + 18, lines + 24)


def small(font: QFont) -> QFont:
    """For the second line."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.88)
    return smaller


class CellPainter:
    """Draws one cell of a song's row: first its ground, then what it says."""

    def __init__(
        self, painter: QPainter, option: QStyleOptionViewItem, job: Job, model: SongsModel, covers: Covers
    ) -> None:
        self.job = job
        self._painter = painter
        self._option = option
        self._model = model
        self._covers = covers
        self._area = option.rect
        self._theme: Theme = theme_of(option.palette)
        self._font = QFont(option.font)
        self._small = small(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def ground(self, index: Index, is_hovered: bool) -> None:
        """The row's colour, its lower edge, and its frame where the keyboard is."""
        state, theme, area = self._option.state, self._theme, self._area
        self._painter.fillRect(area, theme.surface)
        if state & QStyle.StateFlag.State_Selected:
            self._painter.fillRect(area, faded(theme.accent, 0.22 if theme.is_dark else 0.13))
        elif is_hovered:
            self._painter.fillRect(area, faded(theme.raised, 0.65))
        self._painter.fillRect(area.left(), area.bottom(), area.width(), 1, faded(theme.line, 0.55))
        view = self._option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and _is_current(view, index):
            self._focus(Column(index.column()))

    def _focus(self, column: Column) -> None:
        area, accent = self._area, self._theme.accent
        self._painter.fillRect(area.left(), area.top(), area.width(), 2, accent)
        self._painter.fillRect(area.left(), area.bottom() - 1, area.width(), 2, accent)
        if column is Column.SONG:
            self._painter.fillRect(area.left(), area.top(), 2, area.height(), accent)
        if column is Column.MENU:
            self._painter.fillRect(area.right() - 1, area.top(), 2, area.height(), accent)

    def song(self) -> None:
        """Cover, title, and what is special about the song."""
        area = self._area
        cover = QRect(area.left() + MARGIN, area.center().y() - COVER_SIZE // 2 + 1, COVER_SIZE, COVER_SIZE)
        self._cover(cover)
        left, right = cover.right() + GAP, area.right() - GAP
        title = QFont(self._font)
        title.setWeight(QFont.Weight.Medium)
        text = words.subtitle(self.job, self._model.senders)
        if text or words.is_quick(self.job) or self.job.keep:
            upper, lower = self._lines(left, right)
            self._notes(lower, text)
        else:
            upper = QRect(left, area.top(), right - left, area.height())
        self._write(upper, self.job.display_name, title, self._theme.text)

    def _cover(self, place: QRect) -> None:
        ratio = self._option.widget.devicePixelRatioF() if self._option.widget else 1.0
        picture = self._covers.cover(self.job.id, ratio)
        if picture is not None:
            self._painter.drawPixmap(place, picture)
            return
        colours = list(self._theme.stems.values())[:6]
        colour = colours[sum(self.job.sha256.encode()) % len(colours)]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(faded(colour, 0.20 if self._theme.is_dark else 0.14))
        self._painter.drawRoundedRect(place, 6, 6)
        self._icon("music", QRect(place.center().x() - 8, place.center().y() - 8, 18, 18), colour)

    def _notes(self, line: QRect, text: str) -> None:
        job, muted = self.job, self._theme.muted
        if words.is_quick(job):
            line.setLeft(self._pill(line, tr("Quick")) + 6)
        if job.keep:
            line.setLeft(self._picture("pin", line, muted))
        if words.sender(job, self._model.senders) and not job.earlier:
            line.setLeft(self._picture("smartphone", line, muted))
        self._write(line, text or (tr("Kept") if job.keep else ""), self._small, muted)

    def state(self) -> None:
        """What becomes of the song: words, how far it is, or why it failed."""
        job, theme, area = self.job, self._theme, self._area
        text = words.state(job, self._model.place(job))
        detail = words.detail(job)
        colour = {
            JobStatus.COMPLETED: theme.good,
            JobStatus.FAILED: theme.muted if job.error_code == "cancelled" else theme.bad,
            JobStatus.PROCESSING: theme.accent,
        }.get(job.status, theme.muted)
        left, right = area.left() + 6, area.right() - GAP
        if job.status is JobStatus.PROCESSING:
            upper, lower = self._lines(left, right, lift=4)
            self._bar(QRectF(left, lower.bottom() + 4, right - left, BAR), job.progress / 100)
            detail = detail or words.progress(job)
        elif detail:
            upper, lower = self._lines(left, right)
        else:
            upper, lower = QRect(left, area.top(), right - left, area.height()), QRect()
        upper.setLeft(self._picture(_STATE_ICONS[job.status], upper, colour))
        self._write(upper, text, self._font, theme.text if job.status is JobStatus.PROCESSING else colour)
        if detail:
            self._write(lower, detail, self._small, theme.warn if job.setback else theme.muted)

    def text(self, text: str) -> None:
        """One line of second rank."""
        self._write(self._area.adjusted(6, 0, -6, 0), text, self._font, self._theme.muted)

    def menu(self) -> None:
        """The button that opens the row's menu."""
        centre = self._area.center()
        self._icon("ellipsis-vertical", QRect(centre.x() - 8, centre.y() - 8, 18, 18), self._theme.muted)

    def _lines(self, left: int, right: int, lift: int = 0) -> tuple[QRect, QRect]:
        """Places of two lines in the middle of the cell. lift: pixels that they stand higher."""
        upper = QFontMetrics(self._font).lineSpacing() + 2
        lower = QFontMetrics(self._small).lineSpacing() + 2
        top = self._area.center().y() - (upper + lower) // 2 - lift
        return QRect(left, top, right - left, upper), QRect(left, top + upper, right - left, lower)

    def _write(self, place: QRect, text: str, font: QFont, colour: QColor) -> None:
        if not text or place.width() < 8:
            return
        shown = QFontMetrics(font).elidedText(
            " ".join(text.split()), Qt.TextElideMode.ElideRight, place.width()
        )
        self._painter.setFont(font)
        self._painter.setPen(colour)
        self._painter.drawText(place, _LEFT | Qt.TextFlag.TextSingleLine, shown)

    def _pill(self, line: QRect, text: str) -> int:
        """A small label; where it ends."""
        metrics, theme = QFontMetrics(self._small), self._theme
        pill = QRect(line.left(), line.top(), metrics.horizontalAdvance(text) + 14, line.height())
        self._painter.setPen(QPen(theme.line, 1))
        self._painter.setBrush(theme.raised)
        self._painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        self._painter.setFont(self._small)
        self._painter.setPen(theme.warn)
        self._painter.drawText(pill, _CENTRE, text)
        return pill.right()

    def _picture(self, name: str, line: QRect, colour: QColor) -> int:
        """A small picture at the beginning of a line; where the rest begins."""
        self._icon(name, QRect(line.left(), line.center().y() - ICON // 2 + 1, ICON, ICON), colour)
        return line.left() + ICON + 6

    def _icon(self, name: str, place: QRect, colour: QColor) -> None:
        icon(name, colour.name()).paint(self._painter, place, _CENTRE, QIcon.Mode.Normal)

    def _bar(self, place: QRectF, part: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.line)
        self._painter.drawRoundedRect(place, BAR / 2, BAR / 2)
        done = QRectF(place.left(), place.top(), max(place.width() * part, BAR), place.height())
        self._painter.setBrush(self._theme.accent)
        self._painter.drawRoundedRect(done, BAR / 2, BAR / 2)


def _is_current(view: QAbstractItemView, index: Index) -> bool:
    return view.currentIndex().row() == index.row()
