"""A computer and a phone in one network: found, paired, used, shut out, let in by address."""

import json
import sys
from pathlib import Path

import pytest

from tests.app.network.hosts import two_hosts
from tests.conftest import ROOT
from tests.watching import started


@pytest.mark.slow
def test_a_phones_whole_session(tone: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with two_hosts() as (computer, phone), computer.serving(data):
        session = phone.command(sys.executable, "-m", "tests.app.network.phone", phone.address, tone)
        with started(session, ROOT) as program:
            assert program.stdout is not None

            def told(step: str) -> object:
                line = program.stdout.readline()
                assert line, program.stderr.read()
                return json.loads(line)[step]

            def at_the_computer(*command: str) -> str:
                return computer.run(sys.executable, "-m", "app", "--data-dir", data, "devices", *command)

            assert len(str(told("found"))) == 36
            code = str(told("code"))
            waiting = at_the_computer()
            assert code in waiting
            assert "Anna's phone" in waiting
            at_the_computer("approve", code)
            stems = told("stems")
            assert all(size > 10_000 for size in stems.values()), stems
            at_the_computer("revoke", "Anna's phone")
            assert told("knocked") == 401
            at_the_computer("approve", phone.address)
            assert told("songs") == 1
            assert program.wait(10) == 0
