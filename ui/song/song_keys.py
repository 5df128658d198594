"""What each key does in a song's window."""

from collections.abc import Callable
from functools import partial

from ui.language import tr
from ui.song.correcting import Correcting
from ui.song.keys import Key
from ui.song.listening import Listening
from ui.song.song_body import SongBody
from ui.song.transposition import Transposition
from ui.song.walk import Walk

MOST_STEMS = 6
Find = Callable[[], SongBody | None]
"""The song that is shown, if one is."""


def keys_of(
    find: Find, listening: Listening, correcting: Correcting, show_card: Callable[[], None]
) -> list[Key]:
    """All of them, in the order in which they are listed."""

    def on(do: Callable[[SongBody], object]) -> Callable[[], None]:
        def call() -> None:
            body = find()
            if body:
                do(body)

        return call

    return [
        Key(("Space",), tr("Play or pause"), listening.toggle, leaves_buttons=True),
        *_places(on),
        Key(("L",), tr("Loop on or off"), on(lambda body: body.walk.toggle_loop())),
        Key(("[",), tr("Slower"), partial(listening.step_speed, -1)),
        Key(("]",), tr("Faster"), partial(listening.step_speed, 1)),
        Key(("+", "=", "Ctrl++"), tr("Zoom in"), on(lambda body: body.zoom(1))),
        Key(("-", "Ctrl+-"), tr("Zoom out"), on(lambda body: body.zoom(-1))),
        Key(("0", "Ctrl+0"), tr("Whole song"), on(lambda body: body.view.show_whole())),
        Key(("F",), tr("Follow the playhead"), on(SongBody.toggle_follow)),
        *_transpositions(on),
        *_stems(on),
        Key(("Ctrl+Z",), tr("Take back the last correction"), correcting.undo),
        Key(("?", "F1"), tr("Show these keys"), show_card),
    ]


On = Callable[[Callable[[SongBody], object]], Callable[[], None]]


def _places(on: On) -> list[Key]:
    def go(step: Callable[[Walk], None]) -> Callable[[], None]:
        return on(lambda body: step(body.walk))

    return [
        Key(("Left",), tr("A beat back"), go(lambda walk: walk.step_beat(-1)), leaves_buttons=True),
        Key(("Right",), tr("A beat on"), go(lambda walk: walk.step_beat(1)), leaves_buttons=True),
        Key(("Shift+Left",), tr("A bar back"), go(lambda walk: walk.step_bar(-1)), leaves_buttons=True),
        Key(("Shift+Right",), tr("A bar on"), go(lambda walk: walk.step_bar(1)), leaves_buttons=True),
        Key(("Home",), tr("To the start, or that of the loop"), go(Walk.to_start), leaves_buttons=True),
        Key(("End",), tr("To the end"), go(Walk.to_end), leaves_buttons=True),
    ]


def _transpositions(on: On) -> list[Key]:
    def change(edit: Callable[[Transposition], Transposition]) -> Callable[[], None]:
        return on(lambda body: body.transport.transpose(edit(body.transport.transposition)))

    return [
        Key(("T",), tr("Chords a semitone up"), change(lambda now: now.higher(1))),
        Key(("Shift+T",), tr("Chords a semitone down"), change(lambda now: now.higher(-1))),
        Key(("C",), tr("Capo a fret up"), change(lambda now: now.further(1))),
        Key(("Shift+C",), tr("Capo a fret down"), change(lambda now: now.further(-1))),
    ]


def _stems(on: On) -> list[Key]:
    keys = []
    for number in range(1, MOST_STEMS + 1):
        first = number == 1
        mute = on(partial(_toggle, number=number, solo=False))
        solo = on(partial(_toggle, number=number, solo=True))
        keys.append(Key((str(number),), tr("Mute a stem: 1 to 6") if first else "", mute))
        keys.append(Key((f"Shift+{number}",), tr("Solo a stem: Shift+1 to 6") if first else "", solo))
    return keys


def _toggle(body: SongBody, number: int, solo: bool) -> None:
    strips = list(body.mixer.strips.values())
    if number <= len(strips):
        strip = strips[number - 1]
        strip.toggle_solo() if solo else strip.toggle_mute()
