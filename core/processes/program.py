"""What a running program stands on, and others may take away: its file, and its current folder."""

import os
import sys
from pathlib import Path

from core.errors import UnavailableError

REPLACED = "Backline was moved, removed or upgraded while it runs. Start it again."


def refuse_if_replaced() -> None:
    """Raise UnavailableError where the file that processes are started from is gone, or another one."""
    if _identity() != AT_START:
        raise UnavailableError(REPLACED)


def leave_deleted_folder() -> bool:
    """Stand in the root of the disk where the current folder is gone; whether it was.

    Without a current folder no process can be started, and no path be made absolute.
    """
    try:
        Path.cwd()
    except FileNotFoundError:
        os.chdir(os.sep)
        return True
    return False


def _identity() -> tuple[int, int] | None:
    """What no two files have in common that lie there one after the other; None where there is none."""
    try:
        found = Path(sys.executable).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


AT_START = _identity()
"""Of the file that this process was started from."""
