"""Figures as the file shows them: SVG, description, and their data as a small table."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from boilerbench.figures import Figure, changes_figures, figures_of, svg_of
from boilerbench.report.contents import Contents
from boilerbench.report.tables import Table, plain_table


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
    """The figures of each part, and those of what changed between runs."""

    parts: Sequence[Sequence[Drawn]]
    changes: Sequence[Drawn]


def drawings_of(contents: Contents) -> Drawings:
    """All figures of a report."""
    return Drawings(
        parts=[
            _drawn(figures_of(contents, part), f"figure-{place}")
            for place, part in enumerate(contents.parts)
        ],
        changes=_drawn(changes_figures(contents), "changes"),
    )


def _drawn(figures: Sequence[Figure], prefix: str) -> list[Drawn]:
    return [_one(figure, f"{prefix}-{figure.key}") for figure in figures]


def _one(figure: Figure, ident: str) -> Drawn:
    """A figure; one with nothing to draw has only its title and why."""
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
