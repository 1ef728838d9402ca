"""Tables that describe corpora: their figures side by side, their noise by kind and place."""

from collections.abc import Mapping, Sequence

from boilerbench.corpora.corpus import in_order
from boilerbench.corpora.stats import FIGURES, PLACES, NoiseCount, Quartiles, SetStats
from boilerbench.records import NOISE_KINDS
from boilerbench.reporting.tables import Cell


def figures_table(sets: Sequence[SetStats]) -> tuple[list[str], list[list[Cell]]]:
    """A row for each figure, a column for each set: median (lower quartile - upper quartile)."""
    rows: list[list[Cell]] = [
        ["pages", *(str(one.pages) for one in sets)],
        ["sites", *(str(one.sites) for one in sets)],
    ]
    rows += [
        [name, *(_quartiles(one.figures.get(figure)) for one in sets)]
        for figure, name in FIGURES.items()
    ]
    for name, counts in (
        ("difficulty", [one.difficulties for one in sets]),
        ("type", [one.types for one in sets]),
        ("language", [one.languages for one in sets]),
        ("encoding", [one.encodings for one in sets]),
    ):
        rows += [
            [f"{name} {value}", *(count.get(value) or "-" for count in counts)]
            for value in _values(name, counts)
        ]
    return ["", *(one.name for one in sets)], rows


def _values(name: str, counts: Sequence[Mapping[str, int]]) -> list[str]:
    if name == "difficulty":
        return in_order(value for count in counts for value in count)
    totals: dict[str, int] = {}
    for count in counts:
        for value, number in count.items():
            totals[value] = totals.get(value, 0) + number
    return sorted(totals, key=lambda value: (value == "unknown", -totals[value], value))


def _quartiles(figure: Quartiles | None) -> str:
    if figure is None:
        return "-"
    digits = 0 if figure.high > 1 else 2
    low, median, high = (
        f"{value:,.{digits}f}" for value in (figure.low, figure.median, figure.high)
    )
    return f"{median} ({low} - {high})"


def noise_table(one: SetStats) -> tuple[list[str], list[list[Cell]]]:
    """A row for each kind of noise: pieces and words before, between and after the gold."""
    found = {(count.kind, count.place): count for count in one.noise}
    headers = ["kind", *(f"{place} gold" if place != "between" else place for place in PLACES)]
    kinds = [kind for kind in NOISE_KINDS if any((kind, place) in found for place in PLACES)]
    rows: list[list[Cell]] = [
        [kind, *(_noise(found.get((kind, place))) for place in PLACES)] for kind in kinds
    ]
    return headers, rows


def _noise(count: NoiseCount | None) -> str:
    return "-" if count is None else f"{count.pieces:,} / {count.words:,}"


def tidy_stats(sets: Sequence[SetStats]) -> tuple[list[str], list[list[Cell]]]:
    """One number a row: the set, the figure, which value of it, the number."""
    rows: list[list[Cell]] = []
    for one in sets:
        rows += [[one.name, "pages", "count", one.pages], [one.name, "sites", "count", one.sites]]
        for figure, found in one.figures.items():
            rows += [
                [one.name, figure, name, round(value, 4)]
                for name, value in zip(
                    ("low", "median", "high"), (found.low, found.median, found.high), strict=True
                )
            ]
        for field in ("difficulties", "types", "languages", "encodings"):
            rows += [
                [one.name, field, value, count] for value, count in getattr(one, field).items()
            ]
        for count in one.noise:
            where = f"{count.kind} {count.place}"
            rows += [
                [one.name, "noise pieces", where, count.pieces],
                [one.name, "noise words", where, count.words],
                [one.name, "noise pages", where, count.pages],
            ]
    return ["set", "figure", "name", "value"], rows
