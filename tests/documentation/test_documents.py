"""What lies in `docs/` about the API is what the server does today."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from documentation import openapi, page, postman
from documentation.exchange import Exchange
from documentation.session import WEBHOOK

COMMAND = "run `python -m documentation`"


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The OpenAPI document of the server as it is."""
    return openapi.document()


def test_the_openapi_document_is_the_servers(described: dict[str, Any]) -> None:
    assert openapi.FILE.read_bytes() == openapi.as_bytes(described), COMMAND


def test_the_postman_collection_is_that_of_the_openapi_document(described: dict[str, Any]) -> None:
    assert postman.FILE.read_bytes() == openapi.as_bytes(postman.collection(described)), COMMAND


def test_the_collection_has_every_route_with_a_place_for_what_it_needs(described: dict[str, Any]) -> None:
    requests = {
        item["name"]: item["request"]
        for folder in postman.collection(described)["item"]
        for item in folder["item"]
    }
    for path, operations in described["paths"].items():
        for method in operations:
            request = requests.pop(f"{method.upper()} {path}")
            variables = [variable["key"] for variable in request["url"].get("variable", [])]
            assert variables == re.findall(r"{(\w+)}", path)
            assert request["url"]["raw"].startswith("{{base_url}}/")
    assert requests == {}


def test_every_route_has_an_example(described: dict[str, Any]) -> None:
    shown = [example.route for example in page.examples()]
    assert len(shown) == len(set(shown))
    assert set(shown) == page.routes(described) | page.SOCKETS | {WEBHOOK}, COMMAND


@pytest.mark.parametrize("example", page.examples(), ids=lambda example: example.route)
def test_an_example_fits_the_schema(example: Exchange, described: dict[str, Any]) -> None:
    for found, schema in shapes(example, described):
        whole = schema | {"components": described["components"]}
        jsonschema_rs.validator_for(whole).validate(found)


def shapes(example: Exchange, described: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The JSON of an example with the schema that it has to fit."""
    method, _, path = example.route.partition(" ")
    if (method, path) == (WEBHOOK, "") or method == "WS":
        status = {"$ref": "#/components/schemas/Status"}
        yield json_of(example.request if method == WEBHOOK else example.answer), status
        return
    operation = described["paths"][f"{page.BASE_PATH}{path}"][method.lower()]
    asked = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if asked:
        yield json_of(example.request), asked["schema"]
    told = re.match(r"HTTP/1.1 (\d+) ", example.answer)
    assert told
    if "content-type: application/json" in example.answer:
        yield (
            json_of(example.answer),
            operation["responses"][told[1]]["content"]["application/json"]["schema"],
        )


def json_of(message: str) -> Any:
    """The body of a request or an answer."""
    return json.loads(message.partition("\n\n")[2])


def test_an_example_that_lags_behind_is_found(described: dict[str, Any]) -> None:
    (true,) = [example for example in page.examples() if example.route == "GET /queue/status"]
    for old, new in (('"paused": true', '"paused": 1'), ('"paused": true', '"halted": true')):
        assert old in true.answer
        with pytest.raises(jsonschema_rs.ValidationError):
            test_an_example_fits_the_schema(
                Exchange(true.route, true.request, true.answer.replace(old, new)), described
            )


def test_the_page_for_apps_names_all_that_may_be_null(described: dict[str, Any]) -> None:
    page_for_apps = (openapi.FILE.parent / "flutter.md").read_text(encoding="utf-8")
    table = page_for_apps.partition("| object | may be null |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| (.+?) \| (.+) \|$", table, re.MULTILINE))
    for row, schema in (
        ("Job", "Job"),
        ("status object, events", "Status"),
        ("Results and `metadata`", "ResultMetadata"),
        ("pairing", "Pairing"),
        ("upload", "UploadState"),
    ):
        fields = described["components"]["schemas"][schema]["properties"]
        nullable = {name for name, field in fields.items() if {"type": "null"} in field.get("anyOf", [])}
        assert set(re.findall(r"`(\w+)`", rows[row])) - {"engines"} == nullable, row
