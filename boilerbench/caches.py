"""The folder for what can be made again: where it is, what is in it, who may change it."""

import fcntl
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, NamedTuple

import platformdirs

from boilerbench.errors import UnavailableError
from boilerbench.parallel import crew_of_this_thread

ENVIRONMENTS: Final = "environments"
REPOSITORIES: Final = "repositories"
CORPORA: Final = "corpora"
_REMOVED = ".removed"
_PAUSE = 0.1  # seconds between two looks at a lock: a thread that waits in the kernel hears no ^C


class Cached(NamedTuple):
    """One thing in the cache: what it was made for, its folder, the bytes it takes on disk.

    `own` of these are freed with it; the rest also has a name elsewhere, as in uv's own cache.
    """

    name: str
    folder: Path
    size: int
    own: int


def cache_folder() -> Path:
    """The folder for what can be made again: BOILERBENCH_CACHE, else the user's cache."""
    stated = os.environ.get("BOILERBENCH_CACHE")
    return Path(stated or platformdirs.user_cache_dir("boilerbench")).expanduser().absolute()


def data_folder() -> Path:
    """The folder of fetched corpora: BOILERBENCH_DATA, else `corpora` in the cache."""
    stated = os.environ.get("BOILERBENCH_DATA")
    return Path(stated).expanduser().absolute() if stated else cache_folder() / CORPORA


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
    return sorted(Cached(_name_of(one), one, *_measured(one)) for one in folders)


def holder_of(path: str) -> Path | None:
    """The environment's folder that a path lies in, or None for a path outside the cache."""
    root = cache_folder() / ENVIRONMENTS
    try:
        return root / Path(path).relative_to(root).parts[0]
    except (ValueError, IndexError):
        return None


def size_of(folder: Path) -> int:
    """The bytes that a folder's files take on disk, hard links within it counted once."""
    return _measured(folder)[0]


def remove(one: Cached) -> str | None:
    """Remove one thing from the cache; None, or why it stays: it is in use."""
    name = one.folder.name.removesuffix(_REMOVED)
    lock = one.folder.with_name(f"{name}.lock")
    try:
        with _locked(lock, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if _is_at_work(one.folder):
                return "a worker runs in it"
            _remove_whole(one.folder, one.folder.with_name(name + _REMOVED))
            lock.unlink()  # whoever waits for it sees that it is gone, and makes another
    except BlockingIOError:
        return "it is being built"
    return None


def _remove_whole(folder: Path, doomed: Path) -> None:
    """Remove a folder by another name: cut short half-way, it must not pass for a whole one."""
    if folder != doomed and folder.exists():
        shutil.rmtree(doomed, ignore_errors=True)
        folder.rename(doomed)
    if doomed.exists():
        shutil.rmtree(doomed)


def remove_idle_locks() -> None:
    """Remove the lock files of what is not there any more and that nobody is building."""
    for kind in (ENVIRONMENTS, REPOSITORIES):
        for lock in (cache_folder() / kind).glob("*.lock"):
            with suppress(BlockingIOError), _locked(lock, fcntl.LOCK_EX | fcntl.LOCK_NB):
                if not lock.with_suffix("").exists():
                    lock.unlink()


def _measured(folder: Path) -> tuple[int, int]:
    """The bytes on disk of a folder's files, and of those whose every name is in the folder."""
    sizes: dict[int, int] = {}
    elsewhere: Counter[int] = Counter()
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):  # somebody builds there
                status = Path(place, name).lstat()
                sizes[status.st_ino] = status.st_blocks * 512
                elsewhere.setdefault(status.st_ino, status.st_nlink)
                elsewhere[status.st_ino] -= 1
    own = sum(size for inode, size in sizes.items() if elsewhere[inode] <= 0)
    return sum(sizes.values()), own


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
    """Whether a process's command line names the folder, as far as the system tells (Linux)."""
    # A Python is started from it, a Node is told of it.
    mark = re.compile(re.escape(os.fsencode(folder)) + rb"(?![\w.+-])")
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.search(entry.read_bytes()):
                return True
        except OSError:  # gone, or another user's
            continue
    return False


def _name_of(folder: Path) -> str:
    """The adapter's name, without the digest of its pins; a repository's digest is its name."""
    return folder.name.rpartition("-")[0] or f"repository {folder.name}"
