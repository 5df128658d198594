"""A server with wheels, and what a bundle makes of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.devices.cuda.runtime import CudaRuntime
from tests.cuda_wheels import offered
from tests.weights_server import WeightsServer, serving


@pytest.fixture
def server() -> Iterator[WeightsServer]:
    with serving() as server:
        yield server


@pytest.fixture
def runtime(server: WeightsServer, tmp_path: Path) -> CudaRuntime:
    """Not there yet."""
    return CudaRuntime(tmp_path / "runtimes", offered(server))
