"""The documents tell what the server does, and the server does what they tell."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from app import schemas, schemas_results, schemas_server
from tests.app.conftest import Running, answer_of

API = Path(__file__).parents[2] / "docs" / "api.md"
ROUTE = re.compile(r"^\| `(GET|HEAD|POST|PATCH|DELETE|OPTIONS) (/\S*)` \|", re.MULTILINE)
IDS = defaultdict(lambda: "x", name="vocals", segment="0_1")
AT_THE_ROOT_TOO = {
    ("GET", "/health"),
    ("GET", "/health/ready"),
    ("GET", "/health/live"),
    ("GET", "/metrics"),
}


@pytest.fixture(scope="module")
def openapi(queueing: Running) -> dict[str, Any]:
    """The generated document."""
    found: dict[str, Any] = queueing.client.get("/openapi.json").json()
    return found


def test_the_document_lists_all_routes_and_no_others(openapi: dict[str, Any]) -> None:
    written = {(method, f"/api/v1{path}") for method, path in ROUTE.findall(API.read_text(encoding="utf-8"))}
    served = {(method.upper(), path) for path, methods in openapi["paths"].items() for method in methods}
    assert served == written | AT_THE_ROOT_TOO


def test_every_documented_route_answers(queueing: Running, openapi: dict[str, Any]) -> None:
    for path, methods in openapi["paths"].items():
        for method in methods:
            answer = answer_of(queueing.client, method, path.format_map(IDS))
            assert answer.status_code < 500 or path.endswith("/ready")
            assert answer.status_code != 405
            assert answer.status_code == 200 or "nothing at this address" not in answer.text


def test_errors_and_uploads_are_documented(openapi: dict[str, Any]) -> None:
    for methods in openapi["paths"].values():
        for operation in methods.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            assert "422" not in operation["responses"]
    upload = openapi["paths"]["/api/v1/transcribe"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert set(upload["schema"]["properties"]) == {
        "file",
        "title",
        "separator",
        "pitch",
        "stages",
        "webhook_url",
        "again",
    }


def test_nothing_of_the_documentation_comes_from_elsewhere(queueing: Running) -> None:
    for page in ("/docs", "/redoc"):
        answer = queueing.client.get(page)
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        html = answer.text
        links = re.findall(r'(?:src|href)="([^"]+)"', html)
        assert links
        for link in links:
            assert link.startswith("/"), link
            assert queueing.client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("Job", schemas.Job),
        ("Results", schemas_results.Results),
        ("Frames", schemas_results.Frames),
        ("Notes", schemas_results.Notes),
        ("Chords", schemas_results.Chords),
        ("Error", schemas_server.Problem),
    ],
)
def test_every_field_of_an_object_is_documented(name: str, model: type[schemas.Wire]) -> None:
    (paragraph,) = re.findall(rf"^\*\*{name}\*\*.*$", API.read_text(encoding="utf-8"), re.MULTILINE)
    for field in model.model_fields:
        assert re.search(rf"\b{field}\b", paragraph), field


def test_the_example_of_an_error_is_true(queueing: Running, tone: Path) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", API.read_text(encoding="utf-8"), re.DOTALL)
    written, answered = json.loads(example), queueing.send(tone, pitch="magic").json()
    assert written | {"timestamp": ""} == answered | {"timestamp": ""}
