"""Windows without a screen, in a process of its own: Qt allows one application a process."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")
Measure = Callable[[Path], Result]


def offscreen(measure: Measure[Result], folder: Path) -> Result:
    """What a function of a module returns when it is called in such a process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, measure, folder).result()


def _measured(measure: Measure[Result], folder: Path) -> Result:
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder / "config")}
    # Before Qt, as the program does it.
    import app.main  # noqa: F401
    from ui.application import Application

    application = Application(["backline"], "light")
    try:
        return measure(folder)
    finally:
        application.processEvents()
