"""A batch of pages for one system: what an executor is handed, and what it hands back.

All of it can be pickled, and a page's bytes travel with it: another host need not see the corpus.
"""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, TypeAlias

import msgspec

from boilerbench.commands import Command
from boilerbench.errors import BoilerbenchError
from boilerbench.extracting import extract, pool_of_this_process
from boilerbench.hosts import Host, this_host
from boilerbench.machines import usable_cores
from boilerbench.manifests import Settings
from boilerbench.readiness import greeted
from boilerbench.records import Extraction, Gold, HtmlBytes, Page
from boilerbench.specs import parse_spec
from boilerbench.systems import System, resolve
from boilerbench.version import VERSION

PAGES: Final = 16
"""Pages in a batch, at most."""

BYTES: Final = 4 << 20
"""Bytes of pages in a batch, at most, unless its only page has more."""

Extract: TypeAlias = Callable[[System, Page], Extraction]


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that was extracted, by which host; how often rules were skipped there, and why."""

    host: Host
    extractions: tuple[Extraction, ...]
    skipped: Mapping[tuple[int, str], int] = field(default_factory=dict)


Work: TypeAlias = Callable[[System, Sequence[Page]], Done]


@dataclass(frozen=True)
class Home:
    """The run that batches come from: what its host has found out, for all other hosts.

    `run` tells runs apart; `fingerprints` are those of its systems, by spec, before any rules;
    `capacity` is how many workers a process may keep alive.
    """

    run: str
    host: Host
    settings: Settings
    fingerprints: Mapping[str, str]
    capacity: int
    version: str = VERSION


def home_of(systems: Sequence[System], settings: Settings, capacity: int) -> Home:
    """This host, as the home of a run that begins now with these systems."""
    prints = {system.record.spec: system.record.fingerprint for system in systems}
    return Home(uuid.uuid4().hex, this_host(), settings, prints, capacity)


def extract_batch(system: System, pages: Sequence[Page], *, extract: Extract) -> Done:
    """What a system makes of some pages, wherever that is."""
    return Done(this_host(), tuple(extract(system, page) for page in pages))


def extract_at(system: System, page: Page, *, home: Home) -> Extraction:
    """What a system makes of a page in whatever process an executor runs it."""
    pool = pool_of_this_process(home.run, min(home.capacity, usable_cores()))
    return extract(_system_here(system, home), page, pool)


def batches(pages: Sequence[Page], jobs: int) -> Iterator[tuple[Page, ...]]:
    """Pages as they travel, some at a time, each read when its batch is asked for.

    They have their bytes with them, and no gold. Where pages are few, so are those of a batch:
    all of `jobs` have some to the end.
    """
    size = max(1, min(PAGES, len(pages) // (4 * jobs)))
    batch: list[Page] = []
    held = 0
    for page in pages:
        content = page.source.read()
        if batch and (len(batch) >= size or held + len(content) > BYTES):
            yield tuple(batch)
            batch, held = [], 0
        batch.append(replace(page, source=HtmlBytes(content), gold=Gold()))
        held += len(content)
    if batch:
        yield tuple(batch)


_RESOLVED: dict[tuple[str, str], System] = {}
_RESOLVING = threading.Lock()


def _system_here(system: System, home: Home) -> System:
    """The system as this host runs it: as its home does, or resolved and built here, once."""
    key = (home.run, system.record.spec)
    with _RESOLVING:
        if key not in _RESOLVED:
            _RESOLVED[key] = _resolved_here(system, home)
        return _RESOLVED[key]


def _resolved_here(system: System, home: Home) -> System:
    here = this_host()
    if home.version != VERSION:
        return _refused(
            system,
            f"{here.name} has boilerbench {VERSION}, {home.host.name} has {home.version}: "
            "install one version on both",
        )
    if here.identity == home.host.identity or not isinstance(system.origin, Command):
        return system
    try:
        found = resolve(parse_spec(system.record.spec), home.settings, lambda _said: None)
    except BoilerbenchError as error:
        return _refused(system, f"on {here.name}: {error}")
    with_greeting = partial(greeted, pool=pool_of_this_process(home.run, home.capacity))
    return _checked(system, with_greeting(found), home)


def _checked(system: System, found: System, home: Home) -> System:
    """What was resolved here, if it is the code that its home has."""
    here, there = this_host().name, home.host.name
    if found.origin is None:
        return _refused(system, f"on {here}: {found.record.reason}")
    wanted = home.fingerprints[system.record.spec]
    if found.record.fingerprint != wanted:
        return _refused(
            system,
            f"{here} has other code (fingerprint {found.record.fingerprint}, "
            f"{found.record.name} on {found.record.runtime}) than {there} ({wanted}, "
            f"{system.record.name} on {system.record.runtime}): give both the same Python and "
            "packages, or build alike on both with --isolated",
        )
    return System(system.record, found.origin)


def _refused(system: System, reason: str) -> System:
    return System(msgspec.structs.replace(system.record, reason=reason), None)
