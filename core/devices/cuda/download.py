"""PyTorch with CUDA on its way here, on a thread of its own, and away again."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from core.devices.cuda.runtime import CudaRuntime
from core.errors import UnavailableError
from core.processes.worker import Worker
from core.weights.background import Background, Download, Progress

IN_WORK = "A song is in work. Remove it when that is done."


class CudaDownload:
    """Begins, follows and stops the download of a runtime; from then on workers use it from their next song.

    Methods but `remove` return at once.
    """

    def __init__(self, runtime: CudaRuntime, workers: Sequence[Worker]) -> None:
        self.runtime = runtime
        self._workers = workers
        self._background = Background("PyTorch with CUDA")

    @property
    def state(self) -> Download | None:
        """The latest download in this run; None where none was begun, or it was stopped."""
        return self._background.state

    def begin(self, place: Path | None = None) -> None:
        """Download it, go on with that, or try again what did not work. place: see `CudaRuntime.get`."""
        self._background.begin(partial(self._get, place), self.runtime.size)

    def cancel(self) -> None:
        """Stop the download; what has come is kept."""
        self._background.cancel()

    def stop(self) -> None:
        """Stop the download at the program's end."""
        self._background.stop()

    def sweep(self) -> None:
        """Delete what other versions of the program have left, meanwhile."""
        threading.Thread(target=self.runtime.sweep, name="other runtimes", daemon=True).start()

    def remove(self) -> None:
        """Delete it. Raises UnavailableError while a song is in work, else as `CudaRuntime.remove`."""
        if not all(worker.renew() for worker in self._workers):
            raise UnavailableError(IN_WORK)
        self.runtime.remove()

    def _get(self, place: Path | None, progress: Progress) -> None:
        self.runtime.get(progress, place)
        for worker in self._workers:
            worker.renew()
