"""The result of scoring as one value: what `--format json` prints and the tables are drawn from.

Its JSON shape is a promise; `json_schema()` is generated from these structs.
"""

from typing import Any

import msgspec

from boilerbench.manifests import RowKind

SCHEMA = 1
"""Version of the JSON shape: 1 since 0.1.0."""


class Value(msgspec.Struct, frozen=True):
    """A number with its 95 % interval; null where no page could be counted."""

    value: float | None
    low: float | None
    high: float | None


class MetricScores(msgspec.Struct, frozen=True):
    """What one metric says of one extractor, and the signature that makes it comparable."""

    signature: str
    values: dict[str, Value]


class Speed(msgspec.Struct, frozen=True):
    """Time inside `extract`, CPU mean, wall median and 95th percentile; the worker's peak memory.

    `pages_per_second` and `megabytes_per_second` are of one worker, by wall time. A megabyte has
    2^20 bytes.
    """

    mean_cpu_ms: float
    median_ms: float
    p95_ms: float
    pages_per_second: float
    megabytes_per_second: float
    peak_memory_mb: float


class Group(msgspec.Struct, frozen=True):
    """The pages a row is about, where a table is broken down."""

    field: str
    value: str


class Row(msgspec.Struct, frozen=True):
    """One extractor on one group of pages; `statuses` counts pages by outcome.

    `kind` says whether it claims to find the main content (extractor), turns whole pages into text
    (converter), or is there to give the numbers their scale.
    """

    extractor: str
    label: str
    version: str | None
    kind: RowKind
    rank: int | None
    group: Group | None
    statuses: dict[str, int]
    reason: str | None
    scores: dict[str, MetricScores]
    speed: Speed | None

    @property
    def name(self) -> str:
        """The row's label with the version that was measured."""
        return f"{self.label} {self.version}" if self.version else self.label


class ScoredCorpus(msgspec.Struct, frozen=True):
    """The corpus that was scored, and how many of its pages."""

    name: str
    digest: str
    pages: int


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """The whole result."""

    schema: int = SCHEMA
    corpus: ScoredCorpus
    rows: tuple[Row, ...]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Scores`."""
    return msgspec.json.schema(Scores)
