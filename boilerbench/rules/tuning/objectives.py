"""What tuning maximises: a figure of each page, and an average of it over pages."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from boilerbench.errors import UsageError
from boilerbench.scoring.metric import Floats, ratio
from boilerbench.statistics import Average
from boilerbench.statistics.ordered import ordered

FIGURES: Final = ("f1", "precision", "recall")
"""What is told of every set of rules."""

_F: Final = re.compile(r"f([0-9]{1,3}(?:\.[0-9]{1,6})?)")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of each of n pages its gold words kept, its other words kept, and all its gold words."""

    gold: Floats
    other: Floats
    wanted: Floats

    def on(self, pages: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "Counts":
        """The same of some pages."""
        return Counts(self.gold[pages], self.other[pages], self.wanted[pages])


@dataclass(frozen=True, slots=True)
class Objective:
    """A figure, written `f1`, `f0.5`, `precision`, `recall`, and how pages are averaged.

    F-beta is (1 + b²) gold / (gold + other + b² wanted): van Rijsbergen 1979, Information
    Retrieval, chapter 7. A page without a word kept has 0 in all of them, as in our metrics.
    """

    name: str = "f1"
    average: Average = "page"

    def __post_init__(self) -> None:
        _weight(self.name)

    def values(self, counts: Counts) -> Floats:
        """The figure of every page, or of sums over pages; of any shape."""
        return figure(self.name, counts)

    def score(self, counts: Counts) -> float:
        """The average of the figure over pages; 0 where there is none."""
        return averaged(self.name, counts, self.average)


def figure(name: str, counts: Counts) -> Floats:
    """The named figure of every page."""
    gold, other, wanted = counts.gold, counts.other, counts.wanted
    if name == "precision":
        return ratio(gold, gold + other, empty=0.0)
    if name == "recall":
        return ratio(gold, wanted, empty=0.0)
    weight = _weight(name) ** 2
    return ratio((1 + weight) * gold, gold + other + weight * wanted, empty=0.0)


def averaged(name: str, counts: Counts, average: Average) -> float:
    """The named figure over pages: mean of pages, of all words pooled, median, worst tenth."""
    if not len(counts.gold):
        return 0.0
    if average == "pooled":
        parts = (counts.gold, counts.other, counts.wanted)
        gold, other, wanted = (one.sum(keepdims=True) for one in parts)
        return float(figure(name, Counts(gold, other, wanted))[0])
    values = figure(name, counts)
    if average == "page":
        return float(values.mean())
    return float(ordered(average, 1.0).of_rows(values[None])[0])


def _weight(name: str) -> float:
    """The beta of an F; 1 for precision and recall, which have none; UsageError for no figure."""
    if name in FIGURES:
        return 1.0
    found = _F.fullmatch(name)
    if found is None or not float(found[1]):
        raise UsageError(
            f"{name!r} is no objective: write precision, recall, f1, or F with another weight of "
            "recall, such as f0.5 (precision counts more) or f2 (recall counts more)."
        )
    return float(found[1])
