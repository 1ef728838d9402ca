"""How much labelled noise came through, by kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from boilerbench.records import NOISE_KINDS, Gold
from boilerbench.scoring.alignment import leaks
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import OURS, Failures, Floats, Row, ratio
from boilerbench.scoring.parts import Reads

COUNTS = (
    "leaked_tokens", "planted_tokens", "leaked_segments", "planted_segments",
    "leaked_pages", "planted_pages",
)  # fmt: skip  # two lines say it
VALUES = ("pages", "tokens", "segments")
ALL = "all"
"""The noise of every kind taken together, as a page counts once however many kinds leaked."""
GROUPS = (ALL, *NOISE_KINDS)
NAMES = ("pages", "tokens", *(f"{kind}.{value}" for kind in NOISE_KINDS for value in VALUES))


def _counts(name: str) -> tuple[str, str]:
    kind, _, value = name.rpartition(".")
    return f"{kind or ALL}.leaked_{value}", f"{kind or ALL}.planted_{value}"


@dataclass(frozen=True, repr=False)
class NoiseLeaks:
    """Shares of labelled noise that leaked: of pages, tokens and segments, in all and by kind.

    Statistics: for all noise and for each kind, tokens, segments and pages leaked and planted; a
    page's own count of pages is 0 or 1. `pages` is the share of judged pages with any leak,
    `tokens` the leaked share of all planted tokens; `<kind>.…` counts only what was planted of
    that kind. Counts are added up over pages. Values in [0, 1]; 0 is ideal. Only pages with an
    answer are counted: a failed one is left out, never leak-free.
    """

    columns: ClassVar[tuple[str, ...]] = tuple(
        f"{group}.{count}" for group in GROUPS for count in COUNTS
    )
    summed: ClassVar[Mapping[str, tuple[str, str]]] = {name: _counts(name) for name in NAMES}
    formulas: ClassVar[Mapping[str, str]] = {name: " / ".join(_counts(name)) for name in NAMES}
    ideal: ClassVar[Mapping[str, float]] = dict.fromkeys(NAMES, 0.0)
    headline: ClassVar[str] = "pages"
    failures: ClassVar[Failures] = "left-out"
    reads: ClassVar[Reads] = "text"
    tokeniser: ClassVar[str] = OURS
    mean_of_pages: ClassVar[bool] = False

    def __repr__(self) -> str:
        return "noise"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its text and at least one noise segment with a token."""
        return gold.text is not None and bool(gold.noise) and any(gold_tokens(gold).noise)

    def page(self, gold: Gold, text: str) -> Row:
        """What was planted and what leaked, in all and by kind."""
        table = _planted(gold).copy()
        for leak in leaks(gold, text):
            table[GROUPS.index(leak.kind), :4] += (leak.leaked, 0, 1, 0)
        table[0] = table.sum(axis=0)
        table[:, 4:] = table[:, 2:4] > 0
        return tuple(table.ravel().tolist())

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """Each page's shares; `pages` is 1 where anything leaked. nan where nothing was planted."""
        return self.of_sums(dict(zip(self.columns, statistics.T, strict=True)))

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """Shares of all that was planted on the pages of a replicate."""
        return self.values(weights @ statistics)

    def of_sums(self, sums: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """The shares of which both counts are there; nan where nothing was planted."""
        return {
            name: ratio(sums[leaked], sums[planted], empty=np.nan)
            for name, (leaked, planted) in self.summed.items()
            if leaked in sums and planted in sums
        }


@lru_cache(maxsize=64)
def _planted(gold: Gold) -> Floats:
    """The counts of a page's noise by group before anything leaked; only to be read."""
    table = np.zeros((len(GROUPS), len(COUNTS)))
    for one, planted in zip(gold.noise, gold_tokens(gold).noise, strict=True):
        if planted:
            table[GROUPS.index(one.kind), :4] += (0, len(planted), 0, 1)
    return table


@dataclass(frozen=True, slots=True)
class LeakCounts:
    """Pages with a leak as "n of m": over all kinds, and by kind where any was planted.

    `pages` is of all judged pages, `kinds` of the pages on which the kind was planted.
    """

    pages: tuple[int, int]
    kinds: Mapping[str, tuple[int, int]]


def leak_counts(statistics: Floats) -> LeakCounts:
    """The counts behind the shares of pages of `NoiseLeaks`, from its statistics (pages x k)."""
    pages = _by_group(statistics)[:, :, 4:].sum(axis=0).astype(int).tolist()
    (leaked, _), *kinds = pages
    return LeakCounts(
        pages=(leaked, len(statistics)),
        kinds={kind: (some, of) for kind, (some, of) in zip(NOISE_KINDS, kinds, strict=True) if of},
    )


def _by_group(statistics: Floats) -> Floats:
    """Statistics as rows x groups x counts."""
    return statistics.reshape(len(statistics), len(GROUPS), len(COUNTS))
