"""Write crepe-full.npz and crepe-tiny.npz: torchcrepe 0.0.24's own output for 2.5 s of song1's voice.

    python tests/core/golden/make_crepe.py

Stored are the sound (int16, 16 kHz), the bins of torchcrepe's Viterbi decoder between 50 and 1760 Hz, the
periodicity there, and the frequencies of its weighted_argmax, in which random dither was set to zero.
"""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import soundfile as sf
import soxr

sys.modules["torchaudio"] = ModuleType("torchaudio")  # torchcrepe imports it only to read files
import torch  # noqa: E402
import torchcrepe  # noqa: E402

HERE = Path(__file__).parent
VOICE = HERE.parents[3] / "shared" / "eval" / "song1" / "vocals.flac"
START, SECONDS = 9.4, 2.5
FMIN, FMAX = 50.0, 1760.0


def decoded(probabilities: torch.Tensor, decoder: object) -> tuple[torch.Tensor, torch.Tensor]:
    """Bins and frequencies by a torchcrepe decoder, bins outside of the range struck out as in predict."""
    kept = probabilities.clone()
    kept[:, : torchcrepe.convert.frequency_to_bins(torch.tensor(FMIN))] = -torch.inf
    kept[:, torchcrepe.convert.frequency_to_bins(torch.tensor(FMAX), torch.ceil) :] = -torch.inf
    bins, pitch = decoder(kept)
    return bins[0], pitch[0]


def main() -> None:
    torchcrepe.convert.dither = lambda cents: cents
    sound, rate = sf.read(VOICE, dtype="float32", always_2d=True)
    excerpt = sound[round(START * rate) : round((START + SECONDS) * rate)].mean(axis=1)
    audio = np.round(soxr.resample(excerpt, rate, 16_000) * 32767).astype(np.int16)
    voice = torch.from_numpy(audio.astype(np.float32) / 32768)[None]
    for capacity in ("full", "tiny"):
        with torch.inference_mode():
            frames = torch.cat(list(torchcrepe.preprocess(voice, 16_000, 160, 64)))
            salience = torch.cat([torchcrepe.infer(part, capacity) for part in frames.split(64)])
        probabilities = salience.T[None]
        bins, _ = decoded(probabilities, torchcrepe.decode.viterbi)
        peaks, averaged = decoded(probabilities, torchcrepe.decode.weighted_argmax)
        periodicity = torchcrepe.core.periodicity(probabilities, bins[None])[0]
        np.savez_compressed(
            HERE / f"crepe-{capacity}.npz",
            audio=audio,
            bins=bins.numpy().astype(np.int16),
            periodicity=periodicity.numpy(),
            peaks=peaks.numpy().astype(np.int16),
            averaged=averaged.numpy(),
        )


if __name__ == "__main__":
    main()
