"""The song along its time: rows of stems, chords and singing, the playhead, and the hand on them."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QWidget

from ui.language import tr
from ui.song.analysis import Analysis
from ui.song.canvas import Canvas
from ui.song.hand import Hand
from ui.song.layout import Row
from ui.song.peaks import Peaks
from ui.song.song_picture import Loop, SongPicture, Surroundings
from ui.song.span import Span
from ui.song.timeline import Timeline
from ui.song.transposition import Transposition
from ui.theme import theme_of

STEP = 1.5
"""Of one zoom by key or button."""
TURN_AT, TURN_TO = 0.94, 0.08
"""Where in the view the playhead turns the page, and where it is then."""
AROUND_PLAYHEAD = QRect(-10, 0, 110, 0)
"""What is painted anew when it moves."""


class TimelineView(QWidget):
    """Shows a song, and tells what its user wants of it.

    seek_wanted, chord_wanted: seconds. loop_wanted: from, to. menu_wanted: where on the screen, seconds.
    moved: other seconds are in view. rows_changed: they lie elsewhere.
    """

    seek_wanted = Signal(float)
    loop_wanted = Signal(float, float)
    menu_wanted = Signal(QPoint, float)
    chord_wanted = Signal(float)
    moved = Signal()
    rows_changed = Signal()

    def __init__(self, analysis: Analysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = Timeline(analysis.duration)
        self.picture = SongPicture(analysis, self.height())
        self.position = 0.0
        self.loop: Loop | None = None
        self.follows = True
        self._canvas = Canvas()
        self._hand = Hand()
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(tr("The song along its time"))

    def show_analysis(self, analysis: Analysis) -> None:
        """Show what was found anew; the place in the song stays."""
        before = self.picture
        self.picture = SongPicture(analysis, self.height())
        for name, waveform in self.picture.stems.items():
            if name in before.stems:
                self.picture.stems[name] = before.stems[name]
            else:
                waveform.loudest = 1.0
        if analysis.duration != self.timeline.duration:
            self.timeline.set_duration(analysis.duration)
        self.repaint_all()
        self.rows_changed.emit()

    def show_peaks(self, stem: str, peaks: Peaks) -> None:
        """Draw a stem; all in the scale of the loudest."""
        stems = self.picture.stems
        stems[stem].peaks = peaks
        loudest = max(waveform.peaks.loudest for waveform in stems.values() if waveform.peaks)
        for waveform in stems.values():
            waveform.loudest = loudest
        self._canvas.spoil(*self.picture.rows.stems)
        self.update()

    def show_heard(self, heard: set[str]) -> None:
        """Let the stems step back that are not heard."""
        for name, waveform in self.picture.stems.items():
            if waveform.heard != (name in heard):
                waveform.heard = name in heard
                self._canvas.spoil(self.picture.stem_row(name))
        self.update()

    def read_as(self, transposition: Transposition) -> None:
        """Name the chords otherwise."""
        self.picture.ribbon.read_as(transposition)
        self._canvas.spoil(self.picture.rows.chords)
        self.update()

    def set_loop(self, loop: Loop | None) -> None:
        """Show the region that is repeated."""
        self.loop = loop
        self.update()

    def set_position(self, seconds: float, is_playing: bool) -> None:
        """Move the playhead, and the view with it where it follows."""
        before, self.position = self.position, seconds
        if is_playing and self.follows and self._turn_page():
            return
        picture, timeline = self.picture, self.timeline
        x, x_before = timeline.x(seconds), timeline.x(before)
        if round(x * timeline.ratio) != round(x_before * timeline.ratio):
            for at in (x_before, x):
                self.update(AROUND_PLAYHEAD.translated(int(at), 0).adjusted(0, 0, 0, self.height()))
        if picture.ribbon.index_at(seconds) != picture.ribbon.index_at(before):
            self.update(0, picture.rows.chords.top, self.width(), picture.rows.chords.height)

    def _turn_page(self) -> bool:
        """Let the view begin a little before the playhead, where that is about to leave; whether it moved."""
        if 0 <= self.timeline.x(self.position) <= self.timeline.width * TURN_AT:
            return False
        before = self.timeline.left
        self.timeline.show(self.position, self.timeline.width * TURN_TO)
        if self.timeline.left == before:
            return False
        self.show_moved()
        return True

    def follow(self, follows: bool) -> None:
        """Whether the view goes along with the playhead; then it is in view at once."""
        self.follows = follows
        if follows and not self.timeline.shows(self.position):
            self.timeline.show(self.position, self.timeline.width * TURN_TO)
        self.show_moved()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Go nearer or further, around `x`, or around the playhead where it is in view."""
        if x is None:
            seen = self.timeline.shows(self.position)
            x = self.timeline.x(self.position) if seen else self.timeline.width / 2
        self.timeline.zoom(factor, x)
        self._looked()

    def show_whole(self) -> None:
        """All of the song."""
        self.timeline.fit()
        self.show_moved()

    def pan(self, pixels: float) -> None:
        """Show what comes later, or before: the user looks elsewhere than the playhead."""
        self.timeline.pan(pixels)
        self._looked()

    def _looked(self) -> None:
        """The user has moved the view: it follows the playhead no more where that is out of sight."""
        self.follows = self.follows and self.timeline.shows(self.position)
        self.show_moved()

    def show_moved(self) -> None:
        """Paint where the view is now, and tell."""
        self.update()
        self.moved.emit()

    def repaint_all(self) -> None:
        """Paint everything anew."""
        self._canvas.spoil()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.drawPixmap(0, 0, self._canvas.picture(self.timeline, self.size(), self._paint_still))
        around = self._around()
        self.picture.paint_sentences(painter, around)
        if self.loop:
            self.picture.paint_loop(painter, around, self.loop)
        self.picture.paint_now(painter, around, self.position)
        if self._by_keyboard:
            painter.setPen(QPen(around.theme.accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _around(self) -> Surroundings:
        return Surroundings(self.timeline, theme_of(self.palette()), self.font())

    def _paint_still(self, painter: QPainter, left: float, right: float, row: Row | None) -> None:
        self.picture.paint(painter, self._around(), left, right, row)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self.timeline.resize(self.width(), self.devicePixelRatioF())
        self.picture.resize(self.height())
        self.rows_changed.emit()
        self.moved.emit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.repaint_all()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        match event:
            case QNativeGestureEvent() | QGestureEvent() if self._hand.pinch(self, event):
                return True
            case _ if event.type() == QEvent.Type.DevicePixelRatioChange:
                self.timeline.resize(self.width(), self.devicePixelRatioF())
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self._hand.turn(self, event)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.press(self, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._hand.move(self, event.position(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.release(self, event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.picture.rows.at(event.position().y()) == self.picture.rows.chords:
            self.chord_wanted.emit(self.timeline.seconds(event.position().x()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        seconds = self.position if by_key else self.timeline.seconds(event.pos().x())
        self.menu_wanted.emit(event.globalPos(), seconds)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        tab = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_keyboard = event.reason() in tab
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._by_keyboard = False
        super().focusOutEvent(event)

    def chord_block(self, index: int) -> QRectF:
        """Where a chord lies."""
        around = self._around()
        row = self.picture.rows.chords
        span = Span(row, 0.0, around.timeline.width, around.timeline, around.theme, around.font)
        return self.picture.ribbon.block(span, index)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(1080, 720)
