"""Extractors made ready: each resolved, its environment built, its worker heard, side by side."""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from boilerbench.commands import Command
from boilerbench.digests import short_digest
from boilerbench.errors import UnavailableError
from boilerbench.manifests import Settings
from boilerbench.parallel import side_by_side
from boilerbench.sessions import SessionPool
from boilerbench.specs import Spec
from boilerbench.systems import System, resolve


def resolve_all(
    specs: Sequence[Spec], settings: Settings, *, jobs: int, say: Callable[[str], None]
) -> list[System]:
    """The systems that specs name, in their order; `jobs` environments are built at a time.

    Raises SpecError or AdapterError where a spec itself is wrong.
    """
    return side_by_side(partial(resolve, settings=settings, say=say), specs, width=jobs)


def greet_all(
    systems: Sequence[System], pool: SessionPool, *, jobs: int, first: int = 1
) -> list[System]:
    """The systems with what their workers say of themselves; without origin where none starts.

    `jobs` are started at a time, from the last system to the first, of which `first` workers are
    started: they are alive when the work begins with it.
    """
    order = [*reversed(systems), *[one for one in systems[:1] for _ in range(first - 1)]]
    found = side_by_side(partial(greeted, pool=pool), order, width=jobs, stop=pool.close)
    return found[: len(systems)][::-1]


def greeted(system: System, pool: SessionPool) -> System:
    """The system with what its worker says of itself, or without origin where none starts."""
    if not isinstance(system.origin, Command):
        return system
    try:
        with pool.borrow(system.origin) as session:
            greeting = session.greeting()
    except UnavailableError as error:
        return System(msgspec.structs.replace(system.record, reason=str(error)), None)
    own = system.record.fingerprint
    record = msgspec.structs.replace(
        system.record,
        version=greeting.version or system.record.version,
        fingerprint=short_digest(f"{own} {greeting.version}".encode()) if greeting.version else own,
        runtime=greeting.runtime,
        network=greeting.network,
        containment=greeting.containment,
        libxml2=greeting.libxml2,
        import_ms=None if greeting.import_ns is None else round(greeting.import_ns / 1e6, 1),
    )
    return System(record, system.origin)
