"""Pictures of few bytes."""

import io

from PIL import Image

COLOURS = 256
"""Of a picture, so that a hundred of them stay small."""


def small(png: bytes) -> bytes:
    """The same picture, in few colours."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        whole = picture.convert("RGB")
    whole.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()
