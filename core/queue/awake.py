"""The computer does not fall asleep while a song is in work."""

import logging
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from wakepy import keep

# Where the system cannot be asked, it says so in three lines with every song.
logging.getLogger("wakepy").setLevel(logging.WARNING)

INHIBIT = ("systemd-inhibit", "--what=idle", "--who=Backline", "--why=A song is in work.", "cat")
"""`cat` ends with its input, and so with this process, however that ends."""
RELEASE_SECONDS = 1.0
"""For an inhibitor to end: the next song waits for that."""


@contextmanager
def awake() -> Iterator[None]:
    """Hold off the sleep of an idle computer while the block runs, where the system can be asked to.

    A desktop is asked by its own way (wakepy), systemd besides: a session without a desktop has only that.
    Whoever closes the lid or chooses to suspend still can.
    """
    with ExitStack() as held:
        if shutil.which(INHIBIT[0]):
            quiet = subprocess.DEVNULL
            with suppress(OSError):  # Where no process is to be had, the song goes on all the same.
                inhibitor = subprocess.Popen(INHIBIT, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
                held.callback(_release, inhibitor)
        held.enter_context(keep.running(on_fail="pass"))
        yield


def _release(inhibitor: "subprocess.Popen[bytes]") -> None:
    """End an inhibitor by the end of its input, or by force: its lock ends with it either way."""
    try:
        inhibitor.communicate(timeout=RELEASE_SECONDS)
    except subprocess.TimeoutExpired:
        inhibitor.kill()
        inhibitor.wait()
