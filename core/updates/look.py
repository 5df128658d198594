"""The last look at the update file, kept on the disk so that another start does not ask again."""

from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from core.errors import UpdateError
from core.files import write_whole
from core.updates.update_file import Newest, newest_of

FILE = "updates.json"
"""In the data folder."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Look:
    """address: what was asked. asked: when. newest: what it said last. problem: why it did not this time."""

    address: str
    asked: datetime
    newest: Newest | None
    problem: str = ""

    def is_old(self, time: datetime) -> bool:
        """Whether a day has passed; a clock that was set back counts as one."""
        return not timedelta() <= time - self.asked < DAY


def read(folder: Path, address: str) -> Look | None:
    """The last look at that address; None where there was none, or the file is damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError, UpdateError):
        found = orjson.loads((folder / FILE).read_bytes())
        asked = datetime.fromisoformat(found["asked"])
        newest = newest_of(found["newest"]) if found["newest"] else None
        if found["address"] == address and asked.tzinfo:
            return Look(address, asked, newest, str(found["problem"]))
    return None


def write(folder: Path, look: Look) -> None:
    """Keep a look. Raises OSError."""
    write_whole(folder / FILE, orjson.dumps(asdict(look)))
