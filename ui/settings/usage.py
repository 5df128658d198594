"""What the data folder holds, and how that is shown."""

import shutil
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.disk.data_folder import JOBS
from core.files import file_stats
from core.settings import Settings
from ui.theme import theme_of

HEIGHT = 14


@dataclass(frozen=True)
class Usage:
    """Bytes: of songs and results, of downloaded models, what is free on the disk, and the disk."""

    songs: int
    models: int
    free: int
    disk: int


def usage_of(settings: Settings) -> Usage:
    """Count everything; takes as long as the disk needs to list it."""
    disk = shutil.disk_usage(settings.storage_path)
    return Usage(
        sum(stat.st_size for stat in file_stats(settings.storage_path / JOBS)),
        sum(stat.st_size for stat in file_stats(settings.models_dir)),
        disk.free,
        disk.total,
    )


class UsageBar(QWidget):
    """The disk as a bar: songs, models, other things, and what is free."""

    def __init__(self) -> None:
        super().__init__()
        self._usage = Usage(0, 0, 0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the page lets it be."""
        return QSize(200, HEIGHT)

    def show_usage(self, usage: Usage, text: str) -> None:
        """Show figures. text: the same in words, for those who do not see it."""
        self._usage = usage
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the parts from the left."""
        theme, usage = theme_of(self.palette()), self._usage
        other = max(usage.disk - usage.free - usage.songs - usage.models, 0)
        parts: tuple[tuple[int, QColor], ...] = (
            (usage.songs, theme.accent),
            (usage.models, theme.stem("other")),
            (other, theme.line),
        )
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), HEIGHT / 2, HEIGHT / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), theme.raised)
        left = 0.0
        for count, colour in parts:
            width = self.width() * count / usage.disk
            if count:
                width = max(width, 3.0)
            painter.fillRect(QRectF(left, 0, width, HEIGHT), colour)
            left += width
        painter.end()


class Dot(QWidget):
    """A spot in the colour of a part of the bar. stem: a stem's name, or empty for the accent."""

    def __init__(self, stem: str = "") -> None:
        super().__init__()
        self._stem = stem
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw it."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(theme.stem(self._stem) if self._stem else theme.accent)
        painter.drawEllipse(QRectF(1, 1, 10, 10))
        painter.end()
