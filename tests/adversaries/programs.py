"""A program that echoes every page but the evil one, to which it does what its argument says."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

MIB = 1 << 20


def read() -> bytes:
    return sys.stdin.buffer.read()


def write(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]


def spawn(*, session: bool) -> bool:
    """Fork a child that keeps all pipes open; True in the child."""
    if os.fork():
        return False
    if session:
        os.setsid()
        if os.fork():
            os._exit(0)
    return True


def leave(*, session: bool) -> None:
    if spawn(session=session):
        time.sleep(1000)
    write(b"left some")


def flood_from_afar() -> None:
    if spawn(session=True):
        time.sleep(0.05)
        while True:
            write(b"x" * MIB)
    write(b"left some")


def reveal() -> None:
    seen = {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "arguments": sys.argv[1:],
        "descriptors": sorted(int(entry.name) for entry in Path("/proc/self/fd").iterdir())[:-1],
        "ignored": [n for n in range(1, 32) if signal.getsignal(n) is signal.SIG_IGN],
    }
    write(json.dumps(seen).encode())


def endless() -> None:
    while True:
        write(b"x" * MIB)


def hold_after_closing() -> None:
    write(b"said it")
    os.close(1)
    os.close(2)
    time.sleep(0.3)


def die(line: str, code: int) -> None:
    sys.stderr.write(f"first\n{line}\n \n")
    sys.exit(code)


def close_stdin() -> None:
    os.close(0)
    time.sleep(0.1)
    write(b"closed")


def write_first() -> None:
    write(b"x" * (8 * MIB))
    write(b"%d" % len(read()))


def flood_stderr() -> None:
    os.write(2, b"noise\n" * MIB)
    write(b"still here")


def kill_parent() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(5)


def fill_and_die() -> None:
    filling = b"x" * (110 * MIB)
    assert filling
    os.abort()


ACTS: dict[str, Callable[[], object]] = {
    "close-stdin": close_stdin,
    "write-first": write_first,
    "flood-stderr": flood_stderr,
    "leave-child": lambda: leave(session=False),
    "leave-daemon": lambda: leave(session=True),
    "flood-from-afar": flood_from_afar,
    "exit": lambda: die("no licence", 3),
    "segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "terminate": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "kill-group": lambda: os.kill(0, signal.SIGKILL),
    "terminate-group": lambda: os.kill(0, signal.SIGTERM),
    "kill-parent": kill_parent,
    "latin-1": lambda: write("caf\u00e9 cr\u00e8me".encode("latin-1")),
    "cut-short": lambda: write("caf\u00e9".encode()[:-1]),
    "own-replacement": lambda: write(b"\xef\xbf\xbd \xef\xbf \xf0\xef\xbf\xbd"),
    "nothing": lambda: None,
    "too-much": lambda: write(b"x" * (65 * MIB)),
    "just-fits": lambda: write(b"x" * (64 * MIB)),
    "too-much-mended": lambda: write(b"\xff" * (30 * MIB)),
    "endless": endless,
    "sleep": lambda: time.sleep(60),
    "stop": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "fill": lambda: bytearray(1 << 40),
    "fill-and-die": fill_and_die,
    "close-stdout": hold_after_closing,
    "reveal": reveal,
}


def main() -> None:
    if sys.argv[1] == "never-read":
        write(b"unread")
        return
    page = b"" if sys.argv[1] in ("write-first", "close-stdin") else read()
    if page and page != b"evil":
        write(page)
    else:
        ACTS[sys.argv[1]]()


main()
