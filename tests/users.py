"""Users of this computer that are not the one who runs the tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

UNKNOWN = 77_777


@contextmanager
def unknown_user() -> Iterator[None]:
    """Be, for the length of a block, one whom the system does not know, and who has no home."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USER", "LOGNAME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.delenv(name, raising=False)
        os.setreuid(UNKNOWN, -1)
        try:
            yield
        finally:
            os.setreuid(0, -1)
