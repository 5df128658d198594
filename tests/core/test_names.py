"""Names stay names: what people call their songs harms no record, terminal, header or folder."""

import pytest

from core.names import clean_label, clean_text, file_name, no_device


def test_labels_lose_folders_and_control_characters() -> None:
    assert clean_label("C:\\music\\Ça va.mp3") == "Ça va.mp3"
    assert clean_label("../../a\x00\n\u2028b.mp3") == "ab.mp3"
    assert clean_label("say %22hi%22.mp3") == 'say "hi".mp3'
    assert clean_label("..") == ""
    assert clean_label("x" * 400 + ".mp3") == "x" * 196 + ".mp3"
    assert clean_label("x." + "y" * 400) == "x." + "y" * 198


def test_a_name_is_one_line_that_reads_in_its_order() -> None:
    assert clean_text("song\u202e3pm.exe") == "song3pm.exe"
    assert clean_text("\u2066a\u2069\x1b[31m\x85\r\n") == "a[31m"
    assert clean_text("e\u0301") == "é"
    assert clean_text("שיר\u200f (live).mp3") == "שיר\u200f (live).mp3"
    assert clean_text("👩\u200d🎤") == "👩\u200d🎤"


@pytest.mark.parametrize(
    ("song", "saved"),
    [
        ("夜に駆ける", "夜に駆ける.zip"),
        ("AC/DC: Back?", "AC_DC_ Back_.zip"),
        ("../../etc/passwd", "_.._etc_passwd.zip"),
        (" ... ", "song.zip"),
        ("con", "_con.zip"),
        ("COM¹ .live", "_COM¹ .live.zip"),
        ("Nul", "_Nul.zip"),
        ("console", "console.zip"),
        ("a\x00\x1b\u202eb", "ab.zip"),
    ],
)
def test_downloads_have_names_that_every_system_takes(song: str, saved: str) -> None:
    assert file_name(song, ".zip") == saved


@pytest.mark.parametrize("letter", ["x", "é", "夜", "🎤"])
def test_a_long_name_is_cut_and_keeps_its_ending(letter: str) -> None:
    name = file_name(letter * 300, " - vocals.flac")
    assert name.startswith(letter * 50)
    assert name.endswith(f"{letter} - vocals.flac")
    assert len(name.encode()) <= 240


def test_an_ending_of_dots_is_not_left_to_windows() -> None:
    assert file_name("a. . .") == "a"
    assert file_name("a", ". .") == "a"


def test_devices_of_windows_are_not_opened() -> None:
    for device in ("CON", "prn", "aux.mp3", "LPT9", "com³.x.y", "CONIN$"):
        assert no_device(device) == f"_{device}"
    for name in ("COM", "COM10", "lpt", "Auxerre", "con - vocals.mp3"):
        assert no_device(name) == name
