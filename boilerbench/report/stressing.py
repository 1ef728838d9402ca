"""What a report says of a stress test: how it was made, how it fits the run, its rows in short."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from boilerbench.figures.names import plain
from boilerbench.figures.planted_noise import MARKUPS, planted_noise
from boilerbench.figures.stress_rows import StressRow, per_cent, stress_rows, unseen
from boilerbench.report.contents import Contents
from boilerbench.report.drawing import Drawn
from boilerbench.report.tables import Cell, Line, Table, places_of
from boilerbench.reporting.groups import captions
from boilerbench.scores import Value
from boilerbench.stress import results
from boilerbench.stress.results import Stress
from boilerbench.wording import counted

HEADERS = (
    *("extractor", "F1\nas served", "F1 kept\nleast, %", "by", "gold lost\nmost, %", "by"),
    *("leaked, %:\nmarkup of sites", "leaked, %:\nplain divs", "failed"),
)


@dataclass(frozen=True, slots=True)
class StressView:
    """The section of a stress test, and what its mutations do."""

    paragraphs: Sequence[str]
    board: Table
    figures: Sequence[Drawn]
    mutations: Sequence[tuple[str, str]]


def stress_view(contents: Contents, figures: Sequence[Drawn]) -> StressView | None:
    """The section; None where the report has no stress test."""
    found = contents.stress
    if found is None:
        return None
    paragraphs = [*_made(found)], [*_beside(contents, found)]
    return StressView(
        paragraphs=[" ".join(told) for told in paragraphs if told],
        board=_board(contents, found),
        figures=figures,
        mutations=tuple(_mutations(found)),
    )


def _made(found: Stress) -> Iterator[str]:
    """Of which pages it is, what its control is, and what its intervals are."""
    pages = counted(found.corpus.pages, "page")
    changes = len([name for name in unseen(found) if name != found.control])
    plantings = len(found.mutations) - len(unseen(found))
    ways = [f"in {counted(changes, 'way')} that no reader sees"] if changes else []
    if plantings:
        ways.append(f"in {counted(plantings, 'way')} with noise of a known kind planted in it")
    changed = f" Every page was written {', and '.join(ways)}." if ways else ""
    yield (
        f"{pages} of {found.corpus.name}, digest {found.corpus.digest}, seed {found.seed}."
        f"{changed} F1 is that of `{found.metric}`."
    )
    if found.cleaned is not None:
        yield found.cleaned
    yield (
        f"The control is `{found.control}`: the page parsed and written again, and nothing else. "
        "Every other mutation is held against it on the same pages, and it against the pages as "
        "served."
    )
    if found.units > 1:
        unit = found.unit.removesuffix("s")
        yield (
            f"In brackets stand 95 % intervals: {counted(found.units, unit)} are drawn again, the "
            "same ones on both sides."
        )
    else:
        yield "There are no intervals: one page says nothing of how pages differ."


def _beside(contents: Contents, found: Stress) -> Iterator[str]:
    """Where the stress test and the run are about different pages, extractors or versions."""
    corpus = contents.manifest.corpus
    if (corpus.name, corpus.digest) != (found.corpus.name, found.corpus.digest):
        yield (
            "Its pages are not those of the run "
            f"({counted(len(corpus.pages), 'page')} of {corpus.name}, digest {corpus.digest}), "
            "so its F1 is not that of the leaderboard."
        )
    rows = {one.row.extractor: one for one in stress_rows(found)}
    ran = {system.spec: system for system in contents.manifest.systems}
    known = (system for system in contents.systems if system.spec not in rows)
    yield from _listed(
        "Not in the run", [one.name for spec, one in rows.items() if spec not in ran]
    )
    yield from _listed("Not in the stress test", [plain(system.name) for system in known])
    yield from _listed(
        "Of another version in the run",
        [
            f"{one.name} (there {plain(ran[spec].version or 'of none')})"
            for spec, one in rows.items()
            if spec in ran and ran[spec].version != one.row.version
        ],
    )
    for one in rows.values():
        if one.row.reason:
            yield f"{one.name} could not run: {one.row.reason.rstrip('.')}."


def _listed(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{what}: {', '.join(names)}."


def _board(contents: Contents, found: Stress) -> Table:
    """A row for each extractor: where it loses most, and how much it leaks over all kinds."""
    rows, places = stress_rows(found), places_of(contents)
    above = captions([one.row.kind for one in rows])
    lines = tuple(
        Line(
            (_named(one, places), *map(Cell, _short(found, one))),
            above.get(at),
            ident=f"stressed-{one.place}",
        )
        for at, one in enumerate(rows)
    )
    caption = "The stress test, a row for each extractor"
    return Table(caption, HEADERS, lines, left=frozenset({0, 3, 5}))


def _named(one: StressRow, places: Mapping[str, int]) -> Cell:
    place = places.get(one.row.extractor)
    return Cell(one.name, None if place is None else f"system-{place}")


def _short(found: Stress, one: StressRow) -> Iterator[str]:
    cells = [
        cell
        for name in unseen(found)
        if name != found.control and (cell := one.under(name)) is not None
    ]
    yield "-" if one.row.served is None else f"{one.row.served:.3f}"
    yield from _most([(1 - c.kept.value, c.kept, c) for c in cells if c.kept.value is not None])
    yield from _most([(c.lost.value, c.lost, c) for c in cells if c.lost.value is not None])
    for markup in MARKUPS:
        mean = planted_noise(found, markup).mean(one)
        yield "-" if mean is None else f"{100 * mean:.0f}"
    yield str(sum(cell.failed for cell in one.row.cells)) if one.row.cells else "-"


def _most(losses: Sequence[tuple[float, Value, results.Cell]]) -> tuple[str, str]:
    """The largest loss in per cent as it is told, and the mutation that causes it, if one does."""
    if not losses:
        return "-", "-"
    loss, told, cell = max(losses, key=lambda one: one[0])
    return per_cent(told), plain(cell.mutation) if round(loss, 3) > 0 else "-"


def _mutations(found: Stress) -> Iterator[tuple[str, str]]:
    """What each that no reader sees does, and on how many pages where those are not all."""
    for one in (each for each in found.mutations if not each.plants):
        fewer = one.pages != found.corpus.pages
        pages = f"; on {counted(one.pages, 'page')}" if fewer else ""
        yield one.name, f"{one.sentence}{pages}"
