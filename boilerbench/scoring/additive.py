"""Metrics whose summary needs sums over pages alone: what lets many weightings be one product.

Both are optional. A metric with neither is summed up replicate by replicate through its `summary`;
one whose `mean_of_pages` is true needs neither.
"""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from boilerbench.scoring.metric import Floats


@runtime_checkable
class OfMeans(Protocol):
    """A metric whose `summary` is `of_means` of the weighted means of its page values."""

    def of_means(self, means: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The summary values, element by element, of means of any shape."""
        ...


@runtime_checkable
class OfSums(Protocol):
    """A metric whose `summary` is `of_sums` of its weighted sums of rows."""

    def of_sums(self, sums: Floats, pages: Floats) -> Mapping[str, Floats]:
        """The summary values, r each, of r x k sums over r numbers of pages."""
        ...
