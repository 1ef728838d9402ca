"""The engine of one machine: workers driven by threads of the run itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from boilerbench.engines import Engine
from boilerbench.errors import UsageError
from boilerbench.machines import usable_cores


@contextmanager
def hired(scheduler: str | None, jobs: int | None) -> Iterator[Engine]:
    """The machine itself, with a worker for every core unless `jobs` says otherwise."""
    if scheduler is not None:
        raise UsageError(
            "--scheduler names a cluster, and the engine `local` uses none: add --engine dask."
        )
    yield Engine(None, jobs or usable_cores())
