"""Every control has a name, is reached by Tab, and shows that it has the keyboard; text can be read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QMenu,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.jobs import Job
from tests.ui import every_window
from tests.ui.every_window import Scene
from ui.bridge import Bridge
from ui.look import Scheme, apply_look
from ui.theme import contrast

ENOUGH = 4.5
"""WCAG 2.2, level AA."""


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Scheme]:
    """Both of them, one after the other."""
    apply_look(qapp, request.param)
    yield request.param
    apply_look(qapp, "light")


@pytest.fixture(params=["new", "queue", pytest.param("song", marks=pytest.mark.slow)])
def scenes(request: pytest.FixtureRequest, private: Path, qtbot: QtBot) -> Iterable[Scene]:
    """All windows, in three parts."""
    if request.param == "song":
        bridge: Bridge = request.getfixturevalue("songs")
        job: Job = request.getfixturevalue("example_job")
        return every_window.song_scenes(bridge, job.id, qtbot)
    make = every_window.empty_scenes if request.param == "new" else every_window.queue_scenes
    return make(request.getfixturevalue("bridge"), private, qtbot)


def test_windows_can_be_used_without_a_mouse_and_without_eyes(
    scheme: Scheme, scenes: Iterable[Scene], qtbot: QtBot
) -> None:
    problems = [
        f"{scene.name}: {problem}"
        for scene in scenes
        for window in scene.windows
        if not isinstance(window, QMenu) and window.isWindow()
        for problem in (*nameless(window), *unreached(window, qtbot), *unseen(window, qtbot), *pale(window))
    ]
    assert not problems, "\n".join(problems)


def controls(window: QWidget) -> list[QWidget]:
    """What the keyboard can be given to."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.window() is window
        and widget.focusProxy() is None
    ]


def described(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} “{text}” in {type(widget.parent()).__name__}"


def nameless(window: QWidget) -> Iterator[str]:
    """Controls that screen readers have no name for, and pictures that nothing explains."""
    for widget in controls(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            yield f"{described(widget)} has no name"
        is_picture = isinstance(widget, QAbstractButton) and len(widget.text()) < 2
        if is_picture and not widget.accessibleDescription() and not widget.toolTip():
            yield f"{described(widget)} has no tooltip"


def unreached(window: QWidget, qtbot: QtBot) -> Iterator[str]:
    """Controls that Tab does not come to. Of radio buttons it comes to the one that is chosen."""
    wanted = [
        widget for widget in controls(window) if not isinstance(widget, QRadioButton) or widget.isChecked()
    ]
    reached: set[QObject] = set()
    for _ in range(2 * len(wanted) + 2):
        focused = window.focusWidget() or window
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    yield from (f"{described(widget)} is not reached by Tab" for widget in wanted if widget not in reached)


def unseen(window: QWidget, qtbot: QtBot) -> Iterator[str]:
    """Controls that look the same with the keyboard and without it."""
    for widget in controls(window):
        if isinstance(widget, QAbstractScrollArea):
            continue
        if focused := window.focusWidget():
            focused.clearFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus() and widget.grab().toImage() == before:
            yield f"{described(widget)} does not show that it has the keyboard"


def pale(window: QWidget) -> Iterator[str]:
    """Labels that do not stand out from what is behind them."""
    picture = window.grab().toImage()
    ratio = picture.devicePixelRatio()
    for label in window.findChildren(QLabel):
        if not (label.isVisible() and label.isEnabled() and label.text()):
            continue
        shown = QRect(label.mapTo(window, QPoint()) * ratio, label.size() * ratio) & picture.rect()
        if shown.isEmpty():
            continue
        found = contrast(label.palette().color(label.foregroundRole()), ground(picture, shown))
        if found < ENOUGH:
            yield f"“{label.text()}” has a contrast of {found:.1f} : 1"


def ground(picture: QImage, place: QRect) -> QColor:
    """The colour that there is most of."""
    piece = picture.copy(place)
    colours = Counter(piece.pixel(x, y) for x in range(piece.width()) for y in range(0, piece.height(), 3))
    return QColor(colours.most_common(1)[0][0])


def test_what_is_missing_is_told(qtbot: QtBot) -> None:
    window = QWidget()
    pale_label = QLabel("Hello", window)
    pale_label.setStyleSheet("color: #dddddd; background: white;")
    nobody = QWidget(window, focusPolicy=Qt.FocusPolicy.TabFocus)
    nobody.setGeometry(0, 50, 20, 20)
    with every_window.shown(window, qtbot):
        assert list(nameless(window)) == ["QWidget “” in QWidget has no name"]
        assert list(unseen(window, qtbot)) == ["QWidget “” in QWidget does not show that it has the keyboard"]
        assert len(list(pale(window))) == 1
