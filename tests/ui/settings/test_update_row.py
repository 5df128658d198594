"""New versions among the settings: what is known, another look, and the switch."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from core.release import release
from core.settings import load_settings
from tests.core.updates.files import NAME, NEWER
from tests.ui.settings.conftest import Open
from tests.ui.test_updates import Browser
from tests.weights_server import WeightsServer, serving
from ui.settings.fields import SwitchRow
from ui.settings.general_page import GeneralPage
from ui.settings.update_row import UpdateRow

HERE = f"Backline {release()}"


@pytest.fixture
def server() -> Iterator[WeightsServer]:
    with serving() as server:
        server.files[NAME] = json.dumps(NEWER).encode()
        yield server


def general(opened: Open, **settings: object) -> GeneralPage:
    page = opened("general", **settings).page("general")
    assert isinstance(page, GeneralPage)
    return page


def test_a_look_by_hand(opened: Open, server: WeightsServer, qtbot: QtBot) -> None:
    row = general(opened, update_url=server.url + NAME).updates
    assert (row.title.text(), row.page_button.isVisible()) == (HERE, False)
    assert row.hint.text() == "Nobody has looked for a newer one yet."
    assert server.asked == []
    qtbot.mouseClick(row.look_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.page_button.isVisible)
    assert row.title.text() == "Backline 99.1.0 is there"
    assert row.hint.text() == f"Everything is better. You have {release()}."
    assert row.look_button.isEnabled()
    assert not row._timer.isActive()
    assert len(server.asked) == 1


def test_it_is_the_newest_or_nobody_knows(opened: Open, server: WeightsServer, qtbot: QtBot) -> None:
    server.files[NAME] = json.dumps(NEWER | {"version": release().version}).encode()
    row = general(opened, update_url=server.url + NAME).updates
    row.look_button.click()
    qtbot.waitUntil(lambda: row.title.text() == f"{HERE} is the newest")
    assert row.hint.text().startswith("Last look: Today")
    server.statuses[NAME] = 503
    row.look_button.click()
    qtbot.waitUntil(lambda: "it answered 503" in row.hint.text())
    assert row.title.text() == HERE


def test_a_server_that_does_not_answer_holds_nobody_up(
    opened: Open, server: WeightsServer, qtbot: QtBot
) -> None:
    server.silent_after = 0
    row = general(opened, update_url=server.url + NAME).updates
    row.look_button.click()
    assert row.hint.text() == "Looking for a newer one…"
    assert not row.look_button.isEnabled()
    qtbot.waitUntil(lambda: bool(server.asked))


def test_it_is_turned_off_for_the_next_start(opened: Open, server: WeightsServer, qtbot: QtBot) -> None:
    window = opened("general", update_url=server.url + NAME)
    row = next(row for row in window.page("general").findChildren(SwitchRow) if row.name == "update_check")
    assert row.switch.isChecked()
    qtbot.mouseClick(row.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.bar.isVisible)
    assert not load_settings().values.update_check


def test_what_was_installed_from_source_has_no_switch(opened: Open, qtbot: QtBot) -> None:
    page = general(opened)
    assert page.updates.title.text() == HERE
    assert page.updates.hint.text().startswith("Installed from its source")
    assert not page.updates.look_button.isVisible()
    assert not page.findChildren(SwitchRow)


def test_a_bundle_without_an_address_says_so(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    page = general(opened)
    assert page.updates.hint.text().startswith("Built without an address to ask")
    assert not page.updates.look_button.isVisible()


def test_a_bundle_shows_its_licences(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = general(opened)
    assert not page.updates.licences_button.isVisible()
    row = UpdateRow(page._bridge.service.updates, tmp_path / "licences.txt")
    qtbot.addWidget(row)
    viewer = Browser()
    QDesktopServices.setUrlHandler("file", viewer, "open")
    row.show()
    row.licences_button.click()
    QDesktopServices.unsetUrlHandler("file")
    assert viewer.opened == [(tmp_path / "licences.txt").as_uri()]
