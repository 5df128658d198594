"""Covers come when their rows are seen, off Qt's thread, square and with round corners."""

from pathlib import Path

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from core.jobs import JobRequest
from tests.sounds import tone, write
from ui.bridge import Bridge
from ui.queue.covers import COVER_SIZE, Covers, rounded


def test_the_cover_of_a_song_comes_when_it_is_asked_for(bridge: Bridge, tmp_path: Path, qtbot: QtBot) -> None:
    receive = bridge.service.reception.receive
    with_cover = receive(write(tmp_path / "a.m4a", tone(1.0), codec="aac", cover=True), JobRequest())
    without = receive(write(tmp_path / "b.wav", tone(1.0)), JobRequest())
    covers = Covers(bridge)
    with qtbot.waitSignal(covers.came) as came:
        assert covers.cover(without.id, 2.0) is None
        assert covers.cover("unknown", 2.0) is None
        assert covers.cover(with_cover.id, 2.0) is None
    assert came.args == [with_cover.id]
    picture = covers.cover(with_cover.id, 2.0)
    assert picture is not None
    assert (picture.width(), picture.deviceIndependentSize().width()) == (2 * COVER_SIZE, COVER_SIZE)
    assert covers.cover(without.id, 2.0) is None


def test_a_wide_picture_shows_its_middle(tmp_path: Path) -> None:
    wide = QImage(300, 100, QImage.Format.Format_RGB32)
    wide.fill(QColor("red"))
    for x in range(100, 200):
        for y in range(100):
            wide.setPixelColor(x, y, QColor("blue"))
    wide.save(str(tmp_path / "wide.png"))
    square = rounded(tmp_path / "wide.png", 1.0)
    assert square is not None
    assert square.pixelColor(COVER_SIZE // 2, 3) == QColor("blue")
    assert square.pixelColor(3, COVER_SIZE // 2).blue() > 200
    assert square.pixelColor(0, 0).alpha() == 0


def test_what_is_no_picture_is_none(tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").write_bytes(b"no picture")
    assert rounded(tmp_path / "cover.jpg", 1.0) is None
