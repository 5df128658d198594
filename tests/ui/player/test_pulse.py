"""What a sound server records of a song is the sum of its stems."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from subprocess import Popen

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.models import SAMPLE_RATE
from tests.ui.player.recording import noise, total, write_stem
from tests.watching import started, until
from ui.player.player import Player

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="PulseAudio is Linux's"),
    pytest.mark.skipif(not shutil.which("pulseaudio"), reason="needs pulseaudio"),
    pytest.mark.skipif(not shutil.which("parec"), reason="needs parec, of pulseaudio-utils"),
]
SECONDS = 6.0
Serving = Callable[[], AbstractContextManager["Popen[str]"]]


@pytest.fixture
def serving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serving:
    """serving(): a sound server with one device, which plays into nothing; there is no other device."""
    socket = tmp_path / "socket"
    modules = [
        "module-null-sink sink_name=out rate=44100 format=float32le",
        f"module-native-protocol-unix socket={socket} auth-anonymous=1",
    ]
    options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-target=null"]
    command = ["pulseaudio", *options, *(f"--load={module}" for module in modules)]
    environment = os.environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    monkeypatch.setenv("PULSE_SERVER", f"unix:{socket}")
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)

    @contextmanager
    def serve() -> Iterator["Popen[str]"]:
        socket.unlink(missing_ok=True)
        with started(command, env=environment) as server:
            until(socket.is_socket)
            yield server

    return serve


@pytest.fixture
def stems(tmp_path: Path) -> dict[str, Path]:
    names = ("vocals", "drums", "bass", "other")
    return {
        name: write_stem(tmp_path / f"{name}.mp3", noise(seed, SECONDS), "mp3")
        for seed, name in enumerate(names)
    }


def recorded(path: Path) -> np.ndarray:
    """What was recorded and is not silence: a busy computer's sound server leaves some out."""
    data = path.read_bytes()
    sound = np.frombuffer(data[: len(data) // 8 * 8], np.float32).reshape(-1, 2)
    return sound[sound.any(axis=1)]


def test_the_sound_server_gets_the_sum(
    qtbot: QtBot, serving: Serving, stems: dict[str, Path], tmp_path: Path
) -> None:
    whole, path = total(stems), tmp_path / "recorded"
    recorder = ["parec", "-d", "out.monitor", "--format=float32le", "--rate=44100", "--channels=2"]
    player = Player(stems)
    try:
        with serving(), started([*recorder, "--latency-msec=20", path]):
            # It records silence as soon as it does.
            until(lambda: path.exists() and path.stat().st_size)
            player.play()
            qtbot.waitUntil(lambda: len(recorded(path)) > 2 * SAMPLE_RATE, timeout=20_000)
            player.seek(4.0)
            place = 4 * SAMPLE_RATE
            last = whole[place + 20_000]
            qtbot.waitUntil(lambda: bool((recorded(path)[-SAMPLE_RATE:] == last).all(1).any()))
    finally:
        player.close()
    places = places_of(recorded(path), whole)
    assert np.mean(places >= 0) > 0.99
    assert np.mean(np.diff(places) == 1) > 0.99
    assert place in places


def places_of(heard: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """For each sample that was heard the one of the song that has the very same bits; -1 where none has."""
    known = {sample.tobytes(): place for place, sample in enumerate(whole)}
    return np.array([known.get(sample.tobytes(), -1) for sample in heard])


def test_a_sound_server_that_dies_stops_the_player_until_there_is_another(
    qtbot: QtBot, serving: Serving, stems: dict[str, Path]
) -> None:
    player = Player(stems)
    try:
        player.set_loop(0, 5)
        with serving() as server:
            player.play()
            qtbot.waitUntil(lambda: player.position() > 0, timeout=20_000)
            with qtbot.waitSignal(player.failed, timeout=20_000) as said:
                server.kill()
        assert "Connect headphones" in said.args[0]
        assert not player.is_playing
        with serving():
            before = player.position()
            player.play()
            qtbot.waitUntil(lambda: player.position() > before, timeout=20_000)
    finally:
        player.close()
