"""Small dask clusters for tests: real processes on loopback that end with their block."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from distributed import Client

_QUIET = {"PYTHONWARNINGS": "ignore", "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical"}
_LONGEST = "240 s"  # what nobody ended ends by itself


@dataclass
class Cluster:
    """A scheduler and its workers, each a process that a test may kill."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def hire(self) -> subprocess.Popen[bytes]:
        """One more worker of one thread."""
        flags = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        worker = _started("worker", self.address, *flags, "--host", "127.0.0.1")
        self.workers.append(worker)
        return worker


@contextmanager
def cluster(
    folder: Path, workers: int = 2, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Cluster]:
    """A cluster of so many workers; all of it is gone when the block ends.

    `settings` are dask's own, as its environment variables name them.
    """
    stated = folder / "scheduler.json"
    flags = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--idle-timeout", _LONGEST]
    with ExitStack() as stack:
        scheduler = _started("scheduler", *flags, "--scheduler-file", str(stated), **settings)
        made = Cluster("", scheduler)
        stack.callback(lambda: end_all([*made.workers, scheduler]))
        made.address = _address(stated)
        for _ in range(workers):
            made.hire()
        if workers:
            with Client(made.address, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=60)
        yield made


def end_all(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    """End them one by one."""
    for process in processes:
        end(process)


def end(process: subprocess.Popen[bytes], how: int = signal.SIGKILL) -> None:
    """End one process by its id, if it lives."""
    if process.poll() is None:
        os.kill(process.pid, how)
    process.wait(30)


def _started(kind: str, *arguments: str, **settings: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", kind, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | _QUIET | settings,
    )


def _address(stated: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if stated.exists() and (text := stated.read_text(encoding="utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise AssertionError("the scheduler never said where it listens")
