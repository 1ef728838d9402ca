"""What a metric is: a page's statistics, and their summary under any weights."""

from collections.abc import Mapping
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import Gold

Floats: TypeAlias = NDArray[np.float64]

Failures: TypeAlias = Literal["zero", "empty", "left-out"]
"""What a failed page counts as: 0 in every value, an empty output, or no page at all."""


class Metric(Protocol):
    """A measure of one output against its gold; its repr is its spelling and parses back.

    Implementations are frozen dataclasses. The statistics of n pages are an n x k matrix with a
    column for each name in `columns`; weights are a replicates x n matrix.
    """

    def __hash__(self) -> int:
        """A metric is a value: it keys caches."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the k numbers in a page's row of statistics."""
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
        """What `failure` makes of a page; part of every score's signature."""
        ...

    def judges(self, gold: Gold) -> bool:
        """Whether a page with this gold can be judged at all."""
        ...

    def page(self, gold: Gold, text: str) -> tuple[float, ...]:
        """The row of statistics of one output."""
        ...

    def failure(self, gold: Gold) -> tuple[float, ...] | None:
        """The row of a page on which the extractor failed; None where such pages are left out."""
        ...

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """The values of each page, n each; nan where a page has none."""
        ...

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """The values of each replicate; nan where it has no countable page."""
        ...


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
