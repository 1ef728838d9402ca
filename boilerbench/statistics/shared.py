"""Which pairs of systems are compared on which pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.metric import Floats

Places: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]


def has_row(tables: Floats) -> Flags:
    """On which pages each system has a row: S x n, from S x n x k with nan in rows it lacks."""
    return np.asarray(~np.isnan(tables).any(axis=2))


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """P pairs of systems that have the same n pages in common.

    `pairs` are their places among all pairs; `tables` (S x n x k) are those of the systems that
    occur in them, `first` and `second` places among these. `pages` are the places of the common
    pages among all, `units` the numbers of their units, `unit_of` a place in `units` a page.
    """

    pairs: Places
    first: Places
    second: Places
    tables: Floats
    pages: Places
    units: Places
    unit_of: Places


def by_shared_pages(
    tables: Floats, units: Places, first: Places, second: Places
) -> Iterator[Shared]:
    """All pairs, those together whose systems both have rows (no nan) on the same pages.

    Pairs without a common page are left out. `units` are the numbers of the pages' units.
    """
    present = has_row(tables)
    together: dict[bytes, list[int]] = {}
    for pair, common in enumerate(present[first] & present[second]):
        if common.any():
            together.setdefault(common.tobytes(), []).append(pair)
    for mask, found in together.items():
        pairs, pages = np.array(found), np.flatnonzero(np.frombuffer(mask, dtype=bool))
        systems, places = np.unique([first[pairs], second[pairs]], return_inverse=True)
        one, two = places.reshape(2, -1)
        kept, unit_of = np.unique(units[pages], return_inverse=True)
        part = tables[np.ix_(systems, pages)]
        yield Shared(pairs, one, two, part, pages, kept, unit_of)
