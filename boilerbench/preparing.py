"""Environments made ahead of a run, each with the first words of its worker."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from boilerbench.caches import holder_of, size_of
from boilerbench.commands import Command
from boilerbench.manifests import Settings, SystemRecord
from boilerbench.parallel import crew_of_this_thread, side_by_side
from boilerbench.readiness import greeted
from boilerbench.sessions import SessionPool
from boilerbench.specs import Spec
from boilerbench.systems import System, resolve


class Prepared(NamedTuple):
    """One extractor made ready, or why it is not: its record has the reason.

    `folder` is its environment in the cache and `size` the bytes that takes on disk, None where
    it needs none; `seconds` is how long resolving, building and the first start took.
    """

    record: SystemRecord
    folder: Path | None
    size: int | None
    seconds: float


def prepare(
    specs: Sequence[Spec],
    settings: Settings,
    *,
    jobs: int,
    say: Callable[[str], None],
    told: Callable[[Prepared], None] = lambda _prepared: None,
) -> list[Prepared]:
    """Build what each spec needs and start its worker once, `jobs` at a time, in their order.

    `told` hears of each as it is done. Raises SpecError or AdapterError where a spec is wrong.
    """
    with SessionPool(jobs) as pool:

        def make(spec: Spec) -> Prepared:
            done = _prepared(spec, settings, pool, say)
            crew_of_this_thread().wait()  # what was stopped is not told as unavailable
            told(done)
            return done

        return side_by_side(make, specs, width=jobs, stop=pool.close)


def _prepared(
    spec: Spec, settings: Settings, pool: SessionPool, say: Callable[[str], None]
) -> Prepared:
    start = time.monotonic()
    system = greeted(resolve(spec, settings, say), pool)
    seconds = time.monotonic() - start
    folder = _folder_of(system)
    return Prepared(system.record, folder, size_of(folder) if folder else None, seconds)


def _folder_of(system: System) -> Path | None:
    if not isinstance(system.origin, Command):
        return None
    places = (system.origin.interpreter, *system.origin.search_path)
    return next(filter(None, map(holder_of, places)), None)
