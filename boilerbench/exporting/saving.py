"""A file written as it is made, and put in its place when it is whole."""

import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from boilerbench.errors import DataError, UsageError


@contextmanager
def placed(path: Path | None) -> Iterator[BinaryIO]:
    """Where to write a file: it stands at its path when all went well, else nothing has changed.

    None is stdout; a device or a pipe is written into. DataError where the disk refuses,
    UsageError without a stdout.
    """
    if path is None:
        if sys.stdout is None:
            raise UsageError("Stdout is closed, so that nothing can be written to -: name a file.")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _into(path) if path.exists() and not path.is_file() else _beside(path) as out:
            yield out
    except OSError as error:
        raise DataError(
            f"{path} cannot be written ({error.strerror or error}): name another place."
        ) from error


@contextmanager
def _into(path: Path) -> Iterator[BinaryIO]:
    with path.open("wb") as out:
        yield out


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    path = path.resolve()
    # Not by process id: one that was killed, or is on another host, may have had the same.
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    with ExitStack() as undo:
        undo.callback(_gone, beside)
        with beside.open("wb") as out:
            yield out
        beside.replace(path)


def _gone(draft: Path) -> None:
    """Take away what is still there of a draft; nothing where it was put in its place."""
    with suppress(OSError):
        draft.unlink()
