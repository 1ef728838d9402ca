"""The one table of all figures, and those of a report."""

from collections.abc import Callable, Iterator
from typing import Final

from boilerbench.figures.breakdowns import breaking
from boilerbench.figures.changes import changes
from boilerbench.figures.distributions import distributions
from boilerbench.figures.figure import Figure
from boilerbench.figures.intervals import intervals
from boilerbench.figures.kept_scores import kept_scores
from boilerbench.figures.leaked_noise import leaked_noise
from boilerbench.figures.overlaps import overlaps
from boilerbench.figures.planted_noise import planted_noise
from boilerbench.figures.precision_recall import precision_recall
from boilerbench.figures.quality_speed import quality_speed
from boilerbench.report.contents import Contents, Part


def _breakdowns(contents: Contents, part: Part) -> Iterator[Figure]:
    return (breaking(contents, part, one) for one in part.breakdowns)


def _one(make: Callable[[Contents, Part], Figure]) -> Callable[[Contents, Part], Iterator[Figure]]:
    return lambda contents, part: iter((make(contents, part),))


FIGURES: Final[dict[str, Callable[[Contents, Part], Iterator[Figure]]]] = {
    "intervals": _one(intervals),
    "quality-speed": _one(quality_speed),
    "precision-recall": _one(precision_recall),
    "distributions": _one(distributions),
    "leaked-noise": _one(leaked_noise),
    "breakdown": _breakdowns,
    "overlap": _one(overlaps),
}
"""What makes the figures of a part, in the order of the report; a breakdown for each field."""


def figures_of(contents: Contents, part: Part) -> tuple[Figure, ...]:
    """The figures of a part; those with nothing to draw say why in `absent`."""
    return tuple(figure for make in FIGURES.values() for figure in make(contents, part))


def changes_figures(contents: Contents) -> tuple[Figure, ...]:
    """The figures of what changed, one for each earlier run in turn."""
    return changes(contents)


def stress_figures(contents: Contents) -> tuple[Figure, ...]:
    """The figures of the stress test; none where the report has none."""
    found = contents.stress
    if found is None:
        return ()
    return kept_scores(found), planted_noise(found, "sites"), planted_noise(found, "divs")
