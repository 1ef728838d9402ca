"""The result of scoring as one value: what `--format json` prints and the tables are drawn from.

Its JSON shape is a promise; `json_schema()` is generated from these structs.
"""

import math
from typing import Any, Protocol

import msgspec

from boilerbench.manifests import RowKind
from boilerbench.scoring.metric import Better

SCHEMA = 1
"""Version of the JSON shape: 1 since 0.1.0."""


class Value(msgspec.Struct, frozen=True):
    """A number with its 95 % interval; null where no page could be counted."""

    value: float | None
    low: float | None
    high: float | None


class Estimated(Protocol):
    """A point estimate with its interval, as `statistics` has them; nan where there is none."""

    @property
    def value(self) -> float:
        """The point."""
        ...

    @property
    def low(self) -> float:
        """The lower end."""
        ...

    @property
    def high(self) -> float:
        """The upper end."""
        ...


def value_of(estimate: Estimated, pages: int) -> Value:
    """An estimate from so many pages as it is written: null for nan.

    A single page says nothing of how pages differ, so its estimate has no interval.
    """
    ends = (estimate.low, estimate.high) if pages > 1 else (math.nan, math.nan)
    return Value(*map(written, (estimate.value, *ends)))


def written(number: float) -> float | None:
    """A number as it is written: null for nan, which JSON has not."""
    return None if math.isnan(number) else float(number)


class CommonPages(msgspec.Struct, frozen=True):
    """The values on the pages that all compared extractors answered."""

    signature: str
    short_signature: str
    pages: int
    values: dict[str, Value]


class MetricScores(msgspec.Struct, frozen=True):
    """What one metric says of one extractor, and the signature that makes it comparable.

    `rank` is among the rows of its kind; rows that are not told apart from its first share it.
    `gaps` counts the pages that are in no value, by why; `answered_by_all` is null where every
    page was answered.
    """

    signature: str
    short_signature: str
    values: dict[str, Value]
    rank: int | None = None
    gaps: dict[str, int] = {}
    answered_by_all: CommonPages | None = None


class Speed(msgspec.Struct, frozen=True):
    """Time inside `extract`, CPU mean, wall median and 95th percentile; the worker's peak memory.

    `pages_per_second` and `megabytes_per_second` are of one worker, by wall time. A megabyte has
    2^20 bytes. All of it is indicative, the more so where several `jobs` ran at once.
    """

    mean_cpu_ms: float
    median_ms: float
    p95_ms: float
    pages_per_second: float
    megabytes_per_second: float
    peak_memory_mb: float
    jobs: int | None = None


class Group(msgspec.Struct, frozen=True):
    """The pages a row is about, where a table is broken down.

    `small` are groups of under ten sites: their intervals are of pages, and say little.
    """

    field: str
    value: str
    small: bool = False


class Row(msgspec.Struct, frozen=True):
    """One extractor on one group of pages; `statuses` counts pages by outcome.

    `rank` is by the first metric. `kind` says whether it claims to find the main content
    (extractor), turns whole pages into text (converter), or gives the numbers their scale.
    `rules` says which cleaning rules its pages and outputs went through, null for none.
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
    rules: str | None = None

    @property
    def name(self) -> str:
        """The row's label with the version that was measured."""
        return f"{self.label} {self.version}" if self.version else self.label


class Pair(msgspec.Struct, frozen=True):
    """Two extractors, named by their specs: first minus second, paired page by page.

    `p` is of a permutation test, `adjusted` the same after Holm's correction over all pairs of the
    contest; `holds` is the share of bootstrap replicates in which the order is the same.
    All are null where no page gives both a value.
    """

    first: str
    second: str
    difference: Value
    p: float | None
    adjusted: float | None
    holds: float | None
    pages: int


class Contest(msgspec.Struct, frozen=True):
    """Every pair of rows of one kind under one metric, by its headline value.

    `better` says which end of the value is; `detectable` is the smallest difference between
    the leading rows that this corpus can show, null without a pair.
    """

    group: Group | None
    metric: str
    value: str
    kind: RowKind
    better: Better
    detectable: float | None
    pairs: tuple[Pair, ...]


class Agreement(msgspec.Struct, frozen=True):
    """How far two metrics rank the extractors alike: Kendall's tau."""

    group: Group | None
    first: str
    second: str
    extractors: int
    tau: Value


class PhraseHits(msgspec.Struct, frozen=True):
    """On how many pages an output has noise phrases of a kind, and in how many lines of these."""

    pages: int
    lines: int


class LikenessRow(msgspec.Struct, frozen=True):
    """One system's outputs beside those of the extractors, without gold.

    `likeness` is the mean over `compared` pages of its mean likeness to the other extractors;
    `alone` are those on which it is like none of them. `words_per_page`, `phrases` by kind and
    `phrase_pages` are of the `answered` pages.
    """

    extractor: str
    label: str
    version: str | None
    kind: RowKind
    answered: int
    compared: int
    likeness: Value
    alone: int
    words_per_page: float | None
    phrase_pages: int
    phrases: dict[str, PhraseHits]

    @property
    def name(self) -> str:
        """The row's label with the version that was measured."""
        return f"{self.label} {self.version}" if self.version else self.label


class LikenessPage(msgspec.Struct, frozen=True):
    """A page on which extractors agree little: the mean likeness of any two of them.

    `furthest` is the spec of the one that is least like the others, null of two. `words` are
    counted by spec.
    """

    page: str
    likeness: float
    furthest: str | None
    words: dict[str, int]


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How alike outputs are, with no gold: neither precision nor recall, and no rank.

    Likeness is the `measure` of two outputs. `pages` were answered by two extractors or more;
    `all_differ` are those on which no two are `alike` or more, `outliers` those with the least.
    """

    group: Group | None
    measure: str
    alike: float
    pages: int
    without_gold: int
    rows: tuple[LikenessRow, ...]
    outliers: tuple[LikenessPage, ...]
    all_differ: tuple[str, ...]


class ScoredCorpus(msgspec.Struct, frozen=True):
    """The corpus that was scored, and how many of its pages."""

    name: str
    digest: str
    pages: int


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """The whole result; `likeness` where it was asked for or a page has no gold."""

    schema: int = SCHEMA
    corpus: ScoredCorpus
    rows: tuple[Row, ...]
    contests: tuple[Contest, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    likeness: tuple[Likeness, ...] = ()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `Scores`."""
    return msgspec.json.schema(Scores)
