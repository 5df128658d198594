"""The settings window: pages in a list at the left, and a bar while something waits for the next start."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
)

from core.finding import Finding
from ui.bridge import Bridge
from ui.icons import icon
from ui.language import tr
from ui.login_item import LoginItem, login_item
from ui.phones.pair_dialog import PairDialog
from ui.settings.diagnostics_page import DiagnosticsPage
from ui.settings.general_page import GeneralPage
from ui.settings.models_page import ModelsPage
from ui.settings.network_page import NetworkPage
from ui.settings.page import Page
from ui.settings.preferences import Preferences
from ui.settings.restart_bar import RestartBar
from ui.settings.storage_page import StoragePage
from ui.settings.work_page import WorkPage
from ui.theme import theme_of

ICONS = {
    "models": "layers",
    "work": "gauge",
    "storage": "hard-drive",
    "network": "wifi",
    "general": "settings",
    "diagnostics": "stethoscope",
}
"""Of the pages, in their order."""
LIST_WIDTH = 190
NOTHING_GIVEN: Mapping[str, object] = MappingProxyType({})

_LIST = """
QListWidget { border: none; background: transparent; padding: 12px; outline: none; }
QListWidget:focus { border: none; }
QListWidget::item { padding: 7px 8px; border: 2px solid transparent; border-radius: 7px;
    color: palette(window-text); }
QListWidget::item:hover { background: palette(alternate-base); }
QListWidget::item:selected { background: palette(mid); color: palette(window-text); }
QListWidget::item:selected:focus { border-color: palette(highlight); }
"""


def _said_folder(given: Mapping[str, object]) -> Path | None:
    """The data folder of the command line, if it names one."""
    folder = given.get("storage_path")
    return folder if isinstance(folder, Path) else None


class SettingsWindow(QDialog):
    """diagnose: examines the computer; takes seconds. given: the command line's settings. login: see there.

    restart_wanted: emitted when changed settings are to hold now.
    """

    restart_wanted = Signal()

    def __init__(
        self,
        bridge: Bridge,
        diagnose: Callable[[], list[Finding]],
        given: Mapping[str, object] = NOTHING_GIVEN,
        login: LoginItem | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle(tr("Settings"))
        self._bridge = bridge
        self.preferences = Preferences(bridge, given)
        self._diagnose, self._login = diagnose, login or login_item(_said_folder(given))
        self._pages: dict[str, Page] = {}
        self.list = QListWidget()
        self.bar = RestartBar()
        self.bar.hide()
        self.bar.restart_wanted.connect(self._restart)
        self._stack = QStackedWidget()
        self._fill()
        self._lay_out()
        self.preferences.changed.connect(self._show_bar)
        self.preferences.load()
        self.setMinimumSize(720, 460)
        self.resize(900, 680)

    def show_page(self, name: str) -> None:
        """Turn to one of ICONS."""
        self.list.setCurrentRow(list(ICONS).index(name))

    def done(self, result: int) -> None:
        """Keep what was typed last."""
        if focused := self.focusWidget():
            focused.clearFocus()
        self.preferences.finish()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the page's sheets."""
        actions = QAbstractSlider.SliderAction
        turns = {
            Qt.Key.Key_PageDown: actions.SliderPageStepAdd,
            Qt.Key.Key_PageUp: actions.SliderPageStepSub,
        }
        if turn := turns.get(Qt.Key(event.key())):
            page = self.page(list(ICONS)[self.list.currentRow()])
            page.verticalScrollBar().triggerAction(turn)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "list"):
            self._draw_icons()

    def page(self, name: str) -> Page:
        """One of ICONS; made when it is first wanted, since all at once would take a moment."""
        if name not in self._pages:
            self._pages[name] = self._made(name)
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    def _made(self, name: str) -> Page:
        bridge, preferences = self._bridge, self.preferences
        match name:
            case "models":
                return ModelsPage(bridge)
            case "work":
                return WorkPage(bridge, preferences)
            case "storage":
                return StoragePage(bridge, preferences)
            case "general":
                return GeneralPage(bridge, preferences, self._login)
            case "diagnostics":
                return DiagnosticsPage(bridge, preferences, self._diagnose)
        network = NetworkPage(bridge, preferences)
        network.pairing_wanted.connect(self._pair)
        return network

    def _fill(self) -> None:
        self.list.setAccessibleName(tr("Pages of the settings"))
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setIconSize(QSize(18, 18))
        self.list.setStyleSheet(_LIST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names = (tr("Models"), tr("Work"), tr("Storage"), tr("Network"), tr("General"), tr("Diagnostics"))
        self.list.addItems(names)
        self._draw_icons()
        self.list.currentRowChanged.connect(self._turn_to)
        self.list.setCurrentRow(0)

    def _turn_to(self, row: int) -> None:
        self._stack.setCurrentWidget(self.page(list(ICONS)[row]))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        line.addLayout(right, 1)

    def _draw_icons(self) -> None:
        colour = theme_of(self.palette()).text.name()
        for row, name in enumerate(ICONS.values()):
            if item := self.list.item(row):
                item.setIcon(icon(name, colour))

    def _show_bar(self) -> None:
        self.bar.setVisible(bool(self.preferences.waiting()))

    def _restart(self) -> None:
        """Only once all is written that was chosen."""
        if self.preferences.is_busy:
            self.preferences.changed.connect(self._restart, Qt.ConnectionType.SingleShotConnection)
        else:
            self.restart_wanted.emit()

    def _pair(self) -> None:
        dialog = PairDialog(self._bridge, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
