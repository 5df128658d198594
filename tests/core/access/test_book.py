"""The file of who may come in: changed by several programs at once, killed, damaged, and nobody else's."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.access.access import Access
from core.access.entries import Device
from core.disk.data_folder import claimed
from core.disk.data_move import move
from core.errors import StorageError
from tests.conftest import ROOT
from tests.watching import started

PROCESSES, DEVICES_EACH = 8, 6


def pairing_process(root: Path, name: str, how_many: int) -> list[str | Path]:
    """A command that pairs so many devices."""
    return [sys.executable, "-m", "tests.core.access.pairing_process", root, name, str(how_many)]


def paired(access: Access, name: str = "phone") -> tuple[Device, str]:
    """A new device, and its key."""
    answer = access.redeem(access.invite().code, name, "test", "192.168.1.2")
    assert answer.key
    device = access.device_of_key(answer.key)
    assert device
    return device, answer.key


def book(root: Path) -> Path:
    return root / "access" / "book.json"


def test_eight_programs_that_change_it_at_once_lose_nothing(tmp_path: Path) -> None:
    first = Access(tmp_path)
    programs = [
        subprocess.Popen(pairing_process(tmp_path, str(n), DEVICES_EACH), stdout=subprocess.PIPE, cwd=ROOT)
        for n in range(PROCESSES)
    ]
    keys = [key for program in programs for key in program.communicate(timeout=60)[0].decode().split()]
    assert [program.returncode for program in programs] == [0] * PROCESSES
    names = [device.name for device in map(first.device_of_key, keys) if device]
    assert sorted(names) == sorted(f"{n} {m}" for n in range(PROCESSES) for m in range(DEVICES_EACH))
    assert len(first.devices()) == len(keys)


def test_a_kill_in_the_middle_leaves_a_whole_book_and_lets_nobody_else_in(tmp_path: Path) -> None:
    access = Access(tmp_path)
    told: list[str] = []
    for n in range(4):
        with started(pairing_process(tmp_path, str(n), 10_000), cwd=ROOT) as program:
            assert program.stdout
            told += [program.stdout.readline().strip() for _ in range(2 + n)]
            program.kill()
            told += program.stdout.read().split()
        json.loads(book(tmp_path).read_bytes())
        newest, key = paired(access, "after the kill")
        told.append(key)
        assert access.is_paired(newest.id)
    assert all(map(access.device_of_key, told))
    # One a kill may have got its device, and not had the time to tell its key.
    assert len(told) <= len(access.devices()) <= len(told) + 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda _: b"",
        lambda text: b"\xff\xfe" + text,
        lambda _: b"[]",
        lambda text: text.replace(b"Z", b""),
        lambda text: text.replace(b'"platform"', b'"a_later_versions_reason_to_refuse"'),
    ],
    ids=["half", "empty", "no text", "another shape", "times of nowhere", "another version"],
)
def test_a_damaged_book_is_set_aside_and_nobody_gets_in(
    tmp_path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    access = Access(tmp_path)
    device, key = paired(access)
    damaged = damage(book(tmp_path).read_bytes())
    book(tmp_path).write_bytes(damaged)
    assert access.device_of_key(key) is None
    assert not access.is_paired(device.id)
    (aside,) = (tmp_path / "access").glob("book.json.damaged-*")
    assert aside.read_bytes() == damaged
    (warning,) = access.warnings
    assert aside.name in warning
    assert "Pair them again." in warning
    assert warning in caplog.text
    assert paired(access)[0] in Access(tmp_path).devices()


def test_a_book_that_is_deleted_lets_nobody_in(tmp_path: Path) -> None:
    access = Access(tmp_path)
    _, key = paired(access)
    before = access.server_id, access.secret
    book(tmp_path).unlink()
    assert access.device_of_key(key) is None
    assert (access.server_id, access.secret) != before


def test_what_one_program_changes_another_one_sees_at_once(tmp_path: Path) -> None:
    server, command = Access(tmp_path), Access(tmp_path)
    for _ in range(50):
        device, key = paired(server)
        assert command.device_of_key(key) == device
        command.revoke(device.id)
        assert server.device_of_key(key) is None


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_nobody_else_may_read_it_not_even_after_it_was_copied(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        Access(tmp_path)
        (tmp_path / "access").chmod(0o755)
        paired(Access(tmp_path))
    finally:
        os.umask(old)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "access").iterdir()}
    assert stat.S_IMODE((tmp_path / "access").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}, modes


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_it_moves_with_the_data_and_stays_closed_to_others(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "jobs").mkdir(parents=True)
    with claimed(old):
        device, key = paired(Access(old))
    move(old, new, switch=lambda: True, progress=lambda *_: None)
    assert stat.S_IMODE((new / "access").stat().st_mode) == 0o700
    assert Access(new).device_of_key(key) == device


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "access").write_text("in the way")
    with pytest.raises(StorageError, match="in the way of"):
        Access(tmp_path)


def test_reading_costs_no_more_than_a_look_at_the_file(tmp_path: Path) -> None:
    access = Access(tmp_path)
    _, key = paired(access)
    os.utime(book(tmp_path), (1, 1))
    first = access.device_of_key(key)
    assert access.device_of_key(key) is first
