"""Translations say what the windows say, all of it, with the same placeholders."""

import string
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from documentation import strings
from ui.language import CONTEXT, TRANSLATIONS

LANGUAGES = sorted(TRANSLATIONS.glob("backline_*.ts"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", [strings.TEMPLATE, *LANGUAGES], ids=lambda file: file.stem)
def test_the_file_is_up_to_date(file: Path) -> None:
    language = "" if file == strings.TEMPLATE else file.stem.removeprefix("backline_")
    expected = strings.document(strings.said(), strings.translated(file), language)
    assert file.read_bytes() == expected, "run `python -m documentation.strings`"


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_all_is_translated_with_the_same_placeholders(file: Path) -> None:
    translations = strings.translated(file)
    assert not [text for text in strings.said() if text not in translations]
    for text, translation in translations.items():
        assert placeholders(text) == placeholders(translation), text
        for edge in (0, -1):
            assert text[edge].isspace() == translation[edge].isspace(), text
        assert text.endswith(".") == translation.endswith("."), text


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_what_qt_reads_is_what_was_written(file: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(file.with_suffix(".qm")))
    for text, translation in strings.translated(file).items():
        assert translator.translate(CONTEXT, text) == translation


def test_every_placeholder_gets_a_value() -> None:
    for file in sorted(strings.WINDOWS.rglob("*.py")):
        for text, call in strings.calls(file):
            given = {keyword.arg for keyword in call.keywords}
            assert placeholders(text) == given, f"{file}:{call.lineno}"


def test_a_text_that_is_no_literal_is_told(tmp_path: Path) -> None:
    module = tmp_path / "window.py"
    module.write_text('name = "x"\ntr(f"Hello {name}")\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"window\.py:2: .* literal"):
        list(strings.calls(module))


def test_a_new_language_begins_unfinished_and_keeps_what_is_translated() -> None:
    texts = {"Yes": [strings.WINDOWS / "a.py"], "No": [strings.WINDOWS / "b.py", strings.WINDOWS / "c.py"]}
    written = strings.document(texts, {"Yes": "Ja", "Gone": "Weg"}, "de").decode()
    assert 'language="de"' in written
    assert "<translation>Ja</translation>" in written
    assert written.count("unfinished") == 1
    assert written.count("<location") == 3
    assert "Weg" not in written
