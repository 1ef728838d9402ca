"""Two runs side by side in the terminal: a row an extractor, then the pages that changed."""

from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.comparisons import CHANGES, Compared, Comparison, PageChange
from boilerbench.reporting.contests import probability
from boilerbench.reporting.tables import Align, Cell, fitted, render
from boilerbench.wording import counted

SHOWN: Final = 20
"""Changed pages that are listed of each row; --wide lists all."""
USUAL: Final = ("worse", "better", "same")
"""Changes that have a column though no page changed so."""
UNKNOWN: Final = "-"
NAME_WIDTH: Final = 18
"""No extractor's name is cut shorter."""


def rows_tables(comparison: Comparison, style: str, *, wide: bool = False) -> Iterator[str]:
    """A table for each metric, a row an extractor: values, difference with its test, pages."""
    for metric in dict.fromkeys(row.metric for row in comparison.rows):
        rows = [row for row in comparison.rows if row.metric == metric]
        headers, cells = rows_cells(rows)
        if style == "table" and not wide:
            cells = fitted(headers, cells, column=0, least=NAME_WIDTH)
        align: list[Align] = ["left" if place == 0 else "right" for place in range(len(headers))]
        yield f"{metric}:\n\n{render(headers, cells, style, align)}"


def rows_cells(rows: Sequence[Compared]) -> tuple[list[str], list[list[str]]]:
    """Headers and cells of the rows of one metric; changes that no page made have no column."""
    changes = [one for one in CHANGES if one in USUAL or any(row.counts[one] for row in rows)]
    value = rows[0].value
    headers = ["extractor", f"{value}\nbefore", f"{value}\nafter", "difference", "p"]
    headers += [change.replace(" ", "\n") for change in changes]
    return headers, [_row(one, changes) for one in rows]


def _row(one: Compared, changes: Sequence[str]) -> list[str]:
    return [
        versions_told(one),
        _number(one.before.value),
        _number(one.after.value),
        _difference(one),
        UNKNOWN if one.adjusted is None else probability(one.adjusted),
        *(str(one.counts[change]) for change in changes),
    ]


def versions_told(one: Compared) -> str:
    """An extractor's label, with both versions where they differ."""
    before, after = one.before.version, one.after.version
    return f"{one.label} {before} → {after}" if before != after else one.label


def _difference(one: Compared) -> str:
    value = one.difference
    if value.value is None:
        return UNKNOWN
    if value.low is None or value.high is None:
        return f"{value.value:+.3f}"
    return f"{value.value:+.3f} [{value.low:+.3f}, {value.high:+.3f}]"


def pages_tables(comparison: Comparison, style: str, *, wide: bool) -> Iterator[str]:
    """A table of the pages that are not what they were, for every row that has some.

    Pages of another output and an equal score are listed only when wide.
    """
    for one in comparison.rows:
        pages = [page for page in one.pages if wide or page.change != "changed"]
        listed = pages if wide else pages[:SHOWN]
        more = len(one.pages) - len(listed)
        if listed:
            yield f"{versions_told(one)}, {one.value} of {one.metric}:"
            yield _pages_table(listed, one.value, style)
        if more:
            yield (
                f"{versions_told(one)} has another output on {counted(more, 'more page')}: "
                "--wide lists all."
            )


def _pages_table(pages: Sequence[PageChange], value: str, style: str) -> str:
    headers = ["page", "change", f"{value} before", "after", "difference"]
    rows: list[list[Cell]] = [[*page_cells(page)] for page in pages]
    return render(headers, rows, style, ["left", "left", "right", "right", "right"])


def page_cells(page: PageChange) -> list[str]:
    """Page, change, value before and after, difference."""
    return [
        page.page,
        _told(page),
        _number(page.before),
        _number(page.after),
        _page_difference(page),
    ]


def _told(page: PageChange) -> str:
    return f"{page.change}: {page.outcomes[1]}" if page.change == "newly failing" else page.change


def _page_difference(page: PageChange) -> str:
    if page.before is None or page.after is None:
        return UNKNOWN
    return f"{page.after - page.before:+.3f}"


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.3f}"
