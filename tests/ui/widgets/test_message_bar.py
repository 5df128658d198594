"""A bar says one thing at a time, offers one thing to do, and leaves by itself."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.message_bar import MessageBar, Offer


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    return window


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    """A bar that is not where the pointer is."""
    bar = MessageBar(window)
    bar.setGeometry(100, 300, 380, 50)
    return bar


def test_it_is_to_be_seen_only_while_it_says_something(bar: MessageBar, qtbot: QtBot) -> None:
    assert bar.isHidden()
    bar.tell("Copied.", seconds=0.05)
    assert (bar.isVisible(), bar.sentence, bar.accessibleName()) == (True, "Copied.", "Copied.")
    qtbot.waitUntil(bar.isHidden)
    assert not bar.sentence


def test_the_offer_is_taken_once(bar: MessageBar, qtbot: QtBot) -> None:
    done = []
    bar.tell("Deleted", offer=Offer("Undo", lambda: done.append(True)), seconds=0)
    button = bar.findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert bar.isHidden()
    bar.tell("Something else")
    assert button.isHidden()


def test_it_stays_while_someone_points_at_it(bar: MessageBar, qtbot: QtBot) -> None:
    bar.tell("Read me", seconds=0.05)
    point = QPointF(1, 1)
    QApplication.sendEvent(bar, QEnterEvent(point, point, point))
    qtbot.wait(150)
    assert bar.isVisible()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(bar.isHidden)


def test_it_can_be_closed(bar: MessageBar, qtbot: QtBot) -> None:
    bar.tell("Bad news", "warning", seconds=0)
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert bar.isHidden()
