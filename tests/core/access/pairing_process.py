"""Pairs devices in a book, one after the other, until it is killed or has paired enough; prints their keys.

Run as `python -m tests.core.access.pairing_process DATA_FOLDER NAME HOW_MANY`.
"""

import sys
from pathlib import Path

from core.access.access import Access


def main(root: Path, name: str, how_many: int) -> None:
    """Ask, approve, and fetch, as a phone and the computer's owner would do it in turn."""
    access = Access(root)
    for number in range(how_many):
        invitation = access.invite()
        answer = access.redeem(invitation.code, f"{name} {number}", "test", "192.168.1.2")
        print(answer.key, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
