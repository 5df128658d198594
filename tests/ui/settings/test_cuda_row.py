"""PyTorch with CUDA comes and goes in the window; wheels are small, the server is a real one here."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.devices.card import Card
from core.devices.cuda import wheels
from tests.cuda_wheels import BROKEN, offered
from tests.ui.conftest import bridged
from tests.ui.settings.conftest import Open
from tests.weights_server import WeightsServer, serving
from ui.settings.cuda_row import CudaRow
from ui.settings.work_page import WorkPage

CARD = Card("NVIDIA GeForce RTX 3060", 12_884_901_888, (13, 0), (8, 6))


@pytest.fixture
def server() -> Iterator[WeightsServer]:
    with serving() as server:
        yield server


@pytest.fixture
def listed(server: WeightsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The list that a bundle has."""
    monkeypatch.setattr(wheels, "LIST", tmp_path / "cuda_wheels.json")
    put_list(server)
    return wheels.LIST


def put_list(server: WeightsServer, **torch: str) -> None:
    wheels.LIST.write_text(json.dumps([asdict(wheel) for wheel in offered(server, **torch)]))


@pytest.fixture
def page(opened: Open, listed: Path, qtbot: QtBot) -> WorkPage:
    """The page of a bundle on a computer with CARD."""
    return page_of(opened, CARD, qtbot)


def page_of(opened: Open, card: Card | None, qtbot: QtBot) -> WorkPage:
    page = opened("work").page("work")
    assert isinstance(page, WorkPage)
    row = row_of(page, qtbot)
    row._know((card, 0))
    return page


def row_of(page: WorkPage, qtbot: QtBot) -> CudaRow:
    """The row, when it has looked for a card."""
    row = page.cuda
    assert row
    qtbot.waitUntil(lambda: bool(row.hint.text().strip()))
    return row


def test_it_comes_and_goes(page: WorkPage, qtbot: QtBot) -> None:
    row = row_of(page, qtbot)
    assert row.title.text() == "NVIDIA GeForce RTX 3060, 12.9 GB"
    qtbot.waitUntil(lambda: row.box.download_button.text() == "Download 2 MB")
    assert not row.remove_button.isVisible()
    with qtbot.waitSignal(row.box.arrived):
        qtbot.mouseClick(row.box.download_button, Qt.MouseButton.LeftButton)
    assert row.box._here.isVisible()
    assert row.remove_button.isVisible()
    runtime = page._bridge.service.cuda.runtime  # type: ignore[union-attr]
    assert runtime.is_used
    qtbot.mouseClick(row.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.box.download_button.isVisible)
    qtbot.waitUntil(lambda: not row.remove_button.isVisible())
    assert not runtime.is_used


def test_it_is_stopped_and_goes_on(server: WeightsServer, page: WorkPage, qtbot: QtBot) -> None:
    row = row_of(page, qtbot)
    server.silent_after = 1 << 20
    qtbot.mouseClick(row.box.download_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row.box.progress_text.text() == "1 MB of 2 MB")
    qtbot.mouseClick(row.box.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row.box.download_button.text().startswith("Go on"))
    assert row.remove_button.isVisible()
    server.silent_after = None
    server.closing.set()
    with qtbot.waitSignal(row.box.arrived):
        qtbot.mouseClick(row.box.download_button, Qt.MouseButton.LeftButton)


def test_what_does_not_work_says_why_and_can_be_tried_again(
    server: WeightsServer, listed: Path, opened: Open, qtbot: QtBot
) -> None:
    put_list(server, __init__=BROKEN)
    row = row_of(page_of(opened, CARD, qtbot), qtbot)
    qtbot.mouseClick(row.box.download_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.box.problem.isVisible)
    assert "ImportError: libcudnn.so.9" in row.box.problem.text()
    qtbot.waitUntil(lambda: row.box.download_button.text() == "Try again")
    assert row.remove_button.isVisible()


@pytest.mark.parametrize(
    ("card", "hint"),
    [
        (replace(CARD, capability=(6, 1)), "It is too old: cards since the GeForce GTX 16"),
        (replace(CARD, cuda=(12, 4)), "Its driver is too old. Install the newest one"),
    ],
)
def test_a_card_that_cannot_be_used_is_offered_nothing(
    listed: Path, opened: Open, qtbot: QtBot, card: Card, hint: str
) -> None:
    row = row_of(page_of(opened, card, qtbot), qtbot)
    assert row.hint.text().startswith(hint)
    assert row.isVisible()
    assert not row.box.isVisible()


def test_a_computer_without_a_card_shows_nothing(listed: Path, opened: Open, qtbot: QtBot) -> None:
    assert not row_of(page_of(opened, None, qtbot), qtbot).isVisible()


def test_what_is_here_can_be_removed_without_the_card(
    listed: Path, opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    with bridged(tmp_path / "data", start=False) as bridge:
        assert bridge.service.cuda
        bridge.service.cuda.runtime.get(print)
        page = opened("work", bridge).page("work")
        assert isinstance(page, WorkPage)
        row = row_of(page, qtbot)
        assert row.isVisible()
        assert row.hint.text().startswith("No NVIDIA card was found")


def test_who_installed_it_with_pip_sees_nothing(opened: Open) -> None:
    page = opened("work").page("work")
    assert isinstance(page, WorkPage)
    assert page.cuda is None
