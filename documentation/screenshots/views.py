"""Every view of the page in a browser, each brought about as a user would, in the user's language."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect

from core.access.access import Access

WORDS: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parents[2] / "web" / "src" / "words.json").read_text(encoding="utf-8")
)
"""What the page says: sentences by language, by their names."""
SETTLE_MS = 400
"""For what comes in smoothly."""
SLOWLY = 300_000
"""Bytes a second, where a song is to be seen on its way."""
DIGITS = re.compile(r"^\d{3} \d{3}$")


@dataclass(frozen=True)
class Stage:
    """A tab in which a device has opened the page. Its server has a finished song of this name.

    client: the computer itself, as a client of the server. while_ms: for so long is played, sung, recorded.
    """

    page: Page
    client: httpx.Client
    access: Access
    name: str
    language: str = "en"
    while_ms: int = 2200

    def says(self, word: str, **values: str) -> str:
        """A sentence of the page."""
        return re.sub(r"{(\w+)}", lambda found: values[found[1]], WORDS[word][self.language])

    def button(self, word: str, **values: str) -> Locator:
        """The button that is called so."""
        return self.page.get_by_role("button", name=self.says(word, **values), exact=True)

    def shows(self, word: str, role: str = "heading", **values: str) -> None:
        """Wait for what is called so."""
        named = self.page.get_by_role(role, name=self.says(word, **values))  # type: ignore[arg-type]
        expect(named.first).to_be_visible()

    def open(self) -> None:
        """Show the song."""
        self.page.goto(f"/#/song/{song_named(self.client, self.name)}")
        expect(self.button("song.play")).to_be_enabled()

    def panel(self, word: str) -> None:
        """Show a panel of the song; on a desktop, mixer and practice are there anyway."""
        self.open()
        tab = self.page.get_by_role("tab", name=self.says(word))
        if tab.count():
            tab.click()
        self.page.wait_for_timeout(SETTLE_MS)

    @property
    def is_secure(self) -> bool:
        """Whether the page may use the microphone."""
        return bool(self.page.evaluate("isSecureContext"))


View = Callable[[Stage], None]


def song_named(client: httpx.Client, name: str) -> str:
    """The id of a song."""
    found = client.get("/api/v1/jobs", params={"q": name}).raise_for_status().json()
    return str(found["jobs"][0]["job_id"])


def pair(stage: Stage) -> None:
    """A device that is not let in."""
    stage.shows("pair.title")


def pair_digits(stage: Stage) -> None:
    """It has asked, and shows what is to be compared."""
    stage.button("pair.ask").click()
    expect(stage.page.get_by_text(DIGITS)).to_be_visible()


def pair_refused(stage: Stage) -> None:
    """It was not let in."""
    pair_digits(stage)
    stage.access.refuse(stage.page.get_by_text(DIGITS).inner_text().replace(" ", ""))
    expect(stage.page.get_by_role("alert")).to_be_visible()


def songs(stage: Stage) -> None:
    """The list: ready, waiting, failed."""
    expect(stage.page.get_by_role("link", name=stage.name)).to_be_visible()


def songs_empty(stage: Stage) -> None:
    """There are none yet."""
    stage.shows("queue.empty")


def songs_nothing(stage: Stage) -> None:
    """A search that finds nothing."""
    songs(stage)
    stage.page.get_by_role("searchbox").fill("polka")
    stage.shows("queue.nothing", query="polka")


def song_menu(stage: Stage) -> None:
    """What can be done to a song of the list."""
    songs(stage)
    stage.button("app.menu", song=stage.name).click()
    stage.shows("queue.rename", "menuitem")


def song_name(stage: Stage) -> None:
    """It gets another name."""
    song_menu(stage)
    stage.page.get_by_role("menuitem", name=stage.says("queue.rename")).click()
    stage.shows("queue.rename", "dialog")


def song_deleted(stage: Stage) -> None:
    """It was deleted, and can be had back."""
    song_menu(stage)
    stage.page.get_by_role("menuitem", name=stage.says("queue.delete")).click()
    expect(stage.button("app.undo")).to_be_visible()


def sending(stage: Stage, files: list[Path]) -> None:
    """Songs are on their way."""
    tools = stage.page.context.new_cdp_session(stage.page)
    tools.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOWLY}
    tools.send("Network.emulateNetworkConditions", slow)
    with stage.page.expect_file_chooser() as chooser:
        stage.button("send.songs").click()
    chooser.value.set_files([str(file) for file in files])
    expect(stage.page.get_by_text(re.compile(r"[1-9]\d? % ")).first).to_be_visible()


def memo(stage: Stage) -> None:
    """A voice memo is recorded, or it is said why it cannot."""
    stage.button("send.memo").click()
    stage.shows("send.memo", "dialog")
    if stage.is_secure:
        stage.button("send.record").click()
        stage.page.wait_for_timeout(stage.while_ms)


def about(stage: Stage) -> None:
    """What the page can do here, and its language."""
    stage.button("about.title").click()
    stage.shows("about.title", "dialog")


def song(stage: Stage) -> None:
    """A finished song that was played for a while."""
    stage.open()
    stage.button("song.play").click()
    stage.page.wait_for_timeout(stage.while_ms)
    stage.button("song.pause").click()


def mixer(stage: Stage) -> None:
    """Its stems: one is muted, one is turned down."""
    stage.panel("song.mixer")
    stage.button("song.mute", stem=stage.says("music.vocals")).click()
    drums = stage.says("song.volume", stem=stage.says("music.drums"))
    stage.page.get_by_role("slider", name=drums).fill("0.6")


def practice(stage: Stage) -> None:
    """Slower, and two semitones higher."""
    stage.panel("song.practice")
    stage.button("song.down", name=stage.says("song.speed")).click()
    for _ in range(2):
        stage.button("song.up", name=stage.says("song.transpose")).click()


def sheet(stage: Stage) -> None:
    """The chord sheet."""
    stage.panel("song.chords")


def sing(stage: Stage) -> None:
    """The own voice against the melody, or why it cannot be heard."""
    stage.panel("song.sing")
    if stage.is_secure:
        stage.button("singing.start").click()
        stage.button("song.play").click()
        stage.page.wait_for_timeout(stage.while_ms)
        stage.button("song.pause").click()


def take_away(stage: Stage) -> None:
    """What can be saved of it."""
    stage.panel("song.takeAway")
    stage.shows("saving.stems")


def keys(stage: Stage) -> None:
    """The list of keys."""
    stage.open()
    stage.page.keyboard.press("?")
    stage.shows("song.keys", "dialog")


def song_lost(stage: Stage) -> None:
    """A song that is not there."""
    stage.page.goto("/#/song/00000000-0000-4000-8000-000000000000")
    stage.shows("song.gone")


def leave(stage: Stage) -> None:
    """Take back what other views would suffer from."""
    undo = stage.button("app.undo")
    if undo.is_visible():
        undo.click()


OUTSIDE: dict[str, View] = {"pair": pair, "pair-digits": pair_digits, "pair-refused": pair_refused}
"""By the names of their pictures: what a device sees that is not let in."""
LIST: dict[str, View] = {
    "songs": songs,
    "songs-nothing": songs_nothing,
    "song-menu": song_menu,
    "song-name": song_name,
    "song-deleted": song_deleted,
    "memo": memo,
    "about": about,
}
SONG: dict[str, View] = {
    "song": song,
    "mixer": mixer,
    "practice": practice,
    "sheet": sheet,
    "sing": sing,
    "take-away": take_away,
    "keys": keys,
    "song-lost": song_lost,
}
EMPTY: dict[str, View] = {"songs-empty": songs_empty}
"""Those of a server without songs."""
