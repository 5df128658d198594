"""Wheels are unpacked as they say, inside of their folder, or not at all."""

from pathlib import Path

import pytest

from core.devices.cuda.unpacking import is_begun, is_unpacked, unpack
from core.errors import CancelledError, WeightsError
from tests.cuda_wheels import wheel

NAME = "nvidia_thing-1.0-py3-none-any.whl"
RECORD = "nvidia_thing-1.0.dist-info/RECORD"
FILES = {"nvidia/cu13/lib/libthing.so": "the library" * 1000, "nvidia/cu13/lib/thing.txt": "words"}


def ignore(done: int, total: int) -> None:
    pass


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "whatever it is called"
    path.write_bytes(content)
    return path


def test_what_a_wheel_holds_is_there_and_whole(tmp_path: Path) -> None:
    reports: list[tuple[int, int]] = []
    path = saved(tmp_path, wheel(NAME, FILES))
    unpack(path, NAME, tmp_path / "to", lambda done, total: reports.append((done, total)))
    assert {place: (tmp_path / "to" / place).read_text() for place in FILES} == FILES
    assert is_unpacked(NAME, tmp_path / "to")
    assert reports == sorted(reports)
    assert reports[-1][0] == reports[-1][1] > len(FILES["nvidia/cu13/lib/libthing.so"])


@pytest.mark.parametrize("place", [*FILES, RECORD])
def test_what_is_damaged_or_gone_later_is_noticed(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "to"
    unpack(saved(tmp_path, wheel(NAME, FILES)), NAME, folder, ignore)
    (folder / place).write_bytes(b"rubbish, nothing else")
    assert not is_unpacked(NAME, folder)
    (folder / place).unlink()
    assert not is_unpacked(NAME, folder)
    assert is_begun(NAME, folder) == (place != RECORD)


def test_the_record_comes_last(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        unpack(saved(tmp_path, wheel(NAME, FILES)), NAME, tmp_path / "to", stop)
    assert not is_begun(NAME, tmp_path / "to")


@pytest.mark.parametrize("needless", ["torch/include/ATen/a.h", "nvidia/cu13/include/b.h", "torch/lib/c.lib"])
def test_what_only_builders_of_programs_need_stays_out(tmp_path: Path, needless: str) -> None:
    unpack(saved(tmp_path, wheel(NAME, FILES | {needless: "x"})), NAME, tmp_path / "to", ignore)
    assert not (tmp_path / "to" / needless).exists()
    assert is_unpacked(NAME, tmp_path / "to")


@pytest.mark.parametrize("place", ["../out", "nvidia/../../out", "/tmp/out", "C:/out", "..\\out", "a/b:c"])
def test_nothing_is_written_outside_of_the_folder(tmp_path: Path, place: str) -> None:
    with pytest.raises(WeightsError, match="would write outside of its folder"):
        unpack(saved(tmp_path, wheel(NAME, FILES | {place: "x"})), NAME, tmp_path / "to", ignore)
    assert not (tmp_path / "to").exists()
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_what_its_wheel_says_is_refused(tmp_path: Path) -> None:
    lying = wheel(NAME, FILES, {"nvidia/cu13/lib/thing.txt": "sha256=AAAA"})
    with pytest.raises(WeightsError, match=r"nvidia/cu13/lib/thing.txt is not what its wheel says"):
        unpack(saved(tmp_path, lying), NAME, tmp_path / "to", ignore)
    assert not is_begun(NAME, tmp_path / "to")


@pytest.mark.parametrize(
    "content",
    [
        b"no zip at all",
        wheel("other-1.0-py3-none-any.whl", FILES),
        wheel(NAME, {}, {"not in it": "sha256=A"}),
    ],
    ids=["rubbish", "another's", "without a file"],
)
def test_what_is_no_wheel_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(WeightsError, match=f"{NAME} is no wheel that can be unpacked"):
        unpack(saved(tmp_path, content), NAME, tmp_path / "to", ignore)
