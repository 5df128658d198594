"""Calls to the service for several songs, and what went wrong in them as one sentence."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from core.errors import BacklineError
from core.jobs import Job
from ui.bridge import Bridge
from ui.language import tr


def for_each(
    bridge: Bridge,
    jobs: Sequence[Job],
    call: Callable[[str], object],
    tell: Callable[[str], None],
    owner: QObject,
) -> None:
    """Call with the id of every song, off Qt's thread. tell: hears of it where one could not be done."""

    def calls() -> list[str]:
        return [problem for job in jobs if (problem := _problem(call, job.id))]

    def done(problems: list[str]) -> None:
        if len(problems) > 1:
            tell(tr("{problem} And {n} more songs.", problem=problems[0], n=len(problems) - 1))
        elif problems:
            tell(problems[0])

    bridge.run(calls, done, tell, owner=owner)


def _problem(call: Callable[[str], object], job_id: str) -> str:
    try:
        call(job_id)
    except BacklineError as error:
        return str(error)
    return ""
