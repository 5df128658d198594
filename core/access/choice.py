"""Which one is meant by what somebody typed."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from core.errors import BacklineError

SHORTEST_ID = 4
"""Characters of an id that name it."""


class ChoiceError(BacklineError):
    """What was typed names nothing, or more than one."""

    code = "validation_error"


class Entry(Protocol):
    """What has an id and goes by other words too."""

    @property
    def id(self) -> str:
        """Its UUID."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def address(self) -> str:
        """Where it is."""

    def answers_to(self) -> tuple[str, ...]:
        """What somebody may type to mean it."""


Chosen = TypeVar("Chosen", bound=Entry)


def choose(typed: str, entries: Iterable[Chosen], nobody: str) -> Chosen:
    """The entry that goes by `typed`, or whose id begins with it.

    nobody: the sentence where there is none, with `{}` for what was typed. Raises ChoiceError.
    """
    word = typed.strip().casefold()
    found = [entry for entry in entries if word and _is_meant(entry, word)]
    if not found:
        raise ChoiceError(nobody.format(typed))
    if len(found) > 1:
        listed = "; ".join(f"{entry.id[:8]}: {entry.name}, {entry.address}" for entry in found)
        raise ChoiceError(f"{typed} could be any of these. Say the id: {listed}.")
    return found[0]


def _is_meant(entry: Entry, word: str) -> bool:
    return word in map(str.casefold, entry.answers_to()) or (
        len(word) >= SHORTEST_ID and entry.id.startswith(word)
    )
