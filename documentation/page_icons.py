"""`python -m documentation.page_icons`: draw the icons of the page in web/ from the program's own."""

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ui.icons import FOLDER

TARGET = Path(__file__).parents[1] / "web" / "public" / "icons"
GROUND = '<rect x="12" y="12" width="232" height="232" rx="54"'
"""Of the drawing: with round corners, and air around it."""
WHOLE_GROUND = '<rect width="256" height="256"'
"""Systems that cut icons to their own shape want no corners."""


def main(target: Path = TARGET) -> None:
    """Draw all of them."""
    drawing = (FOLDER / "backline.svg").read_text(encoding="utf-8")
    if GROUND not in drawing:
        raise SystemExit("ui/icons/backline.svg has another ground: name it in documentation/page_icons.py.")
    cut = drawing.replace(GROUND, WHOLE_GROUND)
    target.mkdir(parents=True, exist_ok=True)
    (target / "icon.svg").write_text(drawing, encoding="utf-8")
    for name, svg, size in (
        ("icon-192", drawing, 192),
        ("icon-512", drawing, 512),
        ("maskable-512", cut, 512),
        ("touch-180", cut, 180),
    ):
        drawn(svg, size).save(str(target / f"{name}.png"))


def drawn(svg: str, size: int) -> QImage:
    """A drawing as a square of so many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    main()
