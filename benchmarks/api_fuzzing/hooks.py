"""What schemathesis is told about this API: real songs and real ids, among what it makes up itself.

It loads this module by its name; songs and ids come through the environment.
"""

import os
from pathlib import Path
from typing import Any

import orjson
import schemathesis
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, HookContext

from benchmarks.api_fuzzing import IDS, SONGS

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")

_songs = [Path(path).read_bytes() for path in os.environ[SONGS].split(os.pathsep)]
_ids: dict[str, list[str]] = orjson.loads(os.environ[IDS])


@schemathesis.hook
def flatmap_path_parameters(
    _: HookContext, path_parameters: dict[str, Any] | None
) -> SearchStrategy[dict[str, Any] | None]:
    """Half of the paths lead to something that is there."""
    if path_parameters is None:
        return st.none()
    real = {
        name: st.sampled_from(_ids[name]) if name in _ids else st.just(value)
        for name, value in path_parameters.items()
    }
    return st.one_of(st.just(path_parameters), st.fixed_dictionaries(real))


@schemathesis.hook
def flatmap_body(_: HookContext, body: Any) -> SearchStrategy[Any]:
    """Half of the files that are sent are songs."""
    song = st.sampled_from(_songs)
    if isinstance(body, bytes):
        return st.one_of(st.just(body), song)
    if isinstance(body, dict) and "file" in body:
        several = isinstance(body["file"], list)
        files = st.lists(song, min_size=1, max_size=3) if several else song
        return st.one_of(st.just(body), files.map(lambda file: body | {"file": file}))
    return st.just(body)


@schemathesis.hook
def before_add_examples(context: HookContext, examples: list[Case[Any]]) -> None:
    """Every form is sent as it should be, too: with songs, and nothing else in it."""
    operation = context.operation
    if operation is not None and operation.path.endswith(("/transcribe", "/batch")):
        file: Any = _songs if operation.path.endswith("/batch") else _songs[0]
        examples.append(operation.Case(body={"file": file}, media_type="multipart/form-data"))


@schemathesis.hook
def map_case(_: HookContext, case: Case[Any]) -> Case[Any]:
    """Half of the uploads announce as many bytes as they bring."""
    if isinstance(case.body, bytes) and "Upload-Length" in case.headers and len(case.body) % 2:
        case.headers["Upload-Length"] = str(len(case.body))
    return case
