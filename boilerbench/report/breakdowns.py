"""The headline value of every extractor on the pages of one kind: by type, by site."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from boilerbench.corpora.corpus import in_order
from boilerbench.corpora.difficulty import Level
from boilerbench.draws import draws_of
from boilerbench.leaderboard import is_small
from boilerbench.measuring import Measured
from boilerbench.records import Page
from boilerbench.report.cells import told_by
from boilerbench.report.contents import Breakdown, Slice
from boilerbench.scores import Group, Value, value_of
from boilerbench.statistics.replicates import estimates

BY: Final = ("type", "language", "challenge", "difficulty", "split", "gold", "licence", "site")
"""The fields that a report breaks its pages down by, where two values or more stand among them."""
MOST: Final = 24
"""Groups of one field; of more, the largest are kept."""


Levels: TypeAlias = Mapping[str, Level | None]
"""How hard each page is, by page id."""


def breakdowns(measured: Measured, levels: Levels, seed: int) -> tuple[Breakdown, ...]:
    """A breakdown for every field by which the judged pages differ; a page may be in many groups.

    A site of a single page is no group.
    """
    found = (_breakdown(measured, levels, name, seed) for name in BY)
    return tuple(one for one in found if one is not None)


def _breakdown(measured: Measured, levels: Levels, name: str, seed: int) -> Breakdown | None:
    groups = _groups(measured.pages, levels, name)
    largest = sorted(groups, key=lambda group: -len(groups[group]))[:MOST]
    slices = tuple(
        _slice(measured, name, group, groups[group], seed) for group in in_order(largest)
    )
    left_out = len(groups) - len(slices)
    return Breakdown(name, slices, left_out) if len(slices) > 1 else None


def _groups(pages: Sequence[Page], levels: Levels, name: str) -> dict[str, list[Page]]:
    groups: dict[str, list[Page]] = {}
    for page in pages:
        for value in told_by(page, name, levels[page.id]):
            groups.setdefault(value, []).append(page)
    least = 2 if name == "site" else 1
    return {value: some for value, some in groups.items() if len(some) >= least}


def _slice(measured: Measured, name: str, value: str, pages: Sequence[Page], seed: int) -> Slice:
    some = measured.on(frozenset(page.id for page in pages))
    group = Group(name, value, is_small(pages))
    return Slice(group, len(pages), tuple(_values(some, seed)))


def _values(measured: Measured, seed: int) -> Iterator[Value | None]:
    """The headline of each system that has a page among these."""
    draws = draws_of(measured.pages, seed)
    found = estimates(measured.metric, measured.tables, draws)
    for place, values in enumerate(found):
        pages = int(measured.known(place).sum())
        yield value_of(values[measured.metric.headline], pages) if pages else None
