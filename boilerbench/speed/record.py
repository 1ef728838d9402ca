"""What a measurement of speed writes down: its manifest, and what happened, event by event."""

from typing import Annotated, TypeAlias

import msgspec

from boilerbench.manifests import Machine, Settings, SystemRecord
from boilerbench.records import Outcome
from boilerbench.rules.model import RunRules
from boilerbench.speed.cores import Reading

SCHEMA = 1
"""Version of the format: 1 since 0.1.0."""


class TimedPage(msgspec.Struct, frozen=True):
    """A page that was timed: its id, size in bytes, digest, and the site it is resampled with."""

    id: str
    size: int
    digest: str
    site: str


class TimedCorpus(msgspec.Struct, frozen=True):
    """Which pages were timed."""

    name: str
    source: str
    digest: str
    pages: tuple[TimedPage, ...]


class Protocol(msgspec.Struct, frozen=True):
    """How it was measured: rounds at least, processes side by side for the throughput, seed."""

    repeats: int = 5
    processes: int = 1
    seed: int = 0


class SpeedManifest(msgspec.Struct, frozen=True):
    """`speed.json`; `rules` are those that its pages went through before they were timed."""

    boilerbench: str
    created: str
    corpus: TimedCorpus
    systems: tuple[SystemRecord, ...]
    settings: Settings
    protocol: Protocol
    machine: Machine
    rules: RunRules | None = None
    schema: int = SCHEMA


class Surveyed(msgspec.Struct, frozen=True, tag="survey", omit_defaults=True):
    """One page in the first pass, with the collector as it is: outcome, and cost where timed."""

    system: int
    page: int
    outcome: Outcome
    wall_ns: int = 0
    cpu_ns: int = 0
    peak_memory: int = 0
    reason: str | None = None


class Started(msgspec.Struct, frozen=True, tag="start", omit_defaults=True):
    """A worker's cold start: until it greets, of that the import, then its first call's CPU."""

    system: int
    round: int
    ready_ns: int
    import_ns: int | None
    page: int
    first_ns: int


class Called(msgspec.Struct, frozen=True, tag="call", omit_defaults=True):
    """One timed call of a warm worker; `pace_ns` are the laps before and after it."""

    system: int
    page: int
    round: Annotated[int, msgspec.Meta(ge=1)]
    outcome: Outcome
    wall_ns: int = 0
    cpu_ns: int = 0
    pace_ns: tuple[int, int] | None = None
    reason: str | None = None


class Passed(msgspec.Struct, frozen=True, tag="pass"):
    """Pages through several workers at once: host's wall time, with readings before and after.

    `expected_ns` is what one warm worker took for these pages: their median wall times in the
    rounds, added.
    """

    system: int
    round: int
    processes: int
    pages: int
    wall_ns: int
    expected_ns: float
    before: Reading
    after: Reading


class Probed(msgspec.Struct, frozen=True, tag="cores"):
    """A reading of the cores probe, taken beside nothing."""

    reading: Reading


class Instructed(msgspec.Struct, frozen=True, tag="instructions", omit_defaults=True):
    """Instructions of a warm worker's extraction, by the number of the page; why there are none."""

    system: int
    counts: dict[int, int] = {}
    remarks: tuple[str, ...] = ()
    reason: str | None = None


class Ruled(msgspec.Struct, frozen=True, tag="rules"):
    """What rules take for one page in CPU time: to parse it, and prune it too, to clean its text.

    `fired` says whether a rule took anything from the page.
    """

    page: int
    parse_ns: int
    prune_ns: int
    clean_ns: int
    fired: bool


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """The last event of a measurement that came to its end."""

    seconds: float


Event: TypeAlias = Surveyed | Started | Called | Passed | Probed | Instructed | Ruled | Finished
