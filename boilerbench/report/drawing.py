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
    return [
        Drawn(
            id=f"{prefix}-{one.key}",
            title=one.title,
            description=one.description,
            absent=one.absent or "",
            svg=Markup(svg_of(one)) if not one.absent else Markup(),  # noqa: S704  drawn by us
            table=_data(one),
        )
        for one in figures
    ]


def _data(figure: Figure) -> Table | None:
    headers, rows = figure.table()
    if not rows:
        return None
    return plain_table(f"{figure.title}: the data", headers, [[*map(_cell, row)] for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "-" if value is None else str(value)
