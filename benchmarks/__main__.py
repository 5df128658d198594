"""`python -m benchmarks NAME`: measure or draw, and write the result into docs/."""

import sys

from benchmarks import accuracy, picture, timing

COMMANDS = {"accuracy": accuracy.main, "picture": picture.main, "timing": timing.main}

if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
    sys.exit(f"usage: python -m benchmarks [{'|'.join(COMMANDS)}]")
COMMANDS[sys.argv[1]]()
