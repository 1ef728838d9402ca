"""Who is better than whom, and whether it is real: ranks and paired tests of measured systems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from boilerbench.manifests import RowKind
from boilerbench.measuring import Measured
from boilerbench.scores import Contest, Group, Pair, value_of, written
from boilerbench.scoring.metric import better
from boilerbench.statistics import (
    Average,
    Difference,
    detectable,
    differences,
    rank_groups,
)

ALPHA: Final = 0.05
"""Under so small an adjusted p two rows are told apart."""
RANKED: Final[tuple[RowKind, ...]] = ("extractor", "converter")
"""What is ranked, each among its own; the scale is above all ranks."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The contest of one kind of rows, and the rank of each by its spec."""

    contest: Contest
    ranks: Mapping[str, int | None]


def standings(
    measured: Measured,
    scores: Mapping[str, float | None],
    group: Group | None,
    *,
    average: Average,
    seed: int,
) -> list[Standing]:
    """The standing of every kind of rows that has any; `scores` are headline values by spec."""
    return [
        _standing(measured, places, kind, scores, group, average=average, seed=seed)
        for kind in RANKED
        if (places := _contestants(measured, kind))
    ]


def _contestants(measured: Measured, *kinds: RowKind) -> list[int]:
    return [
        place
        for place, one in enumerate(measured.answers)
        if one.system.kind in kinds and measured.known(place).any()
    ]


def _standing(
    measured: Measured,
    places: Sequence[int],
    kind: RowKind,
    scores: Mapping[str, float | None],
    group: Group | None,
    *,
    average: Average,
    seed: int,
) -> Standing:
    metric = measured.metric
    specs = [measured.answers[place].system.spec for place in places]
    found = _differences(measured, places, average, seed)
    told = {(one.first, one.second): one.adjusted < ALPHA for one in found}
    good_end = better(metric)
    ranks = rank_groups(
        [scores[spec] for spec in specs],
        lambda a, b: told[min(a, b), max(a, b)],
        better=good_end,
    )
    contest = Contest(
        group=group,
        metric=repr(metric),
        value=metric.headline,
        kind=kind,
        better=good_end,
        detectable=detectable(_leading(found, ranks)),
        pairs=tuple(_pair(one, specs) for one in found),
    )
    return Standing(contest, dict(zip(specs, ranks, strict=True)))


def _leading(found: Sequence[Difference], ranks: Sequence[int | None]) -> list[Difference]:
    """The pairs in which what a corpus can show matters: of the leading rows.

    They are all that share the first rank; one that leads alone, with the rows of the next rank.
    How sure the distance of the best from the worst is says nothing of how close a race can be.
    """
    leaders = [place for place, rank in enumerate(ranks) if rank == 1]
    if len(leaders) == 1:
        leaders += [place for place, rank in enumerate(ranks) if rank == 2]
    pairs = [one for one in found if one.first in leaders and one.second in leaders]
    return [one for one in pairs if 1 in (ranks[one.first], ranks[one.second])]


def _differences(
    measured: Measured, places: Sequence[int], average: Average, seed: int
) -> tuple[Difference, ...]:
    return differences(
        measured.metric,
        [measured.tables[place] for place in places],
        [page.site for page in measured.pages],
        ids=[page.id for page in measured.pages],
        average=average,
        seed=seed,
    )


def _pair(one: Difference, specs: Sequence[str]) -> Pair:
    return Pair(
        first=specs[one.first],
        second=specs[one.second],
        difference=value_of(one, one.pages),
        p=written(one.p),
        adjusted=written(one.adjusted),
        holds=written(one.holds),
        pages=one.pages,
    )
