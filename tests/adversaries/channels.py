"""Extractors that read, fill, close or speak on descriptors that are not theirs."""

import contextlib
import os
import sys
from collections.abc import Callable


def print_and_write() -> None:
    sys.stdout.write('{"bytes": 0, "kind": "answer"}\n')
    sys.stdout.flush()
    os.write(1, b"\x00\xff raw \n" * 1000)


def read_stdin() -> None:
    if sys.stdin.read() or os.read(0, 10):
        raise AssertionError("stdin holds something")


def flood_stderr() -> None:
    for _ in range(50):
        os.write(2, b"noise\n" * (1 << 17) + b"xxxx" * (1 << 16))


def close_all() -> None:
    os.closerange(0, 4096)


def replace_streams() -> None:
    sys.stdout = sys.stderr = sys.stdin = None  # as some libraries do


def babble(*words: bytes) -> None:
    """Write on every pipe we hold but stderr: one of them is the worker's."""
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            if descriptor != 2:
                for word in words:
                    os.write(descriptor, word)


ACTS: dict[str, Callable[[], None]] = {
    "print": print_and_write,
    "read-stdin": read_stdin,
    "flood-stderr": flood_stderr,
    "close-all": close_all,
    "replace-streams": replace_streams,
    "babble": lambda: babble(b"hello\n"),
    "babble-bytes": lambda: babble(b"\xff" * 100_000),
    "babble-size": lambda: babble(b'{"bytes": 99999999999}\n'),
    "babble-negative": lambda: babble(b'{"bytes": -1}\n'),
    "babble-other-page": lambda: babble(b'{"bytes": 0, "kind": "began", "id": 999}\n'),
    "babble-greeting": lambda: babble(
        b'{"bytes":0,"kind":"greeting","runtime":"","platform":"","import_ns":0}\n'
    ),
}


def extract(html: str, url: str | None = None, *, act: str) -> str:
    if "evil" in html:
        ACTS[act]()
    return html
