"""What the driver of an NVIDIA card tells of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.devices.card import Card, nvidia_card
from tests.conftest import ROOT
from tests.nvidia import driver

RTX = Card("NVIDIA GeForce RTX 3060", 12884901888, (13, 0), (8, 6))


def seen(environment: dict[str, str]) -> Card | None:
    """The card as a new process sees it."""
    code = "from core.devices.card import *; print(nvidia_card())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    card = eval(done.stdout, {"Card": Card})
    assert card is None or isinstance(card, Card)
    return card


def test_a_card_is_found_by_its_driver(tmp_path: Path) -> None:
    assert seen(driver(tmp_path)) == RTX
    assert RTX.problem == ""


@pytest.mark.parametrize("status", [2, 6, 999])
def test_a_driver_without_a_card_is_none(tmp_path: Path, status: int) -> None:
    assert seen(driver(tmp_path, status=status)) is None


def test_a_library_that_is_none_is_none(tmp_path: Path) -> None:
    (tmp_path / "libnvidia-ml.so.1").write_text("rubbish")
    assert seen({"LD_LIBRARY_PATH": str(tmp_path)}) is None


@pytest.mark.skipif(Path("/proc/driver/nvidia").exists(), reason="needs a computer without an NVIDIA card")
def test_a_computer_without_one_has_none() -> None:
    assert nvidia_card() is None


@pytest.mark.parametrize(
    ("cuda", "capability", "why"),
    [
        (12080, 86, "driver of NVIDIA GeForce RTX 3060 is too old: install 580 or a newer one"),
        (13000, 61, "NVIDIA GeForce RTX 3060 is too old: cards since"),
        (12080, 70, "NVIDIA GeForce RTX 3060 is too old: cards since"),
        (13020, 75, ""),
        (14000, 120, ""),
    ],
)
def test_a_card_that_cannot_be_used_is_told_why(tmp_path: Path, cuda: int, capability: int, why: str) -> None:
    card = seen(driver(tmp_path, cuda=cuda, capability=capability))
    assert card
    assert why in card.problem
    assert bool(card.problem) == bool(why)
