"""Numbers and states as people read them."""

from datetime import timedelta

import pytest

from core.jobs import now
from core.status import QueueStatus
from tests.ui.queue.records import failed, in_work, ready, song
from ui import words


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Eb major", "E♭ major"),
        ("F# minor", "F♯ minor"),
        ("Bb minor", "B♭ minor"),
        ("C major", "C major"),
        (None, ""),
    ],
)
def test_keys_have_accidentals(name: str | None, read: str) -> None:
    assert words.key(name) == read


def test_days() -> None:
    assert words.day(now()).startswith("Today ")
    assert words.day(now() - timedelta(days=1)) == "Yesterday"
    assert str((now() - timedelta(days=400)).year) in words.day(now() - timedelta(days=400))


@pytest.mark.parametrize(
    ("active", "queued", "paused", "read"),
    [
        (0, 0, False, "Nothing in the queue"),
        (1, 0, False, "1 in work"),
        (2, 5, False, "2 in work, 5 waiting"),
        (0, 3, True, "Paused, 3 waiting"),
    ],
)
def test_the_queue(active: int, queued: int, paused: bool, read: str) -> None:
    assert words.queue(QueueStatus(active, queued, 1, True, (), paused)) == read


def test_only_what_is_unusual_is_a_detail() -> None:
    for usual in (song("a"), in_work("a"), ready("a"), failed("a", error_code="cancelled")):
        assert not words.detail(usual)
    assert words.detail(failed("a")) == "a.mp3 holds no sound."


def test_who_sent_it() -> None:
    names = {"id-1": "Anna's phone"}
    assert words.sender(song("a"), names) == ""
    assert words.sender(song("a", client="id-1"), names) == "Anna's phone"
    assert words.sender(song("a", client="192.168.1.9"), names) == "another device"


def test_the_files_name_stands_below_a_title_only_where_it_differs() -> None:
    assert words.subtitle(song("Blue"), {}) == ""
    assert words.subtitle(song("Blue", display_name="Green"), {}) == "Blue.mp3"
    assert words.subtitle(song("Blue", earlier=ready("Blue")), {}) == "Done again in better quality"
