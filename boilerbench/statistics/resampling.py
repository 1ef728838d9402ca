"""Bootstrap draws: how often each page stands in each replicate, by site."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Unit: TypeAlias = Literal["sites", "pages"]

FEWEST_SITES: Final = 10
"""Under so many sites pages are resampled instead: so few say nothing of their spread."""

Counts: TypeAlias = NDArray[np.uint8]
"""How often each page is drawn in each replicate: replicates x pages.

That one unit is drawn more than 255 times has a chance below 1 / 255!, which is 10^-504.
"""

_AT_ONCE = 64  # replicates


@dataclass(frozen=True, slots=True, eq=False)
class Resampling:
    """How often each page is drawn in each replicate: replicates x pages.

    `unit` is what was drawn, `units` how many of it there are.
    """

    weights: Counts = field(repr=False)
    unit: Unit
    units: int


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What is drawn or swapped as one: `places` has the number of each page's unit, 0 to `count`-1.

    Numbers follow the names of sites (of pages: site and id), not the order of pages.
    """

    places: NDArray[np.intp] = field(repr=False)
    unit: Unit
    count: int


def units_of(sites: Sequence[str], ids: Sequence[str] | None = None) -> Units:
    """The sites of n pages; under ten sites the pages themselves.

    Pages are numbered by site and id; without `ids` by site and position, so give ids where the
    order may change.
    """
    names = sorted(set(sites))
    if len(names) >= FEWEST_SITES:
        number = {name: place for place, name in enumerate(names)}
        return Units(np.array([number[site] for site in sites], dtype=np.intp), "sites", len(names))
    keys = list(zip(sites, ids or [""] * len(sites), strict=True))
    order = sorted(range(len(sites)), key=lambda page: keys[page])
    places = np.empty(len(sites), dtype=np.intp)
    places[order] = np.arange(len(sites))
    return Units(places, "pages", len(sites))


def resample(
    sites: Sequence[str],
    *,
    ids: Sequence[str] | None = None,
    replicates: int = 1000,
    seed: int = 0,
) -> Resampling:
    """Bootstrap draws of the sites of n pages; of the pages under ten sites.

    Pages of one site share a template, so they are drawn together (cluster bootstrap: Field and
    Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x). The draws depend on the set of sites and
    the seed, not on the order of pages; where pages are drawn, they are taken by site and id
    (without `ids`: by site and position), so give ids where the order may change.
    """
    units = units_of(sites, ids)
    draws = _draws(np.random.default_rng(seed), units.count, replicates)
    return Resampling(draws[:, units.places], units.unit, units.count)


def _draws(rng: np.random.Generator, units: int, replicates: int) -> Counts:
    """How often each of so many units is drawn, with replacement, in each replicate."""
    drawn = np.zeros((replicates, units), np.uint8)
    for start in range(0, replicates if units else 0, _AT_ONCE):  # or memory would be fivefold
        some = drawn[start : start + _AT_ONCE]
        # Picked and counted, which takes a third of the time that multinomial counts take.
        picks = rng.integers(units, size=some.shape) + units * np.arange(len(some))[:, None]
        some[:] = np.bincount(picks.ravel(), minlength=some.size).reshape(some.shape)
    return drawn
