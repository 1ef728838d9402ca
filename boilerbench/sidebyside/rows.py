"""Which runs of gold and output stand side by side: the rows of a page's diff."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from boilerbench.sidebyside.runs import Run

_Kind: TypeAlias = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Row:
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
        runs = [run for _, run in members]
        if home is not None:
            yield home, tuple(runs)
            continue
        yield from ((None, row) for row in _strays(runs))


def _homes(output: Sequence[Run]) -> list[int | None]:
    """The paragraph beside which each run stands."""
    homes = [run.home for run in output]
    kept = [at for at, home in enumerate(homes) if home is not None]
    for left, right in zip([None, *kept], [*kept, None], strict=True):
        first = 0 if left is None else left + 1
        behind = len(output) if right is None else right
        before = None if left is None else output[left]
        after = None if right is None else output[right]
        for at in range(first, behind):
            homes[at] = _home(output[at], before, after)
    return homes


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
