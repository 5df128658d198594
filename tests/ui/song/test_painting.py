"""What is painted piece by piece is what is painted at once; and painting is quick."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks import song_view
from core.chords.base import Chord
from ui.look import apply_look
from ui.song.peaks import Peaks
from ui.song.timeline_view import TimelineView
from ui.song.transposition import Transposition
from ui.theme import DARK, LIGHT


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> TimelineView:
    """Half a minute of the benchmark's song."""
    widget = TimelineView(song_view.example(30.0, ("vocals", "drums", "bass")))
    qtbot.addWidget(widget)
    widget.resize(700, 560)
    for number, stem in enumerate(("vocals", "drums", "bass")):
        widget.show_peaks(stem, Peaks(song_view.peaks(30.0, number)))
    with qtbot.waitExposed(widget):
        widget.show()
    widget.zoom(3.0, 200.0)
    return widget


def pixels(widget: TimelineView) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def anew(widget: TimelineView) -> np.ndarray:
    widget.repaint_all()
    return pixels(widget)


@pytest.mark.parametrize("scale", [0, 60, 250, 700])
def test_a_scrolled_view_looks_as_if_painted_anew(view: TimelineView, scale: float) -> None:
    view.zoom(max(scale / view.timeline.scale, 1.0), 100.0)
    for step in (1, 7, 40, -3, 200, -90, 5000, -5000, 33):
        view.pan(step)
        moved = pixels(view)
        fresh = anew(view)
        assert np.mean(moved != fresh) < 0.002, step
    assert len(np.unique(fresh)) > 20


def test_what_was_painted_is_not_painted_again(view: TimelineView) -> None:
    pixels(view)
    drawn: list[tuple[float, float]] = []
    paint = view.picture.paint

    def counted(painter, around, left, right, only=None):  # type: ignore[no-untyped-def]
        drawn.append((left, right))
        paint(painter, around, left, right, only)

    view.picture.paint = counted  # type: ignore[method-assign]
    view.pan(12)
    pixels(view)
    view.set_position(view.timeline.seconds(300), is_playing=False)
    pixels(view)
    assert drawn == [(688.0, 700.0)]


def colour_at(widget: TimelineView, x: float, y: float) -> QColor:
    return widget.grab().toImage().pixelColor(round(x), round(y))


def test_the_playhead_is_where_the_song_is(view: TimelineView) -> None:
    view.set_position(view.timeline.seconds(345), is_playing=False)
    x = view.timeline.x(view.position)
    assert colour_at(view, x, view.picture.rows.stems[1].top + 10) == LIGHT.playhead


def test_a_muted_stem_steps_back(view: TimelineView) -> None:
    row = view.picture.stem_row("drums")

    def saturation() -> float:
        line = view.grab().toImage()
        middle = row.top + row.height // 2
        return float(np.mean([line.pixelColor(x, middle).hslSaturationF() for x in range(0, 700, 3)]))

    before = saturation()
    view.show_heard({"vocals", "bass"})
    assert saturation() < before


def test_light_and_dark_switch_at_once(view: TimelineView, qapp: QApplication) -> None:
    place = (3, view.picture.rows.piano.bottom - 3)
    try:
        assert colour_at(view, *place).lightness() > 200
        apply_look(qapp, "dark")
        assert colour_at(view, *place).lightness() < 60
        assert DARK.surface.lightness() < 60
    finally:
        apply_look(qapp, "light")


def test_chords_are_read_in_another_key(view: TimelineView) -> None:
    before = view.picture.ribbon.name(1)
    view.read_as(Transposition(2, 0))
    assert (before, view.picture.ribbon.name(1)) == ("D", "E")


