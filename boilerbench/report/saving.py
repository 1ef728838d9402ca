"""A file written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from boilerbench.errors import DataError, UsageError


def check_place(path: Path) -> None:
    """UsageError where a file can't stand at a path, before any work is done for it."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it, as in -o {path / 'report.html'}.")
    if not path.parent.is_dir():
        raise UsageError(
            f"{path} can't be written: there is no folder {path.parent}. Make it first."
        )


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place at once, over what was there; DataError where that can't be."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise DataError(
            f"{path} can't be written ({error.strerror}): name another place with -o."
        ) from error
