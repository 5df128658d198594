"""Every setting of Backline in one table, and where each value comes from."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from platformdirs import user_config_path, user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from core.errors import SettingsError
from core.models import Quality
from core.setting_types import (
    AbsolutePath,
    AskedAddress,
    HostNames,
    Hosts,
    Line,
    LogLevel,
    Networks,
    NoneOrPath,
    Origin,
    Words,
)

ENV_FILE = Path(".env")
NO_HOME = "This user has no home folder to keep the data in. Set HOME or STORAGE_PATH."
MEND = "Mend the file, or delete it: without it, everything is as at first."


def config_file() -> Path:
    """The settings file: `backline.toml` in the user's configuration folder."""
    try:
        folder = user_config_path("backline", appauthor=False)
    except RuntimeError:
        folder = home_folder() / ".config" / "backline"
    return folder / "backline.toml"


def home_folder() -> Path:
    """The user's; the root of the disk for one whom the system does not know, as a container may have."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.sep)


def _data_folder() -> Path:
    try:
        return user_data_path("backline", appauthor=False)
    except RuntimeError:
        raise SettingsError(NO_HOME) from None


class Settings(BaseSettings):
    """The table. Names are the environment's, in lower case."""

    model_config = SettingsConfigDict(
        extra="ignore", env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The command line wins over the environment, that over `.env`, that over the settings file."""
        toml = TomlConfigSettingsSource(settings_cls, config_file())
        return init_settings, env_settings, dotenv_settings, toml

    api_host: str = Field(
        "0.0.0.0",
        description="Address the server listens on: `0.0.0.0` all of IPv4, `::` IPv6 as well, "
        "`127.0.0.1` this computer alone.",
    )
    api_port: int = Field(
        8000,
        ge=0,
        le=65535,
        description="Port the server listens on, or the next free one where it is taken; "
        "0 takes any free one.",
    )
    tls: bool = Field(False, description="Serve HTTPS, with a certificate of its own.")
    public_url: Origin = Field(
        "",
        description="Address that phones are told instead of this computer's own, such as "
        "`https://music.home`: a proxy's, or of the computer that a container runs on.",
    )
    server_name: Line = Field(
        "",
        max_length=60,
        description="Name that phones show for this computer; empty: the name that it has.",
    )
    discovery: bool = Field(True, description="Announce the server to the phones of the network (DNS-SD).")
    storage_path: AbsolutePath = Field(
        default_factory=_data_folder,
        description="Data folder: songs, results, records.",
    )
    backline_models_dir: NoneOrPath = Field(
        None, description="Folder of downloaded model weights; empty: `models` in the data folder."
    )
    max_file_size_mb: int = Field(1000, gt=0, description="Largest upload, in megabytes (10^6 bytes).")
    max_batch_mb: int = Field(
        2000, gt=0, description="Largest batch, in megabytes: as it is sent, and as what its zips hold."
    )
    max_duration_minutes: float = Field(240, gt=0, description="Longest song, in minutes.")
    job_retention_days: int = Field(0, ge=0, description="Days a finished job is kept; 0 keeps it for ever.")
    max_storage_gb: float = Field(
        0, ge=0, description="Gigabytes that songs and results may take: the oldest go first; 0 sets no cap."
    )
    max_concurrent_jobs: int | None = Field(
        None,
        ge=1,
        le=16,
        description="Songs in work at the same time; empty: two with a GPU of 12 GB or more, else one.",
    )
    enable_gpu: bool = Field(True, description="Use a GPU where there is one.")
    quality: Quality = Field(
        "best",
        description="What `auto` takes where nobody names an engine: the best whose weights are here, or the "
        "quick ones (`fast`).",
    )
    cors_origins: Words = Field(
        (),
        description="Web origins that may call the API, as JSON or a comma list; `*` allows all that have a "
        "key, and with ACCESS=open every page that somebody here looks at.",
    )
    cors_localhost: bool = Field(
        False, description="Whether web pages of `localhost`, on any port, may call the API too."
    )
    access: Literal["paired", "open"] = Field(
        "paired", description="Who may come in from the network: paired devices, or everyone (`open`)."
    )
    library: Literal["shared", "private"] = Field(
        "shared",
        description="Whether every device sees all songs (only its owner deletes one), or `private` its own.",
    )
    allowed_hosts: HostNames = Field(
        (), description="Names beside this computer's own that it may be called by, as JSON or a comma list."
    )
    trusted_proxies: Networks = Field(
        (),
        description="Addresses or networks of proxies whose `X-Forwarded-For` counts; then this computer "
        "needs a key too.",
    )
    rate_limit: int = Field(
        1200,
        ge=0,
        le=100_000,
        description="Requests a minute that a device of the network may make; 0: any number.",
    )
    webhook_hosts: Hosts = Field(
        (),
        description="Names and addresses outside of the network, or on this computer, that webhooks "
        "may call.",
    )
    update_check: bool = Field(
        True,
        description="Look once a day whether there is a newer Backline, and tell; nothing is installed. "
        "Without effect where no address is known, as in what was installed from source.",
    )
    update_url: AskedAddress = Field(
        "",
        description="Address of the update file, `https` or on this computer; empty: the one that came with "
        "Backline.",
    )
    log_level: LogLevel = Field("INFO", description="What is logged.")
    log_file: NoneOrPath = Field(None, description="File that the log goes to as well, as JSON lines.")

    @property
    def other_hosts(self) -> tuple[str, ...]:
        """What this computer is called beside its own names: the ALLOWED_HOSTS, and PUBLIC_URL's host."""
        public = urlsplit(self.public_url).hostname
        return (*self.allowed_hosts, public) if public else self.allowed_hosts

    @property
    def models_dir(self) -> Path:
        """Folder of downloaded weights."""
        return self.backline_models_dir or self.storage_path / "models"


def checked(name: str, value: object) -> object:
    """A value as the setting of that name takes it. Raises SettingsError with what it should be."""
    try:
        settings = Settings.model_construct()
        Settings.__pydantic_validator__.validate_assignment(settings, name, value)
    except ValidationError as error:
        raise SettingsError(_wish(error.errors()[0]["msg"])) from None
    return getattr(settings, name)


@dataclass(frozen=True)
class LoadedSettings:
    """The settings and their story: `origins` by setting, and the names in `.env` that have no effect."""

    values: Settings
    origins: dict[str, str]
    without_effect: tuple[str, ...]


def load_settings(**given: object) -> LoadedSettings:
    """Read all sources; `given` are the command line's values, None for what was not said.

    Raises SettingsError naming the setting, its value and its origin.
    """
    said = {name: value for name, value in given.items() if value is not None}
    env_file = _env_file()
    origins = _origins(said, env_file)
    try:
        values = Settings(**said, _env_file=env_file)  # type: ignore[arg-type, call-arg]
    except ValidationError as error:
        raise SettingsError("; ".join(_sentence(detail, origins) for detail in error.errors())) from None
    names = dotenv_values(env_file) if env_file else {}
    unknown = tuple(sorted(name for name in names if name.lower() not in Settings.model_fields))
    return LoadedSettings(values, origins, unknown)


def _env_file() -> Path | None:
    """The `.env` of the current folder, unless it is another user's folder or file, as under sudo."""
    with suppress(OSError), ENV_FILE.open("rb"):
        return ENV_FILE
    return None


def _origins(said: dict[str, object], env_file: Path | None) -> dict[str, str]:
    toml = config_file()
    try:
        sources: dict[str, dict[str, object]] = {
            "command line": said,
            "environment": EnvSettingsSource(Settings)(),
            ".env": DotEnvSettingsSource(Settings, env_file)(),
            str(toml): TomlConfigSettingsSource(Settings, toml)(),
        }
    except OSError as error:
        raise SettingsError(f"{toml} may not be read by this user ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{ENV_FILE.absolute()} or {toml} is no UTF-8 text ({error}). {MEND}") from error
    except ValueError as error:
        raise SettingsError(f"{toml} cannot be read: {str(error).rstrip('.')}. {MEND}") from error
    return {
        name: next((origin for origin, found in sources.items() if name in found), "default")
        for name in Settings.model_fields
    }


def _sentence(detail: object, origins: dict[str, str]) -> str:
    assert isinstance(detail, dict)
    name = str(detail["loc"][0])
    return f"{name.upper()} (from {origins.get(name, 'default')}): {detail['msg']}, not {detail['input']!r}"


def _wish(message: str) -> str:
    """What a value should be, as a sentence."""
    text = message.removeprefix("Value error, ")
    return f"{text[:1].upper()}{text[1:]}."
