"""What stems are called."""

from collections.abc import Callable, Mapping

from ui.language import tr

_NAMES: Mapping[str, Callable[[], str]] = {
    "vocals": lambda: tr("Vocals"),
    "drums": lambda: tr("Drums"),
    "bass": lambda: tr("Bass"),
    "other": lambda: tr("Other"),
    "guitar": lambda: tr("Guitar"),
    "piano": lambda: tr("Piano"),
    "instrumental": lambda: tr("Instrumental"),
    "original": lambda: tr("Whole song"),
}


def stem_name(stem: str) -> str:
    """As people read it."""
    return _NAMES[stem]() if stem in _NAMES else stem.capitalize()
