"""Bands of colour from column to column, drawn by array operations: Qt's own lines take ten times as long."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

Picture = NDArray[np.uint32]
"""Of shape (rows, columns): premultiplied ARGB."""
FULL = 32
"""Steps from an empty pixel to a full one."""
_FURTHEST = 500
"""Rows outside of a picture that are told from one another: int16 holds no more steps."""


def shades(colour: QColor, count: int) -> NDArray[np.uint32]:
    """A colour in `count` steps from nothing to all of it, premultiplied: uint32 of shape (count + 1,)."""
    return _shades(colour.red(), colour.green(), colour.blue(), count)


@lru_cache(maxsize=32)
def _shades(red: int, green: int, blue: int, count: int) -> NDArray[np.uint32]:
    part = np.arange(count + 1) / count
    made = np.zeros(count + 1, np.uint32)
    for value, place in ((255, 24), (red, 16), (green, 8), (blue, 0)):
        made |= np.round(value * part).astype(np.uint32) << np.uint32(place)
    return made


def cover(top: NDArray[np.float32], bottom: NDArray[np.float32], rows: int) -> NDArray[np.int16]:
    """How much of each pixel lies between `top` and `bottom`, 0 to FULL, of shape (rows, columns).

    top, bottom: of shape (columns,), in rows.
    """
    edges = (np.arange(rows) * FULL).astype(np.int16)[:, None]
    covered: NDArray[np.int16] = np.minimum(_steps(bottom) - edges, np.int16(FULL))
    covered -= np.maximum(_steps(top) - edges, np.int16(0))
    np.maximum(covered, np.int16(0), out=covered)
    return covered


def _steps(rows: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.round(np.clip(rows, -_FURTHEST, _FURTHEST) * FULL).astype(np.int16)


def image(picture: Picture, ratio: float) -> QImage:
    """The picture as Qt draws it; `picture` must outlive it."""
    rows, columns = picture.shape
    made = QImage(picture.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(ratio)
    return made
