"""`backline pair`: the QR code as a camera sees it on a terminal and in a file, and how the command ends."""

import os
import re
import select
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from core.access.access import Access
from core.access.endpoint import Endpoint
from core.access.keys import as_made
from core.errors import PairingNotFoundError
from tests.app.pairing.conftest import PHONE, Computer, phone
from tests.watching import until

pty = pytest.importorskip("pty", reason="terminals as POSIX has them")

LAN = Endpoint(("192.168.178.25", "10.0.0.7", "fd00::5"), 8000)
SGR = re.compile(r"\x1b\[([0-9;]*)m")
BLOCKS = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
"""Upper and lower half: 1 where the foreground's colour is."""
BLACK, WHITE = 0, 255


@dataclass
class Screen:
    """A program on a terminal, and all that it printed."""

    program: "subprocess.Popen[bytes]"
    terminal: int
    printed: bytes = field(default=b"")

    def text(self) -> str:
        """What was printed until now."""
        while select.select([self.terminal], [], [], 0)[0]:
            try:
                self.printed += os.read(self.terminal, 65_536)
            except OSError:  # the program has closed its side
                break
        return self.printed.decode()

    def shows(self, words: str) -> str:
        """Wait for words; all that was printed then."""
        return until(lambda: (text := self.text()) if words in self.text() else "", 20)

    def ended(self) -> int:
        """Wait for its end; the exit code."""
        return self.program.wait(timeout=20)


@contextmanager
def on_a_terminal(computer: Computer, *words: str | Path, columns: int = 80) -> Iterator[Screen]:
    """`backline` on a terminal so wide."""
    command, environment = computer.command(*words)
    environment |= {"TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "40"}
    ours, its = pty.openpty()
    with subprocess.Popen(
        command, env=environment, stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as program:
        os.close(its)
        try:
            yield Screen(program, ours)
        finally:
            program.kill()
            os.close(ours)


def seen(text: str, paper: int) -> np.ndarray:
    """The terminal as a grey picture. paper: the background of what has no colours."""
    lines = [line for line in text.replace("\r", "").split("\n") if "█" in line]
    rows: list[list[int]] = []
    for line in lines:
        upper, lower = [], []
        ink, ground = 255 - paper, paper
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if code := SGR.fullmatch(part):
                ink, ground = (WHITE, BLACK) if code[1] == "38;5;231;48;5;16" else (255 - paper, paper)
                continue
            for char in part:
                top, bottom = BLOCKS[char]
                upper.append(ink if top else ground)
                lower.append(ink if bottom else ground)
        rows += [upper, lower]
    picture = np.array(rows, np.uint8)
    return np.pad(np.kron(picture, np.ones((8, 8), np.uint8)), 100, constant_values=paper)


def read_codes(picture: np.ndarray) -> list[str]:
    """The QR codes in a picture, as a decoder of others reads them."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.fixture
def access(computer: Computer) -> Iterator[Access]:
    """The book of a computer whose server is found in the network."""
    access = Access(computer.data)
    access.announce(LAN)
    yield access
    access.silence()


@pytest.mark.parametrize("fingerprint", ["", "c0ffee11" * 8], ids=["http", "https"])
def test_a_camera_reads_the_code_and_the_phone_is_in(
    computer: Computer, access: Access, fingerprint: str
) -> None:
    access.announce(Endpoint(LAN.addresses, LAN.port, fingerprint))
    with on_a_terminal(computer, "pair", "--png", computer.folder / "qr.png") as screen:
        text = screen.shows("Ctrl-C ends that.")
        (link,) = read_codes(seen(text, WHITE))
        assert [link] == read_codes(seen(text, BLACK))
        assert [link] == read_codes(np.asarray(Image.open(computer.folder / "qr.png").convert("L")))
        scheme, pinned = ("https", f"&fp={fingerprint}") if fingerprint else ("http", "")
        parts = re.fullmatch(r"(.*)/#pair=([0-9A-Z]{8})(.*)", link)
        assert parts
        url, code, rest = parts.groups()
        assert (url, rest) == (f"{scheme}://192.168.178.25:8000", f"&id={access.server_id}{pinned}")
        typed = re.search(r"code +(\S{4}-\S{4})\r", text)
        assert typed
        assert as_made(typed[1]) == code
        assert f"{scheme}://[fd00::5]:8000" in text
        assert access.redeem(code, "Anna's phone", "iOS", PHONE).key
        screen.shows("Anna's phone (iOS) is paired.")
        assert screen.ended() == 0


def test_a_phone_is_told_the_public_url_and_gets_in_by_it(tmp_path: Path) -> None:
    """The server itself is in no network; a proxy that terminates TLS is asked."""
    computer = Computer(tmp_path, {"PUBLIC_URL": "https://music.home"})
    with computer.serving() as url, on_a_terminal(computer, "pair") as screen:
        text = screen.shows("Ctrl-C ends that.")
        (link,) = read_codes(seen(text, WHITE))
        server, _, said = link.partition("/#pair=")
        assert server == "https://music.home"
        assert "also found" not in text
        body = {"device_name": "Anna", "code": said.partition("&")[0]}
        proxied = {"Host": "music.home", "X-Forwarded-Proto": "https"}
        with phone(url) as anna:
            own = proxied | {"Origin": server}
            paired = anna.post("/pair", json=body, headers=own)
            assert paired.status_code == 201, paired.text
            key = {"X-API-Key": paired.json()["api_key"]}
            assert anna.get("/jobs", headers=proxied | key).status_code == 200
            assert anna.get("/jobs", headers=key | {"Host": "evil.test"}).status_code == 403
        assert screen.ended() == 0


def test_a_narrow_terminal_gets_the_code_alone_and_ctrl_c_makes_it_void(
    computer: Computer, access: Access
) -> None:
    with on_a_terminal(computer, "pair", "--svg", computer.folder / "qr.svg", columns=40) as screen:
        text = screen.shows("ends that.")
        assert "█" not in text
        assert ElementTree.parse(computer.folder / "qr.svg").getroot().tag.endswith("svg")
        code = re.search(r"code +(\S{4}-\S{4})\r", text)
        assert code
        os.killpg(screen.program.pid, signal.SIGINT)
        screen.shows("Stopped. The code is void.")
        assert screen.ended() == 130
    with pytest.raises(PairingNotFoundError):
        access.redeem(code[1], "phone", "", PHONE)


def test_guesses_of_others_end_it(computer: Computer, access: Access) -> None:
    with on_a_terminal(computer, "pair") as screen:
        screen.shows("Ctrl-C ends that.")
        for number in range(20):
            with pytest.raises(PairingNotFoundError):
                access.redeem("AAAAAAAA", "thief", "", f"10.0.0.{number}")
        screen.shows("Many wrong codes were tried, so this one is void.")
        assert screen.ended() == 1


def test_without_a_server_that_others_reach_it_says_what_to_do(computer: Computer) -> None:
    code, said = computer.type("pair")
    assert (code, said.startswith("backline: No server runs here")) == (2, True)
    access = Access(computer.data)
    access.announce(Endpoint((), 8000))
    code, said = computer.type("pair")
    assert (code, said.startswith("backline: No other device reaches the server")) == (2, True)
    access.announce(LAN)
    code, said = computer.type("pair", "--png", "no/such/folder.png")
    assert (code, "no/such/folder.png cannot be written: No such file" in said) == (2, True)
    access.silence()
