"""Who waits to be let in, and who was: a row each."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.access.entries import Device, PairRequest
from ui.bridge import Bridge
from ui.language import tr
from ui.phones.entry_rows import DeviceRow, EntryRow, RequestRow
from ui.widgets.labels import Label

LOOK_MS = 1500

Found = tuple[list[PairRequest], list[Device]]


class DeviceList(QWidget):
    """Reads the book while it is seen, and changes it. It tells what went wrong in a line of its own."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._shown: Found | None = None
        self._is_reading = False
        self.rows: list[EntryRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        self._empty = Label(tr("One moment…"), "muted")
        self.problem = Label(tone="bad")
        self.problem.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self._empty)
        outer.addLayout(self._column)
        outer.addWidget(self.problem)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look from now on."""
        super().showEvent(event)
        self._timer.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Look no more."""
        super().hideEvent(event)
        self._timer.stop()

    def look(self) -> None:
        """Read the book, unless that is being done."""
        if not self._is_reading:
            self._is_reading = True
            access = self._bridge.service.access
            self._bridge.run(lambda: (access.waiting(), access.devices()), self._show, self._fail, self)

    def _show(self, found: Found) -> None:
        self._is_reading = False
        # A row in which somebody types, or is asked, stays as it is.
        if found == self._shown or any(row.is_busy for row in self.rows):
            return
        self._shown = found
        for row in self.rows:
            row.hide()
            row.deleteLater()
        requests, devices = found
        self.rows = [RequestRow(self._bridge, request) for request in requests]
        self.rows += [DeviceRow(self._bridge, device) for device in reversed(devices)]
        for row in self.rows:
            row.on_change, row.on_problem = self._changed, self._say
            self._column.addWidget(row)
        self._empty.setText(tr("No phone is paired yet."))
        self._empty.setVisible(not self.rows)

    def _changed(self) -> None:
        self._say("")
        self._shown = None
        self.look()

    def _fail(self, sentence: str) -> None:
        self._is_reading = False
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
