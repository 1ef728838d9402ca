"""The figures of stress.md from the result of a test: python docs/stressed.py stress.json."""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import msgspec

from boilerbench.scores import Value
from boilerbench.stress.planting import PLANTINGS
from boilerbench.stress.results import Cell, Stress, Stressed

PAGE = Path(__file__).parent / "stress.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def figures(found: Stress) -> str:
    """What was measured, then three tables."""
    rows = sorted(
        (row for row in found.rows if row.served is not None),
        key=lambda row: (row.kind != "extractor", -(row.served or 0)),
    )
    specs = " ".join(row.extractor for row in rows)
    head = (
        f"{found.corpus.pages} pages of `{found.corpus.name}`, {found.units} sites, seed "
        f"{found.seed}:\n\n```sh\nboilerbench stress {specs} \\\n  --corpus {found.corpus.name} "
        "--out stressed\npython docs/stressed.py stressed/stress.json\n```\n"
    )
    return "\n".join(
        [
            head,
            "F1 as served, and of it what is kept under each mutation, in per cent. In bold where",
            "the interval ends below 100.\n",
            *_table(_kept(rows, found)),
            "\nThe share of planted words that leaked, in per cent: in the markup of sites / in",
            "`div`s without a name.\n",
            *_table(_leaked(rows)),
            "\nThe same by place, as the mean over kinds, and what the planting costs: F1 kept and",
            "gold lost, in per cent.\n",
            *_table(_places(rows)),
        ]
    )


def _table(rows: Iterator[list[str]]) -> Iterator[str]:
    header = next(rows)
    yield f"| {' | '.join(header)} |"
    yield f"|---|{'--:|' * (len(header) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _kept(rows: list[Stressed], found: Stress) -> Iterator[list[str]]:
    names = [one.name for one in found.mutations if not one.plants]
    yield ["", "F1", *names]
    for row in rows:
        cells = _by_name(row)
        yield [_named(row), f"{row.served:.3f}", *(_percent(cells[name].kept) for name in names)]


def _leaked(rows: list[Stressed]) -> Iterator[list[str]]:
    yield ["", *map(_named, rows)]
    for name, planting in PLANTINGS.items():
        if not planting.anonymous:
            pairs = ((_by_name(row)[name], _by_name(row)[f"{name}-div"]) for row in rows)
            yield [planting.kind, *(f"{_share(a.leaked)} / {_share(b.leaked)}" for a, b in pairs)]


def _places(rows: list[Stressed]) -> Iterator[list[str]]:
    yield ["", "markup", "before", "between", "after", "F1 kept", "gold lost"]
    for row in rows:
        for anonymous in (False, True):
            cells = [
                cell
                for name, cell in _by_name(row).items()
                if name in PLANTINGS and PLANTINGS[name].anonymous == anonymous
            ]
            places = (
                fmean(cell.leaked_at[where].value or 0 for cell in cells)
                for where in ("before", "between", "after")
            )
            kept, lost = (fmean(v) for v in zip(*map(_costs, cells), strict=True))
            yield [
                _named(row),
                "divs" if anonymous else "sites",
                *(f"{100 * one:.0f}" for one in (*places,)),
                f"{100 * kept:.1f}",
                f"{100 * lost:.1f}",
            ]


def _costs(cell: Cell) -> tuple[float, float]:
    return cell.kept.value or 0.0, cell.lost.value or 0.0


def _by_name(row: Stressed) -> dict[str, Cell]:
    return {cell.mutation: cell for cell in row.cells}


def _named(row: Stressed) -> str:
    return f"{row.label} {row.version}" if row.version else row.label


def _percent(value: Value) -> str:
    told = f"{100 * (value.value or 0):.1f}"
    return f"**{told}**" if value.high is not None and round(value.high, 4) < 1 else told


def _share(value: Value | None) -> str:
    return "-" if value is None or value.value is None else f"{100 * value.value:.0f}"


def main(result: Path) -> None:
    """Put the figures of a result into the page."""
    found = msgspec.json.decode(result.read_bytes(), type=Stress)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures(found)}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
