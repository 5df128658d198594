"""Windows without a screen, in a process of its own: Qt allows one application a process."""

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")
Measure = Callable[[Path], Result]


def offscreen(measure: Measure[Result], folder: Path) -> Result:
    """What a function of a module returns when it is called in such a process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        figures: Result = pool.apply(_measured, (measure, folder))
        return figures


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
