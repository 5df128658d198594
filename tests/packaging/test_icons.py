"""The icons of bundles and installers are drawn from the program's own."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from documentation.page_icons import drawn
from tests.conftest import ROOT
from tests.documentation.test_page_icons import PIXEL_TOLERANCE, pixels
from ui.icons import FOLDER

ICONS = ROOT / "packaging" / "icons"
WINDOWS_SIZES = {16, 20, 24, 32, 40, 48, 64, 96, 128, 256}
"""What Windows takes for lists, title bars, task bar and desktop, at 100 to 250 %."""
MAC_SIZES = {16, 32, 128, 256, 512}
"""Points, drawn at twice as many pixels."""
LINUX_SIZES = {16, 22, 24, 32, 48, 64, 128, 256, 512}


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The icons as they are drawn today."""
    target = tmp_path_factory.mktemp("icons")
    code = f"from pathlib import Path; import icons; icons.main(Path({str(target)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "packaging", check=True)
    return target


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def frames(path: Path) -> dict[tuple[int, ...], np.ndarray]:
    """Every picture of an icon, by its size."""
    found = {}
    with Image.open(path) as icon:
        for size in icon.info["sizes"]:
            scale = size[2] if len(size) == 3 else 1
            icon.size = (size[0] * scale, size[1] * scale)
            found[size] = np.asarray(icon.convert("RGBA"), dtype=int)
    return found


def test_they_show_what_the_program_shows(anew: Path) -> None:
    assert names(ICONS) == names(anew)
    for name in names(ICONS):
        if name.endswith((".ico", ".icns")):
            old, new = frames(ICONS / name), frames(anew / name)
            assert old.keys() == new.keys()
            for size, picture in old.items():
                assert np.abs(picture - new[size]).max() <= PIXEL_TOLERANCE, (name, size)
        else:
            assert np.abs(pixels(ICONS / name) - pixels(anew / name)).max() <= PIXEL_TOLERANCE, name


def test_windows_has_a_picture_of_every_size_each_drawn_for_it() -> None:
    svg = (FOLDER / "backline.svg").read_text(encoding="utf-8")
    pictures = frames(ICONS / "backline.ico")
    assert set(pictures) == {(size, size) for size in WINDOWS_SIZES}
    for (size, _), picture in pictures.items():
        image = drawn(svg, size)
        colours = [image.pixelColor(x, y).getRgb() for y in range(size) for x in range(size)]
        assert np.abs(picture.reshape(-1, 4) - np.array(colours)).max() <= PIXEL_TOLERANCE, size


def test_macos_has_sharp_pictures_in_its_grid() -> None:
    with Image.open(ICONS / "backline.icns") as icon:
        sizes = icon.info["sizes"]
    assert {width for width, _, scale in sizes if scale == 2} == MAC_SIZES
    ground = frames(ICONS / "backline.icns")[512, 512, 2][:, :, 3] > 128
    width = np.ptp(np.flatnonzero(ground.any(axis=0))) + 1
    # Of 1024; Apple's template has 824.
    assert abs(width - 824) <= 4


@pytest.mark.parametrize("size", sorted(LINUX_SIZES))
def test_linux_has_a_picture_in_every_folder_of_its_theme(size: int) -> None:
    with Image.open(ICONS / "hicolor" / f"{size}x{size}" / "apps" / "backline.png") as picture:
        assert picture.size == (size, size)


def test_no_folder_of_the_theme_is_without_a_check() -> None:
    assert {int(folder.name.partition("x")[0]) for folder in (ICONS / "hicolor").iterdir()} == LINUX_SIZES
