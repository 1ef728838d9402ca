"""A file written whole or not at all."""

from pathlib import Path

from boilerbench.errors import DataError, UsageError
from boilerbench.files import put


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
    try:
        put(path, content)
    except OSError as error:
        raise DataError(
            f"{path} can't be written ({error.strerror}): name another place with -o."
        ) from error
