"""`backline --self-test`: the whole program on its example song, and a report of it."""

import os
import platform
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version

import psutil

from app.findings import print_findings
from app.self_test.client import Client
from app.self_test.outputs import CHECKS, engines_of, must
from app.self_test.server import Parts, served
from app.self_test.windows import windows
from app.terminal import console
from core.errors import SettingsError
from core.example import SONG
from core.finding import Finding, Mark, bad, look, well
from core.release import is_bundle, release
from core.settings import load_settings
from core.weights.wheels import PACKAGED, wheel_weights

OK, ILL = 0, 1
STOPPING_SIGNALS = ("SIGTERM", "SIGHUP")
"""They end it as Ctrl-C does: nothing is left behind. Windows has one of them."""
PARTS = ("torch", "PySide6-Essentials", "av", "onnxruntime", "numpy")
THOROUGH = {"separator": "spleeter", "pitch": "crepe"}
"""With `QUICK`, every engine whose weights come with the program."""
QUICK = {"pitch": "swiftf0"}
PASSED = "\nEverything works."
PASSED_BUT = "\nIt works; the lines with ! say what does not work here, or not for everyone."
FAILED = "\nSomething does not work. Send this report with a description of what you did."


def show() -> int:
    """Print the report; the exit code. It takes half a minute on two cores."""
    for name in STOPPING_SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, _: sys.exit(128 + number))
    out, traces = console(), list[str]()
    out.print(f"Backline {release()} tests itself.\n")
    marks = print_findings(out, _findings(traces))
    for trace in traces:
        out.print(f"\n{trace.rstrip()}", soft_wrap=True)
    out.print(FAILED if Mark.BAD in marks else PASSED_BUT if Mark.LOOK in marks else PASSED)
    return ILL if Mark.BAD in marks else OK


def _findings(traces: list[str]) -> Iterator[Finding]:
    yield from _computer()
    yield _tried("weights", _weights, traces)
    enable_gpu = True
    try:
        enable_gpu = load_settings().values.enable_gpu
    except SettingsError as error:
        yield look("settings", f"They are not used here, and the program does not start with them: {error}")
    try:
        with served(enable_gpu=enable_gpu) as parts:
            yield from _of(parts, traces)
    except Exception as error:
        traces.append(traceback.format_exc())
        yield bad("server", str(error) or type(error).__name__)


def _of(parts: Parts, traces: list[str]) -> Iterator[Finding]:
    client, begin = parts.client, time.monotonic()
    yield _server(client)
    job_id = client.send(SONG, **THOROUGH)
    song = _tried("song", lambda: engines_of(client.wait(job_id)), traces)
    yield song
    if song.mark is Mark.BAD:
        return
    for subject, check in CHECKS.items():
        yield _tried(subject, partial(check, client, job_id), traces)
    yield _tried("windows", partial(windows, parts.service, job_id), traces)
    yield _tried("again", partial(_done_again, client, job_id), traces)
    yield _tried("pitch", partial(CHECKS["pitch"], client, job_id), traces)
    yield well("time", f"{time.monotonic() - begin:.0f} s in all.")


def _done_again(client: Client, job_id: str) -> str:
    client.redo(job_id, **QUICK)
    return engines_of(client.wait(job_id))


def _server(client: Client) -> Finding:
    health = client.json("/health")
    must(health["version"] == release().version, f"The server is a Backline {health['version']}.")
    return well("server", f"Answers; {health['storage']}.")


def _tried(subject: str, check: Callable[[], str | Finding], traces: list[str]) -> Finding:
    try:
        found = check()
    except Exception as error:
        traces.append(traceback.format_exc())
        return bad(subject, str(error) or type(error).__name__)
    return found if isinstance(found, Finding) else well(subject, found)


def _computer() -> Iterator[Finding]:
    kind = "bundle" if is_bundle() else "source"
    yield well("program", f"{kind}, Python {platform.python_version()}, {', '.join(map(_version, PARTS))}.")
    memory = psutil.virtual_memory().total / 1e9
    yield well(
        "computer",
        f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB.",
    )


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def _weights() -> str:
    for model in PACKAGED.values():
        for file in model.files:
            wheel_weights(file)
    return f"{', '.join(PACKAGED)} are whole."
