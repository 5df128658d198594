"""A phone is paired: over HTTP on its side, on the command line at the computer."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.schemas_pairing import Pairing, PairWaits
from core.access.access import Access
from core.service import Service
from tests.app.conftest import Running, serving
from tests.app.pairing.conftest import PHONE, Computer, phone
from tests.app.strict_client import fields, refused

ANNA = {"device_name": "Anna's phone", "platform": "iOS"}


def asked(client: httpx.Client) -> PairWaits:
    """A request that waits."""
    answer = client.post("/pair", json=ANNA)
    assert answer.status_code == 202, answer.text
    assert answer.headers["cache-control"] == "no-store"
    waits = PairWaits.model_validate(answer.json())
    assert answer.headers["location"] == f"/api/v1/pair/{waits.request_id}"
    return waits


def outcome(client: httpx.Client, waits: PairWaits) -> Pairing:
    """What became of it."""
    answer = client.get(f"/pair/{waits.request_id}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return Pairing.model_validate(answer.json())


def redeemed(client: httpx.Client, code: str) -> httpx.Response:
    return client.post("/pair", json=ANNA | {"code": code})


def status(client: httpx.Client) -> int:
    return client.get("/jobs").status_code


def test_a_phone_is_paired_by_the_command_line_and_its_key_is_nowhere(computer: Computer) -> None:
    with computer.serving() as url, phone(url) as stranger:
        assert status(stranger) == 401
        waits = asked(stranger)
        assert outcome(stranger, waits).status == "waiting"
        code, listed = computer.type("devices")
        assert code == 0
        for words in ("Anna's phone", "iOS", PHONE, waits.code):
            assert words in listed
        _, said = computer.type("devices", "approve", waits.code)
        assert "Anna's phone (iOS, 192.168.1.7)" in said
        assert waits.code in said
        paired = outcome(stranger, waits)
        assert (paired.status, outcome(stranger, waits).api_key) == ("approved", None)
        key = paired.api_key
        assert key
        with phone(url, key, "192.168.1.99") as anna:
            assert status(anna) == 200
            computer.type("devices", "rename", "anna's phone", "Anna")
            _, listed = computer.type("devices")
            assert "Anna's phone" not in listed
            assert paired.device_id
            assert paired.device_id[:8] in listed
            assert computer.type("devices", "revoke", "anna") == (
                0,
                "Anna comes in no more. Its songs stay.\n",
            )
            assert status(anna) == 401
    everything = [path for path in computer.folder.rglob("*") if path.is_file()]
    assert computer.log in everything
    assert [path for path in everything if key.encode() in path.read_bytes()] == []


def test_an_address_is_let_in_and_out_while_the_server_runs(computer: Computer) -> None:
    with computer.serving() as url, phone(url) as keyless, phone(url, address="192.168.1.8") as other:
        assert status(keyless) == 401
        _, listed = computer.type("devices")
        assert PHONE in listed
        _, said = computer.type("devices", "approve", PHONE)
        assert f"Whoever has the address {PHONE} comes in without a key, until 20" in said
        assert status(keyless) == 200
        assert status(other) == 401
        computer.type("devices", "revoke", PHONE)
        assert status(keyless) == 401


def test_words_that_fit_nobody_or_several_get_a_sentence(computer: Computer) -> None:
    access = Access(computer.data)
    for address in ("10.0.0.1", "10.0.0.2"):
        access.redeem(access.invite().code, "Phone", "iOS", address)
    code, said = computer.type("devices", "revoke", "phone")
    assert (code, said.startswith("backline: phone could be any of these. Say the id: ")) == (2, True)
    assert computer.type("devices", "revoke", access.devices()[0].id[:8])[0] == 0
    assert computer.type("devices", "revoke", "phone")[0] == 0
    assert computer.type("devices", "approve", "phone")[0] == 2
    code, said = computer.type("devices", "revoke", "nobody\x1b[2J")
    assert (code, "goes by nobody\\x1b[2J." in said) == (2, True)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with serving(tmp_path, start=False, trusted_proxies=("127.0.0.1",)) as running:
        yield running


@pytest.fixture
def service(running: Running) -> Service:
    return running.service


def test_a_code_pairs_at_once_and_only_once(running: Running, service: Service) -> None:
    invitation = service.access.invite()
    with phone(running.url) as stranger:
        answer = redeemed(stranger, invitation.code)
        assert answer.status_code == 201
        paired = Pairing.model_validate(answer.json())
        assert (paired.status, paired.device_id is None, paired.api_key is None) == ("approved", False, False)
        refused(redeemed(stranger, invitation.code), 404, "not_found")
        asked_later = stranger.get(f"/pair/{paired.request_id}")
        assert Pairing.model_validate(asked_later.json()) == paired.model_copy(update={"api_key": None})
    assert paired.api_key
    with phone(running.url, paired.api_key) as anna:
        assert status(anna) == 200


def test_guessing_codes_ends_after_five(running: Running, service: Service) -> None:
    invitation = service.access.invite()
    with phone(running.url) as thief:
        for number in range(5):
            refused(redeemed(thief, f"AAAA-AAA{number}"), 404, "not_found")
        answer = redeemed(thief, invitation.code)
        refused(answer, 429, "rate_limited")
        assert 590 <= int(answer.headers["retry-after"]) <= 600
    assert service.access.devices() == []


def test_asking_too_often_is_refused(running: Running) -> None:
    with phone(running.url) as pest:
        for _ in range(5):
            asked(pest)
        answer = pest.post("/pair", json=ANNA)
        refused(answer, 429, "rate_limited")
        assert 50 <= int(answer.headers["retry-after"]) <= 60


def test_requests_of_nobody_are_not_found(running: Running) -> None:
    running.service.access.ask_at(PHONE)
    (knocked,) = running.service.access.waiting()
    with phone(running.url) as stranger:
        for request_id in ("x", "00000000-0000-0000-0000-000000000000", "%1b", knocked.id):
            refused(stranger.get(f"/pair/{request_id}"), 404, "not_found")


BAD_BODIES: list[tuple[dict[str, object], str]] = [
    ({}, "device_name"),
    ({"device_name": ""}, "device_name"),
    ({"device_name": "\x07\n"}, "device_name"),
    ({"device_name": 7}, "device_name"),
    ({"device_name": "x" * 201}, "device_name"),
    (ANNA | {"platform": "x" * 201}, "platform"),
    (ANNA | {"code": ""}, "code"),
    (ANNA | {"code": "A" * 21}, "code"),
    (ANNA | {"kind": "key"}, "kind"),
]


def test_bodies_that_mean_nothing_are_refused(running: Running) -> None:
    with phone(running.url) as stranger:
        for body, field in BAD_BODIES:
            answer = refused(stranger.post("/pair", json=body), 422, "validation_error")
            assert fields(answer) == {field}, body
    assert running.service.access.waiting() == []


def test_a_name_cannot_write_on_the_terminal(computer: Computer) -> None:
    Access(computer.data).request("\x1b]0;x\x07\x1b[31mAnna\r\n[red]", "\x9b2J", PHONE)
    _, listed = computer.type("devices")
    assert not any(char in listed for char in "\x1b\x07\x9b\r")
    assert "[31mAnna[red]" in listed


def test_damage_is_told_to_those_who_look_at_the_health(tmp_path: Path) -> None:
    (tmp_path / "access").mkdir()
    (tmp_path / "access" / "book.json").write_text("{")
    with serving(tmp_path, start=False) as running:
        (warning,) = running.client.get("/health").json()["warnings"]
    assert "Pair them again." in warning
