"""The models page: what there is, under what terms, and how it comes here."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.weights.catalogue import DOWNLOADS, DownloadedModel
from core.weights.download import size_of
from core.weights.wheels import PACKAGED, PackagedModel, locate
from ui.bridge import Bridge
from ui.language import tr
from ui.settings.download_box import DownloadBox
from ui.settings.model_words import licence_of, terms_of, words_of
from ui.settings.page import Page
from ui.widgets.card import Card
from ui.widgets.labels import Glyph, Label, text_block
from ui.words import size


class ModelsPage(Page):
    """Every model, those that can be downloaded first."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(tr("Models"))
        self.boxes: dict[str, DownloadBox] = {}
        self._bridge = bridge
        self._sizes: dict[str, tuple[Glyph, Label]] = {}
        better = self.group(
            tr("Better stems"),
            tr("HTDemucs is taken from the next song on; the others where a song asks for them."),
        )
        for terms in dict.fromkeys(map(terms_of, DOWNLOADS.values())):
            self.column.insertWidget(self.column.count() - 1, Label(terms, "muted"))
        for name, model in DOWNLOADS.items():
            self._add_download(better, name, model)
        own = self.group(tr("Came with Backline"))
        for name, packaged in PACKAGED.items():
            self._add_packaged(own, name, packaged)
        self.finish()
        bridge.run(_looked_up, self._show_packaged, owner=self)

    def _add_download(self, card: Card, name: str, model: DownloadedModel) -> None:
        words = words_of(name, model.what)
        block, _, _ = text_block(words.title, words.what, is_strong=True)
        facts = tr("{size}, for {licence}", size=size(model.size), licence=licence_of(model))
        block.addWidget(Label(facts, "muted"))
        self.boxes[name] = DownloadBox(self._bridge, name)
        block.addSpacing(4)
        block.addWidget(self.boxes[name])
        card.add(block)

    def _add_packaged(self, card: Card, name: str, model: PackagedModel) -> None:
        words = words_of(name, model.what)
        block, _, _ = text_block(words.title, words.what, is_strong=True)
        mark, facts = Glyph("circle-dashed"), Label(tone="muted", wrap=False)
        self._sizes[name] = mark, facts
        side = QVBoxLayout()
        side.addWidget(facts)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(block, 1)
        line.addLayout(side)
        line.addWidget(mark)
        card.add(line)

    def _show_packaged(self, found: dict[str, int | None]) -> None:
        for name, count in found.items():
            mark, facts = self._sizes[name]
            licence = PACKAGED[name].licence
            if count is None:
                package = PACKAGED[name].files[0].package
                mark.show_icon("circle-x", "bad")
                facts.setText(tr("not whole: install {package} again", package=package))
            else:
                mark.show_icon("circle-check", "good")
                facts.setText(tr("{size}, {licence}", size=size(count), licence=licence))


def _looked_up() -> dict[str, int | None]:
    """The sizes of the models that came with the program; None for one that is not whole."""
    found: dict[str, int | None] = {}
    for name, model in PACKAGED.items():
        paths = [locate(weights) for weights in model.files]
        whole = all(path and path.is_file() for path in paths)
        found[name] = sum(size_of(path) for path in paths if path) if whole else None
    return found
