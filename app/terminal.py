"""Text for the terminal, whatever is in the names of files."""

import io
import os
import sys
import unicodedata

import typer
from rich.console import Console

_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode categories: control characters, bytes that are no text, line and paragraph separators."""


def console(stderr: bool = False) -> Console:
    """A console that prints text as it stands: brackets and colons in it mean nothing."""
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=stderr)


def printable(text: str) -> str:
    """The text in one line, with what could move the cursor or cannot be encoded written as an escape."""
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in _UNPRINTABLE else char
        for char in text
    )


def survive_narrow_encodings() -> None:
    """Let a character that standard output cannot encode come out as an escape, not as an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def drop_output() -> bool:
    """Whether standard output takes no more, tried with an empty line; what it holds is thrown away then."""
    try:
        typer.echo()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False
