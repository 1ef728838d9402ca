"""A report's tables as values: leaderboard, metrics, pairs, breakdowns, leaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from boilerbench.contests import ALPHA
from boilerbench.report.contents import Breakdown, Contents, Part
from boilerbench.report.saying import called
from boilerbench.reporting.board import (
    group_title,
    interval,
    leaderboard_cells,
    metric_cells,
    ordered,
)
from boilerbench.reporting.contests import PAIRS, pair_cells
from boilerbench.reporting.groups import captions
from boilerbench.scores import Contest, Row
from boilerbench.scoring import HEADLINE, Metric
from boilerbench.wording import counted


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, where it leads (an id of this file), and its class."""

    text: str
    leads: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row's cells; `above` is a line across the table before it, `ident` its id in the file."""

    cells: tuple[Cell, ...]
    above: str | None = None
    mark: str = ""
    ident: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; `head` is the column that names its row, `left` those of words."""

    caption: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    head: int = 0
    left: frozenset[int] = frozenset({0})


def plain_table(
    caption: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    head: int = 0,
    left: frozenset[int] = frozenset({0}),
) -> Table:
    """A table of words and numbers that lead nowhere."""
    lines = tuple(Line(tuple(Cell(str(cell)) for cell in row)) for row in rows)
    return Table(caption, tuple(headers), lines, head, left)


def places_of(contents: Contents) -> Mapping[str, int]:
    """The place of every system by its spec."""
    return {system.spec: place for place, system in enumerate(contents.systems)}


def board_table(contents: Contents, part: Part) -> Table:
    """The leaderboard of a part, as the terminal has it, by the report's metric."""
    rows = ordered(part.rows, contents.metric)
    if contents.metric == HEADLINE:
        headers, cells = leaderboard_cells(rows, part.leaks)
    else:
        headers, cells = metric_cells(rows, contents.metric)
    caption = f"{contents.metric!r}, {counted(len(part.pages), 'page')}"
    return _ranked(plain_table(caption, headers, cells, head=1), rows, contents.metric, contents)


def metric_table(contents: Contents, part: Part, metric: Metric) -> Table | None:
    """The table of a metric beside the report's own; None where it judged nobody."""
    rows = ordered([row for row in part.rows if repr(metric) in row.scores], metric)
    if not rows:
        return None
    headers, cells = metric_cells(rows, metric)
    return _ranked(plain_table(repr(metric), headers, cells, head=1), rows, metric, contents)


def _ranked(table: Table, rows: Sequence[Row], metric: Metric, contents: Contents) -> Table:
    """The table with its rows linked, their kinds as captions and a rule between rank groups."""
    places, above = places_of(contents), captions([row.kind for row in rows])
    ranks = [row.scores[repr(metric)].rank if repr(metric) in row.scores else None for row in rows]
    lines = []
    for place, (line, row) in enumerate(zip(table.lines, rows, strict=True)):
        named = _named(row, places)
        new = place and (ranks[place] != ranks[place - 1] or row.kind != rows[place - 1].kind)
        cells = (line.cells[0], named, *line.cells[2:])
        lines.append(Line(cells, above.get(place), "new" if new else ""))
    return replace(table, lines=tuple(lines), left=frozenset({1}))


def _named(row: Row, places: Mapping[str, int]) -> Cell:
    """A row's name, linked to what is said of its system; the scale has no such place."""
    place = places.get(row.extractor)
    return Cell(row.name, None if place is None else f"system-{place}")


def pairs_table(part: Part, contest: Contest) -> Table | None:
    """Every pair of a contest; None where it has none."""
    if not contest.pairs:
        return None
    rows = [row for row in part.rows if row.group == contest.group] or list(part.rows)
    caption = f"Pairs of {contest.kind}s by {called(contest.value)} of {contest.metric}"
    table = plain_table(caption, PAIRS, pair_cells(rows, contest), left=frozenset({0, 1}))
    sure = [line for line in table.lines if _sure(line)]
    marked = (replace(line, mark="sure") if line in sure else line for line in table.lines)
    return replace(table, lines=tuple(marked))


def _sure(line: Line) -> bool:
    adjusted = line.cells[PAIRS.index("p (Holm)")].text
    return adjusted.startswith("<") or (adjusted != "-" and float(adjusted) < ALPHA)


def breakdown_table(contents: Contents, breakdown: Breakdown) -> Table:
    """A line a group, a column an extractor: the headline value of each with its interval."""
    ran = [
        place
        for place in range(len(contents.systems))
        if any(one.values[place] for one in breakdown.slices)
    ]
    names = [contents.systems[place].name.replace(" ", "\n") for place in ran]
    rows = [
        [
            one.group.value,
            f"{one.pages}{' *' if one.group.small else ''}",
            *(interval(one.values[place]) for place in ran),
        ]
        for one in breakdown.slices
    ]
    caption = f"{called(contents.metric.headline)} by {breakdown.field}"
    return plain_table(caption, [breakdown.field, "pages", *names], rows)


def leaks_table(contents: Contents, part: Part) -> Table | None:
    """On how many pages each extractor leaked which kind of noise, of those that have it."""
    found = {spec: one for spec, one in part.leaks.items() if one.pages[1]}
    kinds = list(dict.fromkeys(kind for one in found.values() for kind in one.kinds))
    if not kinds:
        return None
    places, rows = places_of(contents), {row.extractor: row for row in part.rows}
    lines = [
        Line(
            (
                _named(rows[spec], places),
                Cell("{}/{}".format(*one.pages)),
                *(Cell("{}/{}".format(*one.kinds[k]) if k in one.kinds else "-") for k in kinds),
            )
        )
        for spec, one in found.items()
        if spec in places
    ]
    return Table("Pages with a leak, by kind", ("extractor", "any kind", *kinds), tuple(lines))


def small_groups(breakdown: Breakdown) -> bool:
    """Whether a group of the breakdown has under ten sites."""
    return any(one.group.small for one in breakdown.slices)


def title_of(part: Part) -> str:
    """What a part's rows have in common."""
    return part.title or group_title(part.rows)
