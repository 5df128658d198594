"""What was measured, kept in files so that a page can be written again without measuring everything."""

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def save(name: str, figures: dict[str, Any]) -> None:
    """Keep a section's figures."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


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
