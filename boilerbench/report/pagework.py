"""A page's part of a report, made in one go: difficulty, what became of each output, diffs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from lxml.html import HtmlElement

from boilerbench.corpora.difficulty import Level, level_of
from boilerbench.corpora.figures import figures_of
from boilerbench.origins import Origins
from boilerbench.records import Extraction, Page
from boilerbench.report.contents import Cell
from boilerbench.report.packing import Block, packed
from boilerbench.report.saying import result_told
from boilerbench.scoring import HEADLINE, Metric
from boilerbench.scoring.parts import text_of
from boilerbench.sidebyside import Bounds, PageDiff, side_by_side
from boilerbench.trees import parse_page
from boilerbench.verdicts import NONE, counts_of

Wanted: TypeAlias = Literal["cells", "diffs", "both"]

PLAIN: Final = Bounds(words=1200, kept=12)
"""How much of a diff stands in plain sight."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a system made of a page: the place of the system, and its values there."""

    system: int
    extraction: Extraction
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Task:
    """A page with its outputs, and what is wanted of them; `metric` is the report's own."""

    page: Page
    outputs: Sequence[Output]
    metric: Metric
    wanted: Wanted = "both"


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a task: cells by the place of their system, all diffs packed.

    `level` is None where nothing says how hard the page is; `block` is empty where only cells
    were wanted.
    """

    level: Level | None
    cells: Mapping[int, Cell]
    block: str


def judged(task: Task) -> Judged:
    """The cells and diffs of a page; an output's alignment serves both while it is at hand."""
    page = task.page
    content = page.source.read()
    tree = parse_page(content, page.charset)
    diffs = task.wanted != "cells"
    source = Origins(tree, page.gold) if diffs and tree is not None else None
    cells: dict[int, Cell] = {}
    found: list[tuple[int, str, PageDiff]] = []
    for one in task.outputs:
        cell = cell_of(page, one.extraction, one.values)
        cells[one.system] = cell
        if diffs:
            diff = side_by_side(page, one.extraction, source=source)
            found.append((one.system, result_told(task.metric, cell), diff))
    level = None if task.wanted == "diffs" else _level(page, content, tree)
    return Judged(level, cells, packed(Block(page.url, tuple(found))) if diffs else "")


def ready() -> None:
    """Nothing: once it can be called, what takes a process a second to load is there."""


def plain_diff(output: tuple[Page, Extraction]) -> PageDiff:
    """An output's diff as it stands in plain sight."""
    page, extraction = output
    tree = parse_page(page.source.read(), page.charset)
    source = None if tree is None else Origins(tree, page.gold)
    return side_by_side(page, extraction, PLAIN, source)


def _level(page: Page, content: bytes, tree: HtmlElement | None) -> Level | None:
    return level_of(figures_of(page, content, tree)) if page.gold.text else None


def cell_of(page: Page, extraction: Extraction, values: Mapping[str, float]) -> Cell:
    """One output on one page; its words are counted where it is an answer and gold has a text."""
    held = extraction.answered and HEADLINE.judges(page.gold)
    found = counts_of(page.gold, text_of(extraction)) if held else NONE
    timing = extraction.timing
    return Cell(
        outcome=extraction.outcome,
        values=values,
        reason=extraction.reason,
        cpu_ms=timing.cpu_ns / 1e6 if timing else None,
        **found,
    )
