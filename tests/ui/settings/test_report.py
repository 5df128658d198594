"""The report tells what runs here, and nothing of whose computer it is."""

import getpass
import json
import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from core.finding import bad
from core.logs import log_to
from core.settings import load_settings
from core.settings_file import remember_all
from tests.conftest import ROOT
from tests.ui.test_bridge import job_named
from tests.users import unknown_user
from ui.bridge import Bridge
from ui.settings.report import Redaction, log_files, report

TITLE = "Für Anna (demo)"
DELETED = 'Nobody: knows "this" one.flac'
DEVICE = "Anna's iPhone"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The program's log file, as the program sets it up."""
    root = logging.getLogger()
    before = list(root.handlers)
    root.handlers.clear()
    log_to("INFO", tmp_path / "log" / "backline.log")
    ours = list(root.handlers)
    root.handlers[:] = [*before, *(each for each in ours if isinstance(each, RotatingFileHandler))]
    yield tmp_path / "log" / "backline.log"
    for handler in ours:
        handler.close()
    root.handlers[:] = before


def test_nothing_private_is_in_it(bridge: Bridge, log: Path, home: Path, given: dict[str, object]) -> None:
    service = bridge.service
    service._store.add(job_named(TITLE))
    invitation = service.access.invite()
    key = service.access.redeem(invitation.code, DEVICE, "iOS", "192.168.1.5").key
    assert key
    remember_all(
        {"server_name": "Annas Zimmer", "allowed_hosts": ["anna.example"], "log_file": str(home / "l")}
    )
    user, host = getpass.getuser(), socket.gethostname()
    log_of = logging.getLogger("backline.test")
    log_of.warning("%s/Music/%s cannot be read on %s by %s", home, TITLE, host, user)
    log_of.error("incident 12ab: the analysis of %s failed", DELETED)
    log_of.warning("%s came with %s", DEVICE, key)
    log_of.info("only told where all is told")
    findings = [bad("disk", f"The folder {home}/songs of {user} on {host} may not be written.")]
    text = report(service, load_settings(**given), findings)
    private = (str(home), TITLE, DELETED, "Nobody", DEVICE, key, "Annas Zimmer", "anna.example", host)
    for word in (*private, home.name):
        assert word.lower() not in text.lower(), word
    assert user not in text.replace("<user>", "").split()
    for words in (
        "~/l",
        "SERVER_NAME = (set)",
        "The folder ~/songs of <user> on <computer>",
        "<key>",
        "<song> failed",
    ):
        assert words in text
    assert "only told" not in text


def test_a_trace_is_told_without_the_home(
    bridge: Bridge, log: Path, home: Path, given: dict[str, object]
) -> None:
    try:
        raise OSError(f"{home}/song.mp3 is gone")
    except OSError:
        logging.getLogger("backline.test").exception("a call came to nothing")
    text = report(bridge.service, load_settings(**given), [])
    assert "a call came to nothing" in text
    assert "Traceback" in text
    assert "song.mp3" not in text


def test_a_log_that_holds_rubbish_or_is_gone_is_no_harm(
    bridge: Bridge, log: Path, given: dict[str, object]
) -> None:
    record = json.dumps({"level": "ERROR", "time": "now", "logger": "x", "message": "after all"})
    log.write_bytes(b"\xff\xfe no json\n[1]\n" + record.encode() + b"\n")
    assert "now ERROR x: after all" in report(bridge.service, load_settings(**given), [])
    log.unlink()
    assert "The log cannot be read" in report(bridge.service, load_settings(**given), [])
    assert log_files() == [log]


def test_a_user_without_a_home_gets_one_with_paths_that_can_be_read(
    bridge: Bridge, log: Path, given: dict[str, object]
) -> None:
    with unknown_user():
        text = report(bridge.service, load_settings(**given), [bad("disk", "/data may not be written.")])
    assert "disk: /data may not be written." in text


def test_words_are_taken_out_whole() -> None:
    clean = Redaction(Path("/home/anna"), {"anna": "<user>", "an": "<x>", "Hey": "<song>"})
    assert clean("/home/anna/x of Anna and an Annalena, hey") == "~/x of <user> and <x> Annalena, <song>"


def test_the_report_loads_no_torch() -> None:
    code = "import ui.settings.settings_window, ui.welcome, sys; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
