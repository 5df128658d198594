"""Our arrangement of the networks computes what the package's own does."""

import pytest
import torch

from core.chords.lv_package import ChordNet
from core.chords.network import ChordNetwork


@pytest.mark.parametrize("frames", [1, 2, 63, 64, 65, 200])
def test_equals_the_packages_forward_pass(frames: int) -> None:
    torch.manual_seed(0)
    package = ChordNet(None).eval()
    spectrogram = torch.rand(frames, 252)
    with torch.inference_mode():
        features = package.audio_feature_block(spectrogram[None])
        expected = package.final_fc1(package.lstm1(features)[0])[0]
    ours = ChordNetwork(package)
    (found,) = ours(spectrogram[None])
    assert found.shape == (frames, 100)
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=0)
    assert torch.equal(ours(spectrogram[None])[0], found), "the same in every run"
