"""The update file: what is taken from it, and what is not believed."""

import json
from typing import Any

import pytest

from core.errors import SettingsError, UpdateError
from core.settings import checked
from core.updates.address import is_https, may_be_asked
from core.updates.update_file import MAX_NOTES, Newest, is_newer, parsed

GOOD: dict[str, Any] = {
    "version": "0.2.0",
    "url": "https://backline.example/releases/0.2.0",
    "notes": "Installers for Windows and macOS.",
    "date": "2026-12-01",
}


def test_a_whole_file() -> None:
    assert parsed(json.dumps(GOOD).encode()) == Newest(*GOOD.values())


def test_fields_of_later_versions_are_passed_over_and_some_may_be_missing() -> None:
    found = parsed(json.dumps({"version": "1.0", "url": "https://b.example", "size": [1]}).encode())
    assert found == Newest("1.0", "https://b.example", "", "")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no JSON"),
        (b"<!doctype html><title>Sign in to the Wi-Fi</title>", "no JSON"),
        (json.dumps(GOOD).encode()[:40], "no JSON"),
        (b"\xff\xfe{}", "no JSON"),
        (b"[" * 5000, "no JSON"),
        (b"[]", "no JSON object"),
        (b'"0.2.0"', "no JSON object"),
        (b"null", "no JSON object"),
        (b"{}", "no `version`"),
    ],
)
def test_another_file_is_none(data: bytes, sentence: str) -> None:
    with pytest.raises(UpdateError, match=sentence):
        parsed(data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", 2),
        ("version", None),
        ("version", "newest"),
        ("version", "1." * 50 + "0"),
        ("version", ["0.2.0"]),
        ("url", "http://backline.example/"),
        ("url", "https://"),
        ("url", "https://[::1/"),
        ("url", "file:///etc/passwd"),
        ("url", "javascript:alert(1)"),
        ("url", "https://b.example/a b"),
        ("url", "https://b.example/\nfile:///etc"),
        ("url", "https://b.example/" + "x" * 500),
        ("url", {"de": "https://b.example/"}),
        ("notes", ["a", "b"]),
        ("notes", "two\nlines"),
        ("notes", "\x1b[2Jgone"),
        ("notes", "x" * (MAX_NOTES + 1)),
        ("date", "1 December"),
        ("date", "20261201"),
        ("date", "2026-13-01"),
        ("date", 20261201),
    ],
)
def test_a_field_that_means_nothing_is_named(field: str, value: object) -> None:
    with pytest.raises(UpdateError, match=f"`{field}`"):
        parsed(json.dumps(GOOD | {field: value}).encode())


@pytest.mark.parametrize(
    ("offered", "here", "newer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10.0", "0.9.0", True),
        ("1.0.post1", "1.0", True),
        ("0.1.0", "0.1.0", False),
        ("0.1", "0.1.0", False),
        ("0.1.0", "0.2.0", False),
        ("0.2.0rc1", "0.1.0", False),
        ("0.2.0rc2", "0.2.0rc1", True),
        ("0.2.0", "0.2.0rc1", True),
        ("0.2.0.dev3", "0.1.0", False),
    ],
)
def test_what_is_worth_telling(offered: str, here: str, newer: bool) -> None:
    assert is_newer(Newest(offered, "https://b.example"), here) is newer


@pytest.mark.parametrize(
    ("url", "asked", "https"),
    [
        ("https://b.example/backline.json", True, True),
        ("HTTPS://b.example", True, True),
        ("http://127.0.0.1:8000/backline.json", True, False),
        ("http://127.8.0.1/", True, False),
        ("http://[::1]:8000/", True, False),
        ("http://localhost/", True, False),
        ("http://localhost.b.example/", False, False),
        ("http://127.0.0.1.b.example/", False, False),
        ("http://192.168.1.20/", False, False),
        ("http://b.example/", False, False),
        ("ftp://b.example/", False, False),
        ("file:///home/me/backline.json", False, False),
        ("https://b.example:port/", False, False),
        ("https:///backline.json", False, False),
        ("https://exämple.invalid/", False, False),
        ("https://b.example/ü.json", False, False),
        ("https://b.example/%C3%BC.json", True, True),
        ("backline.json", False, False),
        ("", False, False),
    ],
)
def test_which_addresses_are_safe(url: str, asked: bool, https: bool) -> None:
    assert (may_be_asked(url), is_https(url)) == (asked, https)
    if url:
        if asked:
            assert checked("update_url", url) == url
        else:
            with pytest.raises(SettingsError, match=r"https:// is needed|in ASCII is needed"):
                checked("update_url", url)


def test_a_setting_with_an_address_that_http_cannot_send_says_how_to_write_it() -> None:
    with pytest.raises(SettingsError, match="n address in ASCII is needed, as browsers copy it: %C3%BC"):
        checked("update_url", "https://b.example/ü.json")
