"""One tool in a process of its own: how long it took and how much memory it had at most."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
Figures = dict[str, float]
Tool = Callable[[Path, Path], Figures]
"""Reads a file, writes one, and returns at least its own `seconds`."""


def measure(tool: Tool, source: Path, target: Path) -> Figures:
    """Run a tool in a fresh process; its figures and `peak_mb`."""
    name = f"{tool.__module__}:{tool.__name__}"
    command = [sys.executable, "-m", "benchmarks.child", name, str(source), str(target)]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: Figures = json.loads(run.stdout.splitlines()[-1])
    return figures


def peak_mb(whose: int) -> float:
    """The largest memory that a process, or one of its children, ever had."""
    largest = resource.getrusage(whose).ru_maxrss
    return largest / (1e6 if sys.platform == "darwin" else 1e3)


def _main() -> None:
    name, source, target = sys.argv[1:]
    module, _, function = name.partition(":")
    figures = getattr(import_module(module), function)(Path(source), Path(target))
    peak = max(peak_mb(resource.RUSAGE_SELF), peak_mb(resource.RUSAGE_CHILDREN))
    print(json.dumps({"peak_mb": peak} | figures))


if __name__ == "__main__":
    _main()
