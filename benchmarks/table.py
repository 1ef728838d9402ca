"""A file of pytest-benchmark as tables: `python -m benchmarks.table FILE.json [--group NAME]`.

Takes what `pytest benchmarks --benchmark-json FILE.json` and `boilerbench export
--pytest-benchmark` write. A table for each group, fastest first, each row with its time beside the
fastest's, or beside that of the row that --beside names. README and the docs take theirs from here.
"""

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from boilerbench.reporting.tables import Cell, render

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (0.0, "ns"))
STATISTICS = ("min", "median", "mean")


class Timing(msgspec.Struct, frozen=True):
    """What is read of the statistics, in seconds."""

    min: float
    median: float
    mean: float
    rounds: int


class Entry(msgspec.Struct, frozen=True):
    """What is read of a benchmark."""

    name: str
    stats: Timing
    group: str | None = None
    param: str | None = None

    @property
    def label(self) -> str:
        """What the row is called; of a test function its parameter, where it has one."""
        if not self.name.startswith("test_"):
            return self.name
        return self.param or self.name.removeprefix("test_").replace("_", " ")


class File(msgspec.Struct, frozen=True):
    """What is read of a file."""

    benchmarks: tuple[Entry, ...]


def groups_of(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries of each group, groups by name."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.group or "-", []).append(entry)
    return dict(sorted(found.items()))


def readable(seconds: float) -> str:
    """Three digits that count, in the unit that suits."""
    size, unit = next(one for one in UNITS if seconds >= one[0])
    number = seconds / (size or 1e-9)
    decimals = 2 if number < 10 else 1 if number < 100 else 0
    return f"{number:,.{decimals}f} {unit}"


def ratio(seconds: float, least: float) -> str:
    """How many times as long; of something that took no time, nothing can be said."""
    return f"{seconds / least:,.2f}" if least > 0 else "-"


def table(
    entries: Sequence[Entry], style: str, *, statistic: str = "min", beside: str | None = None
) -> str:
    """One group; ratios are to the fastest, or to the row labelled `beside` where it has one."""
    rows = sorted(entries, key=lambda one: getattr(one.stats, statistic))
    named = [one for one in rows if one.label == beside]
    least = getattr((named or rows)[0].stats, statistic)
    cells: list[list[Cell]] = [
        [
            one.label,
            readable(getattr(one.stats, statistic)),
            ratio(getattr(one.stats, statistic), least),
            one.stats.rounds,
        ]
        for one in rows
    ]
    headers = ["", statistic, "times", "rounds"]
    return render(headers, cells, style, ["left", "right", "right", "right"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--group", "names", multiple=True, help="Only groups that begin so; repeatable.")
@click.option("--beside", help="The row that others are divided by.  [default: the fastest]")
@click.option("--statistic", type=click.Choice(STATISTICS), default="min", show_default=True)
@click.option("--format", "style", type=click.Choice(["github", "table"]), default="github")
def main(
    file: Path, names: tuple[str, ...], beside: str | None, statistic: str, style: str
) -> None:
    """Print FILE as tables."""
    try:
        groups = groups_of(msgspec.json.decode(file.read_bytes(), type=File).benchmarks)
    except msgspec.DecodeError as error:
        raise click.ClickException(f"{file} is no file of pytest-benchmark: {error}.") from error
    chosen = {name: one for name, one in groups.items() if name.startswith(names or "")}
    if not chosen:
        raise click.ClickException(f"{file} has no such group; it has {', '.join(groups)}.")
    for name, entries in chosen.items():
        heading = f"**{name}**" if style == "github" else name
        shown = table(entries, style, statistic=statistic, beside=beside)
        click.echo(f"{heading}\n\n{shown}\n")


if __name__ == "__main__":
    main()
