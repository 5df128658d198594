"""`python -m benchmarks [NAME]`: measure, and write docs/; without a name, all of docs/performance.md."""

import sys

from benchmarks import accuracy, gpu, performance, timing
from benchmarks.api_fuzzing import page as api_fuzzing
from benchmarks.bundle import page as bundle
from benchmarks.desktop import page as desktop
from benchmarks.reliability import page as reliability

COMMANDS = {
    "accuracy": accuracy.main,
    "fuzz-api": api_fuzzing.main,
    "gpu": gpu.main,
    "timing": timing.main,
}

PAGES = {"bundle": bundle, "desktop": desktop, "reliability": reliability}
"""Pages of which sections can be measured alone."""


def main(names: list[str]) -> None:
    """Do what the command line names."""
    if len(names) == 1 and names[0] in COMMANDS:
        COMMANDS[names[0]]()
    elif names and names[0] in PAGES and set(names[1:]) <= PAGES[names[0]].SECTIONS.keys():
        PAGES[names[0]].main(names[1:])
    elif set(names) <= performance.ALL.keys():
        performance.main(names)
    else:
        pages = (f"{name} [{'|'.join(page.SECTIONS)}]" for name, page in PAGES.items())
        sys.exit(f"usage: python -m benchmarks [{'|'.join([*performance.ALL, *COMMANDS, *pages])}]")


if __name__ == "__main__":
    main(sys.argv[1:])
