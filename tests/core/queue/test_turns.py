"""Whose turn is next: fair between clients, in order for each of them."""

from core.queue.turns import Turns


def queued(*jobs: str) -> Turns:
    """Jobs named after their client and a number: `a1` is the first of client `a`."""
    turns = Turns()
    for job_id in jobs:
        turns.put(job_id, job_id[0])
    return turns


def order(turns: Turns) -> str:
    return " ".join(turns.places())


def had(turns: Turns, number: int) -> list[str]:
    """Let the next jobs have their turns."""
    taken = []
    for _ in range(number):
        taken.append(next(iter(turns.places())))
        turns.take(taken[-1])
    return taken


def test_the_jobs_of_one_client_come_in_their_order() -> None:
    turns = queued("a1", "a2", "a3")
    assert dict(turns.places()) == {"a1": 1, "a2": 2, "a3": 3}


def test_fifty_songs_of_one_do_not_hold_up_the_others() -> None:
    turns = queued(*(f"a{number}" for number in range(50)))
    had(turns, 1)
    for late in ("b1", "b2", "c1"):
        turns.put(late, late[0])
    assert had(turns, 6) == ["b1", "c1", "a1", "b2", "a2", "a3"]


def test_whoever_sends_one_song_after_the_other_does_not_starve_the_rest() -> None:
    """Two phones that send the next song as soon as the last one is done must let a third have its turn."""
    turns = queued("a1", "a2", "b1", "c1")
    taken = []
    for number in range(2, 8):
        taken += had(turns, 1)
        client = taken[-1][0]
        turns.put(f"{client}{number}x", client)
    assert [job_id[0] for job_id in taken] == ["a", "b", "c"] * 2


def test_the_places_are_the_turns_that_come() -> None:
    turns = queued("a1", "b1", "a2", "a3", "c1", "b2")
    turns.to_front("a3")
    told = order(turns).split()
    assert had(turns, 6) == told


def test_the_job_that_was_moved_last_is_first() -> None:
    turns = queued("a1", "a2", "b1", "b2")
    turns.to_front("b2")
    turns.to_front("a2")
    turns.to_front("b2")
    assert order(turns) == "b2 a2 b1 a1"


def test_a_turn_at_the_front_is_a_turn() -> None:
    turns = queued("a1", "a2", "b1")
    turns.to_front("a2")
    assert order(turns) == "a2 b1 a1"


def test_a_client_that_had_a_turn_before_the_start_waits_for_the_others() -> None:
    turns = queued("a1", "b1")
    turns.served("a")
    assert order(turns) == "b1 a1"


def test_a_job_that_is_removed_leaves_the_places_to_the_others() -> None:
    turns = queued("a1", "a2", "b1")
    turns.to_front("b1")
    turns.remove("b1")
    turns.remove("a1")
    assert dict(turns.places()) == {"a2": 1}
    assert "a1" not in turns
