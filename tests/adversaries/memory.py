"""Extractors that ask for more memory than they may have."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

kept: list[bytes] = []


def creep() -> None:
    while True:
        kept.append(bytes(100_000))


def leap() -> None:
    kept.append(bytes(1 << 40))


def fill(megabytes: int) -> None:
    kept.append(b"x" * (megabytes << 20))


def fill_and_raise() -> None:
    fill(108)
    raise ValueError("XML_ERR_NO_MEMORY")


def fill_and_die() -> None:
    fill(108)
    os.kill(os.getpid(), signal.SIGSEGV)


def die_like_rust() -> None:
    sys.stderr.write("memory allocation of 99999999999 bytes failed\n")
    sys.stderr.flush()
    os.abort()


def take_it_from_c() -> None:
    malloc = ctypes.CDLL(None).malloc
    malloc.restype = ctypes.c_void_p
    while pointer := malloc(ctypes.c_size_t(1 << 20)):
        ctypes.memset(pointer, 1, 1 << 20)
    ctypes.memset(0, 1, 1)


ACTS: dict[str, Callable[[], None]] = {
    "creep": creep,
    "leap": leap,
    "fill-and-raise": fill_and_raise,
    "fill-and-die": fill_and_die,
    "like-rust": die_like_rust,
    "from-c": take_it_from_c,
}


def extract(html: str, url: str | None = None, *, act: str) -> str:
    if "evil" in html:
        ACTS[act]()
    return html
