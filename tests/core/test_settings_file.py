"""The settings file is changed line by line, and whole or not at all."""

from pathlib import Path

import pytest

from core.errors import SettingsError, StorageError
from core.settings import checked, config_file, load_settings
from core.settings_file import remember, remember_all
from tests.core.test_settings import clean

__all__ = ["clean"]


def test_every_kind_of_value_comes_back() -> None:
    values = {
        "api_port": 9000,
        "tls": True,
        "max_storage_gb": 1.5,
        "server_name": 'Anna\'s "studio"',
        "allowed_hosts": ["music.home", "other.home"],
    }
    remember_all(values)
    loaded = load_settings().values
    assert {name: getattr(loaded, name) for name in values} == values | {
        "allowed_hosts": ("music.home", "other.home")
    }


def test_the_users_own_lines_stay() -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("# mine\napi_port = 8001 # like this\nlibrary = 'private'\n")
    remember("tls", True)
    remember("api_port", 8002)
    assert config_file().read_text() == (
        "# mine\napi_port = 8002 # like this\nlibrary = 'private'\ntls = true\n"
    )


def test_a_value_goes_back_to_its_default() -> None:
    remember_all({"api_port": 9000, "tls": True})
    remember("api_port", None)
    remember("library", None)
    assert config_file().read_text() == "tls = true\n"
    assert load_settings().origins["api_port"] == "default"


def test_a_file_that_cannot_be_read_is_named_and_stays() -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("api_port = = 1")
    with pytest.raises(SettingsError, match=r"backline\.toml cannot be read.*Mend or delete it"):
        remember("tls", True)
    assert config_file().read_text() == "api_port = = 1"


def test_a_folder_in_the_way_is_told(clean: Path) -> None:
    (clean / "config").touch()
    with pytest.raises(StorageError):
        remember("tls", True)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("api_port", 70_000, "Input should be less than or equal to 65535."),
        ("server_name", "two\nlines", "A name in one line is needed."),
        ("server_name", "x" * 61, "String should have at most 60 characters."),
        ("quality", "good", "Input should be 'best' or 'fast'."),
    ],
)
def test_a_value_that_means_nothing_is_told_without_reading_anything(
    name: str, value: object, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAX_FILE_SIZE_MB", "of no interest here")
    with pytest.raises(SettingsError) as caught:
        checked(name, value)
    assert str(caught.value) == sentence


def test_a_value_is_taken_as_the_setting_has_it() -> None:
    assert checked("server_name", "  Studio ") == "Studio"
    assert checked("storage_path", "~/songs") == Path("~/songs").expanduser()
