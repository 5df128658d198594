"""The program's entry point. A spawned child imports this module again, so it imports nothing by itself."""

import sys
from multiprocessing import freeze_support


def main() -> None:
    """Run Backline as the command line says."""
    freeze_support()
    try:
        from app.cli import run  # noqa: PLC0415 - a child must not load the command line

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
