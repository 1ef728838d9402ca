"""The calls of one extractor that count, as matrices: pages x rounds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerbench.records import ANSWERS
from boilerbench.scoring.metric import Floats
from boilerbench.speed.pace import chosen, countable, is_undisturbed, undisturbed
from boilerbench.speed.record import Called

LEAST_NS: Final = 1000
LEAST_CALLS: Final = 3
"""A page with fewer undisturbed calls is judged by its three least disturbed ones, and marked."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Milliseconds of the calls that count, nan where there is none; the `disturbed` pages.

    `every` has the CPU time of all calls, also of those that others disturbed: what disturbs two
    extractors alike, call beside call, is no bias of their ratio. `failed` are the pages on which a
    call failed; `undisturbed` is how many of all calls nothing disturbed.
    """

    cpu: Floats = field(repr=False)
    wall: Floats = field(repr=False)
    every: Floats = field(repr=False)
    disturbed: tuple[int, ...]
    failed: frozenset[int]
    undisturbed: int


def has_calls(times: Floats) -> NDArray[np.bool_]:
    """Which pages have any call that counts: a mask over the rows of pages x rounds."""
    found: NDArray[np.bool_] = np.any(~np.isnan(times), axis=1)
    return found


def samples_of(calls: Iterable[Called], pages: int, rounds: int) -> Samples:
    """What counts of one extractor's calls; a page on which any call failed has none.

    `rounds` is how many there were for any extractor: matrices of all have one shape.
    """
    own = list(calls)
    failed = {call.page for call in own if call.outcome not in ANSWERS}
    best = undisturbed(countable(own))
    by_page: dict[int, list[Called]] = defaultdict(list)
    for call in countable(own):
        by_page[call.page].append(call)
    cpu, wall, every = np.full((3, pages, rounds), np.nan)
    disturbed = []
    for page in sorted(by_page.keys() - failed):
        good, marked = chosen(by_page[page], best, LEAST_CALLS)
        _enter(good, cpu, wall)
        _enter(by_page[page], every)
        if marked:
            disturbed.append(page)
    quiet = sum(is_undisturbed(call, best) for call in countable(own))
    return Samples(cpu, wall, every, tuple(disturbed), frozenset(failed), quiet)


def _enter(calls: Sequence[Called], cpu: Floats, wall: Floats | None = None) -> None:
    for call in calls:
        # A call may be shorter than the clock's step: Node's is a microsecond.
        cpu[call.page, call.round - 1] = max(call.cpu_ns, LEAST_NS) / 1e6
        if wall is not None:
            wall[call.page, call.round - 1] = max(call.wall_ns, LEAST_NS) / 1e6
