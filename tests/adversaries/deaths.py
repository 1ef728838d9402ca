"""Extractors that end, or hang, the process they run in."""

import ctypes
import faulthandler
import json
import os
import signal
import sys
import time
from collections.abc import Callable


def spin() -> None:
    while True:
        pass


def sleep_through_signals() -> None:
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    time.sleep(60)


def recurse() -> None:
    recurse()


def recurse_in_c() -> None:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    json.dumps(nested)


def recurse_past_all_limits() -> None:
    sys.setrecursionlimit(2**31 - 1)
    recurse()


def overflow_the_stack() -> None:
    # Recursion through Python is caught before the end of the stack by 3.12 and later.
    faulthandler._stack_overflow()  # type: ignore[attr-defined]  # made for tests like this one


ACTS: dict[str, Callable[[], object]] = {
    "exit": lambda: sys.exit(3),
    "hard-exit": lambda: os._exit(7),
    "quiet-exit": lambda: os._exit(0),
    "segfault": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "terminate": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "stop": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "spin": spin,
    "deaf-sleep": sleep_through_signals,
    "recurse": recurse,
    "recurse-in-c": recurse_in_c,
    "recurse-past-limits": recurse_past_all_limits,
    "overflow-stack": overflow_the_stack,
}


def extract(html: str, url: str | None = None, *, act: str) -> str:
    if "evil" in html:
        ACTS[act]()
    return html
