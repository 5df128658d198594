"""Play, place, loop, speed, transposition and zoom."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import icon
from ui.language import tr
from ui.song.stepper import Stepper
from ui.song.transposition import Transposition
from ui.theme import theme_of
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label
from ui.words import clock

PLAY_SIZE, PLAY_ICON = 44, 22


class PlayButton(IconButton):
    """Round and in the accent's colour."""

    def __init__(self) -> None:
        super().__init__("play", tr("Play"), tr("Play (Space)"))
        self.setFixedSize(PLAY_SIZE, PLAY_SIZE)

    def draw(self, picture: str) -> None:
        """Show a picture, in the colour of its ground's text."""
        self._picture = picture
        self.setIcon(icon(picture, theme_of(self.palette()).on_accent.name()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.text, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent.lighter(110) if self.underMouse() else theme.accent)
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        edge = (PLAY_SIZE - PLAY_ICON) // 2
        self.icon().paint(painter, QRect(edge, edge, PLAY_ICON, PLAY_ICON))
        painter.end()


class TransportBar(QWidget):
    """What is below the song. Each signal is something that its user wants."""

    play_wanted = Signal()
    start_wanted = Signal()
    loop_wanted = Signal()
    follow_wanted = Signal(bool)
    speed_stepped = Signal(int)
    speed_reset = Signal()
    transposition_changed = Signal(object)
    zoom_stepped = Signal(int)
    whole_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transposition = Transposition()
        self._duration = 0.0
        self._play = PlayButton()
        self._start = IconButton("skip-back", tr("To the start"), tr("To the start (Home)"))
        self._loop = IconButton("repeat", tr("Loop"), tr("Repeat a region: drag on the ruler, or L"))
        self._follow = IconButton("locate-fixed", tr("Follow the playhead"), tr("Follow the playhead (F)"))
        self._loop.setCheckable(True)
        self._follow.setCheckable(True)
        self._follow.setChecked(True)
        self._place, self._length = Label(wrap=False), Label(tone="muted", wrap=False)
        self.speed = Stepper(tr("Speed"), ("[", "]"))
        self.semitones = Stepper(tr("Transpose"), ("Shift+T", "T"))
        self.capo = Stepper(tr("Capo"), ("Shift+C", "C"))
        self._lay_out()
        self._connect()
        self._dress()
        self.show_speed(1.0)
        self.show_transposition(self._transposition)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(4)
        place = QVBoxLayout()
        place.setSpacing(0)
        place.addWidget(self._place)
        place.addWidget(self._length)
        for button in (self._start, self._play, self._loop):
            row.addWidget(button)
        row.addSpacing(12)
        row.addLayout(place)
        row.addStretch(1)
        for stepper in (self.speed, self.semitones, self.capo):
            row.addWidget(stepper)
            row.addSpacing(10)
        row.addStretch(1)
        self._zooms = [
            IconButton("zoom-out", tr("Zoom out"), tr("Zoom out (-)")),
            IconButton("zoom-in", tr("Zoom in"), tr("Zoom in (+)")),
            IconButton("maximize", tr("Whole song"), tr("Whole song (0)")),
        ]
        for widget in (self._follow, _rule(), *self._zooms):
            row.addWidget(widget)

    def _connect(self) -> None:
        self._play.clicked.connect(self.play_wanted)
        self._start.clicked.connect(self.start_wanted)
        self._loop.clicked.connect(self.loop_wanted)
        self._follow.clicked.connect(self.follow_wanted)
        self.speed.stepped.connect(self.speed_stepped)
        self.speed.reset.connect(self.speed_reset)
        self.semitones.stepped.connect(lambda by: self.transpose(self._transposition.higher(by)))
        self.semitones.reset.connect(lambda: self.transpose(Transposition(0, self._transposition.capo)))
        self.capo.stepped.connect(lambda by: self.transpose(self._transposition.further(by)))
        self.capo.reset.connect(lambda: self.transpose(Transposition(self._transposition.semitones, 0)))
        out, closer, whole = self._zooms
        out.clicked.connect(lambda: self.zoom_stepped.emit(-1))
        closer.clicked.connect(lambda: self.zoom_stepped.emit(1))
        whole.clicked.connect(self.whole_wanted)

    def _dress(self) -> None:
        figures = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        figures.setPointSizeF(self.font().pointSizeF() * 1.35)
        figures.setWeight(QFont.Weight.DemiBold)
        self._place.setFont(figures)
        self._place.setMinimumWidth(104)
        self._place.setAccessibleName(tr("Place in the song"))
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        self._length.setFont(small)

    @property
    def transposition(self) -> Transposition:
        """How chords are read."""
        return self._transposition

    def transpose(self, transposition: Transposition) -> None:
        """Read the chords otherwise."""
        self._transposition = transposition
        self.show_transposition(transposition)
        self.transposition_changed.emit(transposition)

    def show_playing(self, playing: bool) -> None:
        """Whether it plays."""
        self._play.draw("pause" if playing else "play")
        self._play.name(
            *((tr("Pause"), tr("Pause (Space)")) if playing else (tr("Play"), tr("Play (Space)")))
        )

    def show_duration(self, seconds: float) -> None:
        """How long the song is."""
        self._duration = seconds

    def show_place(self, seconds: float, bar_and_beat: tuple[int, int] | None) -> None:
        """Where one is, as clocks and as musicians count."""
        self._place.setText(f"{clock(int(seconds))}.{int(seconds * 10) % 10}")
        length = tr("of {length}", length=clock(self._duration))
        if bar_and_beat:
            bar, beat = bar_and_beat
            length = tr("{length} · bar {bar}, beat {beat}", length=length, bar=bar, beat=beat)
        self._length.setText(length)

    def show_loop(self, loops: bool) -> None:
        """Whether a region is repeated."""
        self._loop.setChecked(loops)

    def show_following(self, follows: bool) -> None:
        """Whether the view follows the playhead."""
        self._follow.setChecked(follows)

    def show_speed(self, speed: float) -> None:
        """1 is the song's own."""
        self.speed.show_value(tr("{percent} %", percent=round(speed * 100)))

    def show_transposition(self, transposition: Transposition) -> None:
        """Semitones and fret."""
        self.semitones.show_value(f"{transposition.semitones:+d}" if transposition.semitones else "0")
        self.capo.show_value(str(transposition.capo) if transposition.capo else "–")


def _rule() -> QFrame:
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.VLine)
    rule.setFixedHeight(24)
    rule.setEnabled(False)
    return rule
