"""A web server with an update file."""

import json
from collections.abc import Iterator

import pytest

from tests.core.updates.files import NAME, NEWER
from tests.weights_server import WeightsServer, serving


@pytest.fixture
def server() -> Iterator[WeightsServer]:
    """A real one on this computer, with the file of a newer Backline."""
    with serving() as server:
        server.files[NAME] = json.dumps(NEWER).encode()
        yield server
