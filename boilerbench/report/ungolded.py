"""A report's tables of outputs without gold: likeness, noise phrases, pages that differ most."""

from dataclasses import replace

from boilerbench.report.contents import Contents, Part
from boilerbench.report.tables import Cell, Line, Table, places_of, plain_table
from boilerbench.reporting.groups import captions
from boilerbench.reporting.ungolded import in_kinds, likeness_cells, outlier_cells, outlier_title
from boilerbench.scores import Likeness


def likeness_tables(contents: Contents, part: Part) -> list[Table]:
    """The tables of a part; none where it has no likeness."""
    likeness = part.likeness
    if likeness is None:
        return []
    found = [_likeness(contents, part, likeness)]
    if any(row.phrases for row in likeness.rows):
        found.append(_phrases(likeness))
    if likeness.outliers:
        found.append(_outliers(contents, likeness))
    return found


def _likeness(contents: Contents, part: Part, likeness: Likeness) -> Table:
    rows, places = in_kinds(likeness), places_of(contents)
    headers, cells = likeness_cells(rows, part.rows)
    table = plain_table("Likeness: neither precision nor recall, and no rank", headers, cells)
    above = captions([row.kind for row in rows])
    lines = tuple(
        Line((Cell(row.name, f"system-{places[row.extractor]}"), *line.cells[1:]), above.get(place))
        for place, (line, row) in enumerate(zip(table.lines, rows, strict=True))
    )
    return replace(table, lines=lines)


def _outliers(contents: Contents, likeness: Likeness) -> Table:
    """The pages on which extractors agree least; each leads to its row, which has its outputs."""
    headers, cells = outlier_cells(likeness)
    table = plain_table(outlier_title(likeness).rstrip(":"), headers, cells, left=frozenset({0, 2}))
    places = {page.id: place for place, page in enumerate(contents.pages)}
    lines = tuple(
        Line((replace(line.cells[0], leads=f"page-{places[one.page]}"), *line.cells[1:]))
        for line, one in zip(table.lines, likeness.outliers, strict=True)
    )
    return replace(table, lines=lines)


def _phrases(likeness: Likeness) -> Table:
    """A column for each kind that was found: on how many pages."""
    kinds = sorted({kind for row in likeness.rows for kind in row.phrases})
    rows = [
        [
            row.name,
            *(str(row.phrases[kind].pages) if kind in row.phrases else "0" for kind in kinds),
        ]
        for row in in_kinds(likeness)
    ]
    caption = "Pages with noise phrases by kind: not leaks, as no gold says what is noise"
    return plain_table(caption, ["extractor", *kinds], rows)
