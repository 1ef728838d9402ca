"""The folder for what can be made again: where it is, what is in it, who may change it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple

import platformdirs

from boilerbench.errors import UnavailableError
from boilerbench.parallel import crew_of_this_thread

ENVIRONMENTS: Final = "environments"
REPOSITORIES: Final = "repositories"
_PAUSE = 0.1  # seconds between two looks at a lock: a thread that waits in the kernel hears no ^C


class Cached(NamedTuple):
    """One thing in the cache: what it was made for, its folder, the bytes it takes on disk."""

    name: str
    folder: Path
    size: int


def cache_folder() -> Path:
    """The folder for what can be made again: BOILERBENCH_CACHE, else the user's cache."""
    stated = os.environ.get("BOILERBENCH_CACHE")
    return Path(stated or platformdirs.user_cache_dir("boilerbench")).expanduser().absolute()


@contextmanager
def hold_lock(path: Path) -> Iterator[int]:
    """Hold a lock that other processes wait for; it ends with the last process that has it open.

    Raises UnavailableError where the cache cannot be written.
    """
    with _locked(path, fcntl.LOCK_EX) as descriptor:
        yield descriptor


def cached() -> list[Cached]:
    """Every environment and repository in the cache, by name, whole or half-built."""
    kinds = [cache_folder() / ENVIRONMENTS, cache_folder() / REPOSITORIES]
    folders = [one for kind in kinds if kind.is_dir() for one in kind.iterdir() if one.is_dir()]
    return sorted(Cached(_name_of(one), one, size_of(one)) for one in folders)


def holder_of(path: str) -> Path | None:
    """The environment's folder that a path lies in, or None for a path outside the cache."""
    root = cache_folder() / ENVIRONMENTS
    try:
        return root / Path(path).relative_to(root).parts[0]
    except (ValueError, IndexError):
        return None


def size_of(folder: Path) -> int:
    """The bytes that a folder's files take on disk, hard links within it counted once."""
    found: dict[int, int] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            status = Path(place, name).lstat()
            found[status.st_ino] = status.st_blocks * 512
    return sum(found.values())


def remove(one: Cached) -> str | None:
    """Remove one thing from the cache; None, or why it stays: it is in use."""
    lock = one.folder.with_name(f"{one.folder.name}.lock")
    try:
        with _locked(lock, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if _is_at_work(one.folder):
                return "a worker runs in it"
            shutil.rmtree(one.folder)
            lock.unlink()  # whoever waits for it sees that it is gone, and makes another
    except BlockingIOError:
        return "it is being built"
    return None


@contextmanager
def _locked(path: Path, how: int) -> Iterator[int]:
    """The descriptor of a lock file that is held; BlockingIOError where `how` does not wait."""
    while True:
        with _opened(path) as handle:
            _lock(handle, how)
            if _is_still_there(handle, path):
                yield handle.fileno()
                return
            # It was removed while we waited: whoever comes next would hold another.


def _lock(handle: IO[str], how: int) -> None:
    """Wait for a lock, unless `how` does not or the crew of this thread is stopped."""
    crew = crew_of_this_thread()
    while True:
        try:
            fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if how & fcntl.LOCK_NB:
                raise
            crew.wait(_PAUSE)
        else:
            return


def _opened(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w")
    except OSError as error:
        raise UnavailableError(
            f"Nothing can be built in {path.parent}: {error.strerror}; "
            "set BOILERBENCH_CACHE to a folder that can be written."
        ) from error


def _is_still_there(handle: IO[str], path: Path) -> bool:
    try:
        return path.stat().st_ino == os.fstat(handle.fileno()).st_ino
    except FileNotFoundError:
        return False


def _is_at_work(folder: Path) -> bool:
    """Whether a process was started from the folder, as far as the system tells (Linux)."""
    mark = f"{folder}{os.sep}".encode()
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark in entry.read_bytes():
                return True
        except OSError:  # gone, or another user's
            continue
    return False


def _name_of(folder: Path) -> str:
    """The adapter's name, without the digest of its pins; a repository's digest is its name."""
    return folder.name.rpartition("-")[0] or f"repository {folder.name}"
