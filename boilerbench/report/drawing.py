"""Figures as the file shows them: SVG, description, and their data as a small table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from markupsafe import Markup

from boilerbench.figures import Figure, changes_figures, figures_of, stress_figures, svg_of
from boilerbench.report.contents import Contents
from boilerbench.report.hands import Each, here
from boilerbench.report.tables import Table, plain_table

Named: TypeAlias = tuple[str, Figure]
"""A figure with its id in the file."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as it is shown; `svg` is empty where there is nothing to draw."""

    id: str
    title: str
    description: str
    absent: str
    svg: Markup
    table: Table | None


@dataclass(frozen=True, slots=True)
class Drawings:
    """The figures of each part, of what changed between runs, and of the stress test."""

    parts: Sequence[Sequence[Drawn]]
    changes: Sequence[Drawn]
    stress: Sequence[Drawn] = ()


def drawings_of(contents: Contents, each: Each = here) -> Drawings:
    """All figures of a report, a task each."""
    parts = [
        _named(figures_of(contents, part), f"figure-{place}")
        for place, part in enumerate(contents.parts)
    ]
    changes = _named(changes_figures(contents), "changes")
    stress = _named(stress_figures(contents), "figure-stress")
    drawn = each(drawn_of, [one for some in (*parts, changes, stress) for one in some])
    return Drawings(
        parts=[list(islice(drawn, len(some))) for some in parts],
        changes=list(islice(drawn, len(changes))),
        stress=list(drawn),
    )


def _named(figures: Sequence[Figure], prefix: str) -> list[Named]:
    return [(f"{prefix}-{figure.key}", figure) for figure in figures]


def drawn_of(named: Named) -> Drawn:
    """A figure; one with nothing to draw has only its title and why."""
    ident, figure = named
    if figure.absent:
        return Drawn(ident, figure.title, "", figure.absent, Markup(), None)
    svg = Markup(svg_of(figure))  # noqa: S704  drawn by us, which escapes what it names
    return Drawn(ident, figure.title, figure.description, "", svg, _data(figure))


def _data(figure: Figure) -> Table | None:
    headers, rows = figure.table()
    if not rows:
        return None
    return plain_table(f"{figure.title}: the data", headers, [[*map(_cell, row)] for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "-" if value is None else str(value)
