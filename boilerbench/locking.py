"""A run folder held: by one that writes alone, or by those that read it whole."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from boilerbench.errors import RunError
from boilerbench.recording import cannot_write

LOCK: Final = ".lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the run folder alone; RunError where another run writes to it or it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise RunError(cannot_write(folder, error)) from error
    try:
        _lock(
            descriptor,
            fcntl.LOCK_EX,
            f"Another run is writing to {folder}: wait for it, or choose another folder with "
            "--out.",
        )
        yield
    finally:
        os.close(descriptor)


@contextmanager
def at_rest(folder: Path) -> Iterator[None]:
    """Keep writers from a run folder while it is read; RunError where one is at work."""
    with ExitStack() as stack:
        if (folder / LOCK).exists():
            descriptor = os.open(folder / LOCK, os.O_RDONLY | os.O_CLOEXEC)
            stack.callback(os.close, descriptor)
            _lock(descriptor, fcntl.LOCK_SH, f"A run is still writing to {folder}: wait for it.")
        yield


def _lock(descriptor: int, kind: int, refusal: str) -> None:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError as error:
        raise RunError(refusal) from error
