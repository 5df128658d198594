"""What `auto` comes to: for a request, for one more try, for the same song sent again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import NotFailedError
from core.jobs import Engines, Job, JobRequest, JobStatus, Summary, now
from core.models import Quality, Stage
from core.queue.outcomes import KNOWN
from core.queue.wanted import EngineChoice
from core.service import Service
from core.settings import Settings
from core.weights.catalogue import DOWNLOADS
from core.weights.store import ModelsStore
from tests.core.test_service import finished, send
from tests.sounds import tone, write

AUTO = JobRequest()
BEST, QUICK = ("htdemucs", "crepe"), ("spleeter", "swiftf0")


@pytest.fixture
def choice(tmp_path: Path) -> Callable[[Quality], EngineChoice]:
    """choice(quality): on a computer that has the weights of HTDemucs, as far as their sizes tell."""
    for file in DOWNLOADS["htdemucs"].editions[0].files:
        with (tmp_path / file.filename).open("wb") as weights:
            weights.truncate(file.size)
    return lambda quality: EngineChoice(ModelsStore(tmp_path), quality)


def job_with(engines: tuple[str, str], request: JobRequest = AUTO) -> Job:
    job = Job("id", "song.mp3", "song", 1000, "0" * 64, now(), request, JobStatus.COMPLETED)
    return replace(job, summary=Summary(engines=Engines(*engines)))


def test_auto_is_the_best_or_the_quick_one(choice: Callable[[Quality], EngineChoice]) -> None:
    assert choice("best").engines(AUTO) == BEST
    assert choice("fast").engines(AUTO) == QUICK
    named = JobRequest("htdemucs_ft", "crepe-tiny")
    assert choice("fast").engines(named) == ("htdemucs_ft", "crepe-tiny")
    assert choice("fast").engines(replace(AUTO, stages=(Stage.CHORDS,))) == (None, None)


def test_without_weights_the_best_separator_is_the_one_that_is_here(tmp_path: Path) -> None:
    assert EngineChoice(ModelsStore(tmp_path)).engines(AUTO) == ("spleeter", "crepe")


def test_better_results_that_are_there_answer_who_wants_it_fast(
    choice: Callable[[Quality], EngineChoice],
) -> None:
    fast, best = choice("fast"), choice("best")
    assert fast.answers(AUTO, BEST)
    assert fast.answers(AUTO, QUICK)
    assert not best.answers(AUTO, QUICK)
    assert not fast.answers(JobRequest("spleeter", "swiftf0"), BEST), "who names an engine gets that one"


def test_what_is_not_named_stays_as_it_was_made(choice: Callable[[Quality], EngineChoice]) -> None:
    again = choice("fast").tried_again(job_with(("spleeter", "crepe")), "htdemucs", None)
    assert (again.request.separator, again.request.pitch) == BEST
    with pytest.raises(NotFailedError):
        choice("fast").tried_again(job_with(BEST), None, None)


def test_a_failed_job_is_tried_with_what_auto_means_now(choice: Callable[[Quality], EngineChoice]) -> None:
    failed = replace(job_with(BEST), status=JobStatus.FAILED)
    again = choice("fast").tried_again(failed, None, None)
    assert again.request == AUTO
    assert choice("fast").engines(again.request) == QUICK


@pytest.mark.slow
def test_quality_holds_from_the_next_start_on_for_songs_that_wait_too(tmp_path: Path) -> None:
    song = write(tmp_path / "song.wav", tone(2.0, 220))
    settings = Settings(storage_path=tmp_path / "data", enable_gpu=False)
    service = Service(settings)
    waiting = send(service, song, AUTO)
    service.stop()
    service = Service(settings.model_copy(update={"quality": "fast"}))
    service.start()
    try:
        made = finished(service, waiting.id)
        engines = made.summary.engines
        assert (engines.separator, engines.pitch, made.request) == (*QUICK, AUTO)
        assert send(service, song, JobRequest(*QUICK)).message == KNOWN
    finally:
        service.stop()
    service = Service(settings)
    try:
        assert send(service, song, AUTO).status is JobStatus.QUEUED, "CREPE hears better than what is there"
    finally:
        service.stop()
