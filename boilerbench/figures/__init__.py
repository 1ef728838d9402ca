"""What the report and papers draw, from `boilerbench.report.contents` alone."""

from boilerbench.figures.drawing import svg_of
from boilerbench.figures.every import FIGURES, changes_figures, figures_of, stress_figures
from boilerbench.figures.figure import Figure
from boilerbench.figures.files import write_figures

__all__ = [
    "FIGURES",
    "Figure",
    "changes_figures",
    "figures_of",
    "stress_figures",
    "svg_of",
    "write_figures",
]
