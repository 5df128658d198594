"""`docs/api-testing.md`: what was asked at random, and how it was answered."""

import sys
import tempfile
from pathlib import Path

from benchmarks import store
from benchmarks.api_fuzzing.run import EXCLUDED, fuzz

PAGE = Path(__file__).parents[2] / "docs" / "api-testing.md"
SECTION = "fuzz_api"
EXAMPLES = 11
"""Of a route and phase; with what lies at every limit it is some thousands of requests."""

INTRODUCTION = """# Testing the API at random

[Schemathesis](https://schemathesis.readthedocs.io) makes up requests from [the OpenAPI
document](openapi.json): at every limit, beyond it, at random, and one after the other with the ids that
came back. It asks a server in a process of its own, as a paired phone and as one that has no key; half
of the files that it sends are songs, and half of the ids are of jobs, uploads and batches that are
there. Every answer has to have a status, headers and a shape that the document names; what the document
forbids has to be refused; no answer may be a 5xx.

`tests/benchmarks/test_api_fuzzing.py` does a short run of it with the other tests.
"""
TUS = """
Two statuses count as refusals that schemathesis does not expect by itself: 412 and 460, which tus prescribes
(`benchmarks/api_fuzzing/schemathesis.toml`).
"""


def main() -> None:
    """Measure, write the page, and fail where something was found."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = fuzz(Path(folder), EXAMPLES)
    figures = {
        who: {name: value for name, value in outcome._asdict().items() if name != "told"}
        for who, outcome in outcomes.items()
    }
    store.save(SECTION, figures)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    if found := [outcome.told for outcome in outcomes.values() if outcome.failures]:
        sys.exit("\n".join(found))


def page() -> str:
    """The page, from the figures of the last run."""
    runs = store.load(SECTION)
    text = f"{INTRODUCTION}\n## Figures\n\nWritten by `python -m benchmarks fuzz-api`.\n\n"
    text += "| asked | requests | by status | songs taken | failures |\n|---|---|---|---|---|\n"
    for name, run in runs.items():
        answers = ", ".join(f"{count} × {status}" for status, count in run["answers"].items())
        requests = sum(run["answers"].values())
        text += f"| {name} | {requests} | {answers} | {run['taken']} | {run['failures']} |\n"
    text += "\n## Checks that are left out\n\n| check | why |\n|---|---|\n"
    text += "".join(f"| `{check}` | {why} |\n" for check, why in EXCLUDED.items())
    text += TUS
    return text
