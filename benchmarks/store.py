"""What was measured, kept in files so that a page can be written again without measuring everything."""

import json
import os
import platform
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"
Section = Callable[[Path], dict[str, Any]]
"""Measures in an empty folder."""


def save(name: str, figures: dict[str, Any]) -> None:
    """Keep a section's figures."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(sections: Mapping[str, Section], names: Sequence[str], prefix: str = "") -> None:
    """Measure the sections that are named, or all, and keep their figures under these names.

    prefix: of the names in the store.
    """
    for name in names or sections:
        print(f"measuring: {name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            save(prefix + name, sections[name](Path(folder)))


def publish(page: Path, text: str) -> None:
    """Write a page, and show it."""
    page.write_text(text, encoding="utf-8")
    print(text)


def load(name: str) -> dict[str, Any]:
    """A section's figures; empty where it was never measured."""
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def machine() -> str:
    """What the figures were measured with."""
    return (
        f"Backline {version('backline')} and PyTorch {version('torch')} on {os.cpu_count()} cores "
        f"({platform.machine()}, {_processor()})"
    )


def _processor() -> str:
    import torch

    abilities = [name for name in ("avx512_bf16", "amx_bf16") if torch.cpu.get_capabilities().get(name)]
    return ", ".join(abilities) or "no bfloat16 instructions"
