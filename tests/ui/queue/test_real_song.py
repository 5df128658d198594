"""A song that is dropped is seen moving until it is ready, and its files leave for other programs."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.jobs import JobStatus
from tests.sounds import tone, write
from tests.ui.queue.test_queue_window import dropped, files, select, trigger
from ui.bridge import Bridge
from ui.queue.files_dialog import FilesDialog
from ui.queue.order import Column
from ui.queue.queue_window import QueueWindow

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning"),
]

Working = Callable[..., AbstractContextManager[Bridge]]


@pytest.fixture
def window(working: Working, tmp_path: Path, qtbot: QtBot) -> Iterator[QueueWindow]:
    with working(tmp_path / "data", quality="fast") as bridge:
        window = QueueWindow(bridge)
        qtbot.addWidget(window)
        window.show()
        yield window
        window.settle()
    # What lies there would outlive the interpreter that made it.
    QApplication.clipboard().clear()


def test_a_dropped_song_becomes_ready(window: QueueWindow, tmp_path: Path, qtbot: QtBot) -> None:
    model, seen = window.model, []

    def look() -> None:
        seen.append(str(model.data(model.index(0, Column.STATE))))

    model.dataChanged.connect(look)
    model.rowsInserted.connect(look)
    dropped(window, files(write(tmp_path / "Tone.wav", tone(3.0, 220))))
    qtbot.waitUntil(lambda: "Ready" in seen, timeout=120_000)
    assert "Separating the stems" in seen
    assert model.data(model.index(0, Column.LENGTH)) == "0:03"
    job = model.job(0)
    assert (job.status, job.summary.engines.separator) == (JobStatus.COMPLETED, "spleeter")
    spoken = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Tone, quick model, Ready"

    select(window, "Tone")
    trigger(window, "Copy the files")
    qtbot.waitUntil(lambda: "copied" in window.reports.message.sentence)
    paths = [Path(url.toLocalFile()) for url in QApplication.clipboard().mimeData().urls()]
    assert {"Tone - vocals.mp3", "Tone - drums.mp3", "Tone - original.mp3"} <= {path.name for path in paths}
    assert all(path.stat().st_size > 0 for path in paths)

    trigger(window, "Files…")
    qtbot.waitUntil(lambda: window.findChild(FilesDialog) is not None)
    dialog = window.findChild(FilesDialog)
    dialog.list.setCurrentRow(1)
    dialog.copy()
    (url,) = QApplication.clipboard().mimeData().urls()
    assert url.toLocalFile().endswith("Tone - drums.mp3")
    mime = dialog.list.mimeData([dialog.list.item(0), dialog.list.item(1)])
    assert [Path(url.toLocalFile()).name for url in mime.urls()] == ["Tone - vocals.mp3", "Tone - drums.mp3"]
