"""`python -m benchmarks [NAME]`: measure, and write docs/; without a name, all of docs/performance.md."""

import sys

from benchmarks import accuracy, gpu, performance, picture, timing

COMMANDS = {"accuracy": accuracy.main, "gpu": gpu.main, "picture": picture.main, "timing": timing.main}

if len(sys.argv) == 2 and sys.argv[1] in COMMANDS:
    COMMANDS[sys.argv[1]]()
elif set(sys.argv[1:]) <= performance.ALL.keys():
    performance.main(sys.argv[1:])
else:
    sys.exit(f"usage: python -m benchmarks [{'|'.join([*performance.ALL, *COMMANDS])}]")
