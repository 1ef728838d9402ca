"""The table of pages by extractor: a row a page, a cell an extractor, and its filters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from boilerbench.records import ANSWERS
from boilerbench.report.contents import Cell, Contents, PageEntry
from boilerbench.report.saying import facts_told, legible, order_of
from boilerbench.scoring.metric import Better, better

LOW: Final = 0.5
MIDDLING: Final = 0.8
"""Under these a value is marked, where 1 is ideal; over what is left of 1, where 0 is."""


@dataclass(frozen=True, slots=True)
class PageCell:
    """What stands in a cell: its text, its marks as classes, what a screen reader is told."""

    text: str
    mark: str
    leads: str | None


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page's row; `facts` is JSON for the filters: values by field."""

    place: int
    page: PageEntry
    told: str
    facts: str
    cells: tuple[PageCell, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A field to filter pages by, its values with how many pages have each."""

    field: str
    values: tuple[tuple[str, int], ...]


def page_lines(contents: Contents) -> tuple[PageLine, ...]:
    """A line for every page, in the order of the corpus."""
    end = better(contents.metric)
    return tuple(
        PageLine(
            place,
            page,
            facts_told(page),
            _facts(page),
            tuple(
                _cell(cell, place, system, contents.metric.headline, end)
                for system, cell in enumerate(page.cells)
            ),
        )
        for place, page in enumerate(contents.pages)
    )


def _facts(page: PageEntry) -> str:
    """The facts as the filters compare them: as legible as the values that are chosen from."""
    facts = {legible(name): list(map(legible, some)) for name, some in page.facts.items()}
    return msgspec.json.encode(facts).decode()


def _cell(cell: Cell | None, page: int, system: int, headline: str, end: Better) -> PageCell:
    if cell is None:
        return PageCell("\N{EN DASH}", "none", None)
    leads = f"diff-{page}-{system}"
    if cell.outcome not in ANSWERS:
        return PageCell(cell.outcome, "failed", leads)
    value = cell.values.get(headline)
    marks = [_level(value, end)] if value is not None else []
    marks += ["leaks"] if sum(cell.leaked.values()) else []
    marks += ["empty"] if cell.outcome == "empty" else []
    text = "unjudged" if value is None else f"{value:.3f}"
    shown = "empty" if cell.outcome == "empty" else text
    return PageCell(shown, " ".join(filter(None, marks)), leads)


def _level(value: float, end: Better) -> str:
    """The mark of a bad value; counts over 1 know no scale and have none."""
    good = value if end == "high" else 1 - value
    if not -1 <= good <= 1:
        return ""
    return "low" if good < LOW else "middling" if good < MIDDLING else ""


def facets(pages: Sequence[PageEntry]) -> tuple[Facet, ...]:
    """The fields on which pages differ, those that are known of any page."""
    fields = sorted({field for page in pages for field in page.facts}, key=order_of)
    counts: Mapping[str, Counter[str]] = {
        field: Counter(value for page in pages for value in page.facts.get(field, ()))
        for field in fields
    }
    return tuple(
        Facet(field, tuple(sorted(counts[field].items())))
        for field in fields
        if len(counts[field]) > 1
    )
