"""How often a device may ask."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.limits.bounds import Bounds
from tests.app.conftest import Running, serving
from tests.app.strict_client import refused

RATE = 8
WRONG_KEYS = 4
STATUS = "/api/v1/queue/status"


@pytest.fixture
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server to which the address is told that a client has."""
    settings = {"rate_limit": RATE, "trusted_proxies": ("127.0.0.1",)}
    bounds = Bounds(wrong_keys_a_minute=WRONG_KEYS)
    with serving(tmp_path_factory.mktemp("data"), start=False, bounds=bounds, **settings) as running:
        yield running


def ask(running: Running, address: str, key: str = "", path: str = STATUS) -> httpx.Response:
    """What a phone at an address is answered."""
    headers = {"X-Forwarded-For": address} | ({"X-API-Key": key} if key else {})
    return running.client.get(path, headers=headers)


def key_of(running: Running, name: str) -> str:
    """The key of a device that is paired now."""
    code = running.service.access.invite().code
    key = running.service.access.redeem(code, name, "android", "192.168.1.50").key
    assert key
    return key


def test_a_device_may_ask_so_often_and_is_told_when_to_ask_again(limited: Running) -> None:
    key = key_of(limited, "Ana's phone")
    answers = [ask(limited, "192.168.1.7", key) for _ in range(RATE + 2)]
    assert [answer.status_code for answer in answers] == [200] * RATE + [429] * 2
    refused(answers[-1], 429, "rate_limited")
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_a_device_is_one_wherever_it_asks_from_and_others_have_their_own_share(limited: Running) -> None:
    ana, ben = key_of(limited, "Ana's phone"), key_of(limited, "Ben's phone")
    for number in range(RATE):
        assert ask(limited, f"192.168.1.{number}", ana).status_code == 200
    assert ask(limited, "192.168.1.99", ana).status_code == 429
    assert ask(limited, "192.168.1.99", ben).status_code == 200


def test_without_a_key_the_address_is_counted(limited: Running) -> None:
    paths = ("/health", STATUS, "/api/v1/nothing", "/health/live")
    answers = [ask(limited, "192.168.1.7", path=paths[number % 4]).status_code for number in range(RATE)]
    assert set(answers) <= {200, 401}
    refused(ask(limited, "192.168.1.7", path="/health"), 429, "rate_limited")
    assert ask(limited, "192.168.1.8", path="/health").status_code == 200


def test_after_many_wrong_keys_none_is_looked_at_any_more(limited: Running) -> None:
    key = key_of(limited, "Ana's phone")
    for number in range(WRONG_KEYS):
        refused(ask(limited, "192.168.1.7", f"guess-{number}"), 401, "unauthorized")
    refused(ask(limited, "192.168.1.7", key), 429, "rate_limited")
    assert ask(limited, "192.168.1.8", key).status_code == 200


def test_a_web_page_is_told_too(limited: Running) -> None:
    headers = {"X-Forwarded-For": "192.168.1.7", "Origin": "http://web.test"}
    answers = [limited.client.get("/health", headers=headers) for _ in range(RATE + 1)]
    assert answers[-1].status_code == 429
    assert answers[-1].headers["x-request-id"]


def test_a_websocket_counts(limited: Running) -> None:
    headers = {"X-API-Key": key_of(limited, "Ana's phone")}
    address = f"{limited.url.replace('http', 'ws', 1)}/api/v1/ws"
    for _ in range(RATE):
        with connect(address, additional_headers=headers):
            pass
    with pytest.raises(InvalidStatus) as error, connect(address, additional_headers=headers):
        pass
    assert error.value.response.status_code == 429


def test_this_computer_may_ask_as_often_as_it_likes(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("data"), start=False, rate_limit=RATE) as running:
        assert {running.client.get(STATUS).status_code for _ in range(RATE * 3)} == {200}


def test_requests_at_once_are_counted_exactly(limited: Running) -> None:
    key = key_of(limited, "Ana's phone")

    async def all_at_once() -> list[int]:
        async with httpx.AsyncClient(base_url=limited.url, headers={"X-API-Key": key}) as client:
            answers = await asyncio.gather(*(client.get(STATUS) for _ in range(RATE * 4)))
        return sorted(answer.status_code for answer in answers)

    assert asyncio.run(all_at_once()) == [200] * RATE + [429] * RATE * 3
