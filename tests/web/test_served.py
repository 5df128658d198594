"""The page as it is handed out: installable, from nowhere else, kept by browsers as long as it may be."""

import io
import re

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Page

from benchmarks.page.browser import PAGE, missing
from tests.app.conftest import Running

pytestmark = pytest.mark.skipif(not (PAGE / "index.html").exists(), reason=f"needs {missing()}")

MANIFEST = "/manifest.webmanifest"


@pytest.fixture(scope="module")
def client(running: Running) -> httpx.Client:
    return running.client


def get(client: httpx.Client, path: str) -> httpx.Response:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer


def assets() -> list[str]:
    return [f"/{path.relative_to(PAGE).as_posix()}" for path in (PAGE / "assets").iterdir()]


def test_the_page_says_what_it_may_do_and_is_asked_for_anew_each_time(client: httpx.Client) -> None:
    answer = get(client, "/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "no-cache" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = dict(rule.split(maxsplit=1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] in ("'self'", "'none'")
    assert set(policy["script-src"].split()) == {"'self'", "'wasm-unsafe-eval'"}
    for name in policy.keys() - {"script-src"}:
        assert set(policy[name].split()) <= {"'self'", "'none'", "blob:", "data:"}, policy
    assert policy["frame-ancestors"] == "'none'"


def test_what_has_its_content_in_its_name_is_kept_for_good(client: httpx.Client) -> None:
    for path in assets():
        answer = get(client, path)
        assert "immutable" in answer.headers["cache-control"], path
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_browser_that_has_it_is_told_so(client: httpx.Client) -> None:
    tag = get(client, "/").headers["etag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_texts_come_compressed(client: httpx.Client) -> None:
    for path in assets():
        if path.endswith((".js", ".css")):
            assert get(client, path).headers["content-encoding"] in ("gzip", "br"), path


def test_nothing_is_loaded_from_elsewhere(client: httpx.Client) -> None:
    page = get(client, "/").text
    loaded = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert loaded
    for target in loaded:
        get(client, str(httpx.URL("http://here/").join(target).path))
        assert not target.startswith(("http", "//"))
    for path in assets():
        if path.endswith(".css"):
            assert not re.findall(r"url\(\s*['\"]?(?:https?:)?//|@import", get(client, path).text)


def test_it_can_be_put_on_the_home_screen(client: httpx.Client) -> None:
    answer = get(client, MANIFEST)
    assert answer.headers["content-type"].startswith("application/manifest+json")
    manifest = answer.json()
    assert manifest["name"]
    assert len(manifest["short_name"]) <= 12
    assert manifest["display"] == "standalone"
    start = httpx.URL(f"http://here{MANIFEST}").join(manifest["start_url"])
    assert get(client, start.path).headers["content-type"].startswith("text/html")
    for colour in ("theme_color", "background_color"):
        assert re.fullmatch(r"#[0-9a-f]{6}", manifest[colour])
    purposes = {icon.get("purpose", "any") for icon in manifest["icons"]}
    assert purposes >= {"any", "maskable"}
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}


def test_its_icons_are_there_in_their_sizes(client: httpx.Client) -> None:
    base = httpx.URL(f"http://here{MANIFEST}")
    for icon in get(client, MANIFEST).json()["icons"]:
        answer = get(client, base.join(icon["src"]).path)
        assert answer.headers["content-type"].partition(";")[0] == icon["type"]
        if icon["type"] == "image/png":
            with Image.open(io.BytesIO(answer.content)) as picture:
                assert "{}x{}".format(*picture.size) == icon["sizes"]
    touch = re.search(r'apple-touch-icon" href="([^"]+)"', get(client, "/").text)
    assert touch
    with Image.open(io.BytesIO(get(client, base.join(touch[1]).path).content)) as picture:
        assert picture.size == (180, 180)


def test_an_address_that_is_not_there_is_a_problem_not_a_page(client: httpx.Client) -> None:
    for path in (
        "/assets/nothing.js",
        "/nothing",
        "/index.html/",
        "/..%2fapi.py",
        "/assets/..%2f..%2fapi.py",
    ):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.json()["error_code"] == "not_found"


def test_a_stranger_gets_the_page_and_nothing_else(client: httpx.Client) -> None:
    host = {"Host": "192.168.1.20"}
    assert client.get("/", headers=host).status_code == 200
    assert client.get("/api/v1/jobs", headers=host).status_code == 401


def test_the_page_may_be_zoomed_and_begins_at_the_width_of_the_screen(desktop: Page) -> None:
    viewport = desktop.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "width=device-width" in viewport
    assert "user-scalable=no" not in viewport
    assert "maximum-scale" not in viewport
