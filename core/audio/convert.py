"""A stem in another format."""

from pathlib import Path

from core.audio.decode import decode
from core.audio.encode import whole_stem
from core.models import StemFormat


def convert(source: Path, target: Path, format: StemFormat) -> None:
    """Decode `source` and write it as `target`; the file is there when it is whole.

    Raises InvalidAudioError.
    """
    with whole_stem(target, format) as encoder:
        for block in decode(source):
            encoder.write(block)
