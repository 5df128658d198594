"""Seconds and pixels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.song.timeline import Timeline


def test_at_first_the_whole_song_is_in_view() -> None:
    timeline = Timeline(200.0, 1000)
    assert timeline.span == (0.0, 200.0)
    assert timeline.x(100.0) == pytest.approx(500)
    assert timeline.is_whole


def test_zooming_keeps_what_is_below_the_mouse() -> None:
    timeline = Timeline(200.0, 1000)
    for factor in (1.7, 1.7, 0.8, 3.0, 0.6):
        before = timeline.seconds(400)
        timeline.zoom(factor, 400)
        assert timeline.seconds(400) == pytest.approx(before, abs=1 / timeline.scale)


def test_panning_ends_at_the_songs_ends() -> None:
    timeline = Timeline(200.0, 1000)
    timeline.zoom(10, 0)
    timeline.pan(-50)
    assert timeline.left == 0
    timeline.pan(1e9)
    assert timeline.span[1] == pytest.approx(200.0)


def test_a_larger_view_still_begins_at_the_same_second() -> None:
    timeline = Timeline(200.0, 1000)
    timeline.zoom(10, 500)
    first, scale = timeline.span[0], timeline.scale
    timeline.resize(1300, 2.0)
    assert (timeline.scale, timeline.span[0]) == (scale, pytest.approx(first, abs=0.02))


def test_all_of_a_song_stays_in_view_when_the_window_grows() -> None:
    timeline = Timeline(200.0, 1000)
    timeline.resize(1600, 1.0)
    assert timeline.is_whole


@given(
    st.floats(0, 4000),
    st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    st.lists(
        st.one_of(
            st.tuples(st.just("zoom"), st.floats(0.01, 100), st.floats(0, 800)),
            st.tuples(st.just("pan"), st.floats(-1e6, 1e6)),
            st.tuples(st.just("show"), st.floats(0, 4000), st.floats(0, 800)),
        ),
        max_size=12,
    ),
)
def test_whatever_is_done_the_view_stays_in_the_song(
    duration: float, ratio: float, moves: list[tuple[object, ...]]
) -> None:
    timeline = Timeline(duration, 800, ratio)
    for name, *values in moves:
        getattr(timeline, str(name))(*values)
        first, last = timeline.span
        assert 0 <= first <= last <= duration
        assert timeline.lowest_scale <= timeline.scale <= timeline.highest_scale
        assert (timeline.left * ratio) == pytest.approx(round(timeline.left * ratio))
