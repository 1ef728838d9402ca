"""Start a program under the launcher in a clean environment, hear its stderr, sweep up after it."""

import contextlib
import fcntl
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from boilerbench.wording import harmless

LAUNCHER = Path(__file__).parent / "workers" / "launch.py"
CONTAINMENT_VARIABLE = "BOILERBENCH_CONTAINMENT"
"""Names the strongest containment to try, where the default (all) is not wanted."""

_CHUNK = 256 << 10
_TAIL = 8 << 10
_SWEEP = 2.0  # seconds
_NATIVE_STACK = re.compile(r"^(?:----- Native stack trace -----| *1: 0x[0-9a-f]+ )", re.MULTILINE)
# What Node and Python add after the line that says why.
_EPILOGUE = re.compile(r"#Failure|Node\.js v\d|sys:1: \w*Warning")
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # some interpreters need them to load


class Tail:
    """The last 8 kB of a stream, read by a thread so that its writer never blocks."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._drain, args=(stream,), daemon=True)
        self._thread.start()

    def _drain(self, stream: IO[bytes]) -> None:
        with stream:
            while data := stream.read(_CHUNK):
                self._kept += data
                del self._kept[:-_TAIL]

    def forget(self) -> None:
        """Drop what was written so far."""
        self._kept.clear()

    def settle(self) -> None:
        """Wait a moment for the end of the stream; something that got away may hold it open."""
        self._thread.join(1.0)

    def last_line(self) -> str:
        """The last line that says something, fit to be printed; Node's stack comes after it."""
        text = _NATIVE_STACK.split(bytes(self._kept).decode("utf-8", "replace"), maxsplit=1)[0]
        lines = (line.strip() for line in reversed(text.split("\n")))
        telling = (line for line in lines if line.strip("#") and not _EPILOGUE.match(line))
        return harmless(next(telling, "")[:500])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program of the user's runs: in which folder, with which PATH."""

    folder: str
    path: str


def launch(
    program: Sequence[str],
    memory: int,
    home: str,
    lifeline: int,
    status: int,
    place: Place | None = None,
) -> "subprocess.Popen[bytes]":
    """The launcher, started with its two pipe ends and a fresh folder; it documents them.

    The program runs in that folder with a PATH of the system, unless it has a place.
    """
    containment = os.environ.get(CONTAINMENT_VARIABLE, "pid-namespace")
    limits = [str(lifeline), str(status), str(memory), containment, home]
    Path(home, "tmp").mkdir()
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCHER), *limits, *program],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=(lifeline, status),
        env=_clean_environment(program[0], home) | ({"PATH": place.path} if place else {}),
        cwd=place.folder if place else home,
        start_new_session=True,
    )


def _clean_environment(executable: str, home: str) -> dict[str, str]:
    """Of the user's only what an interpreter loads its libraries by: no credential, no proxy."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    if Path(executable).absolute() == Path(sys.executable).absolute():
        # Nothing is written into the user's own interpreter, and no bytecode is left behind that
        # an edit within the same second would not invalidate.
        kept["PYTHONDONTWRITEBYTECODE"] = "1"
    return kept | {
        "PATH": f"{Path(executable).parent}:/usr/bin:/bin",
        "HOME": home,
        "TMPDIR": str(Path(home, "tmp")),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
    }


def widen(descriptor: int) -> None:
    """Let a pipe hold a whole page where the kernel allows it: fewer switches between processes."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, 1 << 20)


def sweep(home: str) -> None:
    """Kill what outlived a launcher that was murdered: all whose HOME is this one."""
    deadline = time.monotonic() + _SWEEP
    while (prey := _find_inhabitants(home)) and time.monotonic() < deadline:
        for pid in prey:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.001)


def _find_inhabitants(home: str) -> list[int]:
    mark = f"HOME={home}\0".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes():
                found.append(int(entry.name))
    return found
