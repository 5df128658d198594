"""Requests made up at random from the OpenAPI document, against a running server."""

HOOKS = "benchmarks.api_fuzzing.hooks"
"""The module that schemathesis loads, and the variables of its environment:"""
SONGS = "FUZZ_SONGS"
"""Files, separated as in PATH."""
IDS = "FUZZ_IDS"
"""JSON: real values by the name of the path's parameter."""
