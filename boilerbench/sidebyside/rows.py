"""Which runs of gold and output stand side by side: the rows of a page's diff."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from boilerbench.sidebyside.runs import Run

_Kind: TypeAlias = tuple[str, str, int | None]


class Row(msgspec.Struct, frozen=True, gc=False):
    """The runs of one gold paragraph and the runs of the output that belong beside them."""

    gold: tuple[Run, ...]
    output: tuple[Run, ...]


def rows_of(gold: Sequence[Run], output: Sequence[Run]) -> list[Row]:
    """Gold paragraphs in order, with what was put between them; lost ones before the next kept.

    What stands between words of one paragraph is beside it, and so is what shares a line with it
    and with no other. The rest has rows of its own: of one line, or of several lines of one kind.
    """
    paragraphs = {home: tuple(runs) for home, runs in groupby(gold, key=lambda run: run.home)}
    waiting = list(paragraphs)[::-1]
    rows: list[Row] = []
    for home, runs in _grouped(output):
        while home is not None and waiting and (waiting[-1] or 0) < home:
            rows.append(Row(paragraphs[waiting.pop()], ()))
        if home is not None:
            waiting.pop()
        rows.append(Row(() if home is None else paragraphs[home], runs))
    return rows + [Row(paragraphs[home], ()) for home in reversed(waiting)]


def _grouped(output: Sequence[Run]) -> Iterator[tuple[int | None, tuple[Run, ...]]]:
    """The output's runs by gold paragraph, those of none by what they are."""
    homes = _homes(output)
    numbered = zip(homes, output, strict=True)
    for home, members in groupby(numbered, key=lambda one: one[0]):
        runs = [_told(run, home) for _, run in members]
        if home is not None:
            yield home, tuple(_merged(runs))
            continue
        yield from ((None, tuple(_merged(row))) for row in _strays(runs))


def _told(run: Run, home: int | None) -> Run:
    """The run, and of kept words that stand beside another paragraph where they belong."""
    return run if run.home in (None, home) else replace(run, other=run.home)


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs that a line break alone cuts apart, as one."""
    for _, members in groupby(runs, key=lambda run: (*_kind(run), run.index)):
        first, *others = members
        yield replace(first, behind=others[-1].behind) if others else first


def _homes(output: Sequence[Run]) -> list[int | None]:
    """The paragraph beside which each run stands."""
    kept = _in_order(output)
    homes: list[int | None] = [None] * len(output)
    for left, right in pairwise([None, *kept, None]):
        before = None if left is None else output[left]
        after = None if right is None else output[right]
        if before is not None and left is not None:
            homes[left] = before.home
        for at in range(0 if left is None else left + 1, len(output) if right is None else right):
            homes[at] = _home(output[at], before, after)
    return homes


def _in_order(output: Sequence[Run]) -> list[int]:
    """The kept runs whose paragraphs go on in order: all, but for rare claims of scoring.

    As many as can be, where they are not (the longest subsequence, by patience sorting).
    """
    kept = [(at, run.home) for at, run in enumerate(output) if run.home is not None]
    homes = [home for _, home in kept]
    if homes == sorted(homes):
        return [at for at, _ in kept]
    ends: list[int] = []  # the least last paragraph of the subsequences of each length
    last: list[int] = []
    before: dict[int, int | None] = {}
    for at, home in kept:
        length = bisect_right(ends, home)
        ends[length : length + 1] = [home]
        last[length : length + 1] = [at]
        before[at] = last[length - 1] if length else None
    found: list[int] = []
    step: int | None = last[-1]
    while step is not None:
        found.append(step)
        step = before[step]
    return found[::-1]


def _home(run: Run, before: Run | None, after: Run | None) -> int | None:
    """The paragraph for a run between two kept ones, if either has a claim."""
    if before is not None and after is not None and before.home == after.home:
        return before.home
    near = [one for one in (before, after) if one is not None and one.line == run.line]
    return near[0].home if len(near) == 1 else None


def _strays(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """Runs that belong to no paragraph: a row a line, lines of one kind in one row."""
    row: list[Run] = []
    kind: _Kind | None = None
    for _, members in groupby(runs, key=lambda run: run.line):
        line = list(members)
        own = _kind(line[0])
        alike = own if all(_kind(run) == own for run in line) else None
        if row and (alike is None or alike != kind):
            yield tuple(row)
            row = []
        row += line
        kind = alike
    if row:
        yield tuple(row)


def _kind(run: Run) -> _Kind:
    return run.mark, run.kind, run.other
