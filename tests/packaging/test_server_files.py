"""What puts Backline onto a server: checked by the tools that read it, and against what the program has."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.access.access import Access
from core.access.endpoint import Endpoint
from core.settings import Settings
from tests.app.access.test_proxies import free_port
from tests.app.pairing.conftest import Computer
from tests.conftest import ROOT
from tests.packaging.tools import said, tool

SERVER = ROOT / "packaging" / "server"
UNIT = SERVER / "backline.service"
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
MOST_EXPOSED = 20
"""What a service could do to the computer, as `systemd-analyze security` measures it: 0 to 100."""


def test_the_dockerfile_is_clean() -> None:
    assert said(tool("hadolint"), "Dockerfile") == ""


def test_what_the_image_is_made_of_is_there_and_nothing_else_is_sent() -> None:
    wanted = [line[1:] for line in lines(ROOT / ".dockerignore") if line.startswith("!")]
    assert lines(ROOT / ".dockerignore")[0] == "*"
    for name in (*wanted, *re.findall(r"^COPY (?!--from)(\S+) ", text("Dockerfile"), re.MULTILINE)):
        assert (ROOT / name).exists(), name
    packages = re.search(r"include = \[(.*?)\]", text("pyproject.toml"))
    assert packages
    for package in re.findall(r'"(\w+)\*"', packages[1]):
        assert package in wanted


def test_packages_that_the_image_leaves_out_are_never_loaded_in_bundles_either() -> None:
    (said,) = re.findall(r"pip uninstall --yes (.*?)&&", text("Dockerfile"), re.DOTALL)
    names = {name.replace("scikit-learn", "sklearn") for name in said.replace("\\", "").split()}
    assert {"numba", "sympy"} <= names
    for name in names - {"ziglang", "PySide6_Essentials", "shiboken6"}:
        assert f'"{name}"' in text("packaging/spec_common.py"), name


def lines(path: Path) -> list[str]:
    """The lines of a file that are no comments."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_compose_file_is_one() -> None:
    said(tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "compose.yaml")


def test_one_service_starts_by_itself_and_each_keeps_its_data_and_has_no_privileges() -> None:
    services: dict[str, dict[str, Any]] = COMPOSE["services"]
    assert [name for name, service in services.items() if "profiles" not in service] == ["backline"]
    for service in services.values():
        assert service["read_only"]
        assert service["init"]
        assert service["cap_drop"] == ["ALL"]
        assert "data:/data" in service["volumes"]
    assert services["backline"]["network_mode"] == services["cuda"]["network_mode"] == "host"
    assert "HOME=/data STORAGE_PATH=/data" in text("Dockerfile")
    assert "VOLUME /data" in text("Dockerfile")


def test_what_is_set_are_settings() -> None:
    environments = [service.get("environment", {}) for service in COMPOSE["services"].values()]
    (unit,) = re.findall(r"^Environment=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for environment in environments for name in environment}
    names |= {word.partition("=")[0] for word in unit.split()} - {"HOME"}
    names |= set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", text("packaging/server/nginx.conf")))
    assert names
    assert names <= {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("tls", ["false", "true"], ids=["http", "https"])
def test_the_health_check_asks_the_server_where_it_is(tmp_path: Path, tls: str) -> None:
    computer = Computer(tmp_path, {"TLS": tls})
    assert health(computer) == 1, "none runs"
    with computer.serving():
        assert health(computer) == 0
    assert health(computer) == 1


def test_a_server_that_does_not_answer_is_not_healthy(tmp_path: Path) -> None:
    computer, access = Computer(tmp_path), Access(tmp_path / "data")
    access.announce(Endpoint((), free_port()))
    assert health(computer) == 1
    access.silence()


def health(computer: Computer) -> int:
    """The exit code of the container's health check."""
    _, environment = computer.command()
    done = subprocess.run(
        [sys.executable, SERVER / "healthcheck.py"],
        env=environment | {"STORAGE_PATH": str(computer.data)},
        cwd=computer.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert done.stderr == ""
    return done.returncode


def test_the_unit_is_understood_and_exposes_little(tmp_path: Path) -> None:
    analyze, unit = tool("systemd-analyze"), tmp_path / UNIT.name
    program = re.search(r"^ExecStart=(\S+) --serve$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    assert program
    assert program[1] == "/opt/backline/backline", "where the .deb puts it"
    unit.write_text(UNIT.read_text(encoding="utf-8").replace(program[1], sys.executable))
    assert said(analyze, "verify", "--man=no", unit) == ""
    said(analyze, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit)


def test_the_units_user_is_made_and_lives_where_the_data_are(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    said(tool("systemd-sysusers"), f"--root={tmp_path}", SERVER / "backline.sysusers")
    (line,) = [line for line in lines(tmp_path / "etc" / "passwd") if line.startswith("backline:")]
    assert line.split(":")[5] == "/var/lib/backline"
    assert "\nUser=backline\nStateDirectory=backline\n" in "\n".join(lines(UNIT))
