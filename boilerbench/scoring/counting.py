"""Counts shared shingles of two token sequences, exactly, in a few array operations."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerbench.scoring.lookup import Numbers

Codes = NDArray[np.int64]
LARGEST: Final = 2**62
MANY: Final = 1 << 11  # codes from which it pays to sort them before they are searched for


@dataclass(frozen=True, slots=True, eq=False)
class GoldShingles:
    """The n-token shingles of a gold text, prepared so that many outputs can be counted.

    A shingle's code packs the numbers of its tokens, all below `base`, into one integer. Where
    that would overflow, the codes so far are replaced by their ranks among gold's own (`ranks`, by
    width): exact for any vocabulary and any n, other than a hash. `codes` are in order and end in
    one that no shingle has; `counts` says how often gold has each.
    """

    n: int
    base: int
    ranks: dict[int, Codes]
    codes: Codes
    counts: Codes
    numbers: Numbers

    @property
    def total(self) -> int:
        """How many shingles gold has."""
        return len(self.numbers) + 1 - self.n if len(self.numbers) >= self.n else self.short

    @property
    def short(self) -> bool:
        """Whether gold is one shingle of fewer than n tokens."""
        return 0 < len(self.numbers) < self.n


def gold_shingles(numbers: Numbers, base: int, n: int) -> GoldShingles:
    """The shingles of a gold text; fewer than n tokens are one short shingle, none are none.

    Its tokens are numbered from 1 and below `base`.
    """
    ranks: dict[int, Codes] = {}
    codes = _packed(numbers, n, base, ranks) if len(numbers) >= n else np.empty(0, np.int64)
    codes = np.append(np.sort(codes), LARGEST)
    firsts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))
    counts = np.append(np.diff(firsts), 0)
    return GoldShingles(n, base, ranks, codes[firsts], counts, numbers)


def overlap(gold: GoldShingles, numbers: Numbers) -> tuple[int, int, int]:
    """Shingles of an output that gold has too, that only it has, and that only gold has.

    The output's tokens have gold's numbers, and 0 where gold has none. A multiset count: a shingle
    that stands three times in one and twice in the other is shared twice. Source:
    `string_shingle_matching` of scrapinghub/article-extraction-benchmark.
    """
    total = gold.total
    if len(numbers) < gold.n:
        shared = int(gold.short and np.array_equal(gold.numbers, numbers))
        return shared, bool(len(numbers)) - shared, total - shared
    if len(gold.numbers) < gold.n:
        return 0, len(numbers) + 1 - gold.n, total
    codes = _packed(numbers, gold.n, gold.base, gold.ranks, known=True)
    if len(codes) > MANY:
        codes.sort()
    places = gold.codes.searchsorted(codes)
    found = np.bincount(places[gold.codes[places] == codes], minlength=len(gold.counts))
    shared = int(np.minimum(found, gold.counts).sum())
    return shared, len(codes) - shared, total - shared


def whole_only(numbers: Numbers, n: int) -> Numbers:
    """The tokens of a text that has a whole shingle, else none: some peers count no short one."""
    return numbers if len(numbers) >= n else numbers[:0]


def _packed(
    numbers: Numbers, n: int, base: int, ranks: dict[int, Codes], *, known: bool = False
) -> Codes:
    """The code of every shingle; fills `ranks` for gold, follows them for an output (`known`)."""
    wide = numbers.astype(np.int64)
    codes, bound = wide, base
    for width in range(1, n):
        if bound * base > LARGEST:
            if not known:
                ranks[width] = np.array(sorted(set(codes.tolist())), np.int64)
            codes, bound = _ranked(codes, ranks[width]), len(ranks[width]) + 1
        codes = codes[:-1] * base + wide[width:]
        bound *= base
    return codes


def _ranked(codes: Codes, known: Codes) -> Codes:
    """The place of each code among the sorted known ones, from 1; 0 for an unknown one."""
    if not len(known):
        return np.zeros(len(codes), np.int64)
    places = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return np.where(known[places] == codes, places + 1, 0).astype(np.int64)