def wheel(widget: TimelineView, angle: QPoint, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(300, 200),
        widget.mapToGlobal(QPointF(300, 200)),
        QPoint(),
        angle,
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_zooms_and_with_shift_it_pans(view: TimelineView) -> None:
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    scale, there = view.timeline.scale, view.timeline.seconds(300)
    wheel(view, QPoint(0, 120), none)
    assert view.timeline.scale > scale
    assert view.timeline.seconds(300) == pytest.approx(there, abs=0.02)
    left = view.timeline.left
    wheel(view, QPoint(0, -120), shift)
    assert view.timeline.left > left
    wheel(view, QPoint(60, 0), none)
    assert view.timeline.left < left + 120


def test_a_pinch_on_a_touchpad_zooms(view: TimelineView) -> None:
    scale, there = view.timeline.scale, view.timeline.seconds(250)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        QPointF(250, 200),
        QPointF(250, 200),
        QPointF(250, 200),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(view, pinch)
    assert view.timeline.scale == pytest.approx(scale * 1.25)
    assert view.timeline.seconds(250) == pytest.approx(there, abs=0.02)


def test_a_click_seeks_and_a_drag_looks_elsewhere(view: TimelineView, qtbot: QtBot) -> None:
    at = QPoint(240, view.picture.rows.stems[0].top + 8)
    with qtbot.waitSignal(view.seek_wanted) as sought:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert sought.args == [pytest.approx(view.timeline.seconds(240))]
    left = view.timeline.left
    with qtbot.assertNotEmitted(view.seek_wanted):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseMove(view, at - QPoint(80, 0))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at - QPoint(80, 0))
    assert view.timeline.left == left + 80


def test_a_drag_on_the_ruler_is_a_loop_from_beat_to_beat(view: TimelineView, qtbot: QtBot) -> None:
    beats = view.picture.analysis.beats
    inside = [beat for beat in beats if 60 < view.timeline.x(beat) < 600]
    start, end = inside[0], inside[3]
    press = QPoint(round(view.timeline.x(start)) + 3, 10)
    release = QPoint(round(view.timeline.x(end)) - 4, 10)
    with qtbot.waitSignal(view.loop_wanted) as wanted:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=press)
        qtbot.mouseMove(view, release)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=release)
    assert wanted.args == [pytest.approx(start), pytest.approx(end)]


def test_the_page_turns_with_the_playhead_unless_one_looks_elsewhere(view: TimelineView) -> None:
    view.zoom(4.0, 0.0)
    view.set_position(0.0, is_playing=True)
    view.follow(True)
    beyond = view.timeline.seconds(view.width()) + 0.5
    view.set_position(beyond, is_playing=True)
    assert 0 < view.timeline.x(beyond) < view.width() / 2
    view.pan(5000)
    left = view.timeline.left
    view.set_position(beyond + 0.1, is_playing=True)
    assert view.timeline.left == left
    assert not view.follows


@pytest.mark.parametrize("seconds", [0.0, 0.04, 2.0, 3600.0])
def test_songs_of_every_length_are_painted(qapp: QApplication, qtbot: QtBot, seconds: float) -> None:
    widget = TimelineView(replace(song_view.example(max(seconds, 1.0), ("vocals",)), duration=seconds))
    qtbot.addWidget(widget)
    widget.resize(500, 400)
    widget.show_peaks("vocals", Peaks(song_view.peaks(seconds, 0)))
    for factor in (1.0, 40.0, 1e6, 1e-9):
        widget.zoom(factor, 250.0)
        assert len(np.unique(pixels(widget))) > 1


def test_a_song_without_anything_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    empty = replace(
        song_view.example(9.0, ("original",)),
        has_stems=False,
        pitch=None,
        notes=(),
        chords=None,
        beats=np.zeros(0),
        positions=np.zeros(0, np.int64),
        key=None,
    )
    for analysis in (empty, replace(empty, chords=(Chord(0.0, 9.0, "N", 1.0),))):
        widget = TimelineView(analysis)
        qtbot.addWidget(widget)
        widget.resize(500, 400)
        row = widget.picture.rows.chords
        assert len(np.unique(pixels(widget)[row.top : row.bottom])) > 5
        assert widget.picture.ribbon.sentence
        assert widget.picture.roll.sentence


@pytest.mark.slow
@pytest.mark.alone
def test_painting_is_quick_while_the_worker_is_busy(qapp: QApplication, tmp_path: Path) -> None:
    try:
        figures = song_view.measure(tmp_path, steps=40)
    finally:
        apply_look(qapp, "light")
    for figure in ("scroll_p95", "creep_p95", "play_p95", "zoom_p95"):
        assert figures[figure] <= song_view.LIMIT_MS, figures
