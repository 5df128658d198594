"""Prometheus and Grafana are shown what the server really tells."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.app.access.test_proxies import free_port
from tests.app.conftest import Running, serving
from tests.app.phones import BEHIND_A_PROXY, paired
from tests.conftest import ROOT
from tests.packaging.tools import said, tool
from tests.watching import started, until

PROMETHEUS = ROOT / "packaging" / "server" / "prometheus"
DASHBOARD = json.loads((PROMETHEUS.parent / "grafana" / "backline.json").read_text(encoding="utf-8"))
RULES = yaml.safe_load((PROMETHEUS / "backline-rules.yml").read_text(encoding="utf-8"))
EXPRESSIONS = {
    panel["title"] + target["refId"]: target["expr"]
    for panel in DASHBOARD["panels"]
    for target in panel["targets"]
}
SONGS_ONLY = "backline_stage_seconds"
"""The metric that has no values before a song was completed."""


def test_the_rules_are_understood_and_do_what_their_tests_say() -> None:
    promtool = tool("promtool")
    said(promtool, "check", "config", "prometheus.yml", cwd=PROMETHEUS)
    said(promtool, "test", "rules", "backline-rules.test.yml", cwd=PROMETHEUS)
    tests = (PROMETHEUS / "backline-rules.test.yml").read_text(encoding="utf-8")
    for rule in rules():
        assert re.search(rf"alertname: {rule['alert']}\n *exp_alerts", tests), (
            f"{rule['alert']} is not tested"
        )


def rules() -> list[dict[str, Any]]:
    """The rules of alerts."""
    return [rule for group in RULES["groups"] for rule in group["rules"]]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("data")
    with serving(folder, start=False, trusted_proxies=BEHIND_A_PROXY) as running:
        yield running


def test_every_metric_of_rules_and_dashboard_is_told_by_the_server(running: Running) -> None:
    answer = running.client.get("/metrics", headers={"X-API-Key": paired(running.service).key})
    told = {"up"}
    for family in text_string_to_metric_families(answer.text):
        told |= {sample.name for sample in family.samples}
        if family.type == "histogram":
            told |= {f"{family.name}_{part}" for part in ("bucket", "count", "sum")}
    for expression in (*EXPRESSIONS.values(), *(rule["expr"] for rule in rules())):
        asked = set(re.findall(r"\b(?:up|(?:backline|process|python)_\w+)\b", expression))
        assert asked
        assert asked <= told, expression


def test_prometheus_itself_shows_every_panel(running: Running, tmp_path: Path) -> None:
    """The example, with the key of a paired device as its comment says, and a second between two looks."""
    with prometheus(running, tmp_path) as api:
        until(lambda: _values(api, "backline_request_seconds_count{route='/metrics'} > 2"), 30)
        for name, expression in EXPRESSIONS.items():
            asked = expression.replace("$instance", ".*").replace("$__rate_interval", "1m")
            assert _values(api, asked) or SONGS_ONLY in asked, f"{name}: {asked}"
        groups = api.get("/rules").json()["data"]["groups"]
        assert {rule["health"] for group in groups for rule in group["rules"]} == {"ok"}


@contextmanager
def prometheus(running: Running, folder: Path) -> Iterator[httpx.Client]:
    """The API of a Prometheus that watches a server."""
    program, port = tool("prometheus"), free_port()
    written = (PROMETHEUS / "prometheus.yml").read_text(encoding="utf-8")
    written = re.sub(r"# (authorization:|  credentials_file)", r"\1", written).replace(": 15s", ": 1s")
    (folder / "prometheus.yml").write_text(
        written.replace("127.0.0.1:8000", running.url.removeprefix("http://"))
    )
    (folder / "backline.key").write_text(paired(running.service, "Prometheus").key)
    shutil.copy(PROMETHEUS / "backline-rules.yml", folder)
    options = {
        "config.file": "prometheus.yml",
        "storage.tsdb.path": "data",
        "web.listen-address": f"127.0.0.1:{port}",
    }
    command = [program, *(f"--{name}={value}" for name, value in options.items())]
    with (
        started(command, folder) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=20) as api,
    ):
        until(lambda: process.poll() is None and _is_up(api), 30)
        yield api
        process.terminate()
        process.communicate(timeout=20)


def _is_up(api: httpx.Client) -> bool:
    try:
        return bool(_values(api, 'up{job="backline"} == 1'))
    except httpx.TransportError:
        return False


def _values(api: httpx.Client, expression: str) -> list[Any]:
    answer = api.get("/query", params={"query": expression})
    if answer.status_code == 503:
        return []  # It is still starting.
    assert answer.status_code == 200, answer.text
    return list(answer.json()["data"]["result"])
