"""What the user is told of without asking."""

import pytest
from pytestqt.qtbot import QtBot

from core.jobs import Job, JobRequest
from core.processes.worker import CANCELLED
from core.subscriptions import Changes
from tests.ui.queue.records import failed, in_work, put, ready, song
from ui.bridge import Bridge
from ui.notices import Notices

Told = list[tuple[str, str, str]]


@pytest.fixture
def told() -> Told:
    return []


def notices(bridge: Bridge, told: Told) -> Notices:
    made = Notices(bridge.service)
    made.told.connect(lambda *news: told.append(news))
    return made


def changes(*jobs: Job) -> Changes:
    return Changes({job.id: job for job in jobs})


def test_a_song_that_was_in_work_is_told_of_once(bridge: Bridge, told: Told, qtbot: QtBot) -> None:
    put(bridge, [song("Waltz")])
    news = notices(bridge, told)
    news.hear(changes(in_work("Waltz")))
    news.hear(changes(ready("Waltz")))
    news.hear(changes(ready("Waltz", keep=True)))
    assert told == [("Waltz is ready", "C major, 120 BPM", ready("Waltz").id)]


def test_a_song_that_failed_says_why(bridge: Bridge, told: Told, qtbot: QtBot) -> None:
    news = notices(bridge, told)
    news.hear(changes(song("Noise")))
    news.hear(changes(failed("Noise")))
    assert told == [("Noise failed", "Noise.mp3 holds no sound.", failed("Noise").id)]


def test_who_cancels_knows_it(bridge: Bridge, told: Told, qtbot: QtBot) -> None:
    news = notices(bridge, told)
    news.hear(changes(in_work("Waltz")))
    news.hear(changes(failed("Waltz", error_code="cancelled")))
    assert told == []


def test_a_song_that_was_done_again_in_vain_is_not_told_of_as_ready(
    bridge: Bridge, told: Told, qtbot: QtBot
) -> None:
    news = notices(bridge, told)
    again = ready("Waltz").done_again(JobRequest("htdemucs"))
    for sentence in ("There is no network.", CANCELLED):
        news.hear(changes(again))
        news.hear(changes(again.fallen_back(sentence)))
    message = "There is no network. The earlier results stay."
    assert told == [("Waltz could not be done again", message, again.id)]


def test_what_is_answered_at_once_or_deleted_is_not_told_of(bridge: Bridge, told: Told, qtbot: QtBot) -> None:
    news = notices(bridge, told)
    news.hear(changes(ready("Known")))
    news.hear(changes(song("Gone", 2)))
    news.hear(Changes({song("Gone", 2).id: None}))
    assert told == []


def test_many_songs_are_told_of_together(bridge: Bridge, told: Told, qtbot: QtBot) -> None:
    news = notices(bridge, told)
    news.hear(changes(*(song("one", n) for n in range(6))))
    news.hear(changes(*(ready("one", n) for n in range(5)), failed("one", 5)))
    assert told == [("5 songs are ready", "1 failed; the list says why.", "")]
