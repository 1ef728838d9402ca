"""How much labelled noise came through, by kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from boilerbench.records import NOISE_KINDS, Gold
from boilerbench.scoring.alignment import leaks
from boilerbench.scoring.goldtokens import gold_tokens
from boilerbench.scoring.metric import Failures, Floats, ratio, weighted_mean

COUNTS = ("leaked_tokens", "planted_tokens", "leaked_segments", "planted_segments")
VALUES = ("pages", "tokens", "segments")
NAMES = ("pages", "tokens", *(f"{kind}.{value}" for kind in NOISE_KINDS for value in VALUES))


@dataclass(frozen=True, repr=False)
class NoiseLeaks:
    """Shares of labelled noise that leaked: of pages, tokens and segments, in all and by kind.

    Statistics: for each kind, tokens leaked and planted, segments leaked and planted. `pages` is
    the share of judged pages with any leak, `tokens` the leaked share of all planted tokens;
    `<kind>.…` counts only what was planted of that kind. Values in [0, 1]; 0 is ideal. Only pages
    with an answer are counted: a failed one is left out, never leak-free.
    """

    columns: ClassVar[tuple[str, ...]] = tuple(
        f"{kind}.{count}" for kind in NOISE_KINDS for count in COUNTS
    )
    ideal: ClassVar[Mapping[str, float]] = dict.fromkeys(NAMES, 0.0)
    headline: ClassVar[str] = "pages"
    failures: ClassVar[Failures] = "left-out"

    def __repr__(self) -> str:
        return "noise"

    def judges(self, gold: Gold) -> bool:
        """Whether gold has its text and at least one noise segment with a token."""
        return gold.text is not None and any(gold_tokens(gold).noise)

    def page(self, gold: Gold, text: str) -> tuple[float, ...]:
        """What was planted and what leaked, by kind."""
        table = np.zeros((len(NOISE_KINDS), len(COUNTS)))
        for one, planted in zip(gold.noise, gold_tokens(gold).noise, strict=True):
            if planted:
                table[NOISE_KINDS.index(one.kind)] += (0, len(planted), 0, 1)
        for leak in leaks(gold, text):
            table[NOISE_KINDS.index(leak.kind)] += (leak.leaked, 0, 1, 0)
        return tuple(table.ravel().tolist())

    def failure(self, gold: Gold) -> None:
        """None: leaks are counted over pages that have an answer."""

    def values(self, statistics: Floats) -> Mapping[str, Floats]:
        """Each page's shares; `pages` is 1 where anything leaked. nan where nothing was planted."""
        return _shares(_by_kind(statistics))

    def summary(self, statistics: Floats, weights: Floats) -> Mapping[str, Floats]:
        """Shares over all pages of a replicate: tokens and segments pooled, pages averaged."""
        pages = _leaking_pages(_by_kind(statistics))
        shares = _shares(_by_kind(weights @ statistics))
        means = {name: weighted_mean(page, weights) for name, page in pages.items()}
        return {name: means.get(name, shares[name]) for name in NAMES}


@dataclass(frozen=True, slots=True)
class LeakCounts:
    """Pages with a leak as "n of m": over all kinds, and by kind where any was planted.

    `pages` is of all judged pages, `kinds` of the pages on which the kind was planted.
    """

    pages: tuple[int, int]
    kinds: Mapping[str, tuple[int, int]]


def leak_counts(statistics: Floats) -> LeakCounts:
    """The counts behind the shares of pages of `NoiseLeaks`, from its statistics (pages x k)."""
    table = _by_kind(statistics)
    leaked, planted = table[:, :, 2] > 0, table[:, :, 3] > 0
    pairs = zip(NOISE_KINDS, leaked.sum(axis=0), planted.sum(axis=0), strict=True)
    return LeakCounts(
        pages=(int(leaked.any(axis=1).sum()), len(table)),
        kinds={kind: (int(some), int(of)) for kind, some, of in pairs if of},
    )


def _by_kind(statistics: Floats) -> Floats:
    """Statistics as rows x kinds x counts."""
    return statistics.reshape(len(statistics), len(NOISE_KINDS), len(COUNTS))


def _leaking_pages(table: Floats) -> dict[str, Floats]:
    """1 for each page with a leak, 0 without; nan where nothing of the kind was planted."""
    leaking = {"pages": (table[:, :, 2].sum(axis=1) > 0).astype(float)}
    for place, kind in enumerate(NOISE_KINDS):
        one = (table[:, place, 2] > 0).astype(float)
        leaking[f"{kind}.pages"] = np.where(table[:, place, 3] > 0, one, np.nan)
    return leaking


def _shares(table: Floats) -> dict[str, Floats]:
    """Leaked shares of each row; rows are pages, or replicates with their sums."""
    shares = _leaking_pages(table)
    shares["tokens"] = ratio(table[:, :, 0].sum(axis=1), table[:, :, 1].sum(axis=1), empty=np.nan)
    for place, kind in enumerate(NOISE_KINDS):
        counts = table[:, place]
        shares[f"{kind}.tokens"] = ratio(counts[:, 0], counts[:, 1], empty=np.nan)
        shares[f"{kind}.segments"] = ratio(counts[:, 2], counts[:, 3], empty=np.nan)
    return {name: shares[name] for name in NAMES}
