"""One extractor made ready: what every verb that tries rules on its outputs begins with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from boilerbench.errors import UnavailableError
from boilerbench.extracting import extract
from boilerbench.manifests import Settings
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.records import Extraction, Page
from boilerbench.running import check_settings
from boilerbench.sessions import SessionPool
from boilerbench.systems import System, parse_specs


@contextmanager
def one_system(
    spec: str,
    settings: Settings,
    *,
    jobs: int = 1,
    say: Callable[[str], None] = lambda _message: None,
) -> Iterator[tuple[System, Callable[[Page], Extraction]]]:
    """The system that a spec names, and what extracts a page with it; its workers end behind.

    Raises SpecError or AdapterError for the spec, UnavailableError where it cannot run.
    """
    systems = resolve_all(parse_specs([spec]), check_settings(settings), jobs=1, say=say)
    with SessionPool(jobs) as pool:
        (system,) = greet_all(systems, pool, jobs=1)
        if system.origin is None:
            raise UnavailableError(f"{spec} cannot run here: {system.record.reason}")
        yield system, lambda page: extract(system, page, pool)
