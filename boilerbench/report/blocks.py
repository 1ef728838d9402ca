"""The diffs of a report: those of the worst pages packed, the worst of all in plain sight."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from boilerbench.answers import Answers
from boilerbench.records import Page
from boilerbench.report.choosing import Keep, badness, worst_outputs, worst_pages
from boilerbench.report.contents import Contents
from boilerbench.report.hands import Each, here, in_portions
from boilerbench.report.pagework import Output, Task, judged, plain_diff
from boilerbench.report.saying import facts_told, verdict_told
from boilerbench.sidebyside import PageDiff, Pair, worst_first
from boilerbench.wording import counted

WORST: Final = 10
"""Diffs that are in plain sight."""
SHOWN: Final = 8
"""Paragraphs of each of these."""

PORTION: Final = 128
"""Pages that are packed before it is looked whether more fit."""


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


def diffs_of(
    contents: Contents,
    pages: Sequence[Page],
    answers: Sequence[Answers],
    keep: Keep,
    *,
    each: Each = here,
    made: Mapping[int, str] | None = None,
) -> Diffs:
    """The diffs of the worst pages, as many as are to be kept.

    `pages` and `answers` stand in the order of `contents.pages` and `contents.systems`. `made` are
    the blocks of all pages, where there are any already.
    """
    order = worst_pages(contents)[: keep.pages]
    if made is None:
        tasks = (_task(contents, place, pages[place], answers) for place in order)
        done = in_portions(each, judged, tasks, PORTION)
        blocks = _fitting(order, (one.block for one in done), keep.size)
    else:
        blocks = _fitting(order, (made[place] for place in order), keep.size)
    wanted = worst_outputs(contents, WORST) if keep.pages != 0 else []
    plain = each(
        plain_diff, [(pages[at], answers[system].at(pages[at].id)) for at, system in wanted]
    )
    worst = tuple(_worst(contents, *one, diff) for one, diff in zip(wanted, plain, strict=True))
    return Diffs(blocks, worst, _left_out(contents, blocks), _why(contents, keep))


def _task(contents: Contents, place: int, page: Page, answers: Sequence[Answers]) -> Task:
    """What is to be packed of a page whose cells are known."""
    outputs = tuple(
        Output(at, answers[at].at(page.id), cell.values)
        for at, cell in enumerate(contents.pages[place].cells)
        if cell is not None
    )
    return Task(page, outputs, contents.metric, "diffs")


def _fitting(order: Sequence[int], made: Iterable[str], room: int | None) -> dict[int, str]:
    """The blocks of the first pages, as many as there is room for, by page."""
    blocks: dict[int, str] = {}
    size = 0
    for place, block in zip(order, made, strict=True):
        size += len(block)
        if room is not None and size > room:
            break
        blocks[place] = block
    return dict(sorted(blocks.items()))


def _worst(contents: Contents, place: int, system: int, diff: PageDiff) -> Worst:
    wrong = [pair for pair in worst_first(diff) if pair.counts.wrong]
    more = len(wrong) - SHOWN
    told = [diff.left_out] if diff.left_out else []
    told += [f"{counted(more, 'more paragraph')} with something wrong."] if more > 0 else []
    page = contents.pages[place]
    return Worst(
        page=place,
        system=system,
        verdict=verdict_told(contents, page.cells[system]),
        facts=facts_told(page),
        url=page.url,
        pairs=wrong[:SHOWN],
        left_out=" ".join(told),
    )


def _left_out(contents: Contents, blocks: Mapping[int, str]) -> str:
    gone = len(contents.pages) - len(blocks)
    if not gone:
        return ""
    kept = f"the diffs of the {counted(len(blocks), 'page')} that are the worst on average"
    if not contents.measured:
        kept = f"the outputs on {counted(len(blocks), 'page')}, first on those with least agreement"
    return (
        f"This file holds {kept}; those of {counted(gone, 'page')} are left out to keep it small, "
        "and `boilerbench report --diffs all` keeps them."
    )


def _why(contents: Contents, keep: Keep) -> str:
    if keep.pages == 0:
        return "Diffs were left out: `boilerbench report --diffs all` keeps them."
    if all(badness(contents, cell) is None for page in contents.pages for cell in page.cells):
        return f"{contents.metric!r} judged no output, so none is the worst."
    return "No output with text falls short of its gold."
