"""Lines on two logarithmic axes, as an SVG that is the same for the same data."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt

MARKS = "osD^vP*Xd<>hp"


class Line(NamedTuple):
    """A named curve."""

    name: str
    x: Sequence[float]
    y: Sequence[float]


def plot(file: Path, lines: Sequence[Line], x: str, y: str) -> None:
    """Draw curves that are told apart by mark and colour, the legend in the order of their ends."""
    with mpl.rc_context({"svg.hashsalt": "boilerbench", "svg.fonttype": "none"}):
        figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
        ordered = sorted(lines, key=lambda line: -line.y[-1] if line.y else 0)
        colours = mpl.colormaps["viridis"].resampled(max(len(ordered), 2))
        for place, line in enumerate(ordered):
            colour = colours(place * 0.9 / max(len(ordered) - 1, 1))
            axes.plot(
                line.x, line.y, marker=MARKS[place % len(MARKS)], color=colour, label=line.name
            )
        axes.set(xscale="log", yscale="log", xlabel=x, ylabel=y)
        axes.grid(visible=True, which="major", alpha=0.3)
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
        figure.savefig(file, metadata={"Date": None})
        plt.close(figure)
