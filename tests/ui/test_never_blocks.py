"""The windows answer within 50 ms whatever the user does, while a song is in work and a phone asks."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks.desktop.answers import ACTS, Room, room, watched

pytestmark = [pytest.mark.slow, pytest.mark.alone]

LIMIT = 0.05
"""Seconds."""


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room(tmp_path_factory.mktemp("program")) as program:
        yield program


@pytest.mark.parametrize("name", ACTS)
def test_windows_answer_at_once(program: Room, name: str) -> None:
    dog = watched(program, ACTS[name])
    assert dog.longest <= LIMIT, dog.where
