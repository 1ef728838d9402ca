"""A table in each format of `--format`: terminal, GitHub, LaTeX, CSV, HTML."""

import csv
import html
import io
from collections.abc import Mapping, Sequence
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

BELOW: Final = {"table": 0, "github": 0, "latex": 2, "html": 2}
"""Lines that each format writes below the last row."""

Cell: TypeAlias = str | int | float | None

COLUMNS: Final = 100
"""What a table of the terminal may take."""


def render(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    style: str,
    align: Sequence[Align],
    captions: Mapping[int, str] | None = None,
) -> str:
    """Rows as a table, their cells escaped for the format; strings stand as they are.

    A line break in a header is kept in the terminal's table only. json is a list of objects, in
    which numbers are numbers. `captions` are lines across the table, each above the row of its
    number; csv and json have none, as a row is a row there.
    """
    if style != "table":
        headers = [header.replace("\n", " ") for header in headers]
    if style == "json":
        keys = [header.replace(" ", "_") for header in headers]
        named = [dict(zip(keys, row, strict=True)) for row in rows]
        return msgspec.json.format(msgspec.json.encode(named)).decode()
    if style == "csv":
        return _csv(headers, rows)
    rows = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if style == "github":
        headers = [_piped(cell) for cell in headers]
        rows = [[_piped(str(cell)) for cell in row] for row in rows]
    table = tabulate.tabulate(
        rows,
        headers=headers,
        tablefmt=TABLE_FORMATS[style],
        colalign=tuple(align) if rows else None,
        disable_numparse=True,
    )
    return _captioned(table, len(rows), len(headers), style, captions or {})


def _captioned(table: str, rows: int, columns: int, style: str, captions: Mapping[int, str]) -> str:
    lines = table.split("\n")
    top = len(lines) - BELOW[style] - rows
    for row in sorted(captions, reverse=True):
        lines.insert(top + row, _caption(captions[row], columns, style))
    return "\n".join(lines)


def _caption(text: str, columns: int, style: str) -> str:
    """A line across all columns; in Markdown, which knows no such cell, the first of a row."""
    if style == "github":
        return f"| *{_piped(text)}* |{' |' * (columns - 1)}"
    if style == "latex":
        return f"\\addlinespace\n\\multicolumn{{{columns}}}{{l}}{{\\textit{{{text}}}}} \\\\"
    if style == "html":
        cell = f'<th colspan="{columns}" style="text-align: left;">{html.escape(text)}</th>'
        return f"<tr>{cell}</tr>"
    return text


def _piped(cell: str) -> str:
    """A cell that cannot end its own column: tabulate leaves `|` as it is."""
    return cell.replace("|", "\\|").replace("\n", " ")


def _csv(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return stream.getvalue().rstrip("\n")


def fitted(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, column: int, least: int
) -> list[list[str]]:
    """The rows with one column cut so that the terminal's table keeps its 100 columns.

    No cell is cut below `least` characters, however wide the others are.
    """
    columns = list(zip(headers, *rows, strict=True))
    others = columns[:column] + columns[column + 1 :]
    taken = sum(2 + max(len(line) for cell in one for line in cell.split("\n")) for one in others)
    room = max(COLUMNS - taken, least)
    return [[*row[:column], _cut(row[column], room), *row[column + 1 :]] for row in rows]


def _cut(cell: str, room: int) -> str:
    return cell if len(cell) <= room else f"{cell[: room - 1]}…"


def signed(long: str, short: str, style: str) -> str:
    """The two forms of a signature as they stand under a table: as text, or as a comment."""
    match style:
        case "github":
            return f"\n`{_piped(long)}`  \n`{_piped(short)}`"
        case "latex":
            return f"% {long}\n% {short}"
        case "html":
            return f"<!-- {long} {short} -->"
        case _:
            return f"{long}\n  short: {short}"
