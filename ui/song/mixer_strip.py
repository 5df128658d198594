"""The controls of one stem, beside its waveform."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import words
from ui.language import tr
from ui.song.controls import LetterButton, Slider
from ui.song.listening import Channel
from ui.song.stems import stem_name
from ui.theme import theme_of

BAR = 4
"""Logical pixels of the stem's colour at the left edge."""
SLIDER_WIDTH = 74


class MixerStrip(QWidget):
    """Name, mute, solo and volume of a stem. number: of its keys, from 1 on."""

    muted = Signal(bool)
    soloed = Signal(bool)
    volume_changed = Signal(float)

    def __init__(self, stem: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stem = stem
        title = stem_name(stem)
        self._name = QLabel(title)
        self._mute = LetterButton(tr("M"), "warn")
        self._solo = LetterButton(tr("S"), "accent")
        self._volume = Slider(tr("Volume of {stem}", stem=title))
        self._volume.setFixedWidth(SLIDER_WIDTH)
        self._volume.setValue(100)
        for button, name, key in (
            (self._mute, tr("Mute {stem}", stem=title), str(number)),
            (self._solo, tr("Solo {stem}", stem=title), words.keys(f"Shift+{number}")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(BAR + 12, 0, 10, 0)
        layout.setSpacing(5)
        layout.addWidget(self._name, 1)
        for widget in (self._mute, self._solo, self._volume):
            layout.addWidget(widget)
        self._mute.toggled.connect(self.muted)
        self._solo.toggled.connect(self.soloed)
        self._volume.valueChanged.connect(self._tell_volume)
        self._dye()

    def show_channel(self, channel: Channel) -> None:
        """How the stem is in the mix."""
        self._mute.setChecked(channel.muted)
        self._solo.setChecked(channel.soloed)
        self._volume.setValue(round(channel.volume * 100))

    def toggle_mute(self) -> None:
        """As by a click."""
        self._mute.toggle()

    def toggle_solo(self) -> None:
        """As by a click."""
        self._solo.toggle()

    def _tell_volume(self, value: int) -> None:
        self._volume.setToolTip(tr("{percent} %", percent=value))
        self.volume_changed.emit(value / 100)

    def _dye(self) -> None:
        self._volume.colour = theme_of(self.palette()).stem(self._stem)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.PaletteChange:
            self._dye()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.stem(self._stem))
        painter.drawRoundedRect(QRect(4, 6, BAR, self.height() - 12), BAR / 2, BAR / 2)
        painter.end()
