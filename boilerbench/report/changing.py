"""What changed between runs, as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from boilerbench.comparisons import Compared, Comparison
from boilerbench.report.contents import Contents
from boilerbench.report.tables import Cell, Line, Table, plain_table
from boilerbench.reporting.comparisons import page_cells, rows_cells, versions_told
from boilerbench.wording import counted


@dataclass(frozen=True, slots=True)
class ChangeView:
    """An earlier run held against the last: a row an extractor, then its pages."""

    first: str
    second: str
    pages: str
    remarks: Sequence[str]
    board: Table
    rows: Sequence[Table]


def change_views(contents: Contents) -> list[ChangeView]:
    """A view for each earlier run."""
    return [_view(contents, one) for one in contents.changes]


def _view(contents: Contents, comparison: Comparison) -> ChangeView:
    headers, cells = rows_cells(comparison.rows)
    board = plain_table("By extractor", headers, cells)
    places = {page.id: place for place, page in enumerate(contents.pages)}
    return ChangeView(
        first=comparison.first,
        second=comparison.second,
        pages=counted(comparison.pages, "page"),
        remarks=comparison.remarks,
        board=board,
        rows=[_pages(contents, one, places) for one in comparison.rows if one.pages],
    )


def _pages(contents: Contents, one: Compared, places: Mapping[str, int]) -> Table:
    """The pages of an extractor that are not what they were, linked to their diffs."""
    system = next(
        (at for at, each in enumerate(contents.systems) if each.spec == one.after.extractor), None
    )
    headers = ("page", "change", f"{one.value} before", "after", "difference")
    caption = f"{versions_told(one)}: {counted(len(one.pages), 'page')}"
    table = plain_table(caption, headers, list(map(page_cells, one.pages)), left=frozenset({0, 1}))
    lines = [
        _linked(line, places.get(page.page), system)
        for line, page in zip(table.lines, one.pages, strict=True)
    ]
    return replace(table, lines=tuple(lines))


def _linked(line: Line, page: int | None, system: int | None) -> Line:
    if page is None or system is None:
        return line
    first = Cell(line.cells[0].text, f"diff-{page}-{system}")
    return replace(line, cells=(first, *line.cells[1:]))
