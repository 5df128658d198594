"""Where the running server is found: while it runs, and not after it was killed."""

import signal
import sys
from pathlib import Path

from core.access.access import Access
from core.access.endpoint import Endpoint
from tests.conftest import ROOT
from tests.watching import started

ANNOUNCING = """
import sys, time
from pathlib import Path
from core.access.access import Access
from core.access.endpoint import Endpoint
access = Access(Path(sys.argv[1]))
access.announce(Endpoint(("192.168.1.5",), 8000))
print("announced", flush=True)
time.sleep(60)
"""


def test_it_is_known_from_announce_to_silence(tmp_path: Path) -> None:
    server, command = Access(tmp_path), Access(tmp_path)
    assert command.endpoint() is None
    server.announce(Endpoint(("192.168.1.5", "fe80::1"), 8000))
    server.announce(moved := Endpoint(("10.0.0.5", "fd00::1"), 8001, "ab" * 32))
    assert command.endpoint() == server.endpoint() == moved
    assert moved.urls() == ("https://10.0.0.5:8001", "https://[fd00::1]:8001")
    server.announce(public := Endpoint((), 8000, public_url="https://music.home"))
    assert command.endpoint() == public
    assert public.urls() == ("https://music.home",)
    server.silence()
    server.silence()
    assert command.endpoint() is server.endpoint() is None


def test_what_a_killed_server_left_counts_for_nothing(tmp_path: Path) -> None:
    command = Access(tmp_path)
    with started([sys.executable, "-c", ANNOUNCING, tmp_path], cwd=ROOT) as server:
        assert server.stdout
        assert server.stdout.readline() == "announced\n"
        assert command.endpoint() == Endpoint(("192.168.1.5",), 8000)
        server.send_signal(signal.SIGKILL)
        server.wait()
        assert (tmp_path / "access" / "server.json").exists()
        assert command.endpoint() is None
