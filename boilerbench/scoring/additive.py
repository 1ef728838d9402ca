"""Metrics whose summary needs sums over pages alone: what lets many weightings be one product.

Both are optional. A metric with neither is summed up replicate by replicate through its `summary`;
one whose `mean_of_pages` is true needs neither.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol, runtime_checkable

from boilerbench.scoring.metric import Floats, Metric, ratio


@runtime_checkable
class OfMeans(Protocol):
    """A metric whose `summary` is `of_means` of the weighted means of its page values.

    `combined` names the values that are computed from means of others, and these; each other
    value is its own mean.
    """

    @property
    def combined(self) -> Mapping[str, tuple[str, ...]]:
        """The means that each combined value needs, by its name."""
        ...

    def of_means(self, means: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The means, of any shape, and the values of which all means are there."""
        ...


@runtime_checkable
class OfSums(Protocol):
    """A metric whose `summary` is its `values` of the weighted sums of rows, nan without a page.

    `summed` names the columns that each value is computed from.
    """

    @property
    def summed(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that each value needs, by its name."""
        ...

    def of_sums(self, sums: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The values of which all columns are there, from sums of columns, of any shape."""
        ...


@lru_cache(maxsize=256)
def of_means(metric: Metric) -> OfMeans | None:
    """The metric, if it is one of means; remembered, as asking takes longer than the sums."""
    return metric if isinstance(metric, OfMeans) else None


def with_f1(means: Mapping[str, Floats]) -> Mapping[str, Floats]:
    """Means of pages with F1 as the harmonic mean of the mean precision and the mean recall."""
    precision, recall = means["precision"], means["recall"]
    return {**means, "f1": ratio(2 * precision * recall, precision + recall, empty=0.0)}


@lru_cache(maxsize=256)
def of_sums(metric: Metric) -> OfSums | None:
    """The metric, if it is one of sums."""
    return metric if isinstance(metric, OfSums) else None
