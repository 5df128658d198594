"""A short run of the random requests."""

from pathlib import Path

import pytest

from benchmarks.api_fuzzing.run import fuzz

EXAMPLES = 1
SEED = 5
"""The same requests each time: what others find is for `python -m benchmarks fuzz-api`."""


@pytest.mark.slow
def test_no_request_made_up_at_random_gets_an_answer_that_is_not_documented(tmp_path: Path) -> None:
    outcomes = fuzz(tmp_path, EXAMPLES, SEED)
    for outcome in outcomes.values():
        assert outcome.failures == 0, outcome.told
        assert outcome.cases >= 300
        assert not any(status.startswith("5") for status in outcome.answers)
    assert outcomes["with a key"].taken > 0
    assert outcomes["without a key"].taken == 0
    assert outcomes["without a key"].answers["401"] > 300
