"""HTDemucs's network where a GPU does the same as the CPU in another way."""

import pytest
import torch
from torch import Tensor

from core.separation import hybrid
from core.separation.norms import GroupNorm, normal

GPU = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU")


def made_up_spectrum() -> Tensor:
    """As a network makes one of a stem: not that of any sound."""
    torch.manual_seed(0)
    return torch.randn(hybrid.BINS, 12, 4)


def test_each_row_is_normalised_as_by_group_norm() -> None:
    x = 3 + 2 * torch.randn(5, 7, 16)
    ones, zeros = torch.ones(16), torch.zeros(16)
    torch.testing.assert_close(normal(x), GroupNorm(ones, zeros)(x))


def test_no_phase_of_a_constant_reaches_the_transform(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Tensor] = []
    irfft = torch.fft.irfft

    def looking(spectrum: Tensor, samples: int) -> Tensor:
        seen.append(spectrum)
        return irfft(spectrum, samples)

    monkeypatch.setattr(torch.fft, "irfft", looking)
    hybrid.synthesised(made_up_spectrum(), 4096)
    assert [bool(spectrum[..., 0].imag.any()) for spectrum in seen] == [False]


@GPU
def test_a_gpu_makes_the_same_sound_of_a_spectrum() -> None:
    spectrum = made_up_spectrum()
    torch.testing.assert_close(
        hybrid.synthesised(spectrum.cuda(), 4096).cpu(),
        hybrid.synthesised(spectrum, 4096),
        rtol=1e-4,
        atol=1e-4,
    )


@GPU
def test_a_gpu_normalises_alike() -> None:
    norm, x = GroupNorm(torch.rand(16), torch.rand(16)), 3 + 2 * torch.randn(5, 7, 16)
    on_gpu = GroupNorm(norm.weight.cuda(), norm.bias.cuda())
    torch.testing.assert_close(on_gpu(x.cuda()).cpu(), norm(x), rtol=1e-4, atol=1e-4)
