"""One extractor made ready: what every verb that tries rules on its outputs begins with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from boilerbench.errors import UnavailableError
from boilerbench.manifests import Settings
from boilerbench.readiness import greet_all, resolve_all
from boilerbench.sessions import SessionPool
from boilerbench.systems import System, parse_specs


@contextmanager
def one_system(
    spec: str,
    settings: Settings,
    *,
    jobs: int = 1,
    say: Callable[[str], None] = lambda _message: None,
) -> Iterator[tuple[System, SessionPool]]:
    """The system that a spec names, and where its workers live, which end behind.

    Raises SpecError or AdapterError for the spec, UnavailableError where it cannot run.
    """
    systems = resolve_all(parse_specs([spec]), settings, jobs=1, say=say)
    with SessionPool(jobs) as pool:
        (system,) = greet_all(systems, pool, jobs=1)
        if system.origin is None:
            raise UnavailableError(f"{spec} cannot run here: {system.record.reason}")
        yield system, pool
