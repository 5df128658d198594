"""What is chosen in the window is in the settings file, and holds from the next start on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.settings import config_file, load_settings
from tests.ui.settings.conftest import Open
from ui.look import apply_look
from ui.settings.fields import ChoiceRow, SettingRow, SwitchRow, TextRow
from ui.settings.number_row import NumberRow
from ui.settings.page import Page
from ui.settings.settings_window import ICONS, SettingsWindow
from ui.theme import DARK, LIGHT


def row(window: SettingsWindow, name: str) -> SettingRow:
    """The row of a setting."""
    return next(row for row in window.findChildren(SettingRow) if row.name == name)


def written() -> str:
    return config_file().read_text() if config_file().exists() else ""


def test_a_choice_is_written_at_once_and_back_to_the_default_leaves_no_trace(
    opened: Open, qtbot: QtBot
) -> None:
    window = opened("work")
    quality = row(window, "quality")
    assert isinstance(quality, ChoiceRow)
    assert not window.bar.isVisible()
    qtbot.mouseClick(quality.buttons["fast"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: written() == 'quality = "fast"\n')
    qtbot.waitUntil(window.bar.isVisible)
    qtbot.mouseClick(quality.buttons["best"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: written() == "")
    qtbot.waitUntil(lambda: not window.bar.isVisible())


def test_the_bar_is_there_in_the_next_window_too_and_its_button_asks_for_a_restart(
    opened: Open, qtbot: QtBot
) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("api_port = 9000\n")
    from tests.ui.conftest import bridged

    window = opened("network", api_port=8000)
    assert not window.bar.isVisible(), "the command line still wins"
    window.close()
    with bridged(Path("running"), start=False, api_port=8000) as bridge:
        window = opened("network", bridge, storage_path=Path("running").absolute())
        qtbot.waitUntil(window.bar.isVisible)
        with qtbot.waitSignal(window.restart_wanted):
            qtbot.mouseClick(window.bar.button, Qt.MouseButton.LeftButton)


def test_switches_numbers_and_names(opened: Open, qtbot: QtBot) -> None:
    window = opened("network")
    tls, port, name = (row(window, each) for each in ("tls", "api_port", "server_name"))
    assert isinstance(tls, SwitchRow)
    assert isinstance(port, NumberRow)
    assert isinstance(name, TextRow)
    tls.switch.setFocus()
    qtbot.keyClick(tls.switch, Qt.Key.Key_Space)
    port.box.setFocus()
    port.box.selectAll()
    qtbot.keyClicks(port.box, "9000")
    qtbot.keyClick(port.box, Qt.Key.Key_Tab)
    name.edit.setFocus()
    qtbot.keyClicks(name.edit, "  Anna's studio ")
    qtbot.keyClick(name.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.preferences.is_busy)
    values = load_settings().values
    assert (values.tls, values.api_port, values.server_name) == (True, 9000, "Anna's studio")
    assert window.isVisible(), "Enter in a field closes no dialog"


def test_what_means_nothing_is_told_beside_the_field_and_not_written(opened: Open, qtbot: QtBot) -> None:
    window = opened("network")
    name = row(window, "server_name")
    assert isinstance(name, TextRow)
    name.edit.setFocus()
    qtbot.keyClicks(name.edit, "x" * 61)
    qtbot.keyClick(name.edit, Qt.Key.Key_Return)
    assert name.problem.text() == "String should have at most 60 characters."
    assert name.problem.isVisible()
    assert written() == ""
    name.edit.selectAll()
    qtbot.keyClicks(name.edit, "Studio")
    qtbot.keyClick(name.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Studio" in written())
    assert not name.problem.isVisible()


def test_a_file_that_cannot_be_written_is_told_beside_the_field(opened: Open, qtbot: QtBot) -> None:
    window = opened("network")
    config_file().parent.parent.mkdir(parents=True, exist_ok=True)
    config_file().parent.touch()
    tls = row(window, "tls")
    assert isinstance(tls, SwitchRow)
    qtbot.mouseClick(tls.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(tls.problem.isVisible)
    assert str(config_file().parent) in tls.problem.text()


def test_none_is_automatic(opened: Open, qtbot: QtBot) -> None:
    window = opened("work")
    songs = row(window, "max_concurrent_jobs")
    assert isinstance(songs, NumberRow)
    assert songs.box.text() == "Automatic"
    qtbot.mouseClick(songs.more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(songs.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: written() == "max_concurrent_jobs = 2\n")
    songs.box.setFocus()
    qtbot.keyClick(songs.box, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: written() == "")


def test_a_part_of_a_gigabyte_is_shown_as_it_is(opened: Open, qtbot: QtBot) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("max_storage_gb = 0.5\n")
    cap = row(opened("storage"), "max_storage_gb")
    assert isinstance(cap, NumberRow)
    assert cap.box.value() == 0.5


@pytest.mark.parametrize("origin", ["environment", ".env", "command line"])
def test_what_is_set_elsewhere_is_fixed_and_says_so(
    origin: str, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    if origin == "environment":
        monkeypatch.setenv("DISCOVERY", "false")
    elif origin == ".env":
        Path(".env").write_text("DISCOVERY=false\n")
    window = opened("network", **({"discovery": False} if origin == "command line" else {}))
    discovery = row(window, "discovery")
    assert isinstance(discovery, SwitchRow)
    assert not discovery.switch.isEnabled()
    assert not discovery.switch.isChecked()
    assert discovery.note.isVisible()
    words = {"environment": "variable DISCOVERY", ".env": ".env", "command line": "command line"}
    assert words[origin] in discovery.note.text()


def test_changes_that_come_quickly_are_all_written_in_order(opened: Open, qtbot: QtBot) -> None:
    window = opened("network")
    for number in range(9000, 9040):
        window.preferences.set("api_port", number)
        window.preferences.set("tls", number % 2 == 0)
    qtbot.waitUntil(lambda: not window.preferences.is_busy)
    assert written() == "api_port = 9039\n"


def test_what_was_typed_last_is_kept_when_the_window_closes(opened: Open, qtbot: QtBot) -> None:
    window = opened("network")
    name = row(window, "server_name")
    assert isinstance(name, TextRow)
    name.edit.setFocus()
    qtbot.keyClicks(name.edit, "Studio")
    window.close()
    qtbot.waitUntil(lambda: "Studio" in written())


def test_every_page_is_reached_by_keyboard_and_every_control_has_a_name(opened: Open, qtbot: QtBot) -> None:
    window = opened("models")
    window.list.setFocus()
    for number in range(len(ICONS)):
        assert window.list.currentRow() == number
        page = window.page(list(ICONS)[number])
        assert page.isVisible()
        for control in page.findChildren(QWidget):
            if not isinstance(control, QAbstractButton | QLineEdit) or not control.isVisible():
                continue
            if control.objectName().startswith("qt_"):
                continue
            assert control.accessibleName() or getattr(control, "text", str)(), control
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control
        qtbot.keyClick(window.list, Qt.Key.Key_Down)


def cut_off(page: Page) -> list[QAbstractButton]:
    """Buttons that are narrower than what they say."""
    shown = (button for button in page.findChildren(QAbstractButton) if button.isVisible())
    return [button for button in shown if button.width() < button.minimumSizeHint().width()]


def test_no_text_is_cut_off(opened: Open, qtbot: QtBot) -> None:
    window = opened("models")
    for size in (window.minimumSize(), window.size()):
        window.resize(size)
        for name in ICONS:
            window.show_page(name)
            page = window.page(name)
            qtbot.waitUntil(lambda page=page: not cut_off(page))
            assert page.widget().minimumSizeHint().width() <= page.viewport().width(), name


def test_text_follows_light_and_dark(opened: Open, qapp: QApplication) -> None:
    window = opened("work")
    problem, hint = row(window, "quality").problem, row(window, "enable_gpu").hint
    try:
        for scheme, theme in (("dark", DARK), ("light", LIGHT)):
            apply_look(qapp, scheme)
            assert problem.palette().windowText().color() == theme.bad
            assert hint.palette().windowText().color() == theme.muted
    finally:
        apply_look(qapp, "light")
