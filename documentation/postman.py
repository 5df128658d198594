"""A Postman collection (v2.1) of the OpenAPI document: a folder for each tag, a request for each route."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

FILE = Path(__file__).parents[1] / "docs" / "backline.postman_collection.json"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
IDENTITY = uuid.uuid5(uuid.NAMESPACE_URL, "urn:backline:postman")
"""Postman takes a collection of the same id for the same one, and replaces it."""
VARIABLES = {"base_url": "http://127.0.0.1:8000", "api_key": "", "job_id": ""}
"""What somebody who tries the API fills in once."""

Json = dict[str, Any]


def collection(openapi: Json) -> Json:
    """The collection of an OpenAPI document."""
    return {
        "info": {
            "_postman_id": str(IDENTITY),
            "name": openapi["info"]["title"],
            "description": openapi["info"]["description"],
            "schema": SCHEMA,
        },
        "auth": {
            "type": "apikey",
            "apikey": [
                {"key": "key", "value": "X-API-Key", "type": "string"},
                {"key": "value", "value": "{{api_key}}", "type": "string"},
                {"key": "in", "value": "header", "type": "string"},
            ],
        },
        "variable": [{"key": name, "value": value} for name, value in VARIABLES.items()],
        "item": [{"name": tag, "item": requests} for tag, requests in _folders(openapi).items()],
    }


def _folders(openapi: Json) -> dict[str, list[Json]]:
    folders: dict[str, list[Json]] = {}
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            tag = operation.get("tags", ["server"])[0]
            folders.setdefault(tag, []).append(_item(method.upper(), path, operation, openapi))
    return folders


def _item(method: str, path: str, operation: Json, openapi: Json) -> Json:
    parameters = operation.get("parameters", [])
    body = operation.get("requestBody", {}).get("content", {})
    request = {
        "method": method,
        "description": operation.get("description", ""),
        "header": [_field(each) for each in parameters if each["in"] == "header"],
        "url": _url(path, parameters),
    }
    return {"name": f"{method} {path}", "request": request | _body(body, openapi), "response": []}


def _url(path: str, parameters: list[Json]) -> Json:
    names = re.findall(r"{(\w+)}", path)
    shown = re.sub(r"{(\w+)}", r":\1", path)
    url: Json = {
        "raw": f"{{{{base_url}}}}{shown}",
        "host": ["{{base_url}}"],
        "path": shown.removeprefix("/").split("/"),
    }
    if names:
        variables = [{"key": name, "value": f"{{{{{name}}}}}" if name in VARIABLES else ""} for name in names]
        url["variable"] = variables
    if query := [_field(each) for each in parameters if each["in"] == "query"]:
        url["query"] = query
    return url


def _field(parameter: Json) -> Json:
    """A header or a part of the query; what is optional is there, but switched off."""
    given = parameter.get("example", parameter.get("schema", {}).get("default"))
    return {
        "key": parameter["name"],
        "value": "" if given is None else str(given),
        "description": parameter.get("description", ""),
        "disabled": not parameter.get("required", False),
    }


def _body(content: Json, openapi: Json) -> Json:
    """The body of a request: a form, JSON with every property, or a file."""
    if form := content.get("multipart/form-data"):
        return {"body": {"mode": "formdata", "formdata": list(_form(_resolved(form["schema"], openapi)))}}
    if described := content.get("application/json"):
        example = {
            name: _example(_resolved(each, openapi))
            for name, each in _resolved(described["schema"], openapi).get("properties", {}).items()
        }
        raw = orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()
        return {"body": {"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}}}
    return {"body": {"mode": "file", "file": {}}} if content else {}


def _form(schema: Json) -> Iterator[Json]:
    required = schema.get("required", [])
    for name, field in schema["properties"].items():
        described = {
            "key": name,
            "description": field.get("description", ""),
            "disabled": name not in required,
        }
        if "binary" in (field.get("format"), field.get("items", {}).get("format")):
            yield described | {"type": "file", "src": []}
        else:
            yield described | {"type": "text", "value": str(field.get("default", "")).lower()}


def _example(schema: Json) -> object:
    """A value that the schema allows, for somebody to overwrite."""
    if schema.get("default"):
        return schema["default"]
    if "enum" in schema:
        return schema["enum"][0]
    kinds = {
        "string": schema.get("title", ""),
        "integer": 0,
        "number": 0.0,
        "boolean": False,
        "array": [],
        "object": {},
    }
    return kinds.get(schema.get("type", ""))


def _resolved(schema: Json, openapi: Json) -> Json:
    """A schema where its reference leads; the first of several that are not null."""
    for one in schema.get("anyOf", []):
        if one.get("type") != "null":
            return _resolved(one, openapi)
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    found: Json = openapi["components"]["schemas"][name]
    return found
