"""Once a day, remembered, and nothing at all where it is turned off. The server is a real one."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.service import Service
from core.settings import Settings
from core.updates import look
from core.updates.look import Look
from core.updates.update_file import Newest
from core.updates.updates import Updates
from tests.core.updates.files import NAME, NEWER
from tests.watching import names_below, until
from tests.weights_server import WeightsServer

NEWEST = Newest(**NEWER)
Make = Callable[..., Updates]


@pytest.fixture
def made(server: WeightsServer, tmp_path: Path) -> Iterator[Make]:
    """made(soon, **settings): of a data folder that all of a test share; asks the server."""
    kept = []

    def make(soon: float = 0.0, **settings: object) -> Updates:
        told = {"storage_path": tmp_path, "update_url": server.url + NAME} | settings
        kept.append(Updates(Settings(**told), soon))
        return kept[-1]

    yield make
    for updates in kept:
        updates.stop()


@pytest.fixture
def ask_from_elsewhere(made: Make, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], None]:
    """Ask the same server, as another computer would; whoever was to ask before has done so then."""

    def ask() -> None:
        other = made(storage_path=tmp_path_factory.mktemp("elsewhere"))
        other.start()
        until(lambda: other.newer)

    return ask


def now(hours: float = 0.0) -> datetime:
    return datetime.now(UTC) + timedelta(hours=hours)


def test_a_newer_one_is_told_of(made: Make, tmp_path: Path, server: WeightsServer) -> None:
    updates = made()
    assert (updates.newer, updates.last) == (None, None)
    updates.start()
    until(lambda: updates.newer)
    assert updates.newer == updates.news == NEWEST
    assert updates.last
    assert updates.last.problem == ""
    until(lambda: not updates.is_looking)
    assert len(server.asked) == 1
    assert names_below(tmp_path) == {"updates.json"}


def test_another_start_does_not_ask_again(
    made: Make, server: WeightsServer, ask_from_elsewhere: Callable[[], None]
) -> None:
    first = made()
    first.start()
    until(lambda: first.newer)
    first.stop()
    second = made()
    second.start()
    assert second.newer == NEWEST
    ask_from_elsewhere()
    assert len(server.asked) == 2


@pytest.mark.parametrize(("hours", "asks"), [(-1, False), (-23, False), (-25, True), (1, True)])
def test_once_a_day_whatever_the_clock_says(
    made: Make,
    server: WeightsServer,
    tmp_path: Path,
    ask_from_elsewhere: Callable[[], None],
    hours: float,
    asks: bool,
) -> None:
    asked = now(hours)
    look.write(tmp_path, Look(server.url + NAME, asked, None))
    updates = made()
    assert updates.last
    assert updates.last.is_old(now()) is asks
    updates.start()
    ask_from_elsewhere()
    until(lambda: len(server.asked) == 1 + asks)


def test_turned_off_it_makes_no_connection(
    made: Make, server: WeightsServer, tmp_path: Path, ask_from_elsewhere: Callable[[], None]
) -> None:
    before = threading.active_count()
    updates = made(update_check=False)
    updates.start()
    assert threading.active_count() == before
    ask_from_elsewhere()
    assert (len(server.asked), updates.last, names_below(tmp_path)) == (1, None, set())


def test_turned_off_in_the_settings_the_service_makes_none_either(
    server: WeightsServer, tmp_path: Path
) -> None:
    settings = Settings(
        storage_path=tmp_path, enable_gpu=False, update_check=False, update_url=server.url + NAME
    )
    service = Service(settings)
    service.start()
    try:
        assert "updates" not in {thread.name for thread in threading.enumerate()}
    finally:
        service.stop()
    assert server.asked == []


def test_turned_off_it_looks_when_asked_and_tells_nobody_else(made: Make) -> None:
    updates = made(update_check=False)
    updates.begin()
    until(lambda: updates.newer)
    assert updates.news is None


def test_without_an_address_nobody_is_asked(made: Make) -> None:
    before = threading.active_count()
    updates = made(update_url="")
    updates.start()
    updates.begin()
    assert (updates.address, updates.is_looking, threading.active_count()) == ("", False, before)


@pytest.mark.parametrize(
    "answer",
    [
        b"<!doctype html>",
        b"",
        b"\0" * 100_000,
        json.dumps(NEWER | {"version": 2}).encode(),
        json.dumps(NEWER | {"url": "file:///bin/sh"}).encode(),
    ],
    ids=["another page", "nothing", "huge", "a number", "a file"],
)
def test_rubbish_changes_nothing_and_is_asked_for_again_the_next_day(
    made: Make, server: WeightsServer, caplog: pytest.LogCaptureFixture, answer: bytes, tmp_path: Path
) -> None:
    look.write(tmp_path, Look(server.url + NAME, now(-30), NEWEST))
    server.files[NAME] = answer
    updates = made()
    with caplog.at_level(logging.DEBUG, "core.updates"):
        updates.start()
        until(lambda: updates.last and updates.last.problem)
    assert updates.newer == NEWEST
    assert updates.last
    assert not updates.last.is_old(now())
    assert {record.levelname for record in caplog.records} == {"INFO", "DEBUG"}
    assert len(caplog.records) == 2
    assert len(server.asked) == 1


@pytest.mark.parametrize("version", ["0.0.1", "99.2.0rc1"])
def test_an_older_one_or_a_trial_is_no_news(made: Make, server: WeightsServer, version: str) -> None:
    server.files[NAME] = json.dumps(NEWER | {"version": version}).encode()
    updates = made()
    updates.start()
    until(lambda: updates.last)
    assert updates.last
    assert (updates.newer, updates.last.problem) == (None, "")


def test_the_log_says_it_once(made: Make, caplog: pytest.LogCaptureFixture) -> None:
    updates = made()
    with caplog.at_level(logging.INFO, "core.updates"):
        updates.start()
        until(lambda: caplog.records)
        for _ in range(2):
            updates.begin()
            until(lambda: not updates.is_looking)
    (record,) = caplog.records
    assert "Backline 99.1.0 is there" in record.getMessage()
    assert NEWEST.url in record.getMessage()


@pytest.mark.parametrize(
    "damage",
    [b"", b"[]", b"{}", b'{"address": 1, "asked": 2, "newest": 3}', b"\xff", b'{"asked": "yesterday"}'],
)
def test_a_damaged_memory_is_none(made: Make, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / look.FILE).write_bytes(damage)
    updates = made()
    assert updates.last is None
    updates.begin()
    until(lambda: updates.newer)
    assert look.read(tmp_path, updates.address) == updates.last


def test_what_another_address_said_does_not_count(made: Make, tmp_path: Path) -> None:
    look.write(tmp_path, Look("https://b.example/backline.json", now(), NEWEST))
    assert made().last is None


def test_a_folder_that_takes_nothing_is_no_error(made: Make, tmp_path: Path) -> None:
    (tmp_path / look.FILE).mkdir()
    updates = made()
    updates.begin()
    until(lambda: updates.newer)


def test_it_ends_at_once_whatever_it_waits_for(made: Make, server: WeightsServer, tmp_path: Path) -> None:
    server.silent_after = 0
    waiting, sleeping = made(), made(soon=3600.0)
    waiting.start()
    sleeping.start()
    until(lambda: server.asked)
    assert waiting.is_looking
    began = time.monotonic()
    waiting.stop()
    sleeping.stop()
    assert time.monotonic() - began < 1
    server.closing.set()
    until(lambda: "look for updates" not in {thread.name for thread in threading.enumerate()})
    assert names_below(tmp_path) == set()


def test_twice_at_once_is_one_question(made: Make, server: WeightsServer) -> None:
    server.silent_after = 0
    updates = made()
    updates.begin()
    until(lambda: server.asked)
    updates.begin()
    server.closing.set()
    until(lambda: not updates.is_looking)
    assert len(server.asked) == 1
