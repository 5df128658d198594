"""Types of settings, each with what it takes and the sentence about what it does not."""

import json
import re
from ipaddress import IPv6Address, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, HttpUrl, TypeAdapter
from pydantic_settings import NoDecode

from core.updates.address import may_be_asked

HOST_NAME = re.compile(r"(?=.{1,253}$)[a-zA-Z0-9_]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?")
_URL = TypeAdapter(HttpUrl)


def _list(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return tuple(json.loads(value))
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _host_names(value: tuple[str, ...]) -> tuple[str, ...]:
    for name in value:
        if not HOST_NAME.fullmatch(name):
            raise ValueError("names of hosts are needed, without port or path")
    return value


def _hosts(value: tuple[str, ...]) -> tuple[str, ...]:
    for host in value:
        if ":" in host:
            IPv6Address(host)
        elif not HOST_NAME.fullmatch(host):
            raise ValueError("names or addresses of hosts are needed, without port or path")
    return value


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    for network in value:
        ip_network(network)
    return value


def _origin(value: str) -> str:
    if not value:
        return value
    url = _URL.validate_python(value)
    rest = (url.username, url.password, url.query, url.fragment)
    if url.path != "/" or rest != (None,) * len(rest):
        raise ValueError("an address without name, path and query is needed, such as https://music.home")
    return str(url).removesuffix("/")


def _askable(value: str) -> str:
    if not value.isascii():
        raise ValueError("an address in ASCII is needed, as browsers copy it: %C3%BC for ü")
    if value and not may_be_asked(value):
        raise ValueError("an address with https:// is needed, or one of this computer")
    return value


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("a name in one line is needed")
    return value.strip()


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


def _absolute(value: Path | None) -> Path | None:
    try:
        return value.expanduser().absolute() if value else None
    except RuntimeError:
        raise ValueError("a path is needed whose ~ stands for a home folder") from None


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_list)]
"""As JSON or a comma list."""
HostNames = Annotated[Words, AfterValidator(_host_names)]
Hosts = Annotated[Words, AfterValidator(_hosts)]
"""Names or addresses."""
Networks = Annotated[Words, AfterValidator(_networks)]
"""Addresses or networks."""
Origin = Annotated[str, AfterValidator(_origin)]
"""A web address without a path, or nothing."""
AskedAddress = Annotated[str, AfterValidator(_askable)]
"""Where it is safe to ask, or nothing."""
Line = Annotated[str, AfterValidator(_one_line)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
AbsolutePath = Annotated[Path, AfterValidator(_absolute)]
NoneOrPath = Annotated[Path | None, BeforeValidator(_empty_is_none), AfterValidator(_absolute)]
