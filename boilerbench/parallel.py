"""Tasks side by side in threads that stop together: what they run is killed, no wait goes on."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from typing import TypeVar

from boilerbench.errors import UnavailableError

Item = TypeVar("Item")
Result = TypeVar("Result")
Program = subprocess.Popen[str]


class Crew:
    """The threads of one undertaking, and the programs that they run at this moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[Program] = set()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Kill what the crew's threads run; whatever they begin or wait for ends at once."""
        with self._lock:
            self._stopped.set()
            for program in self._running:
                kill(program)

    def add(self, program: Program) -> None:
        """Have a program killed when the crew stops: at once, where it has stopped."""
        with self._lock:
            self._running.add(program)
            if self._stopped.is_set():
                kill(program)

    def discard(self, program: Program) -> None:
        """Forget a program that has ended."""
        with self._lock:
            self._running.discard(program)

    def wait(self, seconds: float = 0.0) -> None:
        """Let time pass; UnavailableError as soon as the crew is stopped."""
        if self._stopped.wait(seconds):
            raise UnavailableError("The environment was not built: its builder was stopped.")


def side_by_side(
    task: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    width: int,
    stop: Callable[[], None] = lambda: None,
) -> list[Result]:
    """What a task makes of each item, in the items' order, `width` of them at a time.

    The first that raises, and ^C in the thread that waits, stops the others before it is raised;
    `stop` ends what they wait for beside programs and locks.
    """
    crew = Crew()
    with (
        ThreadPoolExecutor(width, "crew", _join, (crew,)) as threads,
        ExitStack() as if_it_fails,
    ):
        if_it_fails.callback(stop)
        if_it_fails.callback(crew.stop)
        if_it_fails.callback(threads.shutdown, wait=False, cancel_futures=True)
        futures = [threads.submit(task, item) for item in items]
        for done in wait(futures, return_when=FIRST_EXCEPTION).done:
            done.result()
        if_it_fails.pop_all()
    return [future.result() for future in futures]


def crew_of_this_thread() -> Crew:
    """The crew a thread belongs to; one that is never stopped for a thread that joined none."""
    found = getattr(_here, "crew", None)
    return found if isinstance(found, Crew) else Crew()


def kill(program: Program) -> None:
    """Kill a program that leads a process group, and all that it started; not one that ended."""
    if program.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)


_here = threading.local()


def _join(crew: Crew) -> None:
    _here.crew = crew
