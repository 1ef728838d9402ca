"""A sweep as a picture: versions against score, CPU time and failures, one panel below another."""

import importlib.util
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from boilerbench.errors import UsageError
from boilerbench.files import replace_file
from boilerbench.versions.results import Measure, Sweep, Swept

if TYPE_CHECKING:  # the chart library is loaded when something is drawn
    from matplotlib.axes import Axes

FORMATS: Final = ("svg", "png")
INK: Final = "#1a1a1a"
MUTED: Final = "#6b6b6b"
GRID: Final = "#dcdcdd"
COLOURS: Final = ("#3a6aa7", "#0a7e3a", "#e15f0a")
"""Of the score, the CPU time and the failures: 3:1 or more on white."""
INCHES: Final = (6.9, 5.2)
PIXELS: Final = 192
"""Dots per inch of a PNG."""
SETTINGS: Final[dict[str, Any]] = {
    "axes.edgecolor": MUTED,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.unicode_minus": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 8.0,
    "grid.color": GRID,
    "svg.fonttype": "none",
    "svg.hashsalt": "boilerbench",
    "text.parse_math": False,
    "xtick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.color": MUTED,
    "ytick.labelcolor": INK,
}
UNDATED: Final[dict[str, dict[str, None]]] = {"svg": {"Date": None}, "png": {"Software": None}}
"""What is not written, so that the same sweep is the same bytes on every day."""


def check_plot(file: Path | None) -> None:
    """UsageError for a file that cannot be drawn: of another format, or without the library."""
    if file is None:
        return
    if file.suffix.removeprefix(".") not in FORMATS:
        raise UsageError(f"--plot writes .svg or .png, and {file} is neither.")
    if importlib.util.find_spec("matplotlib") is None:
        raise UsageError(
            "Figures are drawn by matplotlib, which is not installed here: "
            "pip install 'boilerbench[report]'."
        )


def write_plot(found: Sweep, file: Path) -> None:
    """Write a sweep's picture, whole or not at all; UsageError where it cannot be written."""
    try:
        replace_file(file, drawn(found, file.suffix.removeprefix(".")))
    except OSError as error:
        raise UsageError(
            f"{file} cannot be written ({error.strerror}): name another file."
        ) from error


def drawn(found: Sweep, form: str) -> bytes:
    """The picture in a format; the same sweep gives the same bytes."""
    import matplotlib as mpl  # noqa: PLC0415  slow, and installed for reports only
    from matplotlib.figure import Figure  # noqa: PLC0415  the same

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)  # type: ignore[arg-type]  # it wants literal keys
        canvas = Figure(figsize=INCHES, facecolor="#ffffff", layout="constrained")
        panels = canvas.subplots(3, sharex=True, height_ratios=(3, 2, 2))
        _score(panels[0], found)
        _times(panels[1], found)
        _failures(panels[2], found)
        _names(panels[2], found)
        canvas.suptitle(f"{found.extractor} on {found.corpus.name}", x=0.01, ha="left", size=9)
        file = io.BytesIO()
        canvas.savefig(file, format=form, dpi=PIXELS, metadata=UNDATED[form])
        return file.getvalue()


def _score(panel: "Axes", found: Sweep) -> None:
    """The headline value with its interval."""
    measure = found.measures[0]
    values = [_value(one, measure) for one in found.versions]
    places = range(len(values))
    middles, lows, highs = ([v[part] for v in values] for part in range(3))
    _line(panel, middles, COLOURS[0])
    panel.vlines(places, lows, highs, color=COLOURS[0], linewidth=1.0)
    panel.set_ylabel(f"{measure.value}, 95 %")


def _value(one: Swept, measure: Measure) -> tuple[float, float, float]:
    """Value, low and high; nan where there is none."""
    scored = one.scores.get(measure.metric)
    value = scored.values.get(measure.value) if scored else None
    if value is None or value.value is None:
        return (math.nan,) * 3
    low, high = value.low, value.high
    return value.value, value.value if low is None else low, value.value if high is None else high


def _times(panel: "Axes", found: Sweep) -> None:
    ratios = [math.nan if one.cpu_ratio is None else one.cpu_ratio for one in found.versions]
    _line(panel, ratios, COLOURS[1])
    panel.set_ylim(0, 1.1 * max([1.0, *(one for one in ratios if not math.isnan(one))]))
    panel.set_ylabel("CPU, relative")


def _failures(panel: "Axes", found: Sweep) -> None:
    failed = [math.nan if not one.statuses else one.failed for one in found.versions]
    panel.bar(range(len(failed)), failed, width=0.5, color=COLOURS[2])
    panel.set_ylim(0, max([1, *(n for n in failed if not math.isnan(n))]))
    panel.locator_params(axis="y", integer=True)
    panel.set_ylabel("pages failed")


def _line(panel: "Axes", heights: Sequence[float], colour: str) -> None:
    panel.plot(range(len(heights)), heights, color=colour, marker="o", markersize=4, linewidth=1.0)


def _names(panel: "Axes", found: Sweep) -> None:
    """Versions along the axis; what could not be had says so."""
    names = [one.version if one.statuses else f"{one.version} (none)" for one in found.versions]
    crowded = len(names) > 12
    panel.set_xlim(-0.5, len(names) - 0.5)
    panel.set_xticks(
        range(len(names)), names, rotation=60 if crowded else 0, ha="right" if crowded else "center"
    )
