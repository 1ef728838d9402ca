"""Each extractor by itself: what ran, where it did worst, where it failed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from boilerbench.manifests import SystemRecord
from boilerbench.records import ANSWERS
from boilerbench.report.choosing import worst_of_system
from boilerbench.report.contents import Contents
from boilerbench.report.saying import short_name
from boilerbench.wording import counted

MOST: Final = 10
"""Pages of a list."""


@dataclass(frozen=True, slots=True)
class SystemView:
    """An extractor; `worst` and `failed` hold place and id of a page, and a value or a reason."""

    place: int
    name: str
    reason: str
    told: str
    worst: Sequence[tuple[int, str, str]]
    failed: Sequence[tuple[int, str, str]]
    facts: Sequence[tuple[str, str]]


def system_views(contents: Contents) -> list[SystemView]:
    """A view of every extractor, in their order."""
    return [_view(contents, place) for place in range(len(contents.systems))]


def _view(contents: Contents, place: int) -> SystemView:
    system = contents.systems[place]
    failed = [
        (at, short_name(page), cell.outcome)
        for at, page in enumerate(contents.pages)
        if (cell := page.cells[place]) is not None and cell.outcome not in ANSWERS
    ]
    worst = worst_of_system(contents, place, MOST)
    more = f"{counted(len(failed), 'page')} failed" if len(failed) > MOST else ""
    return SystemView(
        place=place,
        name=system.name,
        reason=system.reason or "",
        told=f"{more}, of which the first are named." if more else "",
        worst=[(at, short_name(contents.pages[at]), f"{value:.3f}") for at, value in worst],
        failed=failed[:MOST],
        facts=tuple(facts_of(system)),
    )


def facts_of(system: SystemRecord) -> Iterator[tuple[str, str]]:
    """What a spec resolved to, without what nobody knows."""
    checkout = system.checkout
    options = ", ".join(f"{name}={value}" for name, value in system.options.items())
    started = "a process for every page" if system.process_per_page else ""
    found = {
        "spec": system.spec,
        "version": system.version,
        "kind": system.kind,
        "options": options,
        "runtime": system.runtime,
        "environment": system.environment,
        "packages": ", ".join(system.packages),
        "checkout": checkout and checkout.path,
        "commit": checkout and checkout.commit,
        "uncommitted changes": "yes" if checkout and checkout.dirty else "",
        "digest of its code": checkout and checkout.digest,
        "libxml2": system.libxml2,
        "network": system.network,
        "containment": system.containment,
        "started": started,
        "import": f"{system.import_ms:g} ms" if system.import_ms is not None else "",
        "fingerprint": system.fingerprint,
    }
    yield from ((name, value) for name, value in found.items() if value)
