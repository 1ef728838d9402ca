"""Diffs as they lie in the file: a packed block a page, and the worst of them in plain sight."""

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from boilerbench.answers import Answers
from boilerbench.records import Extraction, Page
from boilerbench.report.choosing import Keep, worst_outputs, worst_pages
from boilerbench.report.contents import Contents
from boilerbench.report.saying import facts_told, verdict_told
from boilerbench.sidebyside import Bounds, PageDiff, Pair, side_by_side, worst_first
from boilerbench.wording import counted

WORST: Final = 10
"""Diffs that are in plain sight."""
SHOWN: Final = 8
"""Paragraphs of each of these."""
PLAIN: Final = Bounds(words=1200, kept=12)
"""How much of each of these."""


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


def diffs_of(
    contents: Contents, pages: Sequence[Page], answers: Sequence[Answers], keep: Keep
) -> Diffs:
    """The diffs of the worst pages, as many as are to be kept.

    `pages` and `answers` stand in the order of `contents.pages` and `contents.systems`.
    """
    found = [{one.page: one for one in each.extractions} for each in answers]
    blocks: dict[int, str] = {}
    room = keep.size
    for place in worst_pages(contents)[: keep.pages]:
        page = pages[place]
        outputs = {at: one[page.id] for at, one in enumerate(found) if page.id in one}
        block = packed(_block(contents, place, page, outputs))
        if room is not None and len(block) > room:
            break
        room = None if room is None else room - len(block)
        blocks[place] = block
    wanted = worst_outputs(contents, WORST) if keep.pages != 0 else []
    worst = tuple(
        _worst(contents, at, system, pages[at], found[system][pages[at].id])
        for at, system in wanted
    )
    return Diffs(dict(sorted(blocks.items())), worst, _left_out(contents, blocks), _why(keep))


def packed(block: Block) -> str:
    """A block as gzip in base64; the same for the same block."""
    try:
        content = msgspec.json.encode(block)
    except UnicodeEncodeError:  # a lone surrogate, which JSON can hold when it is escaped
        content = json.dumps(msgspec.to_builtins(block)).encode()
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _block(contents: Contents, place: int, page: Page, outputs: Mapping[int, Extraction]) -> Block:
    return Block(
        url=page.url,
        diffs=tuple(
            (at, verdict_told(contents, contents.pages[place].cells[at]), side_by_side(page, one))
            for at, one in outputs.items()
        ),
    )


def _worst(
    contents: Contents, place: int, system: int, page: Page, extraction: Extraction
) -> Worst:
    diff = side_by_side(page, extraction, PLAIN)
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


def _why(keep: Keep) -> str:
    if keep.pages == 0:
        return "Diffs were left out: `boilerbench report --diffs all` keeps them."
    return "No output with text falls short of its gold."
