"""Records outlive the process that writes them, whenever it dies."""

import os
from pathlib import Path

import pytest

from benchmarks.reliability import records


@pytest.mark.skipif(os.name == "nt", reason="needs a forkserver")
def test_killed_while_writing(tmp_path: Path) -> None:
    """100 of the 1,000 kills of the full run."""
    figures = records.kills(tmp_path, 100)
    assert figures.acknowledged > 500
    assert (figures.damaged, figures.wrong) == (0, 0)
