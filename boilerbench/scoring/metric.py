"""What a metric is: a page's statistics, and their summary under any weights."""

from collections.abc import Mapping
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import Gold
from boilerbench.scoring.parts import EMPTY, Reads
from boilerbench.text import TOKENISER_VERSION

Floats: TypeAlias = NDArray[np.float64]
Row: TypeAlias = tuple[float, ...]

Failures: TypeAlias = Literal["zero", "empty", "left-out"]
"""What a failed page counts as: 0 in every value, an empty output, or no page at all."""

Better: TypeAlias = Literal["high", "low"]
"""Which end of a value is the good one."""

OURS = str(TOKENISER_VERSION)
"""The tokeniser of `text.py`, as signatures name it."""


class Metric(Protocol):
    """A measure of one output against its gold; its repr is its spelling and parses back.

    Implementations are frozen dataclasses. The statistics of n pages are an n x k matrix with a
    column for each name in `columns`, each a count or a sum; weights are a replicates x n matrix.
    """

    def __hash__(self) -> int:
        """A metric is a value: it keys caches."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the k numbers in a page's row of statistics."""
        ...

    @property
    def formulas(self) -> Mapping[str, str]:
        """Every value of a page, written with the names of columns: `tp / (tp + fp)`."""
        ...

    @property
    def ideal(self) -> Mapping[str, float]:
        """The summary value of a perfect extractor, by value name."""
        ...

    @property
    def headline(self) -> str:
        """The value shown where there is room for one."""
        ...

    @property
    def failures(self) -> Failures:
        """What a failed page counts as; part of every score's signature."""
        ...

    @property
    def reads(self) -> Reads:
        """The part of an extraction that `page` is given."""
        ...

    @property
    def tokeniser(self) -> str:
        """What cuts the text into words; part of every score's signature."""
        ...

    @property
    def mean_of_pages(self) -> bool:
        """Whether `summary` is the weighted mean of `values`."""
        ...

    def judges(self, gold: Gold) -> bool:
        """Whether a page with this gold can be judged at all."""
        ...

    def page(self, gold: Gold, part: Any, /) -> Row | None:
        """The row of statistics of one output; None where it is too large to be computed."""
        ...

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The values of each page, n each; nan where a page has none."""
        ...

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The values of each replicate; nan where it has no countable page."""
        ...


def better(metric: Metric) -> Better:
    """Which end of the headline value is the good one."""
    return "low" if metric.ideal[metric.headline] == 0 else "high"


def failure(metric: Metric, gold: Gold) -> Row | None:
    """The row of a page on which the extractor failed; None where such pages are left out."""
    return None if metric.failures == "left-out" else metric.page(gold, EMPTY[metric.reads])


def ratio(part: Floats, whole: Floats, *, empty: float) -> Floats:
    """`part / whole`, element by element, and `empty` where the whole is 0."""
    result = np.full(np.broadcast_shapes(part.shape, whole.shape), empty)
    np.divide(part, whole, out=result, where=whole != 0)
    return result


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    """The mean of n page values in each replicate, over the pages that have a value (not nan)."""
    counted = ~np.isnan(values)
    total = weights @ np.where(counted, values, 0.0)
    return ratio(total, weights @ counted.astype(float), empty=np.nan)


def means(values: Mapping[str, Floats], weights: Floats) -> dict[str, Floats]:
    """The weighted mean of every value of pages: the summary of most metrics."""
    return {name: weighted_mean(one, weights) for name, one in values.items()}
