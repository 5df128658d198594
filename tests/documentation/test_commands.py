"""Every command and every file that the documentation names is there."""

import json
import os
import re
import shlex
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import groupby, takewhile
from pathlib import Path

import pytest
import typer
import yaml

from app.cli import cli
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:app|core|ui|web|packaging|docs|tests|benchmarks|documentation)/[\w./*-]*)`")
BETWEEN = {"&&", "|", ";"}
PYTHONS = re.compile(r"python(3(\.\d+)?)?")
OF_OTHERS = {
    *("apt", "cd", "curl", "docker", "git", "gzip", "install", "journalctl", "ln", "nginx", "systemctl"),
    *("systemd-sysusers", "tar", "uv", "promtool", "buildah", "podman", "."),
}
"""Programs that are no part of Backline."""
MADE = ("build/", "dist/", ".venv/", "result/")
"""Folders that only a command makes."""
COMPOSE_COMMANDS = {"up", "exec", "logs", "ps", "down", "run", "stop", "build", "pull"}
NotUnderstoodError = typer.BadParameter.__mro__[1]
"""What the command line raises of words that it does not know."""
WITH_VALUE = {"--volume", "-v", "--user", "-u"}


def commands(page: Path) -> Iterator[list[str]]:
    """Each command of a page's blocks, as its words."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            lexer = shlex.shlex(line, posix=True, punctuation_chars="&|;>")
            lexer.whitespace_split = True
            lexer.commenters = "#"
            for is_between, words in groupby(lexer, BETWEEN.__contains__):
                if not is_between:
                    yield list(takewhile(">".__ne__, words))


DOCUMENTED = [(page.name, command) for page in PAGES for command in commands(page)]


@pytest.mark.parametrize(("page", "command"), DOCUMENTED, ids=str)
def test_a_documented_command_is_there(page: str, command: list[str]) -> None:
    check(command)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_documented_file_is_there(page: Path) -> None:
    for name in INLINE.findall(page.read_text(encoding="utf-8")):
        assert any(ROOT.glob(name.rstrip("/"))), f"{page.name} names {name}"


def test_all_pages_have_commands_of_every_kind() -> None:
    """What reads them does read them."""
    programs = {Path(command[0]).name for _, command in DOCUMENTED}
    assert {"backline", "docker", "python", "npm", "curl", "sudo"} <= programs


@pytest.mark.parametrize(
    "line",
    [
        "backline unheard-of",
        "backline transcribe song.mp3 --unheard-of",
        "docker compose exec backline backline unheard-of",
        "docker compose up unheard-of",
        "python -m benchmarks.unheard_of",
        "python packaging/unheard_of.py",
        "pip install -r packaging/pins/unheard-of.txt",
        "npm run unheard-of",
        "sudo -u backline unheard-of",
        "packaging/mac/unheard-of.sh dist/Backline.app",
    ],
)
def test_a_command_that_is_not_there_is_noticed(line: str) -> None:
    with pytest.raises((AssertionError, NotUnderstoodError)):
        check(shlex.split(line))


def check(command: Sequence[str]) -> None:
    """Fail unless a command could be run: what is run is there, and so are the files that it is given."""
    words = bare(command)
    program = words[0].rpartition("/")[2]
    if program == "backline":
        parse(typer.main.get_command(cli), words[1:])
    elif PYTHONS.fullmatch(program):
        check_python(words[1:])
    elif program == "npm":
        check_npm(words[1:])
    elif words[:2] == ["docker", "compose"]:
        check_compose(words[2:])
    elif "/" in words[0] and not words[0].startswith((*MADE, "/")):
        assert os.access(ROOT / words[0], os.X_OK), words[0]
    else:
        assert program in OF_OTHERS | {"pip"}, program
    check_files(words)


def bare(command: Sequence[str]) -> list[str]:
    """Without sudo and variables of the environment."""
    words = list(command)
    if words[0] == "sudo":
        words = words[3:] if words[1] == "-u" else words[1:]
    while words and re.match(r"[A-Z_0-9]+=", words[0]):
        words.pop(0)
    return words


def parse(command: object, words: Sequence[str]) -> None:
    context = command.make_context("backline", list(words))  # type: ignore[attr-defined]
    rest = [*getattr(context, "_protected_args", []), *context.args]
    if rest:
        _, inner, others = command.resolve_command(context, rest)  # type: ignore[attr-defined]
        parse(inner, others)


def check_python(words: Sequence[str]) -> None:
    if words[0] == "-m":
        assert find_spec(words[1]), words[1]
    else:
        assert (ROOT / words[0]).is_file(), words[0]


def check_npm(words: Sequence[str]) -> None:
    scripts = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))["scripts"]
    assert words[0] == "ci" or (words[0] == "run" and words[1] in scripts), words


def check_compose(words: Sequence[str]) -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert words[0] in COMPOSE_COMMANDS, words[0]
    named = without_options(words[1:])
    assert not named or named[0] in services, named
    if words[0] in ("exec", "run") and named[1] == "backline":
        check(named[1:])
    elif words[0] == "run":
        parse(typer.main.get_command(cli), named[1:])


def without_options(words: Sequence[str]) -> list[str]:
    """From the first word on that is neither an option nor its value."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        rest = rest[2:] if rest[0] in WITH_VALUE else rest[1:]
    return rest


def check_files(words: Sequence[str]) -> None:
    folders = tuple(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir())
    for word in words:
        if word.startswith(folders) and not word.startswith(MADE):
            assert (ROOT / word).exists(), word
