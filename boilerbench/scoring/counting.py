"""Counts shared shingles of two token sequences, exactly, in a few array operations."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
LARGEST = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class GoldShingles:
    """The n-token shingles of a gold text, numbered once so that many outputs can be counted.

    A shingle's code packs the numbers of its tokens into one integer. Where that would overflow,
    the codes so far are replaced by their ranks among gold's own (`ranks`, by width): exact for
    any vocabulary and any n, other than a hash.
    """

    n: int
    numbers: dict[str, int]
    ranks: dict[int, Codes]
    codes: Codes
    counts: Codes
    short: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many shingles gold has."""
        return int(self.counts.sum()) or bool(self.short)


def gold_shingles(tokens: Sequence[str], n: int) -> GoldShingles:
    """The shingles of a gold text; fewer than n tokens are one short shingle, none are none."""
    numbers = {token: number for number, token in enumerate(dict.fromkeys(tokens), start=1)}
    ranks: dict[int, Codes] = {}
    short = tuple(tokens) if len(tokens) < n else ()
    codes = _packed(_numbered(() if short else tokens, numbers), n, len(numbers) + 1, ranks)
    unique, counts = np.unique(codes, return_counts=True)
    return GoldShingles(n, numbers, ranks, unique, counts.astype(np.int64), short)


def overlap(gold: GoldShingles, tokens: Sequence[str]) -> tuple[int, int, int]:
    """Shingles of an output that gold has too, that only it has, and that only gold has.

    A multiset count: a shingle that stands three times in one and twice in the other is shared
    twice. Source: `string_shingle_matching` of scrapinghub/article-extraction-benchmark.
    """
    if len(tokens) < gold.n:
        shared = int(bool(tokens) and gold.short == tuple(tokens))
        return shared, bool(tokens) - shared, gold.total - shared
    numbers = _numbered(tokens, gold.numbers)
    codes = _packed(numbers, gold.n, len(gold.numbers) + 1, dict(gold.ranks), known=True)
    ranks = _ranked(codes, gold.codes)
    found = np.bincount(ranks, minlength=len(gold.codes) + 1)[1:]
    shared = int(np.minimum(found, gold.counts).sum())
    return shared, len(codes) - shared, gold.total - shared


def whole_only(tokens: Sequence[str], n: int) -> Sequence[str]:
    """The tokens of a text that has a whole shingle, else none: some peers count no short one."""
    return tokens if len(tokens) >= n else ()


def _numbered(tokens: Sequence[str], numbers: dict[str, int]) -> Codes:
    return np.fromiter(map(numbers.get, tokens, repeat(0)), np.int64, len(tokens))


def _packed(
    numbers: Codes, n: int, base: int, ranks: dict[int, Codes], *, known: bool = False
) -> Codes:
    """The code of every shingle; fills `ranks` for gold, follows them for an output (`known`)."""
    codes, bound = numbers, base
    for width in range(1, n):
        if bound * base > LARGEST:
            if not known:
                ranks[width] = np.unique(codes)
            codes, bound = _ranked(codes, ranks[width]), len(ranks[width]) + 1
        codes = codes[:-1] * base + numbers[width:]
        bound *= base
    return codes


def _ranked(codes: Codes, known: Codes) -> Codes:
    """The place of each code among the sorted known ones, from 1; 0 for an unknown one."""
    if not len(known):
        return np.zeros(len(codes), np.int64)
    places = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return np.where(known[places] == codes, places + 1, 0).astype(np.int64)
