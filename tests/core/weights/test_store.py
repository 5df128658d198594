"""Weights arrive whole or not at all. The server is a real one on this machine."""

import hashlib
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.errors import CancelledError, StorageError, WeightsError
from core.weights.catalogue import DOWNLOADS, DownloadedModel, Edition, WeightsFile
from core.weights.store import ModelsStore, is_whole
from tests.weights_server import WeightsServer, serving

CONTENT = bytes(range(256)) * 8192
SIZE = len(CONTENT)
OTHER = bytes(reversed(range(256))) * 4096
PICKLED = b"the same weights as a pickle" * 9999
COPY = b"the same weights, saved differently"


def describe(filename: str, content: bytes) -> WeightsFile:
    return WeightsFile(filename, len(content), hashlib.sha256(content).hexdigest())


@pytest.fixture
def server() -> Iterator[WeightsServer]:
    with serving() as server:
        server.files = {"net.safetensors": CONTENT, "old/net.th": PICKLED, "second.safetensors": OTHER}
        yield server


@pytest.fixture(autouse=True)
def models(server: WeightsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """`net` comes from one place, `twice` from two, and `bag` is of two networks."""
    new = Edition(server.url, (describe("net.safetensors", CONTENT),))
    old = Edition(f"{server.url}old/", (describe("net.th", PICKLED),))
    by_hand = Edition("", (describe("copy.th", COPY),))
    bag = Edition(server.url, (*new.files, describe("second.safetensors", OTHER)))
    for name, editions in {"net": (new, by_hand), "twice": (new, old), "bag": (bag,)}.items():
        monkeypatch.setitem(DOWNLOADS, name, DownloadedModel("", "", "Free to use.", editions))


def ignore(done: int, total: int) -> None:
    pass


def fetch(folder: Path, name: str = "net") -> list[bytes]:
    """Contents of the files that the store gives out."""
    return [path.read_bytes() for path in ModelsStore(folder).fetch(name, ignore)]


def test_missing_weights_are_downloaded_with_progress(tmp_path: Path) -> None:
    store = ModelsStore(tmp_path / "models")
    reports: list[tuple[int, int]] = []
    assert not store.available("net")
    (path,) = store.fetch("net", lambda done, total: reports.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert store.available("net")
    assert reports == sorted(reports)
    assert (reports[0], reports[-1]) == ((0, SIZE), (SIZE, SIZE))
    assert not list(tmp_path.rglob("*.part"))


def test_a_bag_comes_file_by_file_in_its_order(server: WeightsServer, tmp_path: Path) -> None:
    store = ModelsStore(tmp_path)
    reports: list[tuple[int, int]] = []
    server.statuses["second.safetensors"] = 500
    with pytest.raises(WeightsError, match=r"second.safetensors cannot be downloaded: .*answered 500"):
        store.fetch("bag", ignore)
    assert not store.available("bag")
    assert store.bytes_here("bag") == SIZE
    server.statuses.clear()
    paths = store.fetch("bag", lambda done, total: reports.append((done, total)))
    assert [path.read_bytes() for path in paths] == [CONTENT, OTHER]
    assert [path for path, _ in server.asked].count("net.safetensors") == 1
    assert (reports[0], reports[-1]) == ((SIZE, SIZE + len(OTHER)), (SIZE + len(OTHER),) * 2)


def test_what_is_here_is_not_fetched_again(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "copy.th").write_bytes(COPY)
    assert ModelsStore(tmp_path).available("net")
    assert fetch(tmp_path) == [COPY]
    assert server.asked == []
    assert [file.name for file in tmp_path.iterdir()] == ["copy.th"], "a read-only folder would do"


def test_a_download_goes_on_where_the_last_run_stopped(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "net.safetensors.part").write_bytes(CONTENT[:1000])
    assert ModelsStore(tmp_path).bytes_here("net") == 1000
    assert fetch(tmp_path) == [CONTENT]
    assert server.ranges == ["bytes=1000-"]


def test_a_download_can_be_stopped_and_keeps_what_has_come(server: WeightsServer, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > SIZE / 3:
            raise CancelledError("Stopped.")

    store = ModelsStore(tmp_path)
    with pytest.raises(CancelledError):
        store.fetch("twice", stop)
    here = store.bytes_here("twice")
    assert SIZE / 3 < here < SIZE
    assert fetch(tmp_path, "twice") == [CONTENT]
    assert server.ranges == [None, f"bytes={here}-"]


def test_a_part_that_is_complete_only_needs_its_name(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "net.safetensors.part").write_bytes(CONTENT)
    assert not ModelsStore(tmp_path).available("net")
    assert fetch(tmp_path) == [CONTENT]
    assert server.asked == []


@pytest.mark.parametrize("rotten", [bytes(1000), bytes(SIZE)], ids=["short", "complete"])
def test_a_part_that_proves_rotten_is_fetched_anew(
    server: WeightsServer, tmp_path: Path, rotten: bytes
) -> None:
    (tmp_path / "net.safetensors.part").write_bytes(rotten)
    assert fetch(tmp_path) == [CONTENT]
    assert server.ranges[-1] is None


@pytest.mark.parametrize("part", [CONTENT[:1000], CONTENT + b"more"], ids=["short part", "overlong part"])
def test_a_server_without_ranges_sends_the_whole_file(
    server: WeightsServer, tmp_path: Path, part: bytes
) -> None:
    server.knows_ranges = False
    (tmp_path / "net.safetensors.part").write_bytes(part)
    assert fetch(tmp_path) == [CONTENT]


def test_a_server_may_begin_earlier_than_it_was_asked_to(server: WeightsServer, tmp_path: Path) -> None:
    server.range_off_by = 300
    (tmp_path / "net.safetensors.part").write_bytes(CONTENT[:1000])
    assert fetch(tmp_path) == [CONTENT]
    assert server.ranges == ["bytes=1000-"]


def test_a_redirect_takes_the_range_along(server: WeightsServer, tmp_path: Path) -> None:
    server.files["cache/xyz"] = server.files.pop("net.safetensors")
    server.redirects["net.safetensors"] = "/cache/xyz"
    (tmp_path / "net.safetensors.part").write_bytes(CONTENT[:1000])
    assert fetch(tmp_path) == [CONTENT]
    assert server.asked[-1] == ("cache/xyz", "bytes=1000-")


def test_redirects_in_a_circle_end(server: WeightsServer, tmp_path: Path) -> None:
    server.redirects["net.safetensors"] = "/net.safetensors"
    with pytest.raises(WeightsError, match=r"net.safetensors cannot be downloaded: the server answered 302"):
        fetch(tmp_path)


def test_a_connection_that_breaks_off_is_taken_up_again(server: WeightsServer, tmp_path: Path) -> None:
    server.cuts = [700_000, 500_000]
    assert fetch(tmp_path) == [CONTENT]
    assert server.ranges == [None, "bytes=700000-", "bytes=1200000-"]


def test_a_download_that_keeps_breaking_off_keeps_what_has_come(
    server: WeightsServer, tmp_path: Path
) -> None:
    server.cuts = [300_000, 0]
    with pytest.raises(WeightsError, match=r"broke off.*try again, it goes on where it stopped"):
        fetch(tmp_path)
    assert not ModelsStore(tmp_path).available("net")
    assert fetch(tmp_path) == [CONTENT]
    assert server.ranges[-1] == "bytes=300000-"


@pytest.mark.parametrize("content", [CONTENT[:-1] + b"!", CONTENT + b"more"], ids=["same length", "longer"])
def test_other_content_is_thrown_away(server: WeightsServer, tmp_path: Path, content: bytes) -> None:
    server.files["net.safetensors"] = content
    with pytest.raises(WeightsError, match="is not the expected file"):
        fetch(tmp_path)
    assert not ModelsStore(tmp_path).available("net")
    assert not [path for path in tmp_path.iterdir() if path.stat().st_size > 0]
    server.files["net.safetensors"] = CONTENT
    assert fetch(tmp_path) == [CONTENT]


def test_a_length_that_is_not_told_is_found_out(server: WeightsServer, tmp_path: Path) -> None:
    server.said_length = lambda _: None
    assert fetch(tmp_path) == [CONTENT]
    server.files["net.safetensors"] = CONTENT + b"more"
    assert fetch(tmp_path / "again") == [CONTENT]


@pytest.mark.parametrize("lie", [1, -1], ids=["too long", "too short"])
def test_another_length_than_the_weights_have_is_refused(
    server: WeightsServer, tmp_path: Path, lie: int
) -> None:
    server.said_length = lambda length: length + lie
    with pytest.raises(WeightsError, match=rf"it has another length than {SIZE} bytes"):
        fetch(tmp_path)


def test_a_server_that_promises_more_than_it_has_is_not_asked_for_ever(
    server: WeightsServer, tmp_path: Path
) -> None:
    server.files["net.safetensors"] = CONTENT[:-1]
    server.said_length = lambda length: length + 1
    with pytest.raises(WeightsError, match=r"net.safetensors cannot be downloaded: the server answered 416"):
        fetch(tmp_path)
    assert server.ranges == [None, f"bytes={SIZE - 1}-"]


def test_damaged_weights_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "net.safetensors").write_bytes(bytes(SIZE))
    assert fetch(tmp_path) == [CONTENT]


@pytest.mark.parametrize("status", [403, 404, 429, 503])
def test_a_refusal_names_address_and_answer(server: WeightsServer, tmp_path: Path, status: int) -> None:
    server.statuses["net.safetensors"] = status
    with pytest.raises(WeightsError, match=rf"http://127.0.0.1.*/net.safetensors .*answered {status}"):
        fetch(tmp_path)


def test_the_older_format_stands_in_for_the_newer(server: WeightsServer, tmp_path: Path) -> None:
    server.files["net.safetensors"] = bytes(SIZE)
    assert fetch(tmp_path, "twice") == [PICKLED]
    server.files["net.safetensors"] = CONTENT
    assert fetch(tmp_path, "twice") == [PICKLED], "one format is enough"


def test_a_part_of_the_format_that_is_not_used_goes(server: WeightsServer, tmp_path: Path) -> None:
    server.cuts = [300_000, 0]
    assert fetch(tmp_path, "twice") == [PICKLED]
    assert not list(tmp_path.glob("*.part"))


def test_where_both_formats_are_refused_both_are_named(server: WeightsServer, tmp_path: Path) -> None:
    server.files.clear()
    with pytest.raises(WeightsError, match=r"net.safetensors cannot .*404.*old/net.th cannot .*404"):
        fetch(tmp_path, "twice")


def test_no_network_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = [
        Edition(f"http://{host}.invalid/", (describe("net.th", CONTENT),)) for host in ("first", "second")
    ]
    monkeypatch.setitem(DOWNLOADS, "net", DownloadedModel("", "", "", tuple(nowhere)))
    with pytest.raises(WeightsError) as told:
        fetch(tmp_path)
    assert re.fullmatch(
        r"No more could be downloaded from first.invalid \([^\[\]]+\): "
        "check the network and try again, it goes on where it stopped.",
        str(told.value),
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"models/net.safetensors cannot be written .*another folder"):
        fetch(tmp_path / "file" / "models")


def test_a_full_disk_is_named_and_no_other_format_is_tried(server: WeightsServer, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs Linux's device that is always full")
    (tmp_path / "net.safetensors.part").symlink_to(full)
    with pytest.raises(StorageError, match=r"net.safetensors cannot be written .No space left on device"):
        fetch(tmp_path, "twice")
    assert [path for path, _ in server.asked] == ["net.safetensors"]


def test_two_at_once_fetch_one_file(server: WeightsServer, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(fetch, [tmp_path, tmp_path]))
    assert both == [[CONTENT], [CONTENT]]
    assert server.ranges == [None]


def test_weights_are_found_by_content_wherever_they_lie(server: WeightsServer, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "models--x" / "snapshots"
    cache.mkdir(parents=True)
    (cache / "blob").write_bytes(OTHER)
    (cache / "net.bin").write_bytes(CONTENT)
    (cache / "empty").touch()
    store = ModelsStore(tmp_path / "models")
    reports: list[tuple[int, int]] = []
    paths = store.take("bag", tmp_path / "cache", lambda done, total: reports.append((done, total)))
    assert [path.name for path in paths] == ["net.safetensors", "second.safetensors"]
    assert [path.read_bytes() for path in paths] == [CONTENT, OTHER]
    assert reports[-1] == (SIZE + len(OTHER),) * 2
    assert store.take("net", cache / "net.bin", ignore) == paths[:1]
    assert server.asked == []


def test_only_what_is_missing_is_taken(tmp_path: Path) -> None:
    models, stick = tmp_path / "models", tmp_path / "stick"
    for folder, content in ((models, CONTENT), (stick, OTHER)):
        folder.mkdir()
        (folder / "net.safetensors").write_bytes(content)
    paths = ModelsStore(models).take("bag", stick, ignore)
    assert [path.read_bytes() for path in paths] == [CONTENT, OTHER]


def test_a_place_without_the_weights_says_what_is_missing(tmp_path: Path) -> None:
    store = ModelsStore(tmp_path / "models")
    with pytest.raises(WeightsError, match=r"stick does not exist"):
        store.take("net", tmp_path / "stick", ignore)
    (tmp_path / "stick").mkdir()
    with pytest.raises(WeightsError, match=r"stick does not hold net.safetensors or copy.th"):
        store.take("net", tmp_path / "stick", ignore)
    (tmp_path / "stick" / "net.safetensors").write_bytes(bytes(SIZE))
    with pytest.raises(WeightsError, match=r"stick/net.safetensors is damaged"):
        store.take("net", tmp_path / "stick", ignore)
    assert not (tmp_path / "models").exists()


def test_weights_are_told_by_their_content(tmp_path: Path) -> None:
    path = tmp_path / "renamed.bin"
    path.write_bytes(COPY)
    assert is_whole("net", path)
    path.write_bytes(COPY.upper())
    assert not is_whole("net", path)
