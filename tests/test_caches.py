"""The cache: what is in it, how large, and what may be taken out of it."""

import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from boilerbench.caches import (
    Cached,
    cached,
    hold_lock,
    holder_of,
    remove,
    remove_idle_locks,
    size_of,
)
from boilerbench.errors import UnavailableError
from boilerbench.parallel import Crew


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def environment(cache: Path, name: str = "html-text-0123456789abcdef") -> Path:
    folder = cache / "environments" / name
    (folder / "lib").mkdir(parents=True)
    (folder / "lib" / "module.py").write_bytes(b"x" * 10_000)
    folder.with_name(f"{name}.lock").touch()
    return folder


def only(name: str) -> Cached:
    (found,) = [one for one in cached() if one.name == name]
    return found


def found(folder: Path) -> Cached:
    return next(one for one in cached() if one.folder == folder)


def test_what_is_there_is_listed_with_its_size(cache: Path) -> None:
    """Environments are named by their adapter, repositories by digest; locks are neither."""
    folder = environment(cache)
    (cache / "repositories" / "fedcba9876543210").mkdir(parents=True)
    assert [one.name for one in cached()] == ["html-text", "repository fedcba9876543210"]
    assert only("html-text").folder == folder
    assert 10_000 <= only("html-text").size < 20_000
    assert size_of(folder) == only("html-text").size


def test_an_empty_cache_has_nothing() -> None:
    """A cache that was never used is no error."""
    assert cached() == []


def test_a_hard_link_takes_its_room_once(cache: Path) -> None:
    """What uv links instead of copying is not counted for each of its names."""
    folder = environment(cache)
    before = size_of(folder)
    (folder / "lib" / "again.py").hardlink_to(folder / "lib" / "module.py")
    assert size_of(folder) == before


def test_what_has_a_name_elsewhere_is_not_freed(cache: Path, tmp_path: Path) -> None:
    """A file that uv's cache holds too takes room here, and removing it here gives none back."""
    folder = environment(cache)
    whole = only("html-text")
    assert whole.own == whole.size
    (tmp_path / "uv").hardlink_to(folder / "lib" / "module.py")
    linked = only("html-text")
    assert (linked.size, linked.own) == (whole.size, 0)


def test_a_path_is_known_to_lie_in_an_environment(cache: Path) -> None:
    """An environment's own Python leads to its folder, any other to none."""
    folder = environment(cache)
    assert holder_of(str(folder / "bin" / "python")) == folder
    assert holder_of(sys.executable) is None
    assert holder_of(str(cache / "environments")) is None


def test_what_is_removed_is_gone(cache: Path) -> None:
    """The folder and its lock go, and nothing else."""
    kept = environment(cache, "other-0123456789abcdef")
    environment(cache)
    assert remove(only("html-text")) is None
    assert sorted(path.name for path in (cache / "environments").iterdir()) == [
        kept.name,
        f"{kept.name}.lock",
    ]


def test_a_removal_cut_short_leaves_nothing_that_passes_for_whole(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed half-way, what is left has another name than a build; the next removal takes it."""
    folder = environment(cache)

    def killed(path: Path, *, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            remove(only("html-text"))
    assert not folder.exists()
    assert remove(only("html-text")) is None
    assert cached() == []


def test_what_another_process_removed_meanwhile_is_gone(cache: Path) -> None:
    """Two may clean at once: the second finds nothing left to do."""
    environment(cache)
    twice = only("html-text")
    assert remove(twice) is None
    assert remove(twice) is None
    assert list((cache / "environments").iterdir()) == []


def test_locks_of_nothing_are_removed(cache: Path) -> None:
    """A build that failed leaves its lock; one that is held or belongs to a folder stays."""
    kept = environment(cache)
    idle, held = (kept.with_name(f"{name}-0123.lock") for name in ("failed", "building"))
    idle.touch()
    with hold_lock(held):
        remove_idle_locks()
        assert held.exists()
    assert not idle.exists()
    assert kept.with_name(f"{kept.name}.lock").exists()


def test_what_is_being_built_stays(cache: Path) -> None:
    """Nothing is taken from under a builder that holds the lock."""
    folder = environment(cache)
    with hold_lock(folder.with_name(f"{folder.name}.lock")):
        assert remove(only("html-text")) == "it is being built"
    assert folder.exists()


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc: only Linux tells who runs")
@pytest.mark.parametrize("runtime", ["python", "node"])
def test_what_a_worker_runs_in_stays(cache: Path, runtime: str) -> None:
    """Nothing is taken from under a Python that lies in it, nor a Node that is told of it."""
    folder = environment(cache)
    neighbour = environment(cache, f"{folder.name}0")
    program = folder / "bin" / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    # To Node the folder is given within JSON, as `search_path`.
    told = ["1"] if runtime == "python" else [json.dumps({"search_path": [str(folder)]})]
    worker = program if runtime == "python" else sys.executable
    # It speaks once it runs: a process that still starts has no command line for a moment.
    code = "print('here', flush=True); input()"
    pipe = subprocess.PIPE
    with subprocess.Popen([worker, "-c", code, *told], stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        assert remove(found(folder)) == "a worker runs in it"
        assert remove(found(neighbour)) is None
        process.communicate(b"\n")
    assert remove(found(folder)) is None


def _hold(lock: Path, held: list[int]) -> None:
    with hold_lock(lock):
        held.append(lock.stat().st_ino)


def test_who_waits_for_a_lock_that_is_removed_takes_the_new_one(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock file unlinked under a waiter would let two builders hold it; it looks again."""
    folder = environment(cache)
    lock = folder.with_name(f"{folder.name}.lock")
    held: list[int] = []
    waits = threading.Event()

    def wait(_crew: Crew, seconds: float = 0.0) -> None:
        waits.set()  # it has the file open, and found it locked
        time.sleep(seconds)

    monkeypatch.setattr(Crew, "wait", wait)
    with hold_lock(lock):
        waiter = threading.Thread(target=_hold, args=(lock, held))
        waiter.start()
        assert waits.wait(10)
        lock.unlink()
    waiter.join(10)
    assert held == [lock.stat().st_ino]


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Where no folder can be made the error names the variable that moves it."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(UnavailableError, match="set BOILERBENCH_CACHE"),
        hold_lock(tmp_path / "file" / "x.lock"),
    ):
        pass
