"""Draws all scenes in one theme and one scale: `python -m documentation.screenshots.draw DATA OUT SCHEME`.

A process of its own for each: Qt's scale is set before it starts (QT_SCALE_FACTOR).
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import cast

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QFont, QFontDatabase, QPixmap
from PySide6.QtWidgets import QWidget

from core.jobs import now
from core.release import release
from core.service import Service
from core.settings import load_settings
from core.updates import look
from core.updates.look import Look
from core.updates.update_file import Newest
from documentation.screenshots.__main__ import UPDATES
from documentation.screenshots.png import small
from documentation.screenshots.scenes import EMPTY_SCENES, SCENES, Scene, Stage
from ui.application import Application
from ui.bridge import Bridge
from ui.look import Scheme

FONT = "Inter"
"""Looks like the fonts of Windows and macOS; where it is missing, Qt's own choice does."""


def main(data: Path, out: Path, scheme: Scheme) -> None:
    """Draw everything. data: an analysed data folder, which is left as it is."""
    application = Application(["backline"], scheme)
    if FONT in QFontDatabase.families():
        application.setFont(QFont(FONT, application.font().pointSize()))
    ending = "" if application.devicePixelRatio() == 1 else f"@{application.devicePixelRatio():g}x"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data, Path(folder, "songs"))
        _look_for_updates(Path(folder, "songs"))
        for root, scenes in (("songs", SCENES), ("empty", EMPTY_SCENES)):
            for name, picture in _drawn(Path(folder, root), Path(folder), scenes):
                (out / f"{name}-{scheme}{ending}.png").write_bytes(picture)


def _look_for_updates(root: Path) -> None:
    """As if the update file had just been asked for, so that nobody asks for it."""
    look.write(root, Look(UPDATES, now(), Newest(release().version, UPDATES)))


def _drawn(root: Path, folder: Path, scenes: dict[str, Scene]) -> list[tuple[str, bytes]]:
    service = Service(load_settings(storage_path=root).values)
    service.start()
    bridge = Bridge(service)
    stage = Stage(bridge, folder)
    try:
        return [(name, _grabbed(stage, scene)) for name, scene in scenes.items()]
    finally:
        stage.close()
        service.refuse()
        bridge.close()
        service.stop()


def _grabbed(stage: Stage, scene: Scene) -> bytes:
    window: QWidget = scene(stage)
    picture = _png(window.grab())
    stage.close()
    return picture


def _png(pixmap: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return small(bytes(buffer.data().data()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), cast("Scheme", sys.argv[3]))
