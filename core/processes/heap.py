"""The heap of a process: on Linux, glibc's habits would let it grow with every song."""

import ctypes
import sys
from collections.abc import Callable

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""glibc's numbers of its options, from malloc.h."""
MMAP_BYTES = 32 << 20
"""What is larger gets pages of its own, which cost time at every use; glibc allows no higher limit."""


def share() -> None:
    """Let all threads use one heap, before any starts: what one has freed is there for the others."""
    if options := _glibc("mallopt"):
        options(M_ARENA_MAX, 1)


def settle() -> None:
    """Let one heap keep what it has, before any thread starts.

    A song's blocks ask for the same memory again and again. Left alone, glibc returns a part of it to the
    system after each and puts the next one elsewhere: the peak rises by 12 MB a minute.
    """
    share()
    if options := _glibc("mallopt"):
        options(M_MMAP_THRESHOLD, MMAP_BYTES)
        options(M_TRIM_THRESHOLD, (1 << 31) - 1)


def give_back() -> None:
    """Return to the system what the process has freed."""
    if trim := _glibc("malloc_trim"):
        trim(0)


def _glibc(function: str) -> Callable[..., int] | None:
    """The C library's function; None on other systems and with other libraries."""
    return getattr(ctypes.CDLL(None), function, None) if sys.platform == "linux" else None
