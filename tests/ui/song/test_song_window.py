"""A finished song heard, read, corrected and taken along, in a real window over a real service."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from benchmarks.desktop.watchdog import watching
from core.audio.decode import decode
from core.corrections.corrections import Corrections
from core.jobs import Job, JobRequest
from core.models import Stage
from tests.sounds import tone, write
from tests.ui.player.recording import Recorder
from tests.ui.song.conftest import OpenSong, all_drawn, close, done, send
from tests.watching import until
from ui.bridge import Bridge
from ui.song.chord_editor import ChordEditor
from ui.song.exports import Exports, format_of
from ui.song.song_body import SongBody
from ui.song.song_window import SongWindow
from ui.song.transposition import Transposition

pytestmark = pytest.mark.slow


def body_of(window: SongWindow) -> SongBody:
    assert window.body
    return window.body


def press(qtbot: QtBot, window: SongWindow, key: Qt.Key, keys: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(body_of(window).view, key, keys or Qt.KeyboardModifier.NoModifier)


def actions(menu: QMenu) -> dict[str, object]:
    return {action.text(): action for action in menu.actions()}


def test_a_song_is_shown_with_all_that_was_found(window: SongWindow, example_job: Job) -> None:
    assert window.windowTitle() == example_job.display_name
    body = body_of(window)
    assert list(body.mixer.strips) == ["vocals", "drums", "bass", "other"]
    assert body.analysis.duration == pytest.approx(25, abs=0.1)
    assert window._header.key.text().startswith("D major")
    assert window._header.tempo.text().startswith("84 BPM")


def test_it_counts_as_read_while_it_is_open(
    window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot
) -> None:
    assert songs.service.library.is_read(example_job.id)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert not songs.service.library.is_read(example_job.id)


def test_space_plays_and_the_playhead_moves(window: SongWindow, device: Recorder, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: body_of(window).view.position > 0.3)
    assert len(device.heard()) > 0
    press(qtbot, window, Qt.Key.Key_Space)
    assert not window.listening.is_playing
    where = body_of(window).view.position
    assert window.listening.position == pytest.approx(where, abs=0.1)


def test_keys_go_from_beat_to_beat_and_bar_to_bar(window: SongWindow, qtbot: QtBot) -> None:
    analysis = body_of(window).analysis
    bars = analysis.beats[analysis.positions == 1]
    press(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert body_of(window).view.position in bars
    press(qtbot, window, Qt.Key.Key_Right)
    assert body_of(window).view.position in set(analysis.beats) - set(bars)
    press(qtbot, window, Qt.Key.Key_End)
    assert body_of(window).view.position == analysis.duration
    press(qtbot, window, Qt.Key.Key_Home)
    assert body_of(window).view.position == 0


def test_keys_mute_solo_loop_and_slow_down(window: SongWindow, qtbot: QtBot) -> None:
    body = body_of(window)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_2)
    assert window.listening.heard == {"vocals", "bass", "other"}
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ShiftModifier)
    assert window.listening.heard == {"vocals"}
    assert not body.view.picture.stems["bass"].heard
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert body.view.loop is not None
    assert window.listening.loop == body.view.loop
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert body.view.loop is None
    qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
    assert window.listening.channel("drums").muted
    scale = body.view.timeline.scale
    qtbot.keyClick(window, Qt.Key.Key_Plus)
    assert body.view.timeline.scale > scale


def test_a_button_that_has_the_keyboard_keeps_its_keys(window: SongWindow, qtbot: QtBot) -> None:
    strip = body_of(window).mixer.strips["drums"]
    strip._mute.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip._mute, Qt.Key.Key_Space)
    assert window.listening.channel("drums").muted
    assert not window.listening.is_playing
    strip._volume.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip._volume, Qt.Key.Key_Left)
    assert window.listening.channel("drums").volume < 1
    assert window.listening.position == 0


def test_chords_are_read_transposed_and_behind_a_capo(window: SongWindow) -> None:
    body = body_of(window)
    body.transport.transpose(Transposition(2, 0))
    assert window._header.key.text().startswith("E major")
    body.transport.transpose(Transposition(0, 2))
    assert window._header.key.text().startswith("C major, capo 2")
    window.listening.seek(1.0)
    assert window._header.chord_now._now == body.view.picture.ribbon.name(
        body.view.picture.ribbon.index_at(1.0)
    )


def test_the_tempo_is_doubled_and_taken_back(
    window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot
) -> None:
    beats = len(body_of(window).analysis.beats)
    window.listening.seek(9.0)
    body_of(window).view.zoom(3.0, 100.0)
    left = body_of(window).view.timeline.left
    menu = window._header.tempo.menu_of_it
    menu.aboutToShow.emit()
    actions(menu)["Twice as fast: 168 BPM"].trigger()
    qtbot.waitUntil(lambda: len(body_of(window).analysis.beats) > 1.8 * beats)
    assert songs.service.job(example_job.id).corrections.tempo_bpm == pytest.approx(168, abs=0.1)
    assert window._header.tempo.text().startswith("168 BPM")
    assert body_of(window).view.timeline.left == left
    assert window.listening.position == 9.0
    menu.aboutToShow.emit()
    actions(menu)["As it was found: 84 BPM"].trigger()
    qtbot.waitUntil(lambda: len(body_of(window).analysis.beats) == beats)
    assert songs.service.job(example_job.id).corrections.are_none


def test_the_bar_begins_elsewhere(window: SongWindow, qtbot: QtBot) -> None:
    analysis = body_of(window).analysis
    beat = float(analysis.beats[6])
    position = int(analysis.positions[6])
    assert position != 1
    menu = QMenu()
    qtbot.addWidget(menu)
    body_of(window).menu_wanted.emit(menu, beat + 0.05)
    actions(menu)["First beat of the bar here"].trigger()
    qtbot.waitUntil(lambda: body_of(window).analysis.positions[6] == 1)
    assert body_of(window).analysis.beats[6] == beat


def test_the_key_is_another(window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot) -> None:
    body_of(window).transport.transpose(Transposition(2, 0))
    menu = window._header.key.menu_of_it
    menu.aboutToShow.emit()
    minor = next(one.menu() for one in menu.actions() if one.text() == "Minor")
    actions(minor)["C♯ minor"].trigger()
    qtbot.waitUntil(lambda: songs.service.job(example_job.id).corrections.key == "B minor")
    qtbot.waitUntil(lambda: window._header.key.text().startswith("C♯ minor"))


def edit(window: SongWindow, qtbot: QtBot, seconds: float, text: str) -> None:
    """Double-click on a chord, and type."""
    body = body_of(window)
    row = body.view.picture.rows.chords
    at = QPoint(round(body.view.timeline.x(seconds)), row.top + row.height // 2)
    qtbot.mouseDClick(body.view, Qt.MouseButton.LeftButton, pos=at)
    *_, editor = body.view.findChildren(ChordEditor)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def label_at(window: SongWindow, seconds: float) -> str:
    chords = body_of(window).analysis.chords or ()
    return next(chord.label for chord in chords if chord.start <= seconds < chord.end)


def test_a_chord_is_typed_in_its_place_and_taken_back(
    window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot
) -> None:
    found = label_at(window, 4.0)
    body_of(window).transport.transpose(Transposition(2, 0))
    edit(window, qtbot, 4.0, "C#m7")
    qtbot.waitUntil(lambda: label_at(window, 4.0) == "B:min7")
    assert songs.service.job(example_job.id).corrections.chords[0].label == "B:min7"
    menu = QMenu()
    qtbot.addWidget(menu)
    body_of(window).menu_wanted.emit(menu, 4.0)
    actions(menu)["The chord as it was found"].trigger()
    qtbot.waitUntil(lambda: label_at(window, 4.0) == found)


def test_what_is_no_chord_is_said(window: SongWindow, qtbot: QtBot) -> None:
    edit(window, qtbot, 4.0, "Hm7")
    assert "Hm7" in window._messages.sentence


def test_corrections_are_taken_back_one_by_one_and_all(
    window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot
) -> None:
    def now() -> Corrections:
        return songs.service.job(example_job.id).corrections

    edit(window, qtbot, 4.0, "Em")
    edit(window, qtbot, 12.0, "Em")
    qtbot.waitUntil(lambda: len(now().chords) == 2)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(now().chords) == 1)
    menu = QMenu()
    qtbot.addWidget(menu)
    body_of(window).menu_wanted.emit(menu, 0.0)
    actions(menu)["Take back all corrections"].trigger()
    qtbot.waitUntil(lambda: now().are_none)


def test_corrections_from_elsewhere_are_seen(
    window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot
) -> None:
    songs.service.correct(example_job.id, Corrections(key="G major"))
    qtbot.waitUntil(lambda: window._header.key.text().startswith("G major"))
    assert window._correcting.now.key == "G major"


def saved(window: SongWindow, qtbot: QtBot, save: str, target: Path, *given: object) -> Path:
    """Export as by the menu, up to the place that its dialog asks for."""
    from PySide6.QtWidgets import QFileDialog

    exports = window.findChild(Exports)
    getattr(exports, save)(*given)
    dialog = window.findChild(QFileDialog)
    with qtbot.waitSignal(exports.saved, timeout=20000) as signal:
        dialog.fileSelected.emit(str(target))
        dialog.reject()
    assert signal.args == [target]
    qtbot.waitUntil(lambda: target.name in window._messages.sentence)
    return target


def test_stems_mixes_midi_and_a_chord_sheet_are_taken_along(
    window: SongWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    stem = saved(window, qtbot, "save_stem", tmp_path / "a.flac", "drums")
    mix = saved(window, qtbot, "save_mix", tmp_path / "b.wav", ("drums", "bass", "other"), "without vocals")
    length = sum(len(block) for block in decode(stem))
    assert length == sum(len(block) for block in decode(mix))
    assert saved(window, qtbot, "save_midi", tmp_path / "c.mid").read_bytes()[:4] == b"MThd"
    sheet = saved(window, qtbot, "save_sheet", tmp_path / "d.txt", Transposition(2, 0)).read_text()
    assert "Key: E major" in sheet
    folder = tmp_path / "all"
    folder.mkdir()
    saved(window, qtbot, "save_stems", folder, ("vocals", "bass"))
    assert sorted(path.name for path in folder.iterdir()) == ["song - bass.flac", "song - vocals.flac"]


def test_a_place_that_cannot_be_written_is_told(window: SongWindow, qtbot: QtBot, tmp_path: Path) -> None:
    exports = window.findChild(Exports)
    with qtbot.waitSignal(exports.failed):
        exports.write_to(tmp_path / "x.ogg", format_of)
    assert "x.ogg" in window._messages.sentence


def test_a_deleted_song_says_so(window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot) -> None:
    window.listening.toggle()
    songs.service.delete(example_job.id)
    qtbot.waitUntil(lambda: window.body is None)
    assert "deleted" in window._page.title.text()
    assert not window.listening.is_playing


def test_a_song_that_is_not_there_says_so(opened: OpenSong) -> None:
    window = opened("no-such-job")
    assert "deleted" in window._page.title.text()


def test_without_a_sound_device_the_song_can_be_read(
    opened: OpenSong, device: Recorder, example_job: Job, qtbot: QtBot
) -> None:
    device.is_there = False
    window = opened(example_job.id)
    qtbot.waitUntil(lambda: window.body is not None)
    window.listening.toggle()
    qtbot.waitUntil(lambda: bool(window._messages.sentence))
    window.listening.seek(7.0)
    assert body_of(window).view.position == 7.0
    assert not window.listening.is_playing


def test_a_song_done_again_is_shown_anew_at_its_place(
    window: SongWindow, songs: Bridge, example_job: Job, qtbot: QtBot
) -> None:
    before = body_of(window)
    window.listening.seek(11.0)
    window.listening.set_muted("drums", True)
    songs.service.correct(example_job.id, Corrections(key="G major"))
    songs.service.retry(example_job.id, pitch="crepe-tiny")
    qtbot.waitUntil(lambda: "again" in window._header._rest.text())
    qtbot.waitUntil(lambda: window.body not in (None, before), timeout=120_000)
    assert window.listening.position == pytest.approx(11.0, abs=0.05)
    assert "drums" not in window.listening.heard
    assert window._header.key.text().startswith("G major")
    assert "again" not in window._header._rest.text()


@pytest.mark.parametrize(
    ("stages", "tracks"),
    [
        ((Stage.SEPARATION,), ["vocals", "drums", "bass", "other"]),
        ((Stage.CHORDS,), ["original"]),
    ],
)
def test_what_was_not_asked_for_is_missed_kindly(
    songs: Bridge,
    opened: OpenSong,
    tmp_path: Path,
    qtbot: QtBot,
    stages: tuple[Stage, ...],
    tracks: list[str],
) -> None:
    song = write(tmp_path / "short.wav", tone(2.0, 220))
    job = done(songs.service, song, JobRequest("spleeter", "swiftf0", stages=stages, again=True))
    window = opened(job.id)
    qtbot.waitUntil(lambda: window.body is not None)
    body = body_of(window)
    assert list(body.analysis.tracks) == tracks
    assert body.view.picture.roll.sentence
    body.view.grab()
    window.listening.toggle()
    qtbot.waitUntil(lambda: body.view.position > 0.2)
    window._fill_export_menu()
    window._fill_edit_menu()


def test_a_song_in_work_is_shown_when_it_is_done(
    songs: Bridge, opened: OpenSong, tmp_path: Path, qtbot: QtBot
) -> None:
    songs.service.pause()
    job = send(songs.service, write(tmp_path / "two.wav", tone(2.0, 330)))
    window = opened(job.id)
    assert "not ready" in window._page.title.text()
    songs.service.resume()
    qtbot.waitUntil(lambda: window.body is not None, timeout=60_000)
    until(lambda: songs.service.job(job.id).status.ended)


def test_size_and_place_are_kept(
    window: SongWindow, opened: OpenSong, example_job: Job, tmp_path: Path, qtbot: QtBot
) -> None:
    settings = QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat)
    window.resize(820, 733)
    window.save(settings)
    other = opened(example_job.id)
    other.restore(settings)
    assert (other.width(), other.height()) == (820, 733)


def test_the_keys_are_listed(window: SongWindow, qtbot: QtBot) -> None:
    window._header.help.click()
    card = QApplication.activePopupWidget()
    assert card is not None
    card.close()


@pytest.fixture
def no_collector() -> Iterator[None]:
    """What is deleted meanwhile is what nothing refers to."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_nothing_of_a_closed_song_stays(opened: OpenSong, example_job: Job, qtbot: QtBot) -> None:
    window = opened(example_job.id)
    qtbot.waitUntil(lambda: window.body is not None)
    qtbot.waitUntil(lambda: all_drawn(window))
    window.grab()
    window._fill_edit_menu()
    edit(window, qtbot, 4.0, "Hm7")
    body = body_of(window)
    kept = [weakref.ref(thing) for thing in (body.view._canvas, body.analysis, body.view.picture)]
    del body
    close(window, qtbot)
    assert [ref() for ref in kept] == [None] * 3


@pytest.mark.alone
def test_nothing_holds_the_window_up(opened: OpenSong, example_job: Job, qtbot: QtBot) -> None:
    with watching() as dog:
        window = opened(example_job.id)
        qtbot.waitUntil(lambda: window.body is not None)
        qtbot.waitUntil(lambda: all_drawn(window))
        window.listening.toggle()
        for step in range(30):
            body_of(window).zoom(1 if step < 20 else -1)
            qtbot.wait(5)
        edit(window, qtbot, 12.0, "Em")
        qtbot.waitUntil(lambda: label_at(window, 12.0) == "E:min")
        close(window, qtbot)
    assert dog.longest < 0.05, dog.where
