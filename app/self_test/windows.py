"""The windows, drawn without a screen."""

import os
import time

from app.cli import NO_QT
from app.self_test.outputs import must
from core.finding import Finding, look, well
from core.service import Service

DRAWN_SECONDS = 30.0
NO_FONTS = (
    "There are no fonts, so that windows show boxes for letters. On Debian: apt install fontconfig-config"
)
COLOURS = 40
"""An empty window has fewer."""


def windows(service: Service, job_id: str) -> Finding:
    """The song's window, drawn with its stems and chords. Raises SelfTestError where it stays empty."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from ui.application import Application  # noqa: PLC0415 - a server may lack Qt's libraries
        from ui.bridge import Bridge  # noqa: PLC0415
        from ui.look import has_fonts  # noqa: PLC0415
        from ui.song.song_window import SongWindow  # noqa: PLC0415
    except ImportError as error:
        return look("windows", f"{NO_QT} ({error})")
    application = Application(["backline"])
    if not has_fonts():
        return look("windows", NO_FONTS)
    bridge = Bridge(service)
    window = SongWindow(bridge, job_id)
    window.show()
    end = time.monotonic() + DRAWN_SECONDS
    while window.body is None and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)
    must(window.body, "The song's window stays empty.")
    picture = window.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 4) for y in range(picture.height())}
    window.close()
    bridge.close()
    must(len(colours) > COLOURS, f"The song's window shows {len(colours)} colours.")
    return well("windows", f"The song is drawn, {picture.width()} x {picture.height()} pixels.")
