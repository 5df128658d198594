"""`python packaging/icons.py`: draw the icons of bundles and installers from the program's own."""

import sys
from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from documentation.page_icons import drawn  # noqa: E402 - the project need not be installed
from ui.icons import FOLDER  # noqa: E402

TARGET = ROOT / "packaging" / "icons"
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
"""Pixels of what Windows asks for at 100 to 250 % of a screen's scale."""
MAC_SIZES = (32, 64, 128, 256, 512, 1024)
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Folders of the hicolor theme."""
BANNER, CORNER = (246, 471), 110
"""Pixels of the installer's pictures, for a scale of 150 % and more: on its last page, in its corner."""

WHOLE = 'viewBox="0 0 256 256"'
MAC_GRID = 'viewBox="-16 -16 288 288"'
"""The ground of an icon of macOS takes 824 of 1024 pixels, as Apple's grid has it; ours 232 of 256."""
GROUND = (0x1D, 0x20, 0x30)
"""The drawing's own, at its lower edge."""


def main(target: Path = TARGET) -> None:
    """Draw all of them."""
    svg = (FOLDER / "backline.svg").read_text(encoding="utf-8")
    if WHOLE not in svg:
        raise SystemExit("ui/icons/backline.svg has another view box: name it in packaging/icons.py.")
    target.mkdir(parents=True, exist_ok=True)
    _save(target / "backline.ico", svg, WINDOWS_SIZES)
    _save(target / "backline.icns", svg.replace(WHOLE, MAC_GRID), MAC_SIZES)
    picture(svg, 512).save(target / "backline.png", optimize=True)
    for size in LINUX_SIZES:
        folder = target / "hicolor" / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        picture(svg, size).save(folder / "backline.png", optimize=True)
    _on_white(picture(svg, CORNER)).save(target / "corner.bmp")
    _banner(svg).save(target / "banner.bmp")


def picture(svg: str, size: int) -> Image.Image:
    """A drawing as a square of so many pixels, with an alpha channel."""
    image = drawn(svg, size).convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def _save(path: Path, svg: str, sizes: Iterable[int]) -> None:
    """Write an icon, drawn at every size."""
    *smaller, largest = [picture(svg, size) for size in sizes]
    largest.save(path, sizes=[(size, size) for size in sizes], append_images=smaller)


def _on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB").quantize(256)


def _banner(svg: str) -> Image.Image:
    width, height = BANNER
    banner = Image.new("RGB", BANNER, GROUND)
    icon = picture(svg, width * 2 // 3)
    banner.paste(icon, ((width - icon.width) // 2, (height - icon.height) // 2), icon)
    return banner.quantize(256)


if __name__ == "__main__":
    main()
