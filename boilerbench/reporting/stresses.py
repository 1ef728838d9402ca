"""A stress test in print: a table for each extractor, a tidy one, and what stands out."""

from collections.abc import Iterator, Sequence

from boilerbench.reporting.tables import Align, render
from boilerbench.scores import Value
from boilerbench.stress.results import Cell, Stress, Stressed
from boilerbench.wording import counted, wrapped

UNKNOWN = "-"
HEADERS = ("mutation", "pages", "failed", "F1", "F1 kept", "gold lost", "noise leaked")
TIDY = (
    "extractor", "label", "version", "mutation", "pages", "failed", "name", "value", "low", "high",
)  # fmt: skip  # two lines say it


def stress_tables(found: Stress, style: str) -> Iterator[str]:
    """For each extractor what every mutation makes of it; as csv one tidy table of all."""
    if style == "csv":
        yield render(TIDY, list(_tidy(found)), style, ["left"] * len(TIDY))
        return
    align: list[Align] = ["left" if at == 0 else "right" for at in range(len(HEADERS))]
    for row in found.rows:
        yield _title(row)
        if row.cells:
            yield render(HEADERS, [_cells(cell) for cell in row.cells], style, align)


def _title(row: Stressed) -> str:
    name = f"{row.label} {row.version}" if row.version else row.label
    if row.reason:
        return f"{name}: {row.reason}"
    return f"{name}, F1 of pages as served {_number(row.served)}:"


def _cells(cell: Cell) -> list[str]:
    return [
        cell.mutation,
        str(cell.pages),
        str(cell.failed),
        _number(cell.f1),
        _told(cell.kept, 3),
        f"{cell.lost_words} = {_percent(cell.lost)}",
        UNKNOWN if cell.leaked is None else _percent(cell.leaked),
    ]


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.3f}"


def _told(value: Value, digits: int) -> str:
    if value.value is None:
        return UNKNOWN
    if value.low is None or value.high is None:
        return f"{value.value:.{digits}f}"
    return f"{value.value:.{digits}f} [{value.low:.{digits}f}, {value.high:.{digits}f}]"


def _percent(value: Value) -> str:
    if value.value is None:
        return UNKNOWN
    if value.low is None or value.high is None:
        return f"{value.value:.1%}"
    return f"{value.value:.1%} [{100 * value.low:.1f}, {100 * value.high:.1f}]"


def _tidy(found: Stress) -> Iterator[list[str | int | float | None]]:
    for row in found.rows:
        for cell in row.cells:
            first = [row.extractor, row.label, row.version, cell.mutation, cell.pages, cell.failed]
            named = {"kept": cell.kept, "difference": cell.difference, "lost": cell.lost}
            if cell.leaked is not None:
                named["leaked"] = cell.leaked
            named |= {f"leaked {where}": value for where, value in cell.leaked_at.items()}
            for name, value in named.items():
                yield [*first, name, value.value, value.low, value.high]


def stress_remarks(found: Stress, folder: str) -> Iterator[str]:
    """What was held against what, which mutation costs each most, and what to type next."""
    unit = found.unit.removesuffix("s")
    yield from wrapped(
        f"Each mutation against {found.control} on the same pages, and {found.control} against "
        f"the pages as served. In brackets 95 % intervals: {counted(found.units, unit)} drawn "
        "again, the same ones on both sides. F1 kept is the F1 with the mutation over that "
        "without. Gold lost are words that came out without it and not with it, gains taken off."
    )
    plants = {one.name for one in found.mutations if one.plants}
    yield from _worst(found.rows, found.control, plants)
    yield from _leakiest(found.rows)
    yield from wrapped(found.cleaned or "")
    yield from wrapped(
        f"{found.corpus.name}: {counted(found.corpus.pages, 'page')}, seed {found.seed}. "
        f"Next: `boilerbench stress --resume --out {folder} --format json` has every number; "
        "`--mutation NAME` looks at one mutation."
    )


def _worst(rows: Sequence[Stressed], control: str, plants: set[str]) -> Iterator[str]:
    """For each extractor the mutation without noise that costs it most, the hardest hit first."""
    worst = []
    for row in rows:
        cells = [c for c in row.cells if c.mutation not in plants and c.mutation != control]
        known = [(c.kept.value, c) for c in cells if c.kept.value is not None]
        if known and row.kind == "extractor":
            worst.append((*min(known, key=lambda one: one[0]), row))
    worst.sort(key=lambda one: one[0])
    told = [f"{row.label} by {c.mutation} ({_told(c.kept, 3)})" for k, c, row in worst if k < 1]
    if told:
        yield from wrapped(f"F1 kept least, without noise: {'; '.join(told)}.")
    unmoved = [row.label for kept, _, row in worst if kept >= 1]
    if unmoved:
        yield from wrapped(f"No mutation without noise costs {', '.join(unmoved)} any F1.")


def _leakiest(rows: Sequence[Stressed]) -> Iterator[str]:
    told = []
    for row in rows:
        known = [(c.leaked.value, c) for c in row.cells if c.leaked and c.leaked.value is not None]
        if known and row.kind == "extractor":
            share, cell = max(known, key=lambda one: one[0])
            if share > 0:
                told.append((share, f"{row.label} {cell.mutation} ({share:.0%})"))
    if told:
        in_order = "; ".join(text for _, text in sorted(told, key=lambda one: -one[0]))
        yield from wrapped(f"Planted noise that leaked most: {in_order}.")
