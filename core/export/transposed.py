"""The chords of a song in another key."""

from core.chords.naming import key_named, transposed, transposed_key
from core.documents import Document, chord_words


def transposed_chords(found: Document, semitones: int) -> Document:
    """A Chords object so many semitones higher, as musicians spell it there; old documents get names."""
    key = found["key_info"].get("key")
    chords = [_entry(entry, semitones, key) for entry in found["chords"]]
    return found | {"chords": chords, "key_info": _key_info(found["key_info"], semitones)}


def _entry(entry: Document, semitones: int, key: str | None) -> Document:
    return entry | chord_words(transposed(entry["chord_label"], semitones, key))


def _key_info(found: Document, semitones: int) -> Document:
    if not found:
        return found
    key = transposed_key(found["key"], semitones)
    return found | {"key": key, "tonic": key_named(key).tonic}
