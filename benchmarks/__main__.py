"""`python -m benchmarks [NAME]`: measure, and write docs/; without a name, all of docs/performance.md."""

import sys

from benchmarks import accuracy, gpu, performance, picture, timing
from benchmarks.api_fuzzing import page as api_fuzzing
from benchmarks.reliability import page as reliability

COMMANDS = {
    "accuracy": accuracy.main,
    "fuzz-api": api_fuzzing.main,
    "gpu": gpu.main,
    "picture": picture.main,
    "timing": timing.main,
}


def main(names: list[str]) -> None:
    """Do what the command line names."""
    if len(names) == 1 and names[0] in COMMANDS:
        COMMANDS[names[0]]()
    elif names[:1] == ["reliability"] and set(names[1:]) <= reliability.SECTIONS.keys():
        reliability.main(names[1:])
    elif set(names) <= performance.ALL.keys():
        performance.main(names)
    else:
        sections = f"reliability [{'|'.join(reliability.SECTIONS)}]"
        sys.exit(f"usage: python -m benchmarks [{'|'.join([*performance.ALL, *COMMANDS, sections])}]")


if __name__ == "__main__":
    main(sys.argv[1:])
