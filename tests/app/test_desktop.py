"""The program with windows where it cannot start: it says so, and ends when it is told to."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.watching import started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_window_that_says_why_there_is_no_other_goes_with_a_signal(
    tmp_path: Path, number: signal.Signals
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "STORAGE_PATH": "/dev/null/x",
    }
    with started([sys.executable, "-m", "app"], tmp_path, environment) as program:
        assert program.stderr
        assert "A file or folder is in the way" in program.stderr.readline()
        program.send_signal(number)
        assert program.wait(timeout=20) == 2
