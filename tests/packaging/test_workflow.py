"""The workflow that makes releases: what it says is allowed, and what it names is there."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.packaging.tools import said, tool

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
JOBS: dict[str, Any] = yaml.safe_load(TEXT)["jobs"]
STEPS = [(name, step) for name, job in JOBS.items() for step in job["steps"]]
RUNS = [(f"{name}: {step.get('name', 'run')}", step["run"]) for name, step in STEPS if "run" in step]


def test_github_would_take_it() -> None:
    assert "ok" in said(tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", WORKFLOW)


def test_actionlint_finds_nothing() -> None:
    assert said(tool("actionlint"), WORKFLOW) == ""


@pytest.mark.parametrize("script", [run for _, run in RUNS], ids=[name for name, _ in RUNS])
def test_shellcheck_finds_nothing(script: str, tmp_path: Path) -> None:
    file = tmp_path / "step.sh"
    filled = re.sub(r"\$\{\{.*?\}\}", "value", script)
    file.write_text(f"#!/usr/bin/env bash\nset -e\n{filled}", encoding="utf-8")
    assert said(tool("shellcheck"), file) == ""


def test_files_that_it_names_are_there() -> None:
    pattern = re.compile(r"(?<![\w/])(?:packaging|docs)/[\w./-]+")
    named = {path for _, script in RUNS for path in pattern.findall(script)}
    assert named >= {"packaging/build.py", "packaging/pins/release.txt", "packaging/update_file.py"}
    for path in named:
        assert (ROOT / path).is_file(), path
    (sbom,) = set(re.findall(r"-name ([\w.]+)", TEXT))
    assert f'SBOM = "{sbom}"' in (ROOT / "packaging" / "licences.py").read_text(encoding="utf-8")
    for argument in re.findall(r"--build-arg (\w+)=", TEXT):
        assert f"ARG {argument}" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_options_of_our_scripts_are_known_to_them() -> None:
    (script,) = [run for _, run in RUNS if "update_file.py" in run]
    helped = said(sys.executable, ROOT / "packaging" / "update_file.py", "--help")
    for option in re.findall(r"(--\w+)", script):
        assert option in helped


def test_actions_of_others_are_pinned_to_a_commit() -> None:
    used = [step["uses"] for _, step in STEPS if "uses" in step]
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action


def test_only_tags_of_a_version_make_a_release() -> None:
    # YAML 1.1 reads `on` as true.
    assert yaml.safe_load(TEXT)[True]["push"] == {"tags": ["v*"]}
    assert JOBS["release"]["if"] == "github.ref_type == 'tag'"
    assert set(JOBS["release"]["needs"]) == {"version", "bundle", "container"}


def test_a_job_may_no_more_than_it_needs() -> None:
    assert yaml.safe_load(TEXT)["permissions"] == {"contents": "read"}
    given = {name: job["permissions"] for name, job in JOBS.items() if "permissions" in job}
    assert given == {"release": {"contents": "write"}}
    for name, step in STEPS:
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False, name


def test_secrets_are_in_no_script() -> None:
    for name, script in RUNS:
        assert "secrets." not in script, name
        # What a name of a branch or tag says must not be run.
        assert "github.ref" not in script, name


@pytest.mark.parametrize(("tag", "fits"), [("v{version}", True), ("v99.0.0", False), ("{version}", False)])
def test_a_tag_of_another_version_stops_it(tag: str, fits: bool, tmp_path: Path) -> None:
    (script,) = [run for name, run in RUNS if name.startswith("version:")]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    outputs = tmp_path / "outputs"
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_REF_TYPE": "tag",
        "GITHUB_REF_NAME": tag.format(version=version),
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) is fits, done.stdout + done.stderr
    assert outputs.read_text(encoding="utf-8") == f"version={version}\n"


def test_secrets_and_variables_are_documented() -> None:
    page = (ROOT / "docs" / "packaging-mac-windows.md").read_text(encoding="utf-8")
    for secret in re.findall(r"secrets\.(\w+)", TEXT):
        assert f"`{secret}`" in page, secret
