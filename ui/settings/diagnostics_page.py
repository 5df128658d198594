"""The diagnostics page: what works, what does not, and a report for somebody who helps."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget

from core.finding import Finding, Mark
from core.settings import LoadedSettings
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.page import Page
from ui.settings.preferences import Preferences
from ui.settings.report import report
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Glyph, Label, Tone, beside, text_block

MARKS: dict[Mark, tuple[str, Tone]] = {
    Mark.WELL: ("circle-check", "good"),
    Mark.LOOK: ("triangle-alert", "warn"),
    Mark.BAD: ("circle-x", "bad"),
}


class DiagnosticsPage(Page):
    """Looks when it is first shown, and when asked to. diagnose: examines the computer; takes seconds."""

    def __init__(
        self, bridge: Bridge, preferences: Preferences, diagnose: Callable[[], list[Finding]]
    ) -> None:
        super().__init__(tr("Diagnostics"))
        self._bridge, self._preferences, self._diagnose = bridge, preferences, diagnose
        self.findings: list[Finding] | None = None
        self._is_looking = False
        self.again_button = Button(tr("Look again"), self.look, "refresh-cw")
        self.copy_button = Button(tr("Copy report"), self._copy, "copy")
        self.copy_button.setEnabled(False)
        preferences.changed.connect(self._allow_copying)
        self._said = Label(tone="muted", wrap=False)
        hint = tr("The report is for whoever helps you. It holds no names of songs, people or folders.")
        self.column.addWidget(Label(hint, "muted"))
        line = beside(self.copy_button, self.again_button, self._said)
        line.addStretch(1)
        self.column.addLayout(line)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(6)
        self._busy.setAccessibleName(tr("Looking at everything"))
        self.column.addWidget(self._busy)
        self._card: Card | None = None
        self.finish()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look at everything, if that has not been done."""
        super().showEvent(event)
        if self.findings is None:
            self.look()

    def look(self) -> None:
        """Examine the computer."""
        if self._is_looking:
            return
        self._is_looking = True
        self._busy.show()
        self.again_button.setEnabled(False)
        self._said.setText(tr("Looking at everything…"))
        self._bridge.run(self._diagnose, self._show, self._failed, self)

    def _show(self, findings: list[Finding]) -> None:
        self.findings = findings
        self._settle("")
        self._allow_copying()
        if self._card:
            self._card.deleteLater()
        self._card = Card()
        for finding in sorted(findings, key=lambda finding: list(Mark).index(finding.mark), reverse=True):
            self._card.add(_row(finding))
        self.column.insertWidget(self.column.count() - 1, self._card)

    def _allow_copying(self) -> None:
        """Findings and settings are read at the same time; the report has both."""
        is_whole = self.findings is not None and self._preferences.loaded is not None
        self.copy_button.setEnabled(is_whole)

    def _failed(self, sentence: str) -> None:
        self._settle(sentence)

    def _settle(self, sentence: str) -> None:
        self._is_looking = False
        self._busy.hide()
        self.again_button.setEnabled(True)
        self._said.setText(sentence)

    def _copy(self) -> None:
        loaded = self._preferences.loaded
        assert isinstance(loaded, LoadedSettings)
        make = partial(report, self._bridge.service, loaded, self.findings or [])
        self._bridge.run(make, self._take, self._said.setText, self)

    def _take(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._said.setText(tr("Copied. Paste it where you ask for help."))


def _row(finding: Finding) -> QWidget:
    row = QWidget()
    name, tone = MARKS[finding.mark]
    glyph = Glyph(name, tone)
    words = {Mark.WELL: tr("fine"), Mark.LOOK: tr("could be better"), Mark.BAD: tr("does not work")}
    glyph.setAccessibleName(words[finding.mark])
    block, _, _ = text_block(finding.subject.capitalize(), finding.sentence, is_strong=True)
    line = beside(glyph, spacing=14)
    line.setContentsMargins(0, 0, 0, 0)
    line.addLayout(block, 1)
    row.setLayout(line)
    return row
