"""Tables as an element of a page has them: rows of cells."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from lxml.html import HtmlElement

from boilerbench.scoring.markup import text_in
from boilerbench.text import fold

LARGEST_SPAN: Final = 1000  # as in the HTML standard


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: how many columns and rows it spans, and its text on one line, case-folded."""

    columns: int
    rows: int
    text: str


TableRow: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table's head, and those below it."""

    head: tuple[TableRow, ...]
    body: tuple[TableRow, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in (*self.head, *self.body) for cell in row)


def table_of(element: HtmlElement) -> Table | None:
    """The table that a `table` element is; None without anything written in it.

    Empty rows go: Markdown writes an empty head where a table has none. The head is the rows at
    the top that are marked so, by `thead` or by `th` alone; if none is, the first row, as it is in
    every table of Markdown.
    """
    own = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    rows = [(_is_head(row), _cells(row)) for row in own]
    rows = [(head, cells) for head, cells in rows if any(cell.text for cell in cells)]
    if not rows:
        return None
    below = next((place for place, (head, _) in enumerate(rows) if not head), len(rows))
    filled = tuple(cells for _, cells in rows)
    height = max(below, 1)
    return Table(filled[:height], filled[height:])


def _is_head(row: HtmlElement) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    return all(cell.tag == "th" for cell in row.iterchildren("td", "th"))


def _cells(row: HtmlElement) -> TableRow:
    return tuple(_cell(cell) for cell in row.iterchildren("td", "th"))


def _cell(element: HtmlElement) -> Cell:
    return Cell(_span(element, "colspan"), _span(element, "rowspan"), fold(text_in(element)))


def _span(element: HtmlElement, name: str) -> int:
    written = (element.get(name) or "").strip()
    known = written.isascii() and written.isdigit() and len(written) < 8
    return min(max(int(written), 1), LARGEST_SPAN) if known else 1
