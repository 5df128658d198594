"""What a song has to give comes as files, named by the server, on a phone too."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, Route, expect

from tests.app.conftest import Running
from tests.web.conftest import NAME, Complaints


@pytest.fixture
def page(phone: Page, song: str) -> Page:
    """A paired phone that looks at what there is to take away."""
    open_panel(phone, song)
    return phone


def open_panel(page: Page, song: str) -> None:
    page.goto(f"/#/song/{song}")
    page.get_by_role("tab", name="Save").click()
    expect(page.get_by_role("button", name="Save: Drums")).to_be_visible()


def taken(page: Page, name: str) -> Download:
    """What a press on the button of this name brings."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save: {name}").click()
    return download.value


def of_server(running: Running, song: str, path: str) -> bytes:
    answer = running.client.get(f"/api/v1/jobs/{song}/{path}")
    assert answer.status_code == 200
    return answer.content


@pytest.mark.parametrize(
    ("name", "path", "file"),
    [
        ("Drums", "stems/drums", f"{NAME} - drums.mp3"),
        ("The whole song", "stems/original", f"{NAME} - original.mp3"),
        ("Without Bass", "mixes/without/bass", f"{NAME} - without bass.mp3"),
        ("Without Vocals", "stems/instrumental", f"{NAME} - instrumental.mp3"),
        ("MIDI of singing, chords and beats", "notes?format=midi", f"{NAME}.mid"),
        ("Chord sheet as text", "chords?format=txt", f"{NAME} - chords.txt"),
        ("Sung notes", "notes", f"{NAME} - notes.json"),
    ],
)
def test_a_file(page: Page, running: Running, song: str, name: str, path: str, file: str) -> None:
    download = taken(page, name)
    assert download.suggested_filename == file
    assert Path(download.path()).read_bytes() == of_server(running, song, path)


@pytest.mark.parametrize("format", ["FLAC", "WAV"])
def test_sound_in_another_format(page: Page, running: Running, song: str, format: str) -> None:
    page.get_by_role("radio", name=format).check()
    download = taken(page, "Vocals")
    ending = format.lower()
    assert download.suggested_filename == f"{NAME} - vocals.{ending}"
    assert Path(download.path()).read_bytes() == of_server(running, song, f"stems/vocals?format={ending}")


def test_everything(page: Page, running: Running, song: str) -> None:
    download = taken(page, "Everything as one zip file")
    assert download.suggested_filename == f"{NAME}.zip"
    assert Path(download.path()).stat().st_size == len(of_server(running, song, "download.zip"))


def test_the_sheet_is_as_it_is_read(page: Page, running: Running, song: str) -> None:
    page.get_by_role("tab", name="Practice").click()
    page.get_by_role("button", name="Transpose down").click()
    page.get_by_role("button", name="Capo up").click()
    page.get_by_role("tab", name="Save").click()
    download = taken(page, "Chord sheet as text, transposed −1, capo 1")
    sheet = of_server(running, song, "chords?format=txt&transpose=-1&capo=1")
    assert Path(download.path()).read_bytes() == sheet


def test_the_computer_itself_takes_them_too(desktop: Page, running: Running, song: str) -> None:
    open_panel(desktop, song)
    data = json.loads(Path(taken(desktop, "Beats").path()).read_bytes())
    assert data == running.client.get(f"/api/v1/jobs/{song}/beats").json()


def never(route: Route) -> None:
    """Answer a request."""


def test_while_it_is_made_it_says_so_and_can_be_left(page: Page) -> None:
    page.route("**/stems/bass?format=mp3", never)
    page.get_by_role("button", name="Save: Bass").click()
    making = page.get_by_role("status").filter(has_text="Bass is being made…")
    expect(making).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Save: Bass")).to_be_visible()
    expect(making).to_have_count(0)


def test_what_goes_wrong_is_said(page: Page, complaints: Complaints) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save: Drums").click()
    expect(page.get_by_role("status").filter(has_text="The computer does not answer")).to_be_visible()
    expect(page.get_by_role("button", name="Save: Drums")).to_be_visible()
