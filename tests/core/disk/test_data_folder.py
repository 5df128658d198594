"""One data folder, one program, whatever became of the one before."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.disk.data_folder import DataFolder
from core.errors import SettingsError

OWNER = """
import subprocess, sys
from pathlib import Path
from core.disk.data_folder import DataFolder
folder = DataFolder(Path(sys.argv[1]))
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
child.wait()
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_owner_leaves_the_folder_free_even_while_its_children_live(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE) as owner:
        child = int(owner.stdout.readline())
        try:
            with pytest.raises(SettingsError, match="Another Backline"):
                DataFolder(tmp_path)
            owner.kill()
            owner.wait()
            DataFolder(tmp_path).release()
        finally:
            os.kill(child, signal.SIGKILL)
