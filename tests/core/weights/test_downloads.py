"""Downloads in the background: followed, stopped, gone on with. The server is a real one on this machine."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.weights.downloads import Downloads
from core.weights.store import ModelsStore
from tests.core.weights.test_store import CONTENT, SIZE, models, server
from tests.watching import until
from tests.weights_server import WeightsServer

__all__ = ["models", "server"]


@pytest.fixture
def downloads(tmp_path: Path) -> Iterator[Downloads]:
    downloads = Downloads(ModelsStore(tmp_path / "models"))
    yield downloads
    downloads.stop()


def test_a_download_is_followed_to_its_end(downloads: Downloads) -> None:
    assert downloads.state("net") is None
    downloads.begin("net")
    state = downloads.state("net")
    assert state is not None
    assert state.total == SIZE
    state = until(lambda: (now := downloads.state("net")) and now.is_done and now)
    assert (state.done, state.problem, state.is_running) == (SIZE, "", False)
    assert (downloads.store.folder / "net.safetensors").read_bytes() == CONTENT


def test_a_stopped_download_goes_on_where_it_stopped(server: WeightsServer, downloads: Downloads) -> None:
    server.silent_after = SIZE // 2
    downloads.begin("net")
    until(lambda: (now := downloads.state("net")) and now.done == SIZE // 2)
    downloads.cancel("net")
    assert downloads.state("net") is None
    server.silent_after = None
    server.closing.set()
    downloads.begin("net")
    until(lambda: (now := downloads.state("net")) and now.is_done)
    assert server.ranges[-1] == f"bytes={SIZE // 2}-"
    assert (downloads.store.folder / "net.safetensors").read_bytes() == CONTENT


def test_twice_at_once_is_one_download(server: WeightsServer, downloads: Downloads) -> None:
    server.silent_after = 1000
    downloads.begin("net")
    until(lambda: server.asked)
    before = threading.active_count()
    downloads.begin("net")
    assert threading.active_count() == before
    assert len(server.asked) == 1
    server.closing.set()


def test_what_went_wrong_is_a_sentence_and_the_next_try_forgets_it(
    server: WeightsServer, downloads: Downloads
) -> None:
    server.statuses["net.safetensors"] = 503
    downloads.begin("net")
    state = until(lambda: (now := downloads.state("net")) and now.problem and now)
    assert "the server answered 503" in state.problem
    assert not state.is_running
    server.statuses.clear()
    downloads.begin("net")
    until(lambda: (now := downloads.state("net")) and now.is_done)


def test_weights_come_from_a_folder(server: WeightsServer, downloads: Downloads, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "under another name").write_bytes(CONTENT)
    downloads.begin("net", tmp_path / "stick")
    until(lambda: (now := downloads.state("net")) and now.is_done)
    assert server.asked == []
    downloads.begin("bag", tmp_path / "nowhere")
    state = until(lambda: (now := downloads.state("bag")) and now.problem and now)
    assert state.problem == f"{tmp_path / 'nowhere'} does not exist."


def test_stopping_leaves_none_at_work(server: WeightsServer, downloads: Downloads) -> None:
    server.silent_after = 1000
    downloads.begin("net")
    until(lambda: server.asked)
    downloads.stop()
    assert downloads.state("net") is None
