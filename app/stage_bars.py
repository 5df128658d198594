"""Progress of one song in the terminal: a bar a stage, with the time left."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from app.terminal import printable
from core.models import Stage
from core.processes.worker import StageProgress


class StageBars:
    """Shows what a worker reports. `seconds`: time that each stage took so far."""

    def __init__(self, console: Console, song: str) -> None:
        console.print(printable(song), style="bold")
        columns = (
            TextColumn("  {task.description:<14}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
        )
        self._progress = Progress(
            *columns, TimeRemainingColumn(), TextColumn("{task.fields[note]}", markup=False), console=console
        )
        self._progress.disable = not console.is_terminal
        self._tasks: dict[Stage, TaskID] = {
            stage: self._progress.add_task(stage.value, total=1.0, start=False, note="") for stage in Stage
        }
        self._stage: Stage | None = None
        self._began = time.monotonic()
        self.seconds: dict[Stage, float] = {}

    def show(self, progress: StageProgress) -> None:
        """Take a report of the worker."""
        if progress.stage != self._stage:
            self._close_stage()
            self._stage = progress.stage
            self._progress.start_task(self._tasks[progress.stage])
        self._progress.update(self._tasks[progress.stage], completed=progress.fraction, note=progress.note)

    def _close_stage(self) -> None:
        now = time.monotonic()
        if self._stage is not None:
            self.seconds[self._stage] = now - self._began
            self._progress.update(self._tasks[self._stage], completed=1.0, note="")
        self._began = now

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        if error is None:
            self._close_stage()
        self._progress.stop()
