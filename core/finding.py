"""What was found when everything was looked at: what is well, and what is not."""

from dataclasses import dataclass
from enum import Enum


class Mark(Enum):
    """How a finding is marked."""

    WELL = "✓"
    LOOK = "!"
    BAD = "✗"


@dataclass(frozen=True)
class Finding:
    """subject: a word. sentence: what is so and, where it is not well, what to do."""

    mark: Mark
    subject: str
    sentence: str


def well(subject: str, sentence: str) -> Finding:
    """All is as it should be."""
    return Finding(Mark.WELL, subject, sentence)


def look(subject: str, sentence: str) -> Finding:
    """It works, but not as well as it could, or perhaps not for everyone."""
    return Finding(Mark.LOOK, subject, sentence)


def bad(subject: str, sentence: str) -> Finding:
    """It does not work."""
    return Finding(Mark.BAD, subject, sentence)
