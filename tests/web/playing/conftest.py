"""What plays a song, built by itself, in a browser that fetches a song of files."""

import base64
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import Browser, ConsoleMessage, Page

from benchmarks.page import browser as browsing
from core.audio.decode import decode
from core.audio.segments import SegmentWriter, segments
from core.example import SONG
from core.models import SAMPLE_RATE
from tests.web.node import WEB, npm

POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; img-src data:"
STEMS = ("vocals", "drums", "bass", "other")
LATER_PART = 7 * SAMPLE_RATE
"""The parts of the finished song end at other places than those of its preview."""

Listing = dict[str, Any]


def samples(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


def in_chromium(sound: np.ndarray) -> np.ndarray:
    """Sound of a 16-bit file as Chromium decodes it: to -32768/32768 ... 32767/32767."""
    return np.where(sound > 0, sound * np.float32(32768 / 32767), sound)


@dataclass(frozen=True)
class Song:
    """Stems of shape (samples, 2), which 16 bits hold to the sample, and the lists of their files.

    preview: as pipelines write them; parts: others, of the same sound.
    """

    stems: dict[str, np.ndarray]
    preview: Listing
    parts: Listing

    @property
    def mix(self) -> np.ndarray:
        return np.sum(list(self.stems.values()), axis=0, dtype=np.float32)

    @property
    def mix_of_parts(self) -> np.ndarray:
        return np.sum([in_chromium(stem) for stem in self.stems.values()], axis=0, dtype=np.float32)


class Files:
    """A folder that is served at `url`, and the songs in it."""

    def __init__(self, root: Path, url: str) -> None:
        self.root = root
        self.url = url
        self._songs = root / "api" / "v1"

    def add(self, name: str, stems: dict[str, np.ndarray]) -> Song:
        """A song of these stems; they are rounded to 16 bits."""
        rounded = {stem: (np.rint(sound * 2**15) / 2**15).astype(np.float32) for stem, sound in stems.items()}
        preview = self._songs / name / "preview"
        with SegmentWriter(preview, lambda _: None) as writer:
            writer.write(rounded)
        spans = [(there.start, there.end, there.folder) for there in segments(preview)]
        return Song(
            rounded, self._listing(rounded, spans), self._listing(rounded, list(self._cut(name, rounded)))
        )

    def _cut(self, name: str, stems: dict[str, np.ndarray]) -> Iterator[tuple[int, int, Path]]:
        samples = len(stems[STEMS[0]])
        for start in range(0, samples, LATER_PART):
            end, folder = min(samples, start + LATER_PART), self._songs / name / "parts" / str(start)
            folder.mkdir(parents=True)
            for stem, sound in stems.items():
                whole = (sound[start:end] * 2**15).astype(np.int16)
                sf.write(folder / f"{stem}.flac", whole, SAMPLE_RATE)
            yield start, end, folder

    def _listing(self, stems: dict[str, np.ndarray], spans: list[tuple[int, int, Path]]) -> Listing:
        def part(start: int, end: int, folder: Path) -> Listing:
            at = folder.relative_to(self.root).as_posix()
            urls = {stem: f"/{at}/{stem}.flac" for stem in stems}
            return {"start": start / SAMPLE_RATE, "end": end / SAMPLE_RATE, "stems": urls}

        duration = len(stems[STEMS[0]]) / SAMPLE_RATE
        return {"duration": duration, "stems": list(stems), "parts": [part(*span) for span in spans]}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files under the policy of the page."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # what is not wanted any more is given up
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="session")
def harness(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that plays for tests, built."""
    copy = shutil.copytree(
        WEB, tmp_path_factory.mktemp("web") / "web", ignore=shutil.ignore_patterns("node_modules")
    )
    (copy / "node_modules").symlink_to(node_modules)
    done = npm("exec", "--", "vite", "build", "harness", cwd=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "harness" / "dist"


@pytest.fixture(scope="module")
def files(harness: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """The page that plays for tests, and songs."""
    folder = shutil.copytree(harness, tmp_path_factory.mktemp("served") / "page")
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield Files(folder, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        serving.join()


@pytest.fixture(scope="module")
def music(files: Files) -> Song:
    """Some 40 s of four stems, each of which is another sound everywhere."""
    example = np.concatenate(list(decode(SONG)))
    whole = np.concatenate([example, example[::-1]])[: 40 * SAMPLE_RATE + 1234]
    noise = np.random.default_rng(1).uniform(-0.1, 0.1, whole.shape)
    sounds = (0.3 * whole, 0.2 * np.roll(whole, 100_000, 0), noise, 0.2 * whole[:, ::-1])
    return files.add("song", dict(zip(STEMS, sounds, strict=True)))


class Studio:
    """A page that plays for tests. complaints: what the browser says of errors; they fail the test."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, source: str, song: Listing | str) -> None:
        """Have a player of what an expression makes of a song, and a button that plays it."""
        self.page.evaluate(
            f"""song => {{
                window.source = {source};
                window.player = new Player(source);
                document.querySelector("button").onclick = () => player.play();
            }}""",
            song,
        )

    def render(
        self, song: Listing | str, steps: list[Listing], seconds: float, patience: float = 10
    ) -> tuple[np.ndarray, np.ndarray]:
        """What is heard, of shape (samples, 2), and (heard, song) samples of where the song was said to be.

        song: its list, or the id of a job. patience: seconds that are waited for sound that should be there.
        """
        said = self.page.evaluate("all => render(...all)", [song, steps, seconds, patience])
        sides = [np.frombuffer(base64.b64decode(said[side]), np.float32) for side in ("left", "right")]
        positions = [(each["heard"], each["song"]) for each in said["positions"]]
        return np.stack(sides, axis=1), np.array(positions)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)


@pytest.fixture
def studio(browser: Browser, files: Files) -> Iterator[Studio]:
    """On a phone, which has no AudioWorklet."""
    context = browser.new_context(base_url=browsing.from_phones(files.url), **browsing.PHONE)
    studio = Studio(context.new_page())
    studio.page.goto("/")
    assert not studio.page.evaluate("isSecureContext")
    yield studio
    context.close()
    assert studio.complaints == []
