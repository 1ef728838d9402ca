"""The bootstrap draws of a corpus's pages: the same for every system and metric."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from boilerbench.records import Page
from boilerbench.statistics import Resampling, resample

REPLICATES: Final = 1000


@lru_cache(maxsize=8)
def draws_of(pages: tuple[Page, ...], seed: int) -> Resampling:
    """The draws for these pages, by site."""
    sites, ids = [page.site for page in pages], [page.id for page in pages]
    return resample(sites, ids=ids, replicates=REPLICATES, seed=seed)


def drawn_of(pages: tuple[Page, ...], some: Sequence[Page], seed: int) -> Resampling:
    """The draws for some among the pages."""
    draws = draws_of(pages, seed)
    ids = {page.id for page in some}
    if len(ids) == len(pages):
        return draws  # a copy takes as much memory as all else
    columns = [place for place, page in enumerate(pages) if page.id in ids]
    return replace(draws, weights=draws.weights[:, columns])
