"""Which models can be downloaded: what each is, under what terms, and the exact files that its weights are.

Weights may be pickles, which can run any code when they are opened: only a file whose SHA-256 is listed here
ever is. Models that come with Backline are listed in `core/weights/wheels.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WeightsFile:
    """One file of weights. size: bytes. sha256: hex."""

    filename: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """A model's weights in one format, a file a network.

    url: the folder that they are downloaded from; empty where they only come by hand.
    """

    url: str
    files: tuple[WeightsFile, ...]


@dataclass(frozen=True)
class DownloadedModel:
    """A model whose weights are fetched on demand.

    what: the model in a few words. licence: likewise. terms: what a person should know before downloading.
    editions: the same networks in the same order, the best format first.
    """

    what: str
    licence: str
    terms: str
    editions: tuple[Edition, ...]

    @property
    def size(self) -> int:
        """Bytes of the first edition."""
        return sum(file.size for file in self.editions[0].files)


LICENCE = "scientific and personal use"
TERMS = "The author of demucs provides these weights for scientific and personal use."
HUGGING_FACE = "https://huggingface.co/adefossez"
"""Where demucs 4.1 downloads from first. The commit in an address keeps the file what it was."""
META = "https://dl.fbaipublicfiles.com/demucs/hybrid_transformer/"
"""Where demucs downloads from otherwise, under names that hold the first digits of the SHA-256."""


def _edition(url: str, size: int, sha256s: Mapping[str, str]) -> Edition:
    return Edition(url, tuple(WeightsFile(filename, size, sha256) for filename, sha256 in sha256s.items()))


HTDEMUCS = DownloadedModel(
    "stems: vocals, drums, bass, other",
    LICENCE,
    TERMS,
    (
        _edition(
            f"{HUGGING_FACE}/HTDemucs/resolve/cbc8a9b1a87023b7fd74e7b3412e6321c0eab003/",
            84_025_440,
            {"955717e8.safetensors": "d9fa14133cfcc034a6758923bb3a8ca9f8dfd0b582134643bbf83f72c17576dd"},
        ),
        _edition(
            META,
            84_141_911,
            {"955717e8-8726e21a.th": "8726e21a993978c7ba086d3872e7608d7d5bfca646ca4aca459ffda844faa8b4"},
        ),
        _edition(
            "",
            84_140_559,
            {"htdemucs.th": "5d85aabf580cda794e4d0fe92e0a3f129ff0b32cfce7a421a3744c392eb651fe"},
        ),
    ),
)

HTDEMUCS_FT = DownloadedModel(
    "the same, tuned: four times the work",
    LICENCE,
    TERMS,
    (
        _edition(
            f"{HUGGING_FACE}/HTDemucs-ft/resolve/d74ac89c3a1e874fc78f152555cf4d8533f06cd4/",
            84_025_440,
            {
                "f7e0c4bc.safetensors": "2c85ab3c62dd6edd8e0b965e38b16fd1cdde357cc25de6b6bc9ce7c83f60925f",
                "d12395a8.safetensors": "5b01a97567ae9a3178a6236fb520251045c03eb8834bc8c24a4eec11d6c8fb56",
                "92cfc3b6.safetensors": "a241863551f30d01c42bd7b97da40839922ead3acb0f1fcab25682f55b4eeb59",
                "04573f0d.safetensors": "68854b0d7c2b3274723b5761f6fd9f5aec5f1bcd3f0de7c1669546fdb7871b7c",
            },
        ),
        _edition(
            META,
            84_141_271,
            {
                "f7e0c4bc-ba3fe64a.th": "ba3fe64ae8ef66ac9a4857222ce48efbdc5eb3ad375cb79dd13debee5aaa4066",
                "d12395a8-e57c48e6.th": "e57c48e6b0e38af4f7118d7bd08c49f0a0c0edf7d09143bdd902ea0d237303e6",
                "92cfc3b6-ef3bcb9c.th": "ef3bcb9c8b40d14ae5d51b6db2587339cc12c6b77c0be151ce6d69002e087bf2",
                "04573f0d-f3cf25b2.th": "f3cf25b222c4eed7cd49dd8b2c9597d50c18bd154090f7b919cfa5f93cf22c49",
            },
        ),
    ),
)
"""The networks stand in the order of demucs's `htdemucs_ft.yaml`."""

HTDEMUCS_6S = DownloadedModel(
    "stems: guitar and piano as well",
    LICENCE,
    TERMS,
    (
        _edition(
            f"{HUGGING_FACE}/HTDemucs-6s/resolve/3c5ee475be622df764938de97e4281a7b07ffa58/",
            54_885_744,
            {"5c90dfd2.safetensors": "d2a1745f0744721f6b8ca5bf469b67c651ea5ed1b52998cab033b2158609d411"},
        ),
        _edition(
            META,
            54_996_327,
            {"5c90dfd2-34c22ccb.th": "34c22ccb381c6f9fdbf324f04e1e2fe21aaaf293f5ded163a162697ff9a02ddd"},
        ),
    ),
)

DOWNLOADS = {"htdemucs": HTDEMUCS, "htdemucs_ft": HTDEMUCS_FT, "htdemucs_6s": HTDEMUCS_6S}
"""Models by the names that a user chooses them by."""
