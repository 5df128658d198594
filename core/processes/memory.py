"""How much memory a process may take while it reads what nobody has checked."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

if sys.platform == "linux":
    import resource

DECODER_BYTES = 1 << 30
"""Many times what an honest song needs; what a damaged one claims may be more than there is."""


@contextmanager
def limited(more: int = DECODER_BYTES) -> Iterator[None]:
    """Let this process take at most `more` bytes on top of what it has; beyond, memory is refused.

    On Linux: other systems know no such limit for a process that runs.
    """
    if sys.platform != "linux":
        yield
        return
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = psutil.Process().memory_info().vms + more
    unlimited = resource.RLIM_INFINITY
    highest = min((value for value in (limit, before, hard) if value != unlimited), default=limit)
    resource.setrlimit(resource.RLIMIT_AS, (highest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))
