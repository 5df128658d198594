"""Storage, network, general and diagnostics, as a user goes through them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.finding import Finding
from core.settings import config_file, load_settings
from tests.ui.settings.conftest import FINDINGS, Open
from ui.settings.diagnostics_page import DiagnosticsPage
from ui.settings.general_page import GeneralPage
from ui.settings.network_page import NetworkPage
from ui.settings.preferences import Preferences
from ui.settings.storage_page import StoragePage


def storage(opened: Open, **settings: object) -> StoragePage:
    """The page, over a data folder that no command line names."""
    page = opened("storage", storage_path=None, **settings).page("storage")
    assert isinstance(page, StoragePage)
    return page


def test_another_data_folder_is_explained_before_it_is_written(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = storage(opened)
    assert page.data_folder.change_button.isEnabled()
    new = tmp_path / "new place"
    page.data_folder.ask_about(new)
    qtbot.waitUntil(page.data_folder.question.isVisible)
    assert "without songs" in page.data_folder.explanation.text()
    qtbot.mouseClick(page.data_folder.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == f'backline data move "{new}"'
    qtbot.mouseClick(page.data_folder.leave_button, Qt.MouseButton.LeftButton)
    assert not config_file().exists()
    page.data_folder.ask_about(new)
    qtbot.waitUntil(page.data_folder.question.isVisible)
    qtbot.mouseClick(page.data_folder.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: load_settings().values.storage_path == new)


def test_a_folder_that_holds_songs_is_told_from_an_empty_one(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = storage(opened)
    (tmp_path / "old" / "jobs").mkdir(parents=True)
    page.data_folder.ask_about(tmp_path / "old")
    qtbot.waitUntil(page.data_folder.question.isVisible)
    assert "holds songs of Backline already" in page.data_folder.explanation.text()
    assert not page.data_folder.copy_button.isVisible()


def test_space_is_counted(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = storage(opened)
    song = page._bridge.service.settings.storage_path / "jobs" / "one"
    song.mkdir()
    (song / "original").write_bytes(bytes(3_000_000))
    page.count()
    qtbot.waitUntil(lambda: page._songs.text() == "Songs 3 MB")
    assert "free" in page._usage.accessibleName()


def test_rules_can_be_applied_once_they_hold(opened: Open, qtbot: QtBot) -> None:
    page = storage(opened)
    assert not page.apply_button.isEnabled()
    page._preferences.set("job_retention_days", 30)
    qtbot.waitUntil(lambda: page._applied.text() == "They hold from the next start on.")
    assert not page.apply_button.isEnabled()


def test_rules_that_hold_are_applied(opened: Open, qtbot: QtBot) -> None:
    page = storage(opened, job_retention_days=30)
    qtbot.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._applied.text() == "There was nothing to delete.")


def test_an_open_door_is_warned_of(opened: Open, qtbot: QtBot) -> None:
    page = opened("network").page("network")
    assert isinstance(page, NetworkPage)
    assert not page.warning.isVisible()
    page.ensureWidgetVisible(page.access)
    qtbot.mouseClick(page.access.buttons["open"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.warning.isVisible)
    assert load_settings().values.access == "open"


def test_start_at_login_is_turned_on_and_off(opened: Open, qtbot: QtBot, home: Path) -> None:
    page = opened("general").page("general")
    assert isinstance(page, GeneralPage)
    qtbot.waitUntil(page.switch.isEnabled)
    assert not page.switch.isChecked()
    entries = home / ".config" / "autostart"
    page.switch.setFocus()
    qtbot.keyClick(page.switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.switch.isEnabled() and page.switch.isChecked())
    assert len(list(entries.iterdir())) == 1
    qtbot.keyClick(page.switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.switch.isEnabled() and not page.switch.isChecked())
    assert not list(entries.iterdir())


def test_a_login_item_that_is_refused_leaves_the_switch_as_it_was(
    opened: Open, qtbot: QtBot, home: Path
) -> None:
    page = opened("general").page("general")
    assert isinstance(page, GeneralPage)
    qtbot.waitUntil(page.switch.isEnabled)
    (home / ".config").mkdir()
    (home / ".config" / "autostart").touch()
    qtbot.mouseClick(page.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.problem.isVisible)
    assert not page.switch.isChecked()


def test_the_report_is_copied_once_the_settings_are_read_however_late(opened: Open, qtbot: QtBot) -> None:
    general = opened("general").page("general")
    assert isinstance(general, GeneralPage)
    bridge = general._bridge
    preferences = Preferences(bridge, {})
    page = DiagnosticsPage(bridge, preferences, lambda: list[Finding](FINDINGS))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.findings is not None)
    assert not page.copy_button.isEnabled()
    preferences.load()
    qtbot.waitUntil(page.copy_button.isEnabled)


def test_findings_are_shown_the_worst_first_and_the_report_is_copied(opened: Open, qtbot: QtBot) -> None:
    page = opened("diagnostics").page("diagnostics")
    assert isinstance(page, DiagnosticsPage)
    qtbot.waitUntil(page.copy_button.isEnabled)
    assert page.findings == FINDINGS
    assert page._card is not None
    assert page._card.rows.count() == 3
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Copied." in page._said.text())
    text = QApplication.clipboard().text()
    for words in ("Backline 0.", "PyTorch 2.", "API_PORT = 8000 (default)", "✗ discovery: Announcements"):
        assert words in text
