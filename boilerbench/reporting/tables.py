"""A table in each format of `--format`: terminal, GitHub, LaTeX, CSV, HTML."""

import csv
import io
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import msgspec
import tabulate

Align: TypeAlias = Literal["left", "right"]

# Two spaces more beside each header would cost the leaderboard its 100 columns.
tabulate.MIN_PADDING = 0

TABLE_FORMATS: Final = {
    "table": "simple",
    "github": "pipe",
    "latex": "latex_booktabs",
    "html": "html",
}
"""Our names for tabulate's formats."""

FORMATS: Final = (*TABLE_FORMATS, "csv", "json")
"""What `--format` takes."""


def render(
    headers: Sequence[str], rows: Sequence[Sequence[str]], style: str, align: Sequence[Align]
) -> str:
    """Rows of finished strings as a table; cells are escaped for the format.

    A line break in a header is kept in the terminal's table only; json is a list of objects.
    """
    if style != "table":
        headers = [header.replace("\n", " ") for header in headers]
    if style == "json":
        named = [dict(zip(headers, row, strict=True)) for row in rows]
        return msgspec.json.format(msgspec.json.encode(named)).decode()
    if style == "csv":
        return _csv(headers, rows)
    if style == "github":
        headers = [_piped(cell) for cell in headers]
        rows = [[_piped(cell) for cell in row] for row in rows]
    return tabulate.tabulate(
        rows,
        headers=headers,
        tablefmt=TABLE_FORMATS[style],
        colalign=tuple(align) if rows else None,
        disable_numparse=True,
    )


def _piped(cell: str) -> str:
    """A cell that cannot end its own column: tabulate leaves `|` as it is."""
    return cell.replace("|", "\\|").replace("\n", " ")


def _csv(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return stream.getvalue().rstrip("\n")
