"""A program whose file is taken away while it runs: prints what comes of its processes and songs then.

Run as `python -m tests.core.processes.replaced_program FOLDER FATE` by an interpreter that may go; FATE:
deleted or replaced.
"""

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from core.devices.cuda.check import check
from core.devices.cuda.use import is_used
from core.errors import BacklineError
from core.files import sha256
from core.jobs import JobRequest
from core.processes.helpers import Helpers
from core.processes.worker import Task, Worker, WorkerSettings
from core.service import Service
from core.settings import Settings
from tests.sounds import tone, write
from tests.watching import until


def main(folder: Path, fate: str) -> None:
    """Queue a song, lose the program's file, and print the outcome as JSON."""
    song = write(folder / "song.wav", tone(1.0, 220))
    cuda = folder / "cuda"
    cuda.mkdir()
    service = Service(Settings(storage_path=folder / "data", enable_gpu=False))
    service.drain()
    service.start()
    jobs = [service.reception.receive(song, JobRequest("spleeter", "swiftf0")).id for _ in range(2)]
    program = Path(sys.executable)
    program.unlink()
    if fate == "replaced":
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)

    service.resume()
    until(lambda: service.queue().paused)
    until(lambda: not service.queue().active_jobs)
    outcome = {
        "jobs": [(service.job(job).status, service.queue_position(service.job(job))) for job in jobs],
        "message": service.job(jobs[0]).message,
        "upload": said(lambda: service.reception.receive(song, JobRequest())),
        "helper": said(lambda: Helpers().call(sha256, 30, song)),
        "worker": said(lambda: analysed(song, folder, cuda)),
        "check": said(lambda: check(cuda)),
        "cuda": is_used(cuda),
    }
    service.stop()
    print(json.dumps(outcome))


def analysed(song: Path, folder: Path, cuda: Path) -> None:
    """Have a worker begin a song with PyTorch from a folder."""
    worker = Worker(WorkerSettings("auto", folder / "models", threads=1, background=True, cuda=cuda))
    task = Task("id", song, song.name, "", folder / "job", JobRequest(), "mp3", max_seconds=60, api=True)
    try:
        worker.run(task, print, threading.Event())
    finally:
        worker.stop()


def said(call: Callable[[], object]) -> str:
    """The kind of error that a call ends with, and its sentence."""
    try:
        return f"no error but {call()}"
    except BacklineError as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
