"""What the report and papers draw: figures of a part, and of what changed between two runs."""

from collections.abc import Callable
from typing import Final

from boilerbench.figures.distributions import distributions
from boilerbench.figures.drawing import svg_of
from boilerbench.figures.figure import Figure
from boilerbench.figures.intervals import intervals
from boilerbench.figures.leaked_noise import leaked_noise
from boilerbench.figures.overlaps import overlaps
from boilerbench.figures.precision_recall import precision_recall
from boilerbench.figures.quality_speed import quality_speed
from boilerbench.report.contents import Contents, Part

FIGURES: Final[tuple[Callable[[Contents, Part], Figure], ...]] = (
    intervals,
    quality_speed,
    precision_recall,
    distributions,
    leaked_noise,
    overlaps,
)
"""Every figure of a part, in the order of the report; breakdowns follow, one for each field."""


def figures_of(contents: Contents, part: Part) -> tuple[Figure, ...]:
    """The figures of a part; those with nothing to draw say why in `absent`."""
    return tuple(make(contents, part) for make in FIGURES)


def changes_figures(contents: Contents) -> tuple[Figure, ...]:
    """The figures of what changed, those of each earlier run in turn."""
    return ()


__all__ = ["FIGURES", "Figure", "changes_figures", "figures_of", "svg_of"]
