"""What a song's window shows when there is no song to show."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.language import tr
from ui.look import title_font
from ui.theme import theme_of

PICTURE = 44
WIDEST = 560


class Page(QWidget):
    """A picture and a sentence in the middle. close_wanted: its button was pressed."""

    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "audio-lines"
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setFont(title_font(self.font(), 1.15))
        self._sentence.setFixedWidth(WIDEST)
        self._close = QPushButton(tr("Close"))
        self._close.clicked.connect(self.close_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        for widget in (self._picture, self._sentence, self._close):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.tell(tr("Opening…"), self._name, closes=False)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def tell(self, sentence: str, picture: str, closes: bool) -> None:
        """Say something. picture: an icon's name. closes: whether closing is all that is left to do."""
        self._name = picture
        self._sentence.setText(sentence)
        self._close.setVisible(closes)
        self._draw()

    def _draw(self) -> None:
        drawn = icon(self._name, theme_of(self.palette()).muted.name())
        self._picture.setPixmap(drawn.pixmap(QSize(PICTURE, PICTURE), self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)
