import numpy as np
import pytest
import torch

from core.pitch.crepe import load_network
from core.pitch.crepe_network import HOP, WINDOW
from core.pitch.crepe_spectral import SpectralCrepe
from tests.core.pitch.voices import vibrato, voice_of


@pytest.mark.slow
@pytest.mark.parametrize("capacity", ["full", "tiny"])
def test_hears_what_the_network_hears(capacity: str) -> None:
    network = load_network(capacity)
    spectral = SpectralCrepe(network)
    voice = torch.from_numpy(voice_of(vibrato(1.0, 300)))
    hiss = torch.from_numpy(np.random.default_rng(0).normal(0, 0.01, len(voice)).astype(np.float32))
    for frames, gain, offset in (
        (1, 1.0, 0.0),
        (2, 1.0, 0.0),
        (64, 1.0, 0.0),
        (9, 0.001, 0.1),
        (9, 30.0, 0.0),
    ):
        sound = (voice * gain + hiss)[3000:] + offset
        windows = sound.unfold(0, WINDOW, HOP)[:frames]
        with torch.inference_mode():
            salience, expected = spectral(windows), network(windows)
        assert salience.shape == expected.shape == (frames, 360)
        assert expected.max() > 0.1
        torch.testing.assert_close(salience, expected, rtol=0, atol=5e-5)
