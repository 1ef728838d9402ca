"""Engines: who carries out a run. Each is a module whose `hired` opens it for as long as needed."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, TypeAlias, runtime_checkable

from boilerbench.errors import UsageError

ENGINES: Final = {
    "local": "boilerbench.engines.local",
    "dask": "boilerbench.engines.dask",
}
"""Every engine, and the module that is it; loaded when it is asked for."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What drives a run: an executor, None for the threads of the run itself, and its `jobs`."""

    executor: Executor | None
    jobs: int


class GoneError(BrokenExecutor):
    """Those who extract are gone; the message says which, without an end."""


Hire: TypeAlias = Callable[[str | None, int | None], AbstractContextManager[Engine]]


@runtime_checkable
class Everywhere(Protocol):
    """An executor that can have something done in each of its processes."""

    def everywhere(self, task: Callable[[], None]) -> None:
        """Carry out the task in every process that is there; those that are gone need it not."""
        ...


def hired(name: str, scheduler: str | None, jobs: int | None) -> AbstractContextManager[Engine]:
    """An engine at work, given back when its block ends.

    `scheduler` is the address of a cluster that stands already, `jobs` how many batches are
    extracted at once. Raises UsageError and RunError where it cannot be had.
    """
    if name not in ENGINES:
        raise UsageError(f"There is no engine {name!r}; choose one of {', '.join(ENGINES)}.")
    hire: Hire = import_module(ENGINES[name]).hired
    return hire(scheduler, jobs)
