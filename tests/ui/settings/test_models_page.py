"""Models come, are stopped and go on, in the window; the server is a real one on this machine."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.weights.catalogue import DOWNLOADS
from core.weights.wheels import PACKAGED
from tests.core.weights.test_store import CONTENT, SIZE, models, server
from tests.ui.settings.conftest import Open
from tests.weights_server import WeightsServer
from ui.bridge import Bridge
from ui.settings.download_box import DownloadBox
from ui.settings.models_page import ModelsPage

__all__ = ["models", "server"]


@pytest.fixture
def box(bridge: Bridge, qtbot: QtBot) -> DownloadBox:
    """The model of one file, `net`, in 2 MB."""
    box = DownloadBox(bridge, "net")
    qtbot.addWidget(box)
    box.show()
    qtbot.waitUntil(lambda: box.download_button.text() == "Download 2 MB")
    return box


def folder(bridge: Bridge) -> Path:
    return bridge.service.settings.models_dir


def test_a_model_comes(box: DownloadBox, bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.arrived):
        qtbot.mouseClick(box.download_button, Qt.MouseButton.LeftButton)
    assert (folder(bridge) / "net.safetensors").read_bytes() == CONTENT
    assert not box.download_button.isVisible()
    assert box._here.isVisible()


def test_it_is_stopped_by_keyboard_and_goes_on_also_in_another_window(
    server: WeightsServer, box: DownloadBox, bridge: Bridge, qtbot: QtBot
) -> None:
    server.silent_after = SIZE // 2
    box.download_button.setFocus()
    qtbot.keyClick(box.download_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: box.progress_text.text() == "1 MB of 2 MB")
    assert box.bar.value() == 500
    other = DownloadBox(bridge, "net")
    qtbot.addWidget(other)
    other.show()
    qtbot.waitUntil(other.bar.isVisible)
    qtbot.keyClick(box.cancel_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: box.download_button.text() == "Go on: 1 MB of 2 MB are left")
    qtbot.waitUntil(lambda: not other.bar.isVisible())
    server.silent_after = None
    server.closing.set()
    with qtbot.waitSignal(other.arrived):
        qtbot.mouseClick(other.download_button, Qt.MouseButton.LeftButton)
    assert server.ranges[-1] == f"bytes={SIZE // 2}-"


def test_what_went_wrong_is_told_and_it_can_be_tried_again(
    server: WeightsServer, box: DownloadBox, qtbot: QtBot
) -> None:
    server.statuses["net.safetensors"] = 404
    qtbot.mouseClick(box.download_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.problem.isVisible)
    assert "the server answered 404" in box.problem.text()
    server.statuses.clear()
    with qtbot.waitSignal(box.arrived):
        qtbot.mouseClick(box.download_button, Qt.MouseButton.LeftButton)
    assert not box.problem.isVisible()


def test_it_is_taken_from_a_folder(
    server: WeightsServer, box: DownloadBox, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "stick").mkdir()
    box.take_from(str(tmp_path / "stick"))
    qtbot.waitUntil(box.problem.isVisible)
    assert "does not hold net.safetensors" in box.problem.text()
    (tmp_path / "stick" / "weights").write_bytes(CONTENT)
    with qtbot.waitSignal(box.arrived):
        box.take_from(str(tmp_path / "stick"))
    assert server.asked == []


def test_the_page_shows_every_model_with_size_and_licence(opened: Open, qtbot: QtBot) -> None:
    page = opened("models").page("models")
    assert isinstance(page, ModelsPage)
    assert set(page.boxes) == set(DOWNLOADS)
    assert set(page._sizes) == set(PACKAGED)
    qtbot.waitUntil(lambda: all("MB, MIT" in facts.text() for _, facts in page._sizes.values()))
