"""The page's icons are drawn from the program's own."""

from pathlib import Path

import numpy as np
from PIL import Image

from documentation.page_icons import TARGET, main

PIXEL_TOLERANCE = 8
"""Versions of Qt smooth edges differently."""


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGBA"), dtype=int)


def test_they_show_what_the_program_shows(tmp_path: Path) -> None:
    main(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {path.name for path in TARGET.iterdir()}
    assert (TARGET / "icon.svg").read_bytes() == (tmp_path / "icon.svg").read_bytes()
    for name in names - {"icon.svg"}:
        assert np.abs(pixels(TARGET / name) - pixels(tmp_path / name)).max() <= PIXEL_TOLERANCE, name


def test_those_that_systems_cut_have_no_corners_and_others_do() -> None:
    for name in ("maskable-512.png", "touch-180.png"):
        assert pixels(TARGET / name)[:, :, 3].min() == 255
    assert pixels(TARGET / "icon-192.png")[0, 0, 3] == 0
