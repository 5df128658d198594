"""The player as the page has it: over a loudspeaker, in its own time."""

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.web.playing.conftest import Files, Listing, Song, Studio

pytestmark = pytest.mark.alone
SOON_MS = 5000


class Desk:
    """A page with a player of a song, whose button plays."""

    def __init__(self, studio: Studio, listing: Listing) -> None:
        self.page: Page = studio.page
        self.expect_complaints = studio.complaints.clear
        studio.open("new FileSource(song)", listing)

    def play(self) -> None:
        self.page.get_by_role("button").click()

    def call(self, what: str) -> None:
        self.page.evaluate(f"() => void player.{what}")

    def says(self, signal: str) -> object:
        return self.page.evaluate(f"() => player.{signal}.value")

    def position(self) -> float:
        return self.page.evaluate("() => player.position()")

    def until(self, condition: str, patience_ms: int = SOON_MS) -> None:
        self.page.wait_for_function(f"() => {condition}", timeout=patience_ms)

    def watch(self, seconds: float) -> list[tuple[float, float]]:
        """(time, position) at every frame that is drawn, in seconds."""
        return self.page.evaluate(
            """seconds => new Promise((resolve) => {
                const seen = [];
                const look = (now) => {
                    seen.push([performance.now() / 1000, player.position()]);
                    if (now < end) requestAnimationFrame(look);
                    else resolve(seen);
                };
                const end = performance.now() + 1000 * seconds;
                requestAnimationFrame(look);
            })""",
            seconds,
        )


@pytest.fixture
def desk(studio: Studio, music: Song) -> Iterator[Desk]:
    desk = Desk(studio, music.preview)
    yield desk
    desk.call("close()")


def speed_of(seen: list[tuple[float, float]]) -> float:
    (start, first), (end, last) = seen[0], seen[-1]
    return (last - first) / (end - start)


def test_the_position_goes_on_evenly_while_it_plays(desk: Desk) -> None:
    desk.play()
    desk.until("player.position() > 0.3")
    seen = desk.watch(2)
    assert speed_of(seen) == pytest.approx(1, abs=0.02)
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(seen)]
    assert all(moved >= 0 for _, moved in steps)
    assert all(moved == pytest.approx(passed, abs=0.012) for passed, moved in steps)


def test_pause_and_seek_are_seen_at_once(desk: Desk) -> None:
    desk.play()
    desk.until("player.position() > 0.3")
    desk.call("pause()")
    paused = desk.position()
    assert desk.says("playing") is False
    assert {position for _, position in desk.watch(0.3)} == {paused}
    desk.call("seek(20)")
    assert desk.position() == 20
    desk.play()
    assert desk.position() == pytest.approx(20, abs=0.1)
    desk.call("seek(7.5)")
    assert desk.position() == pytest.approx(7.5, abs=0.05)


def test_at_the_end_it_stops_and_begins_anew(desk: Desk) -> None:
    desk.call("seek(39.5)")
    desk.play()
    desk.until("!player.playing.value")
    assert desk.position() == pytest.approx(40.028, abs=0.001)
    desk.play()
    desk.until("player.position() > 0.1 && player.position() < 2")


def test_a_slider_that_is_dragged_ends_at_its_last_speed(desk: Desk) -> None:
    desk.play()
    desk.until("player.position() > 0.3")
    desk.page.evaluate(
        """async () => {
            for (let speed = 1; speed > 0.6; speed -= 0.01) {
                player.setSpeed(speed);
                await new Promise((resolve) => setTimeout(resolve, 20));
            }
            player.setSpeed(0.6);
        }"""
    )
    desk.watch(1)
    seen = desk.watch(1.5)
    assert speed_of(seen) == pytest.approx(0.6, abs=0.02)
    assert desk.says("waiting") is False
    assert all(after >= before for (_, before), (_, after) in pairwise(seen))


def test_without_a_network_it_waits_and_goes_on_by_itself(desk: Desk) -> None:
    desk.play()
    desk.until("player.position() > 0.1")
    desk.page.context.set_offline(True)
    desk.call("seek(32)")
    desk.until("player.waiting.value")
    desk.until("player.problem.value", 10_000)
    assert "does not answer" in str(desk.says("problem"))
    assert desk.position() == 32
    desk.page.context.set_offline(False)
    desk.until("player.position() > 32.2", 15_000)
    assert (desk.says("waiting"), desk.says("problem")) == (False, None)
    desk.expect_complaints()


@pytest.mark.parametrize("has_worker", [False, True])
def test_where_it_cannot_stretch_it_says_so_and_plays_on(desk: Desk, files: Files, has_worker: bool) -> None:
    def forbid_web_assembly(route: Route) -> None:
        file = files.root / urlsplit(route.request.url).path[1:]
        policy = {"content-type": "text/javascript", "content-security-policy": "script-src 'self'"}
        route.fulfill(body=file.read_bytes(), headers=policy)

    def refuse(route: Route) -> None:
        route.abort()

    prevent = forbid_web_assembly if has_worker else refuse
    desk.page.context.route("**/worker-*.js", prevent)
    desk.play()
    desk.until("player.position() > 0.3")
    desk.call("setSpeed(0.5)")
    desk.until("player.problem.value")
    assert "speed and key" in str(desk.says("problem"))
    assert desk.says("speed") == 1
    assert speed_of(desk.watch(1)) == pytest.approx(1, abs=0.05)
    desk.page.context.unroute("**/worker-*.js", prevent)
    desk.call("setSpeed(0.5)")
    assert desk.says("problem") is None
    desk.watch(1)
    assert speed_of(desk.watch(1)) == pytest.approx(0.5, abs=0.03)
    desk.expect_complaints()
