"""The records under fire: processes that write them, and are killed at any moment."""

import json
import multiprocessing
import os
import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import orjson

from core.jobs import Job, now
from core.records.store import JobStore

WRITERS = 4
"""Threads of the process that is killed."""
JOBS_EACH = 10
"""Jobs that a thread adds, renames and removes again and again."""
LONGEST_LIFE = 0.06
"""Seconds from a process's start to its death. Some die while they open the records."""

State = str | None
"""A job's name, a new one with every change; None where there is no such job."""


@dataclass(frozen=True)
class Kills:
    """What became of the records.

    damaged: files that did not parse. wrong: jobs that were lost, came back, or were in another state than
    the one that had been acknowledged.
    """

    kills: int
    acknowledged: int
    damaged: int
    wrong: int


def kills(folder: Path, count: int, seed: int = 0) -> Kills:
    """Let `count` processes, one after the other, change the records in a folder, and kill each.

    After every kill the files are read, and the records opened as at a start. Not on Windows.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__])
    chance = random.Random(seed)
    (folder / "jobs").mkdir(parents=True, exist_ok=True)
    truth = _Truth()
    damaged = wrong = 0
    for number in range(count):
        hear, say = context.Pipe(duplex=False)
        process = context.Process(target=_write_until_killed, args=(folder, say, seed + number), daemon=True)
        process.start()
        say.close()
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        process.kill()
        process.join()
        assert process.exitcode == -9, "the process ended before it was killed"
        truth.hear(_everything(hear))
        damaged += sum(not _parses(path) for path in folder.glob("jobs*.json"))
        wrong += truth.check(_start(folder))
    return Kills(count, truth.acknowledged, damaged, wrong)


class _Truth:
    """The states that each job may be in, after what the killed process said."""

    def __init__(self) -> None:
        self.acknowledged = 0
        self._states: dict[str, set[State]] = {}

    def hear(self, lines: bytes) -> None:
        """Lines of `begin` or `done`, a job and its state; the last one may be cut off."""
        for line in lines.split(b"\n")[:-1]:
            word, job_id, state = json.loads(line)
            if word == "begin":
                self._states.setdefault(job_id, {None}).add(state)
            else:
                self._states[job_id] = {state}
                self.acknowledged += 1

    def check(self, found: dict[str, str]) -> int:
        """How many jobs are not as they may be. From now on, what was found is true."""
        wrong = sum(found.get(job_id) not in states for job_id, states in self._states.items())
        wrong += len(found.keys() - self._states)
        self._states = {job_id: {state} for job_id, state in found.items()}
        return wrong


def _everything(hear: Connection) -> bytes:
    with hear, os.fdopen(os.dup(hear.fileno()), "rb") as pipe:
        return pipe.read()


def _parses(path: Path) -> bool:
    try:
        return bool(orjson.loads(path.read_bytes()))
    except orjson.JSONDecodeError:
        return False


def _start(folder: Path) -> dict[str, str]:
    """The names of the jobs that the next start finds; folders without a record are deleted."""
    store = JobStore(folder / "jobs.json")
    store.close()
    found = {job.id: job.display_name for job in store.all()}
    for path in (folder / "jobs").iterdir():
        if path.name not in found:
            shutil.rmtree(path)
    return found


def _write_until_killed(folder: Path, say: Connection, seed: int) -> None:
    store = JobStore(folder / "jobs.json")
    with ThreadPoolExecutor(WRITERS) as threads:
        for _ in threads.map(lambda writer: _write(store, folder, say, f"{seed}-{writer}"), range(WRITERS)):
            pass


def _write(store: JobStore, folder: Path, say: Connection, seed: str) -> None:
    chance = random.Random(seed)
    writer = seed.rpartition("-")[2]
    while True:
        job_id = f"{writer}-{chance.randrange(JOBS_EACH)}"
        gone = store.get(job_id) and chance.random() < 0.3
        state = None if gone else f"{seed}-{chance.random()}"
        for word in ("begin", "done"):
            if word == "done":
                _bring(store, folder / "jobs" / job_id, state)
            # One write of less than PIPE_BUF bytes is never mixed with another thread's.
            os.write(say.fileno(), json.dumps([word, job_id, state]).encode() + b"\n")


def _bring(store: JobStore, folder: Path, state: State) -> None:
    """Bring a job into a state, as the service does it."""
    if state is None:
        store.remove(folder.name)
        shutil.rmtree(folder)
    elif store.get(folder.name):
        store.change(folder.name, lambda job: replace(job, display_name=state))
    else:
        folder.mkdir(exist_ok=True)
        store.add(Job(folder.name, "song.mp3", state, 3, "ab", now()))
