"""Sites dealt into folds: what is tuned on some is judged on the others."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from boilerbench.rules.tuning.tallies import Flags

FEWEST: Final = 2
"""Sites below which nothing can be held out."""


def folds_of(sites: Sequence[str], folds: int, seed: int) -> list[Flags]:
    """Of each fold which pages it holds out: every page once, all pages of a site together.

    Sites are dealt by their number of pages, largest first, each to the fold with the fewest
    pages; a seed decides among equals. None where there are fewer than two sites, and no more
    folds than sites.
    """
    names, site_of, sizes = np.unique(
        np.array(sites, dtype=str), return_inverse=True, return_counts=True
    )
    count = min(folds, len(names))
    if count < FEWEST:
        return []
    shuffled = np.random.default_rng(seed).permutation(len(names))
    dealt = shuffled[np.argsort(-sizes[shuffled], kind="stable")]
    fold_of = np.zeros(len(names), dtype=np.int64)
    filled = np.zeros(count, dtype=np.int64)
    for site in dealt:
        fold_of[site] = int(np.argmin(filled))
        filled[fold_of[site]] += sizes[site]
    return [fold_of[site_of] == fold for fold in range(count)]
