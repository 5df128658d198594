"""What a new user sees first: what Backline does, better stems, and three ways to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.weights.catalogue import DOWNLOADS
from ui.bridge import Bridge
from ui.icons import program_icon
from ui.language import tr
from ui.settings.download_box import DownloadBox
from ui.settings.model_words import terms_of
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.fitted_dialog import FittedDialog
from ui.widgets.labels import Glyph, Label, heading, text_block
from ui.words import size

MODEL = "htdemucs"
ICON_SIZE = 72
WIDTH = 640


class WelcomeWindow(FittedDialog):
    """One page, which closes once songs are on their way."""

    example_wanted = Signal()
    songs_wanted = Signal()
    phones_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(WIDTH)
        self.setWindowTitle(tr("Welcome to Backline"))
        self.download = DownloadBox(bridge, MODEL)
        self.example_button = Button(
            tr("Try the example song"),
            self._try_example,
            "play",
            is_primary=True,
        )
        self.songs_button = Button(tr("Choose songs…"), self._choose_songs, "file-music")
        self.phones_button = Button(tr("Pair a phone…"), self.phones_wanted, "qr-code")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(36, 32, 36, 28)
        outer.setSpacing(22)
        outer.addLayout(self._head())
        outer.addWidget(self._offer())
        outer.addLayout(self._ways())
        self.example_button.setFocus()

    def _head(self) -> QHBoxLayout:
        self._icon = QLabel()
        self._icon.setPixmap(program_icon().pixmap(ICON_SIZE, ICON_SIZE))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(heading(tr("Welcome to Backline"), 1.9))
        what = tr(
            "Drop a song, and get its stems, its sung melody, its chords and its beats: "
            "here, and on your phones."
        )
        words.addWidget(Label(what))
        private = QHBoxLayout()
        private.setSpacing(8)
        private.addWidget(Glyph("lock", "good", 16))
        private.addWidget(Label(tr("Everything is computed here. Nothing leaves your network."), "good"), 1)
        words.addLayout(private)
        line = QHBoxLayout()
        line.setSpacing(22)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _offer(self) -> QWidget:
        model = DOWNLOADS[MODEL]
        facts = tr(
            "HTDemucs separates much more cleanly than the quick model that is here already. "
            "{size}, once. {terms}",
            size=size(model.size),
            terms=terms_of(model),
        )
        block, _, _ = text_block(tr("Better stems"), facts, is_strong=True)
        block.addSpacing(6)
        block.addWidget(self.download)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(Glyph("sparkles", "accent", 24), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(block, 1)
        card = Card()
        card.add(line)
        return card

    def _ways(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.phones_button)
        line.addStretch(1)
        line.addWidget(self.songs_button)
        line.addWidget(self.example_button)
        return line

    def _try_example(self) -> None:
        self.example_wanted.emit()
        self.accept()

    def _choose_songs(self) -> None:
        self.songs_wanted.emit()
        self.accept()
