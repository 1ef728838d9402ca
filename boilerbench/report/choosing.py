"""Which pages are the worst, and which diffs a report keeps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from boilerbench.errors import UsageError
from boilerbench.records import ANSWERS
from boilerbench.report.contents import Cell, Contents
from boilerbench.scoring.metric import better

BUDGET: Final = 4_000_000
"""Bytes of packed diffs that a file holds where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How many diffs are kept: those of the worst pages, at most so many and of so many bytes."""

    pages: int | None = None
    size: int | None = BUDGET


def parse_keep(text: str | None) -> Keep:
    """`all`, `none` or `worst:N`; None: what fits; UsageError for anything else."""
    if text is None:
        return Keep()
    if text == "all":
        return Keep(size=None)
    if text == "none":
        return Keep(pages=0)
    found = re.fullmatch(r"worst:(\d+)", text, re.ASCII)
    if found is None:
        raise UsageError(f"--diffs takes all, none or worst:N, as in worst:50, not {text!r}.")
    return Keep(pages=int(found[1]), size=None)


def badness(contents: Contents, cell: Cell | None) -> float | None:
    """How bad a result is, 0 where it is ideal; None where it was not judged."""
    metric = contents.metric
    if cell is None or (value := cell.values.get(metric.headline)) is None:
        return None
    return value if better(metric) == "low" else metric.ideal[metric.headline] - value


def worst_pages(contents: Contents) -> list[int]:
    """The places of all pages, the worst on average first, those that nobody judged last.

    Of these the ones on which extractors agree least come first.
    """
    likeness = _least_likeness(contents)

    def mean(place: int) -> float:
        found = [badness(contents, cell) for cell in contents.pages[place].cells]
        known = [one for one in found if one is not None]
        return fmean(known) if known else -1.0

    def key(place: int) -> tuple[float, float, int]:
        return -mean(place), likeness.get(contents.pages[place].id, 1.0), place

    return sorted(range(len(contents.pages)), key=key)


def _least_likeness(contents: Contents) -> dict[str, float]:
    """How alike the outputs on a page are, of the pages that are named for it."""
    found = (part.likeness for part in contents.parts if part.likeness is not None)
    return {one.page: one.likeness for each in found for one in each.outliers}


def worst_outputs(contents: Contents, count: int) -> list[tuple[int, int]]:
    """Page and system of the worst outputs, one a page, the worst first.

    Only outputs with text are meant, of extractors as long as any of them has one.
    """
    for kinds in (("extractor",), ("extractor", "converter", "scale")):
        found = sorted(_worst_of_pages(contents, kinds))
        if found:
            return [(page, system) for _, page, system in found[:count]]
    return []


def _worst_of_pages(contents: Contents, kinds: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    for place, page in enumerate(contents.pages):
        found = [
            (-bad, place, system)
            for system, cell in enumerate(page.cells)
            if cell is not None
            and cell.outcome == "ok"
            and contents.systems[system].kind in kinds
            and (bad := badness(contents, cell))
        ]
        if found:
            yield min(found)


def worst_of_system(contents: Contents, system: int, count: int) -> list[tuple[int, float]]:
    """Place and headline value of the pages on which a system did worst, failures left out."""
    found = []
    for place, page in enumerate(contents.pages):
        cell = page.cells[system]
        bad = badness(contents, cell)
        if cell is not None and bad and cell.outcome in ANSWERS:
            found.append((-bad, place, cell.values[contents.metric.headline]))
    return [(place, value) for _, place, value in sorted(found)[:count]]
