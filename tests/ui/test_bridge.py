"""Calls leave Qt's thread and return to it; changes are told there, now and then."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.errors import StorageError
from core.jobs import Job, now
from core.subscriptions import Changes
from ui.bridge import Bridge


def job_named(name: str, number: int = 0) -> Job:
    return Job(f"{number:036}", f"{name}.mp3", name, 1000, f"{number:064}", now())


def test_a_result_comes_back_to_qts_thread(bridge: Bridge, qtbot: QtBot) -> None:
    came: list[tuple[object, threading.Thread]] = []
    bridge.run(threading.current_thread, lambda there: came.append((there, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(came))
    there, here = came[0]
    assert here is threading.main_thread()
    assert there is not here


def failing(error: Exception) -> Callable[[], None]:
    def call() -> None:
        raise error

    return call


def test_an_error_comes_back_as_a_sentence(bridge: Bridge, qtbot: QtBot) -> None:
    said: list[str] = []
    bridge.run(failing(StorageError("The disk is full.")), failed=said.append)
    bridge.run(failing(ZeroDivisionError("of no use to anyone")), failed=said.append)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert "The disk is full." in said
    assert not any("of no use" in sentence for sentence in said)


def test_nothing_is_called_back_for_an_owner_that_is_gone(bridge: Bridge, qtbot: QtBot) -> None:
    import shiboken6

    owner, came, go = QObject(), [], threading.Event()
    bridge.run(go.wait, came.append, owner=owner)
    bridge.run(go.wait, lambda _: came.append("later"))
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: "later" in came)
    assert came == ["later"]


def test_many_changes_are_told_at_once(bridge: Bridge, qtbot: QtBot) -> None:
    told: list[Changes] = []
    bridge.changed.connect(told.append)
    for number in range(50):
        bridge.service._store.add(job_named("song", number))
    qtbot.waitUntil(lambda: sum(len(changes.jobs) for changes in told) == 50)
    assert len(told) < 25
