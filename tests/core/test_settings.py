"""One table, four sources, and a sentence for every mistake."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.settings import Settings, config_file, load_settings
from tests.users import unknown_user

NOBODY = 65_534


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, an empty home, no setting in the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults_hold_without_any_source() -> None:
    loaded = load_settings()
    assert (loaded.values.api_host, loaded.values.api_port, loaded.values.max_file_size_mb) == (
        "0.0.0.0",
        8000,
        1000,
    )
    assert set(loaded.origins.values()) == {"default"}
    assert loaded.values.models_dir == loaded.values.storage_path / "models"


def test_command_line_over_environment_over_dotenv_over_file(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text(
        "api_port = 1\nmax_duration_minutes = 1\nlog_level = 'debug'\njob_retention_days = 1\n"
    )
    (clean / ".env").write_text("API_PORT=2\nMAX_DURATION_MINUTES=2\nLOG_LEVEL=info\n")
    monkeypatch.setenv("API_PORT", "3")
    monkeypatch.setenv("MAX_DURATION_MINUTES", "3")
    loaded = load_settings(api_port=4)
    values = loaded.values
    assert (values.api_port, values.max_duration_minutes, values.log_level, values.job_retention_days) == (
        4,
        3,
        "INFO",
        1,
    )
    assert loaded.origins["api_port"] == "command line"
    assert loaded.origins["max_duration_minutes"] == "environment"
    assert loaded.origins["log_level"] == ".env"
    assert loaded.origins["job_retention_days"] == str(config_file())


@pytest.mark.parametrize("text", ['["http://a", "http://b"]', "http://a, http://b", "http://a,http://b,"])
def test_origins_as_json_or_comma_list(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", text)
    assert load_settings().values.cors_origins == ("http://a", "http://b")


@pytest.mark.parametrize(
    ("said", "url", "host"),
    [
        ("https://Music.Home/", "https://music.home", "music.home"),
        ("http://192.168.1.20:8000", "http://192.168.1.20:8000", "192.168.1.20"),
        ("http://[fd00::1]:8000/", "http://[fd00::1]:8000", "fd00::1"),
        ("https://müsik.example", "https://xn--msik-0ra.example", "xn--msik-0ra.example"),
    ],
)
def test_the_public_url_is_the_address_of_a_server_that_goes_by_its_host(
    said: str, url: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", said)
    monkeypatch.setenv("ALLOWED_HOSTS", "desk.home")
    values = load_settings().values
    assert values.public_url == url
    assert values.other_hosts == ("desk.home", host)


def test_names_without_effect_are_told(clean: Path) -> None:
    (clean / ".env").write_text("API_WORKERS=4\nDATABASE_URL=sqlite://\nAPI_PORT=9000\n")
    loaded = load_settings()
    assert loaded.without_effect == ("API_WORKERS", "DATABASE_URL")
    assert loaded.values.api_port == 9000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_PORT", "web"),
        ("API_PORT", "70000"),
        ("MAX_FILE_SIZE_MB", "0"),
        ("CORS_ORIGINS", "[1"),
        ("ACCESS", "closed"),
        ("LIBRARY", "mine"),
        ("ALLOWED_HOSTS", "http://music.home"),
        ("ALLOWED_HOSTS", "music.home:8000"),
        ("PUBLIC_URL", "music.home"),
        ("PUBLIC_URL", "ftp://music.home"),
        ("PUBLIC_URL", "http://music.home:99999"),
        ("PUBLIC_URL", "https://music.home/backline"),
        ("PUBLIC_URL", "https://anna@music.home"),
        ("PUBLIC_URL", "https://music.home/?"),
        ("TRUSTED_PROXIES", "*"),
        ("TRUSTED_PROXIES", "nginx"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_bad_value_is_named_with_its_origin(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert name in str(caught.value)
    assert "environment" in str(caught.value)


def test_a_broken_settings_file_is_named() -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("api_port = = 1")
    with pytest.raises(
        SettingsError, match=r"backline\.toml cannot be read: [^.]+\. Mend the file, or delete it"
    ):
        load_settings()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root becomes another user")
def test_a_folder_of_another_user_has_no_settings_for_this_one(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as root's home, in which `sudo -u backline backline pair` is typed."""
    (clean / ".env").write_text("API_PORT=9000\n")
    clean.chmod(0o700)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    os.seteuid(NOBODY)
    try:
        assert load_settings().values.api_port == 8000
        monkeypatch.setenv("XDG_CONFIG_HOME", str(clean / "config"))
        with pytest.raises(SettingsError, match=r"backline\.toml may not be read by this user"):
            load_settings()
    finally:
        os.seteuid(0)


def test_a_user_without_a_home_needs_a_data_folder_and_no_settings_file(clean: Path) -> None:
    with unknown_user():
        loaded = load_settings(storage_path=clean / "data")
        assert (loaded.values.storage_path, loaded.values.api_port) == (clean / "data", 8000)
        with pytest.raises(SettingsError, match="Set HOME or STORAGE_PATH"):
            load_settings()


def test_a_home_that_is_not_there_is_no_path() -> None:
    with pytest.raises(SettingsError, match=r"STORAGE_PATH .*, not '~nobody-of-that-name/data'"):
        load_settings(storage_path="~nobody-of-that-name/data")


def test_an_env_file_in_another_encoding_is_named(clean: Path) -> None:
    (clean / ".env").write_bytes("NAME=Bj\xf6rn\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"\.env"):
        load_settings()


def test_the_settings_command_prints_all_with_their_origin(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clean / ".env").write_text("API_WORKERS=4\nAPI_PORT=9000\n")
    monkeypatch.setenv("COLUMNS", "200")
    shown = subprocess.run(
        [sys.executable, "-m", "app", "settings"], capture_output=True, text=True, check=True, cwd=clean
    ).stdout
    for name in Settings.model_fields:
        assert name.upper() in shown
    port = next(line for line in shown.splitlines() if "API_PORT" in line)
    assert "9000" in port
    assert ".env" in port
    assert "API_WORKERS" in shown
