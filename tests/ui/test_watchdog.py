"""The watchdog itself: it barks at what is slow, and at nothing else."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.desktop.watchdog import watching


def slow_slot() -> None:
    time.sleep(0.12)


def test_it_sees_a_slow_slot_and_where_it_is(qapp: QApplication, qtbot: QtBot) -> None:
    with watching() as dog:
        QTimer.singleShot(20, slow_slot)
        qtbot.wait(300)
    assert 0.1 < dog.longest < 0.5
    assert "slow_slot" in "".join(dog.where)


def test_it_sees_no_rest_as_work(qapp: QApplication, qtbot: QtBot) -> None:
    with watching() as dog:
        QTimer.singleShot(20, lambda: None)
        qtbot.wait(300)
    assert dog.longest < 0.05
    assert not dog.where
