"""What reaches the device is the sum of the stems, to the sample, wherever one has jumped to."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
from pytestqt.qtbot import QtBot

from core.models import SAMPLE_RATE
from tests.ui.player.recording import (
    COUNTED,
    Recorder,
    counting,
    noise,
    playing,
    total,
    where,
    write_stem,
)
from ui.player.player import Player

SECONDS = 12.0


@pytest.fixture(scope="module")
def stems(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three stems as a job has them."""
    folder = tmp_path_factory.mktemp("stems")
    sounds = {name: noise(seed, SECONDS) for seed, name in enumerate(("vocals", "drums", "bass"))}
    return {name: write_stem(folder / f"{name}.mp3", sound, "mp3") for name, sound in sounds.items()}


@pytest.fixture(scope="module")
def whole(stems: dict[str, Path]) -> np.ndarray:
    """Their sum."""
    return total(stems)


@pytest.fixture(scope="module")
def count(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A stem whose samples are their own places."""
    return {"count": write_stem(tmp_path_factory.mktemp("count") / "count.wav", counting(SECONDS), "wav")}


def heard_from(qtbot: QtBot, device: Recorder, start: np.ndarray, samples: int) -> np.ndarray:
    """So many samples of what the device was given, from one on that occurs once in the song."""
    found: list[np.ndarray] = []

    def look() -> bool:
        heard = device.heard()
        begin = where(heard, start)
        found[:] = [heard[begin : begin + samples]]
        return begin >= 0 and len(found[0]) == samples

    qtbot.waitUntil(look)
    return found[0]


def test_from_start_to_end_it_is_the_sum_of_the_stems(
    qtbot: QtBot, stems: dict[str, Path], whole: np.ndarray
) -> None:
    device = Recorder()
    with playing(qtbot, stems, device) as player:
        assert player.duration == pytest.approx(SECONDS)
        told: list[bool] = []
        player.playing_changed.connect(told.append)
        player.play()
        qtbot.waitUntil(lambda: told == [True, False], timeout=20_000)
        assert player.position() == player.duration
        assert np.array_equal(device.heard(), whole)
        player.play()
        assert player.position() < 1
        assert np.array_equal(heard_from(qtbot, device, whole[0], 2000), whole[:2000])


def test_after_twenty_seeks_it_still_is(qtbot: QtBot, stems: dict[str, Path], whole: np.ndarray) -> None:
    device, chance = Recorder(pause=0.004), np.random.default_rng(7)
    with playing(qtbot, stems, device) as player:
        player.play()
        for place in chance.integers(0, len(whole) - 30_000, 20):
            device.forget()
            player.seek(place / SAMPLE_RATE)
            heard = heard_from(qtbot, device, whole[place], 8000)
            assert np.array_equal(heard, whole[place : place + 8000])


@pytest.mark.parametrize("length", [0.05, 0.31, 2.0])
def test_a_loop_has_no_seam(qtbot: QtBot, stems: dict[str, Path], whole: np.ndarray, length: float) -> None:
    device = Recorder()
    begin, end = 3 * SAMPLE_RATE, 3 * SAMPLE_RATE + round(length * SAMPLE_RATE)
    with playing(qtbot, stems, device) as player:
        player.set_loop(begin / SAMPLE_RATE, end / SAMPLE_RATE)
        assert player.loop == pytest.approx((3, 3 + length))
        player.seek(3 - 0.1)
        player.play()
        before = begin - 4410
        expected = np.concatenate([whole[before:begin], *[whole[begin:end]] * 3])
        assert np.array_equal(heard_from(qtbot, device, whole[before], len(expected)), expected)
        assert 3 <= player.position() <= 3 + length
        player.clear_loop()
        assert player.loop is None
        assert len(heard_from(qtbot, device, whole[end + 20_000], 1))


def test_a_loop_that_is_set_while_it_plays_is_entered(
    qtbot: QtBot, stems: dict[str, Path], whole: np.ndarray
) -> None:
    device = Recorder(pause=0.01)
    with playing(qtbot, stems, device) as player:
        player.seek(6)
        player.play()
        qtbot.waitUntil(lambda: player.position() > 6.1)
        player.set_loop(2, 3)
        expected = whole[2 * SAMPLE_RATE : 2 * SAMPLE_RATE + 5000]
        assert np.array_equal(heard_from(qtbot, device, expected[0], 5000), expected)
        player.seek(8)
        qtbot.waitUntil(lambda: player.position() > 8.1)
        player.set_loop(7, player.position() + 0.02)
        qtbot.waitUntil(lambda: 7 <= player.position() < 8)


def test_behind_its_loop_a_song_goes_on(qtbot: QtBot, stems: dict[str, Path], whole: np.ndarray) -> None:
    device = Recorder()
    with playing(qtbot, stems, device) as player:
        player.set_loop(2, 3)
        player.seek(11.5)
        player.play()
        qtbot.waitUntil(lambda: not player.is_playing)
        assert np.array_equal(device.heard(), whole[round(11.5 * SAMPLE_RATE) :])
        player.play()
        assert player.position() == pytest.approx(2, abs=0.9)


def constant(folder: Path) -> dict[str, Path]:
    levels = {"vocals": 0.1, "drums": 0.2, "bass": 0.4}
    return {
        name: write_stem(folder / f"{name}.wav", np.full((12 * SAMPLE_RATE, 2), level, np.float32), "wav")
        for name, level in levels.items()
    }


def test_levels_change_what_is_heard_without_a_click(qtbot: QtBot, tmp_path: Path) -> None:
    device = Recorder(pause=0.01)
    with playing(qtbot, constant(tmp_path), device) as player:
        player.play()
        for change, level in _changes(player):
            change()
            qtbot.waitUntil(lambda level=level: list(device.heard()[-1:, 0]) == pytest.approx([level]))
        steps = np.abs(np.diff(device.heard()[:, 0]))
        assert steps.max() < 0.7 / 440


def _changes(player: Player) -> list[tuple[Callable[[], None], float]]:
    return [
        (lambda: None, 0.7),
        (lambda: player.set_muted("drums", True), 0.5),
        (lambda: player.set_volume("bass", 0.5), 0.3),
        (lambda: player.set_soloed("vocals", True), 0.1),
        (lambda: player.set_soloed("drums", True), 0.1),
        (lambda: player.set_muted("drums", False), 0.3),
        (lambda: player.set_soloed("vocals", False), 0.2),
        (lambda: player.set_soloed("drums", False), 0.5),
        (lambda: player.set_volume("bass", 1.0), 0.7),
    ]


def test_levels_that_change_in_a_pause_are_heard_from_the_first_sample_on(
    qtbot: QtBot, tmp_path: Path
) -> None:
    device = Recorder()
    with playing(qtbot, constant(tmp_path), device) as player:
        player.set_muted("bass", True)
        player.set_volume("drums", 0.5)
        player.play()
        qtbot.waitUntil(lambda: len(device.heard()) > 10_000)
        assert device.heard() == pytest.approx(0.2)


def test_what_is_too_loud_is_clipped_and_the_rest_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    ramp = np.repeat(np.linspace(0.01, 0.9, 2 * SAMPLE_RATE, dtype=np.float32)[:, None], 2, axis=1)
    pair = {name: write_stem(tmp_path / f"{name}.wav", ramp, "wav") for name in ("a", "b")}
    device = Recorder()
    with playing(qtbot, pair, device) as player:
        player.play()
        qtbot.waitUntil(lambda: not player.is_playing)
        assert np.array_equal(device.heard(), np.minimum(2 * ramp, 1))


@pytest.mark.parametrize("speed", [1.0, 0.25, 0.5, 0.8, 1.5, 2.0])
def test_the_position_is_what_is_heard(qtbot: QtBot, count: dict[str, Path], speed: float) -> None:
    """Every time that the device was given a period, the sample that follows is the position."""
    device = Recorder(pause=0.002)
    with playing(qtbot, count, device) as player:
        player.set_speed(speed)
        player.seek(1)
        player.play()
        for seconds in np.linspace(1.2, 4, 15):
            qtbot.waitUntil(lambda seconds=seconds: player.position() > seconds, timeout=20_000)
            device.go.clear()
            qtbot.wait(10)
            last = device.heard()[-1, 0] * COUNTED / SAMPLE_RATE
            assert player.position() == pytest.approx(last, abs=1e-4 if speed == 1 else 0.04)
            device.go.set()


def test_the_position_knows_how_long_the_device_takes(qtbot: QtBot, count: dict[str, Path]) -> None:
    device = Recorder(latency=0.5, pause=0.002)
    with playing(qtbot, count, device) as player:
        player.play()
        qtbot.waitUntil(lambda: player.position() > 2, timeout=20_000)
        ahead = device.heard()[-1, 0] * COUNTED / SAMPLE_RATE - player.position()
        assert ahead == pytest.approx(0.5, abs=0.1)
        player.pause()
        qtbot.wait(20)
        last = device.heard()[:-300][-1, 0] * COUNTED / SAMPLE_RATE
        qtbot.waitUntil(lambda: player.position() == pytest.approx(last, abs=0.05))


def test_speed_changes_while_it_plays(qtbot: QtBot, count: dict[str, Path]) -> None:
    device = Recorder(pause=0.01)
    with playing(qtbot, count, device) as player:
        player.play()
        for speed in (0.5, 2.0, 0.3, 1.0):
            before = player.position()
            player.set_speed(speed)
            assert player.speed == speed
            qtbot.waitUntil(lambda before=before: player.position() > before + 0.5)
        places = device.heard()[:, 0] * COUNTED
        assert np.abs(np.diff(places)).max() < 0.06 * SAMPLE_RATE
        assert np.all(np.diff(places[-5000:]) == 1)


def test_a_pause_loses_nothing(qtbot: QtBot, stems: dict[str, Path], whole: np.ndarray) -> None:
    device = Recorder(pause=0.002)
    with playing(qtbot, stems, device) as player:
        player.play()
        for _ in range(3):
            qtbot.wait(40)
            player.toggle()
            assert not player.is_playing
            qtbot.wait(20)
            place = round(player.position() * SAMPLE_RATE)
            player.toggle()
            assert np.array_equal(heard_from(qtbot, device, whole[place], 3000), whole[place : place + 3000])


def test_without_a_device_it_says_so_and_tries_again_later(qtbot: QtBot, stems: dict[str, Path]) -> None:
    device = Recorder()
    device.is_there = False
    with playing(qtbot, stems, device) as player:
        with qtbot.waitSignal(player.failed) as said:
            player.play()
        assert "Connect headphones" in said.args[0]
        assert not player.is_playing
        device.is_there = True
        player.play()
        qtbot.waitUntil(lambda: len(device.heard()) > 0)
        assert player.is_playing


def test_a_device_that_stops_asking_is_opened_again(qtbot: QtBot, stems: dict[str, Path]) -> None:
    device = Recorder()
    with playing(qtbot, stems, device) as player:
        player.set_loop(0, 10)
        player.play()
        qtbot.waitUntil(lambda: len(device.heard()) > 0)
        device.go.clear()
        qtbot.waitUntil(lambda: device.opened == 2)
        device.go.set()
        before = len(device.heard())
        qtbot.waitUntil(lambda: len(device.heard()) > before)
        assert player.is_playing


def test_a_device_that_has_nothing_to_play_is_given_back(qtbot: QtBot, stems: dict[str, Path]) -> None:
    device = Recorder()
    with playing(qtbot, stems, device) as player:
        assert device.opened == 0
        player.play()
        qtbot.waitUntil(lambda: len(device.heard()) > 0)
        player.pause()
        qtbot.waitUntil(lambda: device.closed == 1, timeout=10_000)
        player.play()
        before = len(device.heard())
        qtbot.waitUntil(lambda: len(device.heard()) > before)
        assert device.opened == 2
    assert device.closed == 2


def test_stems_that_cannot_be_read_are_named(qtbot: QtBot, stems: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "drums.mp3").write_text("no sound")
    player = Player(stems | {"drums": tmp_path / "drums.mp3"}, open_device=Recorder())
    with qtbot.waitSignal(player.failed) as said:
        player.play()
    assert "drums.mp3" in said.args[0]
    assert not player.is_playing
    with qtbot.waitSignal(player.failed):
        player.play()
    player.close()


def test_what_is_asked_before_it_is_ready_is_done_then(
    qtbot: QtBot, stems: dict[str, Path], whole: np.ndarray
) -> None:
    device = Recorder()
    player = Player(stems, open_device=device)
    player.set_loop(5, 6)
    player.seek(4.9)
    player.play()
    start = whole[round(4.9 * SAMPLE_RATE)]
    assert len(heard_from(qtbot, device, start, 3 * SAMPLE_RATE)) == 3 * SAMPLE_RATE
    player.close()


@pytest.mark.alone
def test_opening_and_closing_block_nothing(qtbot: QtBot, stems: dict[str, Path]) -> None:
    for _ in range(3):
        started = time.monotonic()
        player = Player(stems, open_device=Recorder())
        assert time.monotonic() - started < 0.05
        player.play()
        qtbot.waitUntil(lambda player=player: player.position() > 0.1)
        started = time.monotonic()
        player.close()
        assert time.monotonic() - started < 0.05


@pytest.mark.alone
def test_ten_songs_leave_no_memory_behind(qtbot: QtBot, stems: dict[str, Path]) -> None:
    def play_once() -> None:
        device = Recorder()
        with playing(qtbot, stems, device) as player:
            player.play()
            qtbot.waitUntil(lambda: len(device.heard()) > SAMPLE_RATE)

    for _ in range(3):
        play_once()
    before = psutil.Process().memory_info().rss
    for _ in range(10):
        play_once()
    assert psutil.Process().memory_info().rss - before < 8e6
