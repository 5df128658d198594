"""A stem in another format."""

from pathlib import Path

from core.audio.decode import decode
from core.audio.encode import StemEncoder
from core.models import StemFormat


def convert(source: Path, target: Path, format: StemFormat) -> None:
    """Decode `source` and write it as `target`; the file is there when it is whole.

    Raises InvalidAudioError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        encoder = StemEncoder(part, format)
        try:
            for block in decode(source):
                encoder.write(block)
        finally:
            encoder.close()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
