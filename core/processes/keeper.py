"""Keeps one child process: started when it is needed, ended when it must be or has nothing to do."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from core.errors import UnavailableError
from core.logs import listen
from core.processes.helpers import SPAWN, start

STOPPING = "Backline is stopping. Try again when it runs again."

Main = Callable[[Connection, Connection], None]
"""What the process does, with its ends of the pipe for messages and of the one for its log; picklable."""


@dataclass(frozen=True)
class Running:
    """A process, and the pipe to it."""

    process: SpawnProcess
    pipe: Connection

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self.process.pid is not None
        return self.process.pid

    def kill(self) -> int | None:
        """End the process, whatever it does; its exit code."""
        self.process.kill()
        self.process.join()
        return self.process.exitcode


class Keeper:
    """Owner of at most one process. Every method is thread-safe.

    idle: seconds without work after which the process is ended: its models take a gigabyte.
    """

    def __init__(self, main: Main, idle: float) -> None:
        self._main = main
        self._idle = idle
        self._lock = threading.Lock()
        self._running: Running | None = None
        self._end_of_rest: threading.Timer | None = None
        self._is_old = False
        self.stopped = False

    def running(self) -> Running:
        """The process, started if there is none. Raises UnavailableError after `stop`."""
        with self._lock:
            if self.stopped:
                raise UnavailableError(STOPPING)
            self._wake()
            if self._running is None or self._is_old or not self._running.process.is_alive():
                self._end()
                self._running = _started(self._main)
            return self._running

    def renew(self) -> bool:
        """Have another process from the next work on; whether this one had nothing to do, and is ended."""
        with self._lock:
            if self._running is None or self._end_of_rest:
                self._wake()
                self._end()
                return True
            self._is_old = True
            return False

    def rest(self) -> None:
        """The process has nothing to do."""
        with self._lock:
            if self._is_old:
                self._end()
            if self._running and not self.stopped:
                self._wake()
                self._end_of_rest = threading.Timer(self._idle, self._end_rest)
                self._end_of_rest.daemon = True
                self._end_of_rest.start()

    def end(self) -> int | None:
        """End the process, whatever it does; its exit code."""
        with self._lock:
            return self._end()

    def stop(self) -> None:
        """End the process and start none any more; its pipe is left to whoever reads it."""
        with self._lock:
            self.stopped = True
            self._wake()
            if self._running:
                self._running.kill()

    def _wake(self) -> None:
        if self._end_of_rest:
            self._end_of_rest.cancel()
        self._end_of_rest = None

    def _end_rest(self) -> None:
        with self._lock:
            # Work may have come while this thread waited for the lock.
            if self._end_of_rest is threading.current_thread():
                self._end()

    def _end(self) -> int | None:
        running, self._running, self._is_old = self._running, None, False
        if running is None:
            return None
        running.pipe.close()
        return running.kill()


def _started(main: Main) -> Running:
    ours, theirs = SPAWN.Pipe()
    log_pipe, their_log = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=main, args=(theirs, their_log), name="worker", daemon=True)
    start(process)
    theirs.close()
    their_log.close()
    listen(log_pipe)
    return Running(process, ours)
