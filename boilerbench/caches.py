"""The folder for what can be made again, and the locks that let one process at a time make it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from boilerbench.errors import UnavailableError


def cache_folder() -> Path:
    """The folder for what can be made again: BOILERBENCH_CACHE, else the user's cache."""
    stated = os.environ.get("BOILERBENCH_CACHE")
    return Path(stated or platformdirs.user_cache_dir("boilerbench")).expanduser().absolute()


@contextmanager
def hold_lock(path: Path) -> Iterator[int]:
    """Hold a lock that other processes wait for; it ends with the last process that has it open.

    Raises UnavailableError where the cache cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
    except OSError as error:
        raise UnavailableError(
            f"Nothing can be built in {path.parent}: {error.strerror}; "
            "set BOILERBENCH_CACHE to a folder that can be written."
        ) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle.fileno()
