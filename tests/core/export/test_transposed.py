"""A song's chords in another key, as an object: what the chord sheet says."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.chords.harte import _QUALITIES, parse, pitch_class, pitch_classes
from core.chords.naming import chord_name, key_named, transposed, transposed_key
from core.export.transposed import transposed_chords
from tests.core.chords.test_naming import ROOTS
from tests.core.export.songs import chords_document

LABELS = st.one_of(
    st.just("N"),
    st.tuples(
        st.sampled_from(ROOTS), st.sampled_from(sorted(_QUALITIES)), st.sampled_from(["", "/3", "/b7"])
    ).map(lambda parts: f"{parts[0]}:{parts[1]}{parts[2]}"),
)
KEYS = st.sampled_from([None, "C major", "Eb minor", "F# major", "B minor", "Db major"])
SHIFTS = st.integers(-22, 11)


def song(labels: list[str], key: str | None) -> dict[str, Any]:
    return chords_document([float(edge) for edge in range(len(labels) + 1)], labels, key)


@given(st.lists(LABELS, min_size=1, max_size=8), KEYS)
def test_as_it_sounds_nothing_changes(labels: list[str], key: str | None) -> None:
    document = song(labels, key)
    assert transposed_chords(document, 0) == transposed_chords(document, 12) == document


@given(st.lists(LABELS, min_size=1, max_size=8), KEYS, SHIFTS)
def test_everything_moves_together_and_is_named_as_on_the_sheet(
    labels: list[str], key: str | None, semitones: int
) -> None:
    document = song(labels, key)
    before = repr(document)
    moved = transposed_chords(document, semitones)
    assert repr(document) == before
    for label, chord in zip(labels, moved["chords"], strict=True):
        assert chord["chord_label"] == transposed(label, semitones, key)
        assert vars(parse(chord["chord_label"])).items() <= chord.items()
        assert chord["chord_name"] == chord_name(chord["chord_label"], signs=True)
        assert pitch_classes(chord["chord_label"]) == [
            (tone + semitones) % 12 for tone in pitch_classes(label)
        ]
    assert moved["num_chords"] == len(labels)
    if key:
        info = moved["key_info"]
        assert info["key"] == f"{info['tonic']} {info['mode']}" == transposed_key(key, semitones)
        assert pitch_class(info["tonic"]) == (pitch_class(key_named(key).tonic) + semitones) % 12
    else:
        assert moved["key_info"] == {}


def test_documents_of_before_get_names() -> None:
    document = song(["Bb:hdim7/b3", "F#:min", "N"], "B minor")
    for chord in document["chords"]:
        del chord["chord_name"]
    named = transposed_chords(document, 0)["chords"]
    assert [chord["chord_name"] for chord in named] == ["B♭m7♭5/D♭", "F♯m", "N.C."]
