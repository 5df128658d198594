"""Power without the constant offset, hop by hop."""

import numpy as np
import pytest

from core.audio.power import hop_power


@pytest.mark.parametrize("offset", [0.0, 0.5])
def test_power_is_that_of_what_moves(offset: float) -> None:
    hop, hops = 500, 1300
    sound = np.sin(2 * np.pi * 0.02 * np.arange(hop * hops))
    sound[: 100 * hop] = 0
    power = hop_power((sound + offset).astype(np.float32), hop)
    np.testing.assert_allclose(power, [0.0] * 100 + [0.5] * (hops - 100), atol=1e-6)


@pytest.mark.parametrize(("samples", "hops"), [(0, 0), (1, 1), (499, 1), (500, 1), (501, 2)])
def test_a_rest_counts_as_a_hop(samples: int, hops: int) -> None:
    assert hop_power(np.full(samples, 0.3, np.float32), 500) == pytest.approx([0.0] * hops, abs=1e-9)
