"""Data folders with songs in them, as a server leaves them."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from core.jobs import Job, JobStatus, now
from core.records.store import JobStore
from core.results import JobFolder


def ended_job(number: int, days_ago: float = 0.0, status: JobStatus = JobStatus.COMPLETED) -> Job:
    """A job that ended some days ago."""
    end = now() - timedelta(days=days_ago)
    job = Job(f"id-{number}", f"{number}.mp3", f"Song {number}", 3, "ab", end - timedelta(hours=1))
    return replace(job, status=status, completed_at=end)


def write_song(root: Path, job: Job, size: int) -> None:
    """A job's files: `size` bytes of original and stems, and a little more."""
    folder = JobFolder(root / "jobs" / job.id)
    folder.stems.mkdir(parents=True)
    folder.documents.mkdir()
    folder.original.write_bytes(os.urandom(size // 2))
    (folder.stems / "vocals.mp3").write_bytes(os.urandom(size - size // 2))
    folder.results.write_text("{}")


def write_data(root: Path, *jobs: Job, size: int = 1000) -> Path:
    """A data folder with these jobs."""
    store = JobStore(root / "jobs.json")
    for job in jobs:
        write_song(root, job, size)
        store.add(job)
    store.close()
    return root


def files_in(root: Path) -> dict[str, bytes]:
    """What lies below a folder, but the lock."""
    found = (path for path in root.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
