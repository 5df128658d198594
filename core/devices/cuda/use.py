"""The folder of PyTorch with CUDA as a worker takes it; without it there is the bundle's own PyTorch."""

import sys
from pathlib import Path

PROBLEM = "problem.txt"
"""In the folder: why it is not used."""


def is_used(folder: Path) -> bool:
    """Whether the next worker takes it."""
    return folder.is_dir() and not (folder / PROBLEM).exists()


def problem_of(folder: Path) -> str:
    """Why it is not used; empty where nothing is known against it."""
    try:
        return (folder / PROBLEM).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def set_aside(folder: Path, why: str) -> None:
    """Use it no more, until it has been looked at again. Raises OSError."""
    (folder / PROBLEM).write_text(why, encoding="utf-8")


def import_from(folder: Path) -> None:
    """Let this process import PyTorch from there; it must not have imported it yet."""
    sys.path.insert(0, str(folder))
