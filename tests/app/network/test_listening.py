"""Where the server listens, and what it is called: ports that move on, IPv6 with IPv4, addresses, names."""

import errno
import socket

import pytest

from app.network.interfaces import Interface, interfaces, reached_at
from app.network.listening import MAX_PORT, bound_to, listen, url_of
from app.network.names import announced_host, instance_label, names_of

LOOPBACK = "127.0.0.1"


def ports(sockets: list[socket.socket]) -> set[int]:
    """Their ports; they are closed."""
    found = {each.getsockname()[1] for each in sockets}
    for each in sockets:
        each.close()
    return found


def test_the_next_free_port_is_taken() -> None:
    with listen(LOOPBACK, 0)[0] as one:
        port = one.getsockname()[1]
        (moved,) = ports(listen(LOOPBACK, port, tries=20))
        assert port < moved < port + 20


def test_without_another_try_a_taken_port_is_an_error() -> None:
    with listen(LOOPBACK, 0)[0] as one, pytest.raises(OSError, match="in use"):
        listen(LOOPBACK, one.getsockname()[1])


def test_the_last_port_is_not_moved_on_from() -> None:
    with listen(LOOPBACK, MAX_PORT)[0], pytest.raises(OSError, match="in use"):
        listen(LOOPBACK, MAX_PORT, tries=20)


def test_an_address_of_another_computer_is_an_error_at_once() -> None:
    with pytest.raises(OSError, match="assign") as error:
        listen("192.0.2.200", 0, tries=20)
    assert error.value.errno == errno.EADDRNOTAVAIL


def test_all_of_ipv6_means_ipv4_too_with_addresses_as_its_clients_know_them() -> None:
    try:
        six, four = listen("::", 0)
    except OSError:
        pytest.skip("no IPv6 here")
    with six, four:
        port = six.getsockname()[1]
        for listener, address in ((six, "::1"), (four, LOOPBACK)):
            with socket.create_connection((address, port), timeout=5), listener.accept()[0] as connection:
                assert connection.getpeername()[0] == address


def test_what_a_name_is_bound_to() -> None:
    assert bound_to("localhost") in ([LOOPBACK], ["::1"])
    assert bound_to("::") == ["::", "0.0.0.0"]
    assert bound_to("nobody.invalid") == []


def test_urls_put_ipv6_into_brackets() -> None:
    assert url_of("http", "192.168.1.5", 8000) == "http://192.168.1.5:8000"
    assert url_of("https", "fd00::5", 1) == "https://[fd00::5]:1"


def test_loopback_is_reached_by_nobody_else() -> None:
    assert reached_at([LOOPBACK, "::1"]) == []


def test_an_address_is_reached_where_it_is_bound() -> None:
    everywhere = reached_at(["0.0.0.0", "::"])
    known = {address for interface in interfaces() for address in interface.addresses}
    assert set(everywhere) <= known
    for address in everywhere:
        assert reached_at([address]) == [address]


@pytest.mark.parametrize(
    ("name", "is_virtual"),
    [("docker0", True), ("vEthernet (WSL)", True), ("tailscale0", True), ("wlan0", False), ("Wi-Fi", False)],
)
def test_what_leads_to_containers_and_vpns(name: str, is_virtual: bool) -> None:
    assert Interface(name, ("172.17.0.1",)).is_virtual is is_virtual


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("annas-mac", "annas-mac"),
        ("  St. Mary's\thall ", "St Mary's hall"),
        ("U\N{COMBINING DIAERESIS}bungsraum", "Übungsraum"),
        ("a\x07\x1b[31mb", "a[31mb"),
        ("ü" * 40, "ü" * 29),
        ("", "Backline"),
    ],
)
def test_names_are_fit_to_be_announced(name: str, label: str) -> None:
    assert instance_label(name) == label


def test_the_announced_host_is_one_of_the_servers_names() -> None:
    server_id = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
    assert announced_host(server_id) == "backline-1b4e28ba.local"
    assert {announced_host(server_id), "localhost"} <= set(names_of(server_id))
