"""The page at `/`: files that everyone may have, and nothing beside them."""

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from app.routes.page import FOLDER
from tests.app.access.test_gate import WRONG
from tests.app.conftest import Running, serving
from tests.app.phones import BEHIND_A_PROXY, headers, paired
from tests.app.strict_client import refused
from tests.app.test_attacks import asked

SCRIPT = b"console.log('Backline');" * 100
FILES = {
    "index.html": b"<!doctype html><script src='./assets/index-0a1b2c3d.js'></script>",
    "sw.js": b"self.skipWaiting();",
    "manifest.webmanifest": b"{}",
    "icons/icon.svg": b"<svg/>",
    "icons/icon-192.png": b"\x89PNG",
    "assets/index-0a1b2c3d.js": SCRIPT,
    "assets/index-0a1b2c3d.css": b"body{}",
    "assets/stretch-0a1b2c3d.wasm": b"\0asm",
}
TYPES = {
    "/": "text/html; charset=utf-8",
    "/index.html": "text/html; charset=utf-8",
    "/sw.js": "text/javascript; charset=utf-8",
    "/manifest.webmanifest": "application/manifest+json",
    "/icons/icon.svg": "image/svg+xml",
    "/icons/icon-192.png": "image/png",
    "/assets/index-0a1b2c3d.js": "text/javascript; charset=utf-8",
    "/assets/index-0a1b2c3d.css": "text/css; charset=utf-8",
    "/assets/stretch-0a1b2c3d.wasm": "application/wasm",
}
SCRIPT_AT = "/assets/index-0a1b2c3d.js"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with a small page, beside which there is a secret."""
    folder = tmp_path_factory.mktemp("beside") / "page"
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder.parent / "secret.txt").write_text("secret")
    data = tmp_path_factory.mktemp("data")
    with serving(data, start=False, trusted_proxies=BEHIND_A_PROXY, page_folder=folder) as running:
        (folder / "assets" / "late.js").write_text("secret")
        yield running


def get(running: Running, path: str, **said: str) -> httpx.Response:
    """What a phone gets that nobody knows."""
    return running.client.get(path, headers={"Accept-Encoding": "identity"} | headers() | said)


@pytest.mark.parametrize("path", TYPES)
def test_everyone_may_have_the_files_of_the_page(home: Running, path: str) -> None:
    answer = get(home, path)
    assert answer.status_code == 200
    assert answer.content == FILES[path.removeprefix("/") or "index.html"]
    assert answer.headers["content-type"] == TYPES[path]
    assert answer.headers["x-content-type-options"] == "nosniff"
    hashed = path.startswith("/assets/")
    assert answer.headers["cache-control"] == (
        "public, max-age=31536000, immutable" if hashed else "no-cache"
    )
    head = home.client.head(path, headers={"Accept-Encoding": "identity"} | headers())
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(answer.content))
    assert head.headers["etag"] == answer.headers["etag"]
    assert get(home, path, **{"X-API-Key": WRONG}).status_code == 200
    assert home.service.access.waiting() == []


@pytest.mark.parametrize("path", ["/", SCRIPT_AT, "/icons/icon.svg", "/assets/stretch-0a1b2c3d.wasm"])
def test_what_can_be_made_smaller_is_sent_as_gzip(home: Running, path: str) -> None:
    plain = get(home, path)
    with home.client.stream("GET", path, headers=headers() | {"Accept-Encoding": "gzip"}) as packed:
        sent = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(sent))
    assert gzip.decompress(sent) == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"].lower().startswith("accept-encoding")
    assert path != SCRIPT_AT or len(sent) < len(SCRIPT) / 10
    for answer, encoding in ((plain, "identity"), (packed, "gzip")):
        known = get(home, path, **{"If-None-Match": answer.headers["etag"], "Accept-Encoding": encoding})
        assert (known.status_code, known.content) == (304, b"")
        assert "content-security-policy" in known.headers
    assert get(home, path, **{"If-None-Match": '"other"'}).status_code == 200


def test_pictures_are_sent_as_they_are(home: Running) -> None:
    answer = get(home, "/icons/icon-192.png", **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/%2e%2e/index.html",
        "/assets/..\\..\\secret.txt",
        "//secret.txt",
        "//index.html",
        "/assets/late.js",
        "/assets/",
        "/assets",
        "/icons/index-0a1b2c3d.js",
        "/ASSETS/index-0a1b2c3d.js",
        "/index.html/",
        "/index.html%00",
        "/favicon.ico",
        "/app/main.py",
    ],
)
def test_nothing_else_is_open(home: Running, path: str) -> None:
    """Raw: httpx would make the path tidy."""
    status, body = asked(home, "GET", path)
    assert status in (400, 401), path
    assert b"secret" not in body.lower().replace(b"secret.txt", b"")


@pytest.mark.parametrize("path", ["/", SCRIPT_AT])
def test_nothing_can_be_written_there(home: Running, path: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert home.client.request(method, path, headers=headers()).status_code == 401
    assert home.client.post(path, headers=headers(), content=b"0").status_code == 401


def test_the_page_may_only_load_what_comes_with_it_and_nobody_frames_it(home: Running) -> None:
    for path in TYPES:
        said = get(home, path).headers
        policy = dict(each.split(" ", 1) for each in said["content-security-policy"].split("; "))
        assert policy["default-src"] == policy["connect-src"] == "'self'"
        assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
        assert policy["worker-src"] == "'self' blob:"
        assert {policy[name] for name in ("frame-ancestors", "base-uri", "form-action")} == {"'none'"}
        assert "unsafe-eval" not in policy["script-src"].replace("'wasm-unsafe-eval'", "")
        assert not re.search(r"https?:|\*", said["content-security-policy"])
        assert "microphone=(self)" in said["permissions-policy"]
        assert said["x-frame-options"] == "DENY"


def test_the_page_is_no_part_of_the_api(queueing: Running) -> None:
    paths = queueing.client.get("/openapi.json").json()["paths"]
    assert not [path for path in paths if not path.startswith(("/api/v1/", "/health", "/metrics"))]


def test_the_names_of_the_page_are_not_counted_one_by_one(home: Running) -> None:
    get(home, SCRIPT_AT)
    key = paired(home.service).key
    assert 'route="/assets/{name}"' in home.client.get("/metrics", headers=headers(key)).text


def test_a_copy_without_the_page_says_how_it_is_made(tmp_path: Path) -> None:
    with serving(tmp_path, start=False, page_folder=tmp_path / "nowhere") as running:
        answer = running.client.get("/")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
        assert "npm run build" in answer.text
        refused(running.client.get("/index.html"), 404, "not_found")


@pytest.mark.skipif(not (FOLDER / "index.html").is_file(), reason="the page is not built")
def test_all_that_the_built_page_names_is_there(queueing: Running) -> None:
    html = queueing.client.get("/").text
    links = re.findall(r'(?:src|href)="([^"#]+)"', html)
    assert len(links) >= 4
    scripts = 0
    for link in links:
        assert not re.match(r"\w+:|//", link), link
        answer = queueing.client.get(urljoin("/", link))
        assert answer.status_code == 200, link
        scripts += answer.headers["content-type"].startswith("text/javascript")
    assert scripts
    manifest = queueing.client.get("/manifest.webmanifest").json()
    for icon in manifest["icons"]:
        assert queueing.client.get(urljoin("/", icon["src"])).headers["content-type"].startswith("image/")
    assert queueing.client.get("/sw.js").headers["cache-control"] == "no-cache"
    for path in FOLDER.rglob("*"):
        if path.is_file():
            content = queueing.client.get(f"/{path.relative_to(FOLDER).as_posix()}").content
            assert hashlib.sha256(content).digest() == hashlib.sha256(path.read_bytes()).digest()
