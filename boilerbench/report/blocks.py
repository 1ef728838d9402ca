"""Diffs as they lie in the file: a packed block a page, and the worst of them in plain sight."""

import base64
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Final

import msgspec

from boilerbench.answers import Answers
from boilerbench.origins import origins
from boilerbench.records import Extraction, Page
from boilerbench.report.choosing import Keep, badness, worst_outputs, worst_pages
from boilerbench.report.contents import Contents
from boilerbench.report.saying import facts_told, verdict_told
from boilerbench.sidebyside import Bounds, PageDiff, Pair, side_by_side, worst_first
from boilerbench.visible import visible
from boilerbench.wording import counted

WORST: Final = 10
"""Diffs that are in plain sight."""
SHOWN: Final = 8
"""Paragraphs of each of these."""
PLAIN: Final = Bounds(words=1200, kept=12)
"""How much of each of these."""

AT_ONCE: Final = 64
"""Pages a process is given at a time."""


class Block(msgspec.Struct, frozen=True):
    """All diffs of a page: place of the system, verdict in words, diff."""

    url: str | None
    diffs: tuple[tuple[int, str, PageDiff], ...]


@dataclass(frozen=True, slots=True)
class Worst:
    """A diff in plain sight: the paragraphs with the most wrong."""

    page: int
    system: int
    verdict: str
    facts: str
    url: str | None
    pairs: Sequence[Pair]
    left_out: str


@dataclass(frozen=True, slots=True)
class Diffs:
    """The diffs of a report; `blocks` by page, `told` what is left out, `none_why` if all is."""

    blocks: Mapping[int, str]
    worst: tuple[Worst, ...]
    told: str = ""
    none_why: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be packed: the place of each system that answered, its verdict, its output."""

    page: Page
    outputs: tuple[tuple[int, str, Extraction], ...]


def diffs_of(
    contents: Contents,
    pages: Sequence[Page],
    answers: Sequence[Answers],
    keep: Keep,
    *,
    jobs: int = 1,
) -> Diffs:
    """The diffs of the worst pages, as many as are to be kept, made by so many processes.

    `pages` and `answers` stand in the order of `contents.pages` and `contents.systems`.
    """
    found = [{one.page: one for one in each.extractions} for each in answers]
    order = worst_pages(contents)[: keep.pages]
    tasks = (_task(contents, place, pages[place], found) for place in order)
    blocks: dict[int, str] = {}
    size = 0
    for place, block in zip(order, _made(tasks, jobs), strict=True):
        size += len(block)
        if keep.size is not None and size > keep.size:
            break
        blocks[place] = block
    wanted = worst_outputs(contents, WORST) if keep.pages != 0 else []
    worst = tuple(
        _worst(contents, at, system, pages[at], found[system][pages[at].id])
        for at, system in wanted
    )
    return Diffs(
        dict(sorted(blocks.items())), worst, _left_out(contents, blocks), _why(contents, keep)
    )


def _task(
    contents: Contents, place: int, page: Page, found: Sequence[Mapping[str, Extraction]]
) -> Task:
    cells = contents.pages[place].cells
    return Task(
        page,
        tuple(
            (at, verdict_told(contents, cells[at]), one[page.id])
            for at, one in enumerate(found)
            if page.id in one
        ),
    )


def _made(tasks: Iterator[Task], jobs: int) -> Iterator[str]:
    """The packed block of each task, in their order; no more are begun than are nearly due."""
    if jobs == 1:
        yield from map(block_of, tasks)
        return
    # Spawned: forked ones would inherit the threads of numpy in whatever state they are.
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        while some := list(islice(tasks, AT_ONCE * jobs)):
            yield from pool.map(block_of, some, chunksize=4)


def block_of(task: Task) -> str:
    """All diffs of a page, packed."""
    source = origins(task.page)
    diffs = tuple(
        (at, told, side_by_side(task.page, one, source=source)) for at, told, one in task.outputs
    )
    return packed(Block(task.page.url, diffs))


def packed(block: Block) -> str:
    """A block as gzip in base64; the same for the same block."""
    try:
        content = visible(msgspec.json.encode(block).decode()).encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON can hold when it is escaped
        content = json.dumps(msgspec.to_builtins(block)).encode()
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def _worst(
    contents: Contents, place: int, system: int, page: Page, extraction: Extraction
) -> Worst:
    diff = side_by_side(page, extraction, PLAIN, origins(page))
    wrong = [pair for pair in worst_first(diff) if pair.counts.wrong]
    more = len(wrong) - SHOWN
    told = [diff.left_out] if diff.left_out else []
    told += [f"{counted(more, 'more paragraph')} with something wrong."] if more > 0 else []
    return Worst(
        page=place,
        system=system,
        verdict=verdict_told(contents, contents.pages[place].cells[system]),
        facts=facts_told(contents.pages[place]),
        url=page.url,
        pairs=wrong[:SHOWN],
        left_out=" ".join(told),
    )


def _left_out(contents: Contents, blocks: Mapping[int, str]) -> str:
    gone = len(contents.pages) - len(blocks)
    if not gone:
        return ""
    return (
        f"This file holds the diffs of the {counted(len(blocks), 'page')} that are the worst on "
        f"average; those of {counted(gone, 'page')} are left out to keep it small, and "
        "`boilerbench report --diffs all` keeps them."
    )


def _why(contents: Contents, keep: Keep) -> str:
    if keep.pages == 0:
        return "Diffs were left out: `boilerbench report --diffs all` keeps them."
    if all(badness(contents, cell) is None for page in contents.pages for cell in page.cells):
        return f"{contents.metric!r} judged no output, so none is the worst."
    return "No output with text falls short of its gold."
