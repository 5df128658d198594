"""The rules of accessibility of axe-core, held against what a page shows."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
RUN = "tags => axe.run({ runOnly: tags, resultTypes: ['violations'] })"


@dataclass(frozen=True)
class Axe:
    """source: of axe-core."""

    source: str

    @classmethod
    def of(cls, node_modules: Path) -> "Axe":
        """As npm brought it."""
        return cls((node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))

    def grave(self, page: Page) -> list[str]:
        """Serious and critical findings in what is shown: rule, how grave, where, and why."""
        page.evaluate(self.source)
        return [
            f"{found['id']} ({found['impact']}): {node['html'][:160]} {node['failureSummary']}"
            for found in page.evaluate(RUN, TAGS)["violations"]
            if found["impact"] in GRAVE
            for node in found["nodes"]
        ]
