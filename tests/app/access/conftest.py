"""A server that devices of the network reach."""

from collections.abc import Iterator

import pytest

from tests.app.conftest import Running, serving
from tests.app.phones import BEHIND_A_PROXY


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Paired devices and approved addresses come in; jobs stay queued."""
    folder = tmp_path_factory.mktemp("home")
    with serving(folder, start=False, trusted_proxies=BEHIND_A_PROXY) as running:
        yield running
