"""The storage page: where songs and models lie, how much that is, and when songs go."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.disk.retention import Swept
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.data_folder_row import DataFolderRow
from ui.settings.folder_row import FolderRow
from ui.settings.number_row import NumberRow
from ui.settings.page import Page
from ui.settings.preferences import Preferences
from ui.settings.usage import Dot, Usage, UsageBar, usage_of
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, text_block
from ui.words import size

MODELS_DIR = "backline_models_dir"
RULES = ("job_retention_days", "max_storage_gb")
MOST_DAYS, MOST_GIGABYTES = 3650, 100_000


class StoragePage(Page):
    """Folders, what they take, and the rules by which finished songs go."""

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__(tr("Storage"))
        self._bridge, self._preferences = bridge, preferences
        self._usage = UsageBar()
        self._songs, self._models, self._free = (Label(tone="muted", wrap=False) for _ in range(3))
        self.group(tr("Space")).add(self._space())
        folders = self.group(tr("Folders"))
        self.data_folder = DataFolderRow(bridge, preferences)
        folders.add(self.data_folder)
        self.models_folder = FolderRow(
            tr("Models folder"), tr("Downloaded models. Those in the old folder are not moved.")
        )
        self.models_folder.chosen.connect(self._take_models_folder)
        folders.add(self.models_folder)
        self._add_rules()
        self.finish()
        preferences.changed.connect(self._changed)
        self._changed()
        self.count()

    def count(self) -> None:
        """Look how much there is."""
        self._bridge.run(partial(usage_of, self._bridge.service.settings), self._show_usage, owner=self)

    def _space(self) -> QVBoxLayout:
        legend = QHBoxLayout()
        legend.setSpacing(6)
        for mark, label in ((Dot(), self._songs), (Dot("other"), self._models)):
            legend.addWidget(mark)
            legend.addWidget(label)
            legend.addSpacing(14)
        legend.addStretch(1)
        legend.addWidget(self._free)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self._usage)
        column.addLayout(legend)
        return column

    def _add_rules(self) -> None:
        hint = tr("Finished songs that you marked to be kept stay, whatever is set here.")
        rules = self.group(tr("Tidying up"), hint)
        rules.add(
            NumberRow(
                self._preferences,
                "job_retention_days",
                tr("Delete finished songs after"),
                most=MOST_DAYS,
                empty=tr("Never"),
                unit=_days,
            )
        )
        rules.add(
            NumberRow(
                self._preferences,
                "max_storage_gb",
                tr("Most space for songs"),
                tr("Beyond it the oldest finished songs go first."),
                most=MOST_GIGABYTES,
                empty=tr("No limit"),
                unit=_gigabytes,
                decimals=1,
            )
        )
        rules.add(self._applying())

    def _applying(self) -> QHBoxLayout:
        self.apply_button = Button(tr("Apply now"), self._apply)
        block, _, self._applied = text_block(tr("Apply these rules"), " ")
        line = QHBoxLayout()
        line.addLayout(block, 1)
        line.addWidget(self.apply_button)
        return line

    def _changed(self) -> None:
        values, preferences = self._preferences.values, self._preferences
        self.models_folder.show_folder(values.models_dir, preferences.fixed_by(MODELS_DIR))
        has_rules = any(getattr(self._bridge.service.settings, name) for name in RULES)
        is_new = any(name in preferences.waiting() for name in RULES)
        self.apply_button.setEnabled(has_rules and not is_new)
        self._applied.setText(
            tr("They hold from the next start on.")
            if is_new
            else tr("It happens by itself every day, and after every song.")
            if has_rules
            else tr("Nothing is ever deleted by itself.")
        )

    def _take_models_folder(self, folder: Path) -> None:
        is_own = folder == self._preferences.values.storage_path / "models"
        self._preferences.set(MODELS_DIR, None if is_own else folder)

    def _apply(self) -> None:
        self.apply_button.setEnabled(False)
        self._bridge.run(self._bridge.service.cleanup, self._tell, self._failed, self)

    def _tell(self, swept: Swept) -> None:
        self.apply_button.setEnabled(True)
        self._applied.setText(
            tr("Deleted: {count}. That freed {size}.", count=swept.jobs, size=size(swept.bytes))
            if swept.jobs
            else tr("There was nothing to delete.")
        )
        self.count()

    def _failed(self, sentence: str) -> None:
        self.apply_button.setEnabled(True)
        self._applied.setText(sentence)

    def _show_usage(self, usage: Usage) -> None:
        songs = tr("Songs {size}", size=size(usage.songs))
        models = tr("Models {size}", size=size(usage.models))
        free = tr("{free} of {disk} free", free=size(usage.free), disk=size(usage.disk))
        for label, text in ((self._songs, songs), (self._models, models), (self._free, free)):
            label.setText(text)
        self._usage.show_usage(usage, f"{songs}. {models}. {free}.")


def _days(number: float) -> str:
    return tr(" day") if number == 1 else tr(" days")


def _gigabytes(number: float) -> str:  # noqa: ARG001 - one signature for all units
    return tr(" GB")
