"""Clients that others wrote send a song over a network that breaks, and to a server that is killed."""

import json
import shutil
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import httpx
import numpy as np
import pytest
import soundfile as sf
from tusclient.client import TusClient

from benchmarks import server as real
from tests.app.conftest import serving
from tests.app.tus.cutting import CuttingProxy, cutting, port_of
from tests.app.tus.plain import UPLOADS, original
from tests.conftest import ROOT

CUTS = 10
INSTALL_SECONDS = 60
KILL_AT = 5

Send = Callable[[str, Path], str]
"""Uploads a file to an address; the id of its job."""


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Noise, which no codec makes small: 1.5 MB."""
    path = tmp_path_factory.mktemp("songs") / "noise.flac"
    sf.write(path, 0.1 * np.random.default_rng(5).standard_normal((10 * 44_100, 2)), 44_100)
    return path


def by_tuspy(url: str, song: Path) -> str:
    """tuspy, one request for all that is left."""
    return _tuspy(url, song)


def by_tuspy_with_checksums(url: str, song: Path) -> str:
    """tuspy, parts of 200 kB with a SHA-1 each."""
    return _tuspy(url, song, chunk_size=200_000, upload_checksum=True)


def _tuspy(url: str, song: Path, **options: object) -> str:
    uploader = TusClient(url).uploader(
        file_stream=BytesIO(song.read_bytes()),
        metadata={"filename": song.name},
        retries=2 * CUTS,
        retry_delay=0,
        **options,
    )
    uploader.upload()
    return str(uploader.request.response_headers["x-job-id"])


@pytest.fixture(scope="module")
def tus_js(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tus-js-client in it, and the program that uses it."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs node and npm")
    folder = tmp_path_factory.mktemp("tus_js") / "client"
    shutil.copytree(ROOT / "tests" / "tus_js", folder)
    command = [npm, "ci", "--no-audit", "--no-fund", "--fetch-retries=0"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=INSTALL_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"npm did not get tus-js-client: {(error.stderr or b'')[-200:]!r}")
    return folder


@pytest.fixture(scope="module")
def by_tus_js(tus_js: Path) -> Send:
    """tus-js-client, one request for all that is left."""

    def send(url: str, song: Path) -> str:
        command = ["node", "upload.js", url, str(song)]
        done = subprocess.run(command, cwd=tus_js, stdout=subprocess.PIPE, check=True, timeout=60)
        return str(json.loads(done.stdout)["job_id"])

    return send


@pytest.fixture(params=["tuspy", "tuspy with checksums", "tus-js-client"])
def send(request: pytest.FixtureRequest) -> Send:
    """Each of the clients."""
    known: dict[str, Send] = {"tuspy": by_tuspy, "tuspy with checksums": by_tuspy_with_checksums}
    found: Send = known.get(request.param) or request.getfixturevalue("by_tus_js")
    return found


def test_a_song_arrives_over_a_network_that_breaks(send: Send, song: Path, tmp_path: Path) -> None:
    with serving(tmp_path, start=False) as running, cutting(running.url, CUTS) as proxy:
        job_id = send(f"{proxy.url}{UPLOADS}", song)
        assert proxy.cuts_made == CUTS
        assert original(tmp_path, job_id) == song.read_bytes()
        assert _jobs(running.client) == [job_id]


@pytest.mark.parametrize("send", ["tuspy", "tus-js-client"], indirect=True)
def test_a_song_arrives_at_a_server_that_is_killed(send: Send, song: Path, tmp_path: Path) -> None:
    (tmp_path / "paused").touch()
    with ExitStack() as servers:
        server = servers.enter_context(real.serving(tmp_path))

        def kill(proxy: CuttingProxy) -> None:
            nonlocal server
            if proxy.cuts_made == KILL_AT:
                server.process.kill()
                server.process.wait()
                server = servers.enter_context(real.serving(tmp_path))
                proxy.port = port_of(str(server.client.base_url))

        with cutting(str(server.client.base_url), CUTS, kill) as proxy:
            job_id = send(f"{proxy.url}{UPLOADS}", song)
            assert proxy.cuts_made == CUTS
        assert original(tmp_path, job_id) == song.read_bytes()
        assert _jobs(server.client) == [job_id]


def _jobs(client: httpx.Client) -> list[str]:
    return [job["id"] for job in client.get("/api/v1/jobs").json()["jobs"]]
