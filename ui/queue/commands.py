"""Commands for the selected songs: in a menu, and by keys."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from core.jobs import Job
from ui.icons import icon
from ui.queue.songs_view import SongsView
from ui.theme import theme_of

Do = Callable[[list[Job]], None]
Applies = Callable[[Job], bool]


@dataclass(frozen=True)
class Command:
    """Something that can be done to songs.

    keys: shortcuts, between spaces. applies: to which songs. opens_group: stands below a line in the menu.
    """

    text: str
    picture: str
    keys: str
    applies: Applies
    do: Do
    opens_group: bool = False


class Commands(QObject):
    """Does things to the songs that are selected in a view, as far as they can be done to them."""

    def __init__(self, view: SongsView, commands: Iterable[Command]) -> None:
        super().__init__(view)
        self._view = view
        self._actions = [self._action(command) for command in commands]

    def _action(self, command: Command) -> tuple[Command, QAction]:
        action = QAction(command.text, self._view)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys.split()])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda: self._do(command))
        self._view.addAction(action)
        return command, action

    def _do(self, command: Command) -> None:
        jobs = [job for job in self._view.selected() if command.applies(job)]
        if jobs:
            command.do(jobs)

    def menu(self) -> QMenu:
        """What can be done to the selected songs now; it deletes itself."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        colour, selected = theme_of(self._view.palette()).muted.name(), self._view.selected()
        for command, action in self._actions:
            if not any(map(command.applies, selected)):
                continue
            if command.opens_group and not menu.isEmpty():
                menu.addSeparator()
            action.setIcon(icon(command.picture, colour))
            menu.addAction(action)
        return menu
