"""A file written whole or not at all."""

from pathlib import Path

from boilerbench.errors import DataError
from boilerbench.files import put


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place at once, over what was there; DataError where that can't be."""
    try:
        put(path, content)
    except OSError as error:
        raise DataError(
            f"{path} can't be written ({error.strerror}): name another place with -o."
        ) from error
