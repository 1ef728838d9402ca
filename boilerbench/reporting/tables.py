"""A table in each format of `--format`: terminal, GitHub, LaTeX, CSV, HTML."""

import csv
import html
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

import msgspec
import tabulate

from boilerbench.reporting.escaping import code_in_markdown, in_latex, in_line, in_markdown
from boilerbench.reporting.widths import cut_to, width
from boilerbench.visible import visible

Align: TypeAlias = Literal["left", "right"]

# Two spaces more beside each header would cost the leaderboard its 100 columns.
tabulate.MIN_PADDING = 0

TABLE_FORMATS: Final = {"table": "simple", "github": "pipe", "html": "html"}
"""Our names for tabulate's formats."""

ESCAPES: Final[Mapping[str, Callable[[str], str]]] = {
    "table": lambda cell: visible(in_line(cell)),
    "github": in_markdown,
    "latex": in_latex,
    "html": in_line,  # tabulate escapes it
}

FORMATS: Final = ("table", "github", "latex", "html", "csv", "json")
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

    A line break in a header is kept in the terminal's table only, one in a cell in csv and json.
    What a terminal would obey is made visible there. csv is read back as it was: a cell that a
    spreadsheet takes for a formula stays one. json is a list of objects, in which numbers are
    numbers. `captions` are lines across the table, each above the row of its
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
    escape = ESCAPES[style]
    headers = [header if style == "table" else escape(header) for header in headers]
    cells = [["" if cell is None else escape(str(cell)) for cell in row] for row in rows]
    if style == "latex":
        table = _latex(headers, cells, align)
    else:
        table = tabulate.tabulate(
            cells,
            headers=headers,
            tablefmt=TABLE_FORMATS[style],
            colalign=tuple(align) if rows else None,
            disable_numparse=True,
        )
    return _captioned(table, len(rows), len(headers), style, captions or {})


def _latex(headers: Sequence[str], rows: Sequence[Sequence[str]], align: Sequence[Align]) -> str:
    """A table with the rules of booktabs; its cells are escaped already."""
    lines = [f"{' & '.join(row)} \\\\" for row in (headers, *rows)]
    columns = "".join(side[0] for side in align)
    top = [f"\\begin{{tabular}}{{{columns}}}", "\\toprule", lines[0], "\\midrule"]
    return "\n".join([*top, *lines[1:], "\\bottomrule", "\\end{tabular}"])


def _captioned(table: str, rows: int, columns: int, style: str, captions: Mapping[int, str]) -> str:
    lines = table.split("\n")
    top = len(lines) - BELOW[style] - rows
    for row in sorted(captions, reverse=True):
        lines.insert(top + row, _caption(captions[row], columns, style))
    return "\n".join(lines)


def _caption(text: str, columns: int, style: str) -> str:
    """A line across all columns; in Markdown, which knows no such cell, the first of a row."""
    if style == "github":
        return f"| *{in_markdown(text)}* |{' |' * (columns - 1)}"
    if style == "latex":
        return (
            f"\\addlinespace\n\\multicolumn{{{columns}}}{{l}}{{\\textit{{{in_latex(text)}}}}} \\\\"
        )
    if style == "html":
        cell = f'<th colspan="{columns}" style="text-align: left;">{html.escape(text)}</th>'
        return f"<tr>{cell}</tr>"
    return text


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

    No cell is cut below `least` columns, however wide the others are.
    """
    columns = list(zip(headers, *rows, strict=True))
    others = columns[:column] + columns[column + 1 :]
    taken = sum(2 + max(width(line) for cell in one for line in cell.split("\n")) for one in others)
    room = max(COLUMNS - taken, least)
    return [[*row[:column], cut_to(row[column], room), *row[column + 1 :]] for row in rows]


def signed(long: str, short: str, style: str) -> str:
    """The two forms of a signature as they stand under a table: as text, or as a comment."""
    match style:
        case "github":
            return f"\n{code_in_markdown(long)}  \n{code_in_markdown(short)}"
        case "latex":
            return f"% {long}\n% {short}"
        case "html":
            told = f"{long} {short}".replace("--", "- -").replace(">", "&gt;")
            return f"<!-- {told} -->"
        case _:
            return f"{long}\n  short: {short}"
