"""Findings on the terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from app.terminal import printable
from core.finding import Finding, Mark

SUBJECT_COLUMNS = 9
COLOURS = {Mark.WELL: "green", Mark.LOOK: "yellow", Mark.BAD: "red"}
PLAIN = {Mark.WELL: "+", Mark.LOOK: "!", Mark.BAD: "x"}
"""Marks for terminals that know no others."""


def print_findings(out: Console, findings: Iterable[Finding]) -> set[Mark]:
    """Print findings, each as soon as it is known; the marks that were among them."""
    marks = set()
    for finding in findings:
        marks.add(finding.mark)
        out.print(_row(out, finding), soft_wrap=not out.is_terminal)
    return marks


def _row(out: Console, finding: Finding) -> Table | str:
    mark = finding.mark.value if out.encoding.startswith("utf") else PLAIN[finding.mark]
    sentence = printable(finding.sentence)
    if not out.is_terminal:
        return f"{mark} {finding.subject:{SUBJECT_COLUMNS}} {sentence}"
    row = Table.grid(padding=(0, 1))
    row.add_column(style=COLOURS[finding.mark])
    row.add_column(width=SUBJECT_COLUMNS)
    row.add_column()
    row.add_row(mark, finding.subject, sentence)
    return row
