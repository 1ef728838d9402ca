"""What elements can be called, with what a rule of that name would take away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import NoiseKind
from boilerbench.rules.labels import GOLD, NOISE, UNLABELLED
from boilerbench.rules.mining.brittle import is_brittle
from boilerbench.rules.mining.ground import LEAKED, Ground, Places, Sums
from boilerbench.rules.mining.meaning import is_general

Form: TypeAlias = Literal["single", "compound", "lines", "phrase", "repeated"]

ORDER: Final = {
    ("single", False): 0,
    ("compound", False): 1,
    ("single", True): 2,
    ("compound", True): 3,
}
"""The more general first; True: bound to sites. Brittle ones follow, then rules of text."""
BRITTLE: Final = 4


@dataclass(frozen=True)
class Bounds:
    """What a candidate has to do to be kept.

    It removes leaked noise on `sites` or more, or is bound to where it does; it destroys no more
    than `gold` words of gold.
    """

    sites: int = 2
    gold: int = 0


@dataclass(frozen=True, eq=False)
class Candidate:
    """A name of elements, the places it would take away, and the sites it is bound to, if any."""

    name: str
    form: Form
    sites: tuple[str, ...]
    places: Places
    counts: Sums
    pages: NDArray[np.int64]

    @cached_property
    def total(self) -> NDArray[np.int64]:
        """The words of each column in all its places."""
        found: NDArray[np.int64] = self.counts.sum(axis=0)
        return found

    @property
    def leaked(self) -> int:
        """The words that the extractor let through."""
        return int(self.total[LEAKED])

    @property
    def kinds(self) -> dict[NoiseKind, int]:
        """The noise by its kind; what has no label is `other`."""
        return kinds_of(self.total)

    @cached_property
    def brittle(self) -> str | None:
        """Why it will not last, if so."""
        return is_brittle(self.name.partition(" ")[2])

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Candidates sorted by it stand with the most general first, and the simpler of two."""
        tier = BRITTLE if self.brittle else ORDER[self.form, bool(self.sites)]
        return tier, -self.leaked, len(self.name), self.name


def candidates(
    index: Mapping[str, Places], form: Form, ground: Ground, bounds: Bounds
) -> Iterator[Candidate]:
    """The rules that names of leaking elements make, each for as many sites as it may be.

    A rule bound to sites removes leaked noise on each of them, and no gold there. Pages without
    URL have no site that a rule can be bound to.
    """
    for name, places in index.items():
        counts, pages = ground.counted(places), ground.pages_of(places)
        sites = ground.site_of_page[pages]
        leaking = np.unique(sites[counts[:, LEAKED] > 0])
        safe = int(counts[:, GOLD].sum()) <= bounds.gold
        if safe and len(leaking) >= bounds.sites and is_general(name, len(leaking)):
            yield Candidate(name, form, (), places, counts, pages)
            continue
        destroying = np.unique(sites[counts[:, GOLD] > 0])
        bound = np.setdiff1d(np.intersect1d(leaking, ground.bindable), destroying)
        if len(bound):
            here = np.isin(sites, bound)
            told = tuple(sorted(ground.sites[number] for number in bound.tolist()))
            yield Candidate(name, form, told, places[here], counts[here], pages[here])


def kinds_of(total: NDArray[np.int64]) -> dict[NoiseKind, int]:
    """The words of noise by kind, the most first, from the words of each column."""
    kinds: tuple[NoiseKind, ...] = get_args(NoiseKind)
    found = {kind: int(total[number]) for number, kind in enumerate(kinds, NOISE)}
    found["other"] += int(total[UNLABELLED])
    ordered = sorted(found.items(), key=lambda one: -one[1])
    return {kind: words for kind, words in ordered if words}
