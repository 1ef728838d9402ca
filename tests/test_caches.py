"""The cache: what is in it, how large, and what may be taken out of it."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from boilerbench.caches import Cached, cached, hold_lock, holder_of, remove, size_of
from boilerbench.errors import UnavailableError


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


def test_what_is_being_built_stays(cache: Path) -> None:
    """Nothing is taken from under a builder that holds the lock."""
    folder = environment(cache)
    with hold_lock(folder.with_name(f"{folder.name}.lock")):
        assert remove(only("html-text")) == "it is being built"
    assert folder.exists()


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc: only Linux tells who runs")
def test_what_a_worker_runs_in_stays(cache: Path) -> None:
    """Nothing is taken from under a process that was started from it."""
    folder = environment(cache)
    program = folder / "bin" / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    with subprocess.Popen([program, "-c", "input()"], stdin=subprocess.PIPE) as worker:
        assert remove(only("html-text")) == "a worker runs in it"
        worker.communicate(b"\n")
    assert remove(only("html-text")) is None


def _hold(lock: Path, held: list[int]) -> None:
    with hold_lock(lock):
        held.append(lock.stat().st_ino)


def test_who_waits_for_a_lock_that_is_removed_takes_the_new_one(cache: Path) -> None:
    """A lock file unlinked under a waiter would let two builders hold it; it looks again."""
    folder = environment(cache)
    lock = folder.with_name(f"{folder.name}.lock")
    held: list[int] = []
    with hold_lock(lock):
        waiter = threading.Thread(target=_hold, args=(lock, held))
        waiter.start()
        time.sleep(0.2)  # it is waiting for the lock by now, or will find it gone
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
