"""All that a report says of a run, as values: figures and the HTML file are drawn from these alone.

Tuples of cells and values stand in the order of `Contents.systems`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from boilerbench.comparisons import Comparison
from boilerbench.manifests import Manifest, SystemRecord
from boilerbench.records import Outcome
from boilerbench.scores import Contest, Group, Likeness, Row, Value
from boilerbench.scoring import LeakCounts, Metric
from boilerbench.stress.results import Stress


@dataclass(frozen=True, slots=True)
class Cell:
    """One extractor on one page: its outcome, its values by the report's metric, words by fate.

    `values` is empty where the metric cannot judge the page or the extractor; `cpu_ms` is None
    where nothing was timed. `leaked` counts words by noise kind.
    """

    outcome: Outcome
    values: Mapping[str, float] = field(default_factory=dict)
    reason: str | None = None
    missing: int = 0
    moved: int = 0
    extra: int = 0
    leaked: Mapping[str, int] = field(default_factory=dict)
    cpu_ms: float | None = None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page's facts, and what every extractor made of it; None where one has not run on it.

    `facts` has only those that are known: site, set, split, type, language, challenges, licence.
    `words` are those of its gold; None where it has no text.
    """

    id: str
    url: str | None
    words: int | None
    facts: Mapping[str, tuple[str, ...]]
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """The headline value of every extractor on the pages of one group."""

    group: Group
    pages: int
    values: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The pages by one field: two groups or more, of which `left_out` smaller ones are not here."""

    field: str
    slices: tuple[Slice, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Overlap:
    """How alike the texts of extractors are: the mean over pages of the F1 of their shingles.

    `places` are those of the systems that answered a page; `table` is square over them, with nan
    where two answered no page in common.
    """

    places: tuple[int, ...]
    table: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One set of pages with tables of its own: a corpus of several sets has a part for each.

    `rows` and `leaks` (by spec) are of these pages, `pages` their places in `Contents.pages`.
    `likeness` is there where some of them have no gold.
    """

    key: str
    title: str
    pages: tuple[int, ...]
    rows: tuple[Row, ...]
    contests: tuple[Contest, ...]
    leaks: Mapping[str, LeakCounts]
    breakdowns: tuple[Breakdown, ...]
    overlap: Overlap | None
    sentences: tuple[str, ...]
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a report holds but its diffs, which are made page by page.

    `systems` are extractors and converters; the scale stands in `Part.rows` alone, unless a run
    has nothing else. `metric` is the report's own and the first of `metrics`: its headline value
    stands in the cells of pages. `changes` has a comparison with each earlier run. `remarks` are
    the sentences under the tables of a terminal. `stress` is there where it was asked for.
    """

    title: str
    manifest: Manifest
    systems: tuple[SystemRecord, ...]
    metric: Metric
    metrics: tuple[Metric, ...]
    parts: tuple[Part, ...]
    pages: tuple[PageEntry, ...]
    changes: tuple[Comparison, ...]
    remarks: tuple[str, ...]
    signatures: tuple[str, ...]
    stress: Stress | None = None

    @property
    def measured(self) -> bool:
        """Whether a metric was computed, as it is where a page has gold."""
        return any(row.scores for part in self.parts for row in part.rows)
