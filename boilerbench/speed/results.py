"""The figures of a measurement as one value: what `boilerbench speed --format json` prints.

Its shape is a promise; `json_schema()` is generated from these structs.
"""

from typing import Any

import msgspec

from boilerbench.manifests import Machine
from boilerbench.speed.record import Protocol

SCHEMA = 1
"""Version of the JSON shape: 1 since 0.1.0."""


class Cold(msgspec.Struct, frozen=True):
    """What a new worker costs, in milliseconds: medians over its starts.

    `ready_ms` is from nothing until it greets, of that `import_ms` the import; `first_call_ms` the
    CPU time of its first call, beside that of the same page when it is warm.
    """

    ready_ms: float
    import_ms: float | None
    first_call_ms: float
    same_call_warm_ms: float | None


class Latency(msgspec.Struct, frozen=True):
    """What a page costs a warm worker, in milliseconds.

    Of each page the least and the median of its calls count; `cpu` and `wall` are their means over
    pages, p50, p95 and longest are of the pages' median wall times, as are the two rates.
    """

    cpu_min_ms: float
    cpu_median_ms: float
    wall_min_ms: float
    wall_median_ms: float
    p50_ms: float
    p95_ms: float
    longest_ms: float
    longest_page: str
    pages_per_second: float
    megabytes_per_second: float
    core_hours_per_million: float


class Throughput(msgspec.Struct, frozen=True):
    """With several workers at once: pages a second, the median of the windows that count.

    `share` of what so many times one worker's pages a second would be; `quiet` is false where
    the cores were free in none of the windows.
    """

    processes: int
    pages_per_second: float
    share: float
    windows: int
    quiet: bool


class Growth(msgspec.Struct, frozen=True):
    """How CPU time grows with size, over the larger half of the pages, in bytes."""

    exponent: float
    low: float
    high: float
    from_bytes: int
    to_bytes: int
    super_linear: bool
    dearest_pages: tuple[str, ...]


class Ratio(msgspec.Struct, frozen=True):
    """How many times as fast, in CPU time a page, with a 95 % interval."""

    times: float
    low: float
    high: float
    pages: int


class Counted(msgspec.Struct, frozen=True):
    """Instructions of one extraction by a warm worker, the mean over pages; null with a reason.

    `beside_reference` is how many times as many they are as the reference's, as a geometric mean
    over the pages both have.
    """

    mean: float | None
    pages: int
    beside_reference: float | None
    remarks: tuple[str, ...]
    reason: str | None


class SpeedRow(msgspec.Struct, frozen=True):
    """One extractor.

    `failures` counts pages by how they failed; `disturbed` the timed pages of which others left
    fewer than three calls alone; `calls` are those of `calls_made` whose core kept
    its pace, as far as the worker tells. `ratio` is to the reference; `behind` says how many times
    as fast as this row the fastest is.
    """

    extractor: str
    label: str
    version: str | None
    runtime: str | None
    reason: str | None
    process_per_page: bool
    pages: int
    failures: dict[str, int]
    disturbed: int
    calls: int
    calls_made: int
    peak_memory_mb: float | None
    cold: Cold | None
    latency: Latency | None
    throughput: Throughput | None
    growth: Growth | None
    ratio: Ratio | None
    behind: Ratio | None
    instructions: Counted | None

    @property
    def name(self) -> str:
        """The label with the version that was measured."""
        return f"{self.label} {self.version}" if self.version else self.label


class TimedPages(msgspec.Struct, frozen=True):
    """The pages that were timed."""

    name: str
    digest: str
    pages: int
    megabytes: float


class FreeCores(msgspec.Struct, frozen=True):
    """A reading of the cores probe: of so many processes' worth of work, how much was done."""

    processes: int
    free: float


class RuleCost(msgspec.Struct, frozen=True):
    """What cleaning rules take by themselves, in milliseconds of CPU for the mean page.

    `prune_ms` is of parsing, looking and serialising together, `clean_ms` of all text of a page.
    """

    rules: str
    pages: int
    fired: int
    parse_ms: float
    prune_ms: float
    clean_ms: float


class Speeds(msgspec.Struct, frozen=True):
    """All figures of a measurement; `fastest` and `reference` name rows by their spec."""

    corpus: TimedPages
    machine: Machine
    protocol: Protocol
    rows: tuple[SpeedRow, ...]
    reference: str | None
    fastest: str | None
    cores: tuple[FreeCores, ...]
    rounds: int
    finished: bool
    seconds: float | None
    rules: RuleCost | None = None
    schema: int = SCHEMA


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Speeds`."""
    return msgspec.json.schema(Speeds)
